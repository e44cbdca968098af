import GateDiagnostics
import Testing

@Suite("DiagnosticBag")
struct DiagnosticBagTests {
    private func finding(
        _ message: String,
        _ severity: Diagnostic.Severity = .error,
        file: UInt32 = 0,
        at start: UInt32 = 0
    ) -> Diagnostic {
        Diagnostic(severity, .unknownKey, message, at: SourceSpan(file: file, start: start, end: start + 1))
    }

    @Test("counts errors and warnings")
    func counts() {
        var bag = DiagnosticBag()
        #expect(bag.isEmpty)
        #expect(!bag.hasErrors)
        bag.append(finding("a", .warning))
        #expect(!bag.hasErrors)
        bag.append(finding("b"))
        bag.append(finding("c"))
        #expect(bag.hasErrors)
        #expect(bag.errorCount == 2)
        #expect(bag.warningCount == 1)
    }

    @Test("sorts by file and place and keeps the order of one place")
    func order() {
        let bag = DiagnosticBag([
            finding("e", file: 1, at: 0), finding("c", at: 5), finding("d", at: 5), finding("b", at: 4),
            finding("a", at: 0),
        ])
        #expect(bag.diagnostics.map(\.message) == ["a", "b", "c", "d", "e"])
    }

    @Test("drops exact duplicates only")
    func duplicates() {
        var bag = DiagnosticBag([finding("a"), finding("a"), finding("a", at: 1), finding("a", .warning)])
        #expect(bag.diagnostics.count == 3)
        bag.append(contentsOf: DiagnosticBag([finding("a"), finding("b")]))
        #expect(bag.diagnostics.count == 4)
        #expect(bag.errorCount == 3)
    }
}

@Suite("DiagnosticCode")
struct DiagnosticCodeTests {
    @Test("codes are a letter and three digits")
    func form() {
        for code in DiagnosticCode.allCases {
            let digits = code.rawValue.dropFirst()
            #expect(digits.count == 3 && digits.allSatisfy(\.isNumber), "\(code)")
            #expect(code.rawValue.first == "E" || code.rawValue.first == "W", "\(code)")
        }
    }
}

@Suite("SourceSpan")
struct SourceSpanTests {
    @Test("takes twelve bytes")
    func size() {
        #expect(MemoryLayout<SourceSpan>.size == 12)
    }

    @Test("never ends before it starts")
    func backwards() {
        let span = SourceSpan(file: 0, start: 5, end: 2)
        #expect(span.end == 5)
        #expect(span.startPoint == span)
    }

    @Test("a union covers both, within one file")
    func union() {
        let span = SourceSpan(file: 0, start: 2, end: 4)
        #expect(span.union(SourceSpan(file: 0, start: 7, end: 9)) == SourceSpan(file: 0, start: 2, end: 9))
        #expect(span.union(SourceSpan(file: 1, start: 7, end: 9)) == span)
    }
}
