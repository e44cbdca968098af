import GateConfig
import GateDiagnostics

extension Diagnostic {
    /// Lines of a path that are shown; the rest is counted.
    private static let pathLinesMax = 12

    /// A note that tells a path: its conditions in the order in which they are looked at.
    private static func tell(_ path: [PathLine], without what: String = "an answer") -> String {
        guard !path.isEmpty else { return "every request gets there" }
        let lines = path.prefix(pathLinesMax).map(\.sentence).joined(separator: ", then ")
        let more = path.count > pathLinesMax ? ", and \(path.count - pathLinesMax) more" : ""
        return "the path without \(what): \(lines)\(more)"
    }

    /// Labels at the conditions of a path.
    private static func labels(_ path: [PathLine]) -> [Label] {
        path.prefix(pathLinesMax).map { Label($0.span, $0.text == nil ? $0.outcome : "is \($0.outcome)") }
    }

    static func openPath(_ owner: String, _ path: [PathLine], at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingAnswer,
            "a request can go through all steps of \(owner) without an answer",
            at: span,
            context: labels(path),
            notes: [tell(path), "end the steps with \"- respond:\""]
        )
    }

    static func missingElse(_ path: [PathLine], at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingAnswer,
            "a request for which no condition is true gets no answer",
            at: span,
            context: labels(path),
            notes: [tell(path), "end the branches with \"- else:\" and an answer"]
        )
    }

    /// `reasons` are the conditions before it that rule it out; none where it rules out itself.
    static func neverTaken(_ reasons: [Label], at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .neverTaken,
            "this branch can never be taken",
            at: span,
            label: reasons.isEmpty ? "false for every request" : "so it can never be true here",
            context: reasons,
            notes: ["correct the condition, move the branch up, or remove it"]
        )
    }

    static func settledRequirement(isMet: Bool, _ reasons: [Label], at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .neverTaken,
            isMet ? "this requirement is always met" : "this requirement can never be met",
            at: span,
            label: "\(isMet) for every request that gets here",
            context: reasons,
            notes: [isMet ? "correct the condition, or remove the step" : "correct the condition, or answer at once"]
        )
    }

    static func unreachableElse(_ reasons: [Label], at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .neverTaken,
            "else can never be reached: the conditions before it leave nothing out",
            at: span,
            context: reasons,
            notes: ["remove it: the branches are proven to be complete without it, or correct the conditions"]
        )
    }

    static func nothingToDo(_ owner: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingAnswer,
            "\(owner) does nothing",
            at: span,
            notes: ["add \"respond:\", \"branches:\" or \"steps:\"; where nothing is to be done, write \"steps: []\""]
        )
    }

    static func emptyLoop(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingAnswer,
            "the loop does nothing",
            at: span,
            notes: ["add \"steps:\" or \"branches:\" for what is done with an item, or \"collect:\" for what it gives"]
        )
    }

    static func unreachable(_ what: String, at span: SourceSpan, after end: SourceSpan) -> Diagnostic {
        Diagnostic(
            .unreachableStep,
            "\(what) can never be reached",
            at: span,
            context: [Label(end, "every path before it ends here at the latest")],
            notes: ["remove it, or move it before the step that ends the flow"]
        )
    }

    static func answerInAsync(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .misplacedStep,
            "an async endpoint answers before its flow begins, so the flow cannot answer",
            at: span,
            notes: ["give the answer in \"respond:\" beside \"mode: async\"; to stop the flow here, write \"- end:\""]
        )
    }

    static func endInSync(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .misplacedStep,
            "\"end\" stops the flow without an answer, and this endpoint answers at the end of its flow",
            at: span,
            notes: ["answer with \"- respond:\", or set \"mode: async\""]
        )
    }

    static func outputOutsideFlow(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .misplacedStep,
            "\"output\" gives a value to a caller, and an endpoint has none",
            at: span,
            notes: ["bind a name with \"- set:\", or answer with \"- respond:\""]
        )
    }

    static func nameTaken(_ name: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            .nameTaken,
            "the name \"\(name)\" is taken",
            at: span,
            context: [Label(first, "bound here, and still visible")],
            notes: ["a name keeps its value; choose another"]
        )
    }

    static func unknownFlow(_ name: String, known: [String], at span: SourceSpan) -> Diagnostic {
        let near = Suggestion.nearest(to: name, in: known).map { "did you mean \"\($0)\"?" }
        let declared =
            known.isEmpty ? "the file has no \"flows:\"" : "the flows are \(known.prefix(12).joined(separator: ", "))"
        return Diagnostic(.unknownFlow, "no flow is called \"\(name)\"", at: span, notes: [near ?? declared])
    }

    static func flowCycle(_ cycle: [String], at span: SourceSpan, flows: [SourceSpan]) -> Diagnostic {
        Diagnostic(
            .flowCycle,
            "flows call each other in a circle: \(cycle.joined(separator: " -> "))",
            at: span,
            context: flows.map { Label($0, "in the circle") },
            notes: ["a flow stands in the place of its call, so it cannot call itself; use for_each to repeat steps"]
        )
    }

    static func unknownInput(
        _ name: String,
        known: [String],
        _ flow: Located<String>,
        at span: SourceSpan
    ) -> Diagnostic {
        let near = Suggestion.nearest(to: name, in: known).map { "did you mean \"\($0)\"?" }
        let inputs = known.isEmpty ? "it has none" : "its inputs are \(known.joined(separator: ", "))"
        return Diagnostic(
            .flowInput,
            "the flow \"\(flow.value)\" has no input \"\(name)\"",
            at: span,
            context: [Label(flow.span, "the flow")],
            notes: [near ?? inputs]
        )
    }

    static func missingInput(_ input: Located<String>, of flow: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .flowInput,
            "the flow \"\(flow)\" wants the input \"\(input.value)\"",
            at: span,
            context: [Label(input.span, "declared here, without a default")],
            notes: ["add it: \"with: { \(input.value): ... }\""]
        )
    }

    static func inputType(
        _ found: String,
        _ wanted: String,
        _ input: Located<String>,
        at span: SourceSpan
    ) -> Diagnostic {
        Diagnostic(
            .flowInput,
            "the input \"\(input.value)\" takes \(wanted), and this is \(found)",
            at: span,
            context: [Label(input.span, "declared here")]
        )
    }

    static func missingOutput(
        _ flow: String,
        _ path: [PathLine],
        at span: SourceSpan,
        flow place: SourceSpan
    ) -> Diagnostic {
        Diagnostic(
            .missingOutput,
            "the flow \"\(flow)\" can end without an output, which is given a name here",
            at: span,
            context: [Label(place, "the flow")],
            notes: [tell(path, without: "an output"), "end the flow with \"output:\""]
        )
    }

    static func emptyExpression(_ key: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .emptyCondition,
            "\"\(key)\" is empty",
            at: span,
            notes: ["write a CEL expression"]
        )
    }

    static func notAList(_ type: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .notAList,
            "for_each takes a list, and this is \(type)",
            at: span,
            notes: ["for the entries of a map, make a list of them: m.map(key, {\"key\": key, \"value\": m[key]})"]
        )
    }

    static func switchType(_ type: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidCase,
            "switch compares texts, numbers and bools, and this is \(type)",
            at: span,
            notes: ["convert it, for example with string(), or use branches with conditions"]
        )
    }

    static func invalidCase(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidCase,
            "a case is a text, a number, true, false or null",
            at: span,
            notes: ["write \"case: VALUE\" or \"case: [VALUE, VALUE]\"; for a condition, write \"when:\""]
        )
    }

    static func duplicateCase(_ value: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidCase,
            "the case \(value) is given twice",
            at: span,
            context: [Label(first, "takes every request with this value")],
            notes: ["remove one, or give the first a \"when:\" besides"]
        )
    }

    static func armWithoutCase(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidCase,
            "a branch of a switch has no case",
            at: span,
            notes: ["add \"case:\" with the values it is for, or make it \"- else:\""]
        )
    }

    static func caseWithoutSwitch(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidCase,
            "\"case\" has nothing to compare with",
            at: span,
            notes: ["add \"switch: EXPRESSION\" beside \"branches:\", or write a condition: \"when:\""]
        )
    }

    static func unusedName(_ what: String, at span: SourceSpan, note: String) -> Diagnostic {
        Diagnostic(.warning, .unusedName, "\(what) is never used", at: span, notes: [note])
    }

    static func effectless(_ name: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .warning,
            .effectless,
            "the flow of \"\(name)\" runs after the answer and has no effect",
            at: span,
            notes: ["steps that send something are yet to come; until then a flow can only compute"]
        )
    }
}
