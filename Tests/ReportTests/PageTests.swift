import Foundation
import GateCompiler
import GateDiagnostics
import GateTestSupport
import Testing

/// The pages of `hookgate check --explain`.
@Suite struct PageTests {
    /// Codes that no text of a file alone gives: of files, of samples, and one that nothing gives any more.
    static let situations: Set<DiagnosticCode> = [
        .yamlEncoding, .fileUnreadable, .celRegex, .sampleUnreadable, .sampleMalformed, .sampleLimit, .sampleType,
        .noSamplePath, .maybeAbsent, .unseenValue, .testRequest, .testName, .testFile, .impossibleExpectation,
        .testValue,
    ]

    @Test("every code has a whole page", arguments: DiagnosticCode.allCases)
    func complete(code: DiagnosticCode) {
        let page = code.page
        #expect(!page.title.isEmpty && page.title.utf8.count <= 72, "\(code.rawValue) has no page, or a long title")
        #expect(page.title.first?.isLowercase == true || page.title.hasPrefix("for_each"))
        #expect(page.explanation.hasSuffix(".") || page.explanation.hasSuffix("}") || page.explanation.hasSuffix("'"))
        #expect(page.explanation.utf8.count > 60)
        #expect(!page.seeAlso.isEmpty)
        for line in page.text.split(separator: "\n") where !line.hasPrefix("    ") { #expect(line.count <= 80) }
    }

    @Test("the wrong example gets the code and no other", arguments: DiagnosticCode.allCases)
    func wrong(code: DiagnosticCode) {
        switch code.page.wrong {
        case .situation(let sentence):
            #expect(PageTests.situations.contains(code), "\(code.rawValue) can have an example")
            #expect(sentence.hasSuffix("."))
        case .file(let text):
            #expect(!PageTests.situations.contains(code))
            let found = compiled(text).diagnostics.diagnostics.map(\.code)
            #expect(found.contains(code), "\(code.rawValue): \(found.map(\.rawValue))")
            // A flow that reaches nobody may hold a value that nobody uses.
            #expect(Set(found).subtracting([code, .effectless]).isEmpty, "\(code.rawValue): \(found.map(\.rawValue))")
        }
    }

    @Test("the right example compiles without a finding", arguments: DiagnosticCode.allCases)
    func right(code: DiagnosticCode) {
        let compilation = compiled(code.page.right)
        let found = compilation.diagnostics.diagnostics.map { "\($0.code.rawValue) \($0.message)" }
        #expect(compilation.graph != nil && found.isEmpty, "\(code.rawValue): \(found)")
        if case .file(let text) = code.page.wrong { #expect(text != code.page.right) }
    }

    @Test("the manual pages that a page names are there")
    func references() throws {
        for code in DiagnosticCode.allCases {
            for reference in code.page.seeAlso {
                guard let match = reference.firstMatch(of: /^(hookgate[a-z.-]*)\(([0-9])\)(?:, (.+))?$/) else {
                    #expect(reference.hasPrefix("RFC ") || reference.hasPrefix("YAML "), "\(reference)")
                    continue
                }
                let source = try Repository.text("man/\(match.output.1).\(match.output.2)")
                if let section = match.output.3 { #expect(source.contains("\n.Sh \(section)\n"), "\(reference)") }
            }
        }
    }

    @Test("the program prints them")
    func printed() throws {
        let page = try runShell("hookgate check --explain e302")
        #expect(page.status == 0)
        #expect(page.output.hasPrefix("E302: a name that nothing declares\n\n"))
        expectGolden(page.output, at: "Cases/E302.page")
        let list = try runShell("hookgate check --explain list").output.split(separator: "\n")
        #expect(list.count == DiagnosticCode.allCases.count)
        let all = try runShell("hookgate check --explain all").output
        for heading in list { #expect(all.contains("\(heading)\n\n")) }
    }

    @Test("a terminal is told once where to read on, and nothing else is")
    func trailer() throws {
        let files = "Tests/ReportTests/Cases/broken.yaml Tests/ReportTests/Cases/doubtful.yaml missing.yaml"
        let terminal = try runShell("script -qec 'hookgate check \(files)' /dev/null")
        #expect(terminal.status == 1)
        #expect(terminal.output.components(separatedBy: "hookgate check --explain ").count == 2)
        #expect(terminal.output.contains("hookgate check --explain E207 says more"))
        #expect(!(try runShell("hookgate check \(files)").errors.contains("--explain")))
    }

    @Test("explaining checks no file")
    func files() throws {
        let result = try runShell("hookgate check --explain E302 README.md")
        #expect(result.status == 64)
        #expect(result.errors.contains("--explain checks no file"))
    }

    @Test(
        "a code that there is not is wrong usage, and the nearest is named",
        arguments: [("E999", ""), ("302", "E302"), ("W302", "E302"), ("E3O2", "E302"), ("al", "all"), ("", "")]
    )
    func unknown(word: String, meant: String) throws {
        let result = try runShell("hookgate check --explain '\(word)'")
        #expect(result.status == 64)
        #expect(result.errors.contains("--explain list"))
        if !meant.isEmpty { #expect(result.errors.contains("did you mean \(meant)?"), "\(result.errors)") }
    }

    private func compiled(_ text: String) -> Compilation {
        compile(SourceText(name: "gateway.yaml", bytes: Array(text.utf8)), files: .noFiles)
    }
}

extension FileSource {
    /// No file at all.
    fileprivate static let noFiles = FileSource(
        expand: { _ in .success([]) },
        read: { _, _ in .failure(Failure(reason: "no such file")) }
    )
}
