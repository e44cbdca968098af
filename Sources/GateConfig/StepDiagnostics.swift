import GateDiagnostics

extension Diagnostic {
    static func switchWithoutBranches(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .conflictingKeys,
            "\"switch\" has no branches to choose from",
            at: span,
            notes: ["write \"branches:\" beside it, whose arms have \"case:\" with the values they are for"]
        )
    }

    static func endWithValue(at span: SourceSpan) -> Diagnostic {
        Diagnostic(.invalidValue, "\"end:\" takes no value", at: span, notes: ["write \"- end:\" alone"])
    }

    static func twoSteps(_ first: String, _ second: String, firstAt: SourceSpan, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .conflictingKeys,
            "a step does one thing, and this one has \"\(first)\" and \"\(second)\"",
            at: span,
            context: [Label(firstAt, "\"\(first)\" is here")],
            notes: ["begin a step of its own: \"- \(second):\""]
        )
    }

    static func emptyStep(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingKey,
            "the step does nothing",
            at: span,
            notes: ["a step has one of set, require, branches, for_each, call, respond, output and end"]
        )
    }

    static func keyOfCall(_ name: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .conflictingKeys,
            "\"\(name)\" belongs to a call, and this step has none",
            at: span,
            notes: ["write \"call:\" with the name of a flow beside it"]
        )
    }
}
