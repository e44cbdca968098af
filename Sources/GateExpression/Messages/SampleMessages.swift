import GateDiagnostics

/// What the samples of an endpoint say of expressions and paths, W802 to W804.
extension ExpressionDiagnostic {
    static func noSamplePath(_ name: String, advice: [String], at range: TextRange) -> Self {
        Self(.warning, .noSamplePath, "no sample has \"\(name.prefix(80))\" here", at: range, notes: advice)
    }

    static func noSampleElement(_ parents: [SampleShape.Node], at range: TextRange) -> Self {
        let isList = parents.contains { $0.kinds[.list] != nil }
        let kinds = Set(parents.flatMap(\.kinds.keys)).map(\.noun).sorted().joined(separator: ", ")
        let found = isList ? "the list is empty in every sample" : "here the samples have \(kinds)"
        return Self(
            .warning,
            .noSamplePath,
            "no sample has an element here",
            at: range,
            notes: [found, "correct the path, or add a sample that has one"]
        )
    }

    static func unseenValue(_ value: String, near: String?, seen: [String], at range: TextRange) -> Self {
        let list = seen.prefix(ExpressionLimits.listedNameCountMax).joined(separator: ", ")
        let rest = seen.count - ExpressionLimits.listedNameCountMax
        var notes = near.map { ["did you mean \($0)?"] } ?? []
        if near == nil { notes.append("the samples have \(list)" + (rest > 0 ? " and \(rest) more" : "")) }
        notes.append("if the value is right, add a sample that has it")
        return Self(.warning, .unseenValue, "no sample has the value \(value.prefix(80)) here", at: range, notes: notes)
    }

    static func maybeAbsent(_ evidence: SampleEvidence, at range: TextRange) -> Self {
        Self(
            .warning,
            .maybeAbsent,
            "`\(evidence.place.prefix(120))` may be absent, and the request would be answered 500",
            at: range,
            notes: [
                evidence.text("lacks", "lack"),
                "test it with has(...) before, or extract it with \"default:\" or \"required: true\"",
            ]
        )
    }

    static func maybeNull(_ evidence: SampleEvidence, at range: TextRange) -> Self {
        let advice = "test it with != null before"
        let note = evidence.isName ? "give the extraction \"default:\" or \"required: true\", or \(advice)" : advice
        return Self(
            .warning,
            .maybeAbsent,
            "`\(evidence.place.prefix(120))` may be null here, and the request would be answered 500",
            at: range,
            notes: [evidence.text("has no value for", "have no value for"), note]
        )
    }
}

/// Which samples speak for a warning.
struct SampleEvidence {
    /// The expression, as written.
    var place: String
    /// Whether it is a name alone, which may be that of an extraction.
    var isName: Bool
    /// The samples that lack it.
    var lacking: [String]
    /// How many samples come to the expression.
    var sampleCount: Int

    /// `2 of the 11 samples that come here lack it: a.json, b.json`.
    func text(_ one: String, _ many: String) -> String {
        let shown = lacking.prefix(3).joined(separator: ", ")
        let more = lacking.count > 3 ? " and \(lacking.count - 3) more" : ""
        let whole =
            sampleCount == 1
            ? "the one sample that comes here \(one) it"
            : "\(lacking.count) of the \(sampleCount) samples that come here \(lacking.count == 1 ? one : many) it"
        return "\(whole): \(shown)\(more)"
    }
}
