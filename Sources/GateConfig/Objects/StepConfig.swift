package import GateDiagnostics
import GateYAML

/// One step of `steps:`.
package struct StepConfig: Sendable, BlockHolder {
    /// A name and the value that it is bound to.
    package struct Binding: Sendable {
        package var name: Located<String>
        package var value: ConfigTree
    }

    package var name: Located<String>?
    package var set: [Binding]?
    package var require: ConfigText?
    package var requireKey: SourceSpan?
    package var loop: LoopConfig?
    package var call: Located<String>?
    /// The inputs of the flow that is called.
    package var inputs: [Binding] = []
    package var inputsKey: SourceSpan?
    /// What the output of the flow is called.
    package var result: Located<String>?
    package var endKey: SourceSpan?
    /// `respond`, or `branches` with or without `switch`, or `output`.
    package var block = BlockConfig()
    /// The keys that say what the step does, in the order of the file.
    package var verbs: [Located<String>] = []
    /// Whether the step has an unknown key, which may have been meant as what it does; reported already.
    package var hasUnknownKey = false
    /// The whole step.
    package var span: SourceSpan
}

extension StepConfig {
    /// The keys that say what a step does and that no answer may stand beside.
    private static let otherVerbs = ["set", "for_each", "call", "end", "branches", "output"]

    static let spec = ObjectSpec<StepConfig>(
        name: "step",
        doc: "One step: exactly one of set, require, branches, for_each, call, respond, output and end.",
        fields: [
            FieldSpec(
                "name",
                .text,
                doc: "What logs call the answer of this step: of a require, a respond or a for_each.",
                example: "not a customer"
            ) { step, id, _, decoder in
                step.name = decoder.text(id, what: "a name")
            },
            FieldSpec(
                "set",
                .map(key: .variable, .templateTree),
                doc: """
                    Gives names to values, for the steps below. Any value, with ${...} as in json; a later one may use an \
                    earlier one. A name cannot be given twice where the first is still visible.
                    """,
                example: "{ total: \"${body.price * body.quantity}\" }"
            ) { step, id, key, decoder in
                step.verbs.append(Located("set", at: key))
                step.set = decoder.bindings(id, what: "names and values")
            },
            FieldSpec(
                "require",
                .expression,
                doc: """
                    A condition without which the request goes no further: it is answered as respond beside it says, \
                    and with a 422 problem document where there is none.
                    """,
                example: "body.amount > 0"
            ) { step, id, key, decoder in
                step.verbs.append(Located("require", at: key))
                step.requireKey = key
                step.require = decoder.expression(id)
            },
            FieldSpec(
                "for_each",
                .object("for_each"),
                doc: "Steps that are done for each item of a list."
            ) { step, id, key, decoder in
                step.verbs.append(Located("for_each", at: key))
                step.loop = decoder.loop(id, key: key)
            },
            FieldSpec(
                "call",
                .text,
                doc: "The name of a flow under flows:, which is done here.",
                example: "customer"
            ) { step, id, key, decoder in
                step.verbs.append(Located("call", at: key))
                step.call = decoder.text(id, what: "the name of a flow")
            },
            FieldSpec(
                "with",
                .map(key: "name", .templateTree),
                doc: "Values for the inputs of the flow that is called, with ${...} as in json.",
                example: "{ contact: \"${body.data.contact}\" }"
            ) { step, id, key, decoder in
                step.inputsKey = key
                step.inputs = decoder.bindings(id, what: "inputs and values") ?? []
            },
            FieldSpec(
                "as",
                .text,
                doc: "What the output of the flow that is called is named, for the steps below.",
                example: "customer"
            ) { step, id, _, decoder in
                step.result = decoder.text(id, what: "a name")
            },
            FieldSpec(
                "end",
                .nothing,
                doc: "Ends the flow of an endpoint whose mode is async. It has no value."
            ) { step, id, key, decoder in
                step.verbs.append(Located("end", at: key))
                step.endKey = key
                guard case .scalar(let scalar) = decoder.document[id].content, scalar.value == .null else {
                    decoder.report(.endWithValue(at: decoder.document[id].span))
                    return
                }
            },
        ]
            + blockFields(
                owner: "Ends the flow; beside require, the answer where its condition is false.",
                [.respond, .output]
            ),
        rules: branchRules + [
            .needs("with", "call"), .needs("as", "call"), .filled("set"), .filled("with"),
            .ifPresent("respond", [.without(otherVerbs)], otherwise: [.exactlyOne(otherVerbs + ["require"])]),
        ],
        misspelt: { step, meant, key in
            markMisspelt(&step, meant, key)
            step.hasUnknownKey = true
            step.verbs.append(Located(meant, at: key))
        },
        unreadable: { step, place in step.verbs.append(Located("", at: place)) },
        finish: { step, decoder in step.reportConflicts(&decoder) }
    )

    /// A step does one thing.
    private mutating func reportConflicts(_ decoder: inout ConfigDecoder) {
        // What an unknown key was meant to do is not known.
        if hasUnknownKey { return }
        for (key, span) in block.keys where key != .respond || requireKey == nil {
            verbs.append(Located(key.rawValue, at: span))
        }
        if block.span(of: .branches) == nil, let selectorKey, !block.isMisspelt {
            verbs.append(Located("switch", at: selectorKey))
            decoder.report(.switchWithoutBranches(at: selectorKey))
        }
        verbs.sort { $0.span.start < $1.span.start }
        if let first = verbs.first {
            for other in verbs.dropFirst() where other.value != "" {
                decoder.report(.twoSteps(first.value, other.value, firstAt: first.span, at: other.span))
            }
        } else if inputsKey == nil, result == nil {
            decoder.report(.emptyStep(at: span))
        }
        if call == nil, !verbs.contains(where: { $0.value == "call" }) {
            if let inputsKey { decoder.report(.keyOfCall("with", at: inputsKey)) }
            if let result { decoder.report(.keyOfCall("as", at: result.span)) }
        }
    }

    private var selectorKey: SourceSpan? { block.selectorKey }
}

extension ConfigDecoder {
    mutating func steps(_ id: YAMLDocument.NodeID) -> [StepConfig]? {
        guard let items = sequence(id, of: "steps") else { return nil }
        return items.map { item in
            var step = StepConfig(span: document[item].span)
            object(item, by: StepConfig.spec, into: &step, place: document[item].span)
            return step
        }
    }

    /// Names with values of any kind.
    mutating func bindings(_ id: YAMLDocument.NodeID, what: String) -> [StepConfig.Binding]? {
        guard let entries = mapping(id, what: what) else { return nil }
        if entries.isEmpty { report(.emptyMapping(of: "a name with a value", at: document[id].span)) }
        return entries.compactMap { entry in
            tree(entry.value).map { StepConfig.Binding(name: Located(entry.key.text, at: entry.keySpan), value: $0) }
        }
    }
}
