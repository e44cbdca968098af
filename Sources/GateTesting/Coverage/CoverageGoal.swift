import GateDiagnostics

/// The least coverage with which a run passes: `90`, or `branches=100`.
package struct CoverageGoal: Sendable, Hashable {
    /// What is wrong with a goal's text.
    package struct Malformed: Error, Equatable {
        package var message: String
    }

    /// The points that count; nil for all.
    package var kind: CoveragePoint.Kind?
    /// The least share, in thousandths of a percent.
    package var thousandths: Int

    /// Parses a percentage, 0 to 100 with at most three digits after the point, or a kind, `=` and one.
    package init(_ text: String) throws(Malformed) {
        var number = text[...]
        if let equals = text.firstIndex(of: "=") {
            let name = String(text[..<equals])
            guard let kind = CoveragePoint.Kind(rawValue: name) else {
                let names = CoveragePoint.Kind.allCases.map(\.rawValue)
                let hint = Suggestion.nearest(to: name, in: names).map { ": did you mean \"\($0)\"?" }
                let list = "; the kinds are \(names.joined(separator: ", "))"
                throw Malformed(message: "\"\(plain(name))\" is no kind of coverage" + (hint ?? list))
            }
            self.kind = kind
            number = text[text.index(after: equals)...]
        }
        if number.last == "%" { number.removeLast() }
        guard let thousandths = CoverageGoal.thousandths(number) else {
            throw Malformed(
                message: "\"\(plain(text))\" is no goal: write a percentage from 0 to 100 with at most three decimals, "
                    + "such as 90 or branches=99.5"
            )
        }
        self.thousandths = thousandths
    }

    /// Why a report fails the goal, in a sentence without a full stop; nil where it passes.
    ///
    /// Nothing is rounded: 999 of 1000 is less than 100 percent. Where there is nothing to reach, all is reached.
    package func failure(_ report: CoverageReport) -> String? { failure(of: report.all, report.kinds) }

    /// Judges all points together, or those of the goal's kind.
    func failure(of all: CoverageTally, _ kinds: [CoveragePoint.Kind: CoverageTally]) -> String? {
        let tally = kind.map { kinds[$0] ?? CoverageTally() } ?? all
        guard tally.reached * 100_000 < thousandths * tally.total else { return nil }
        let subject = kind.map { "coverage of \($0.rawValue)" } ?? "coverage"
        return "\(subject) is \(tally.percent)%, \(tally.reached) of \(tally.total); the goal is \(percent)%"
    }

    /// The goal in percent, as it would be written.
    private var percent: String {
        let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
        guard rest > 0 else { return "\(whole)" }
        var digits = String("\(1000 + rest)".dropFirst())
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    private static func thousandths(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 3 && $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }),
            let whole = parts.first.flatMap({ Int($0) })
        else { return nil }
        let digits = parts.dropFirst().first.map(String.init) ?? ""
        let rest = Int((digits + "000").prefix(3)) ?? 0
        let thousandths = whole * 1000 + rest
        return thousandths <= 100_000 ? thousandths : nil
    }
}
