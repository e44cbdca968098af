/// The findings of a run: collected in any order, read in the order of the files.
package struct DiagnosticBag: Sendable {
    private var collected: [Diagnostic] = []
    private var seen: Set<Diagnostic> = []
    /// How many of the findings are errors.
    package private(set) var errorCount = 0

    /// A bag of the given findings.
    package init(_ diagnostics: some Sequence<Diagnostic> = []) {
        append(contentsOf: diagnostics)
    }

    /// How many of the findings are warnings.
    package var warningCount: Int { collected.count - errorCount }

    /// Whether a finding refuses the file.
    package var hasErrors: Bool { errorCount > 0 }

    /// Whether nothing was found.
    package var isEmpty: Bool { collected.isEmpty }

    /// The findings by file and place; of one place in the order they were appended.
    package var diagnostics: [Diagnostic] {
        collected.enumerated().sorted { left, right in
            let (first, second) = (left.element.primary.span, right.element.primary.span)
            return (first.file, first.start, left.offset) < (second.file, second.start, right.offset)
        }.map(\.element)
    }

    /// Adds a finding, unless the very same one is already there.
    package mutating func append(_ diagnostic: Diagnostic) {
        guard seen.insert(diagnostic).inserted else { return }
        collected.append(diagnostic)
        if diagnostic.severity == .error { errorCount += 1 }
    }

    /// Adds findings, leaving out those that are already there.
    package mutating func append(contentsOf diagnostics: some Sequence<Diagnostic>) {
        for diagnostic in diagnostics { append(diagnostic) }
    }

    /// Adds the findings of another bag.
    package mutating func append(contentsOf bag: DiagnosticBag) {
        append(contentsOf: bag.collected)
    }
}
