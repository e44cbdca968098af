package import GateDiagnostics
import GateYAML

/// A piece that several endpoints use, by name.
package struct FlowConfig: Sendable, BlockHolder {
    /// A value that the caller gives.
    package struct Input: Sendable {
        package var name: Located<String>
        package var type: Located<String>?
        package var defaultValue: ConfigTree?
        package var defaultKey: SourceSpan?
    }

    package var name: Located<String>
    package var inputs: [Input] = []
    package var block = BlockConfig()
}

extension FlowConfig {
    static let spec = ObjectSpec<FlowConfig>(
        name: "flow",
        doc: """
            Steps that endpoints share. A flow sees its inputs and what every request has (body, query, headers, params, \
            request), and nothing of its caller. It may answer; otherwise the caller goes on with its output.
            """,
        fields: [
            FieldSpec(
                "description",
                .text,
                doc: "What the flow is for, for people.",
                example: "Finds the customer of an order"
            ) { _, id, _, decoder in
                _ = decoder.text(id)
            },
            FieldSpec(
                "inputs",
                .map(key: "name", .either([.object("input"), .word(ExtractionConfig.typeNames)])),
                doc: "The values that a caller gives with with:, by name; a type alone is short for { type: TYPE }.",
                example: "{ contact: map, country: { type: string, default: FR } }"
            ) { flow, id, _, decoder in
                flow.inputs = decoder.inputs(id)
            },
        ]
            + blockFields(
                owner: "A flow has one of respond, branches and steps, or output alone.",
                [.respond, .steps, .output]
            ),
        rules: branchRules + flowRules,
        misspelt: { markMisspelt(&$0, $1, $2) },
        unreadable: { flow, _ in flow.block.isMisspelt = true },
        finish: { flow, decoder in
            flow.block.reportConflicts(beside: flow.block.respond == nil ? .output : nil, &decoder)
        }
    )
}

extension FlowConfig.Input {
    static let spec = ObjectSpec<FlowConfig.Input>(
        name: "input",
        doc: "A value that the callers of a flow give.",
        fields: [
            FieldSpec(
                "type",
                .word(ExtractionConfig.typeNames),
                default: "any",
                doc: """
                    What the value must be. A caller's value whose type is known and another is an error of the file; \
                    one that turns out so per request is a fault, and so is null, unless there is a default.
                    """,
                example: "map"
            ) { input, id, _, decoder in
                input.type = decoder.word(id, of: ExtractionConfig.typeNames)
            },
            FieldSpec(
                "default",
                .tree,
                doc: "The value where a caller gives none, or null.",
                example: "FR"
            ) { input, id, key, decoder in
                input.defaultKey = key
                input.defaultValue = decoder.tree(id)
            },
            FieldSpec(
                "description",
                .text,
                doc: "What the value is, for people.",
                example: "The contact as systeme.io sends it"
            ) { _, id, _, decoder in
                _ = decoder.text(id)
            },
        ]
    )
}

extension ConfigDecoder {
    mutating func flows(_ id: YAMLDocument.NodeID) -> [FlowConfig] {
        guard let entries = mapping(id, what: "flows by name") else { return [] }
        return entries.map { entry in
            var flow = FlowConfig(name: Located(entry.key.text, at: entry.keySpan))
            checkName(entry)
            object(entry.value, by: FlowConfig.spec, into: &flow, place: entry.keySpan)
            return flow
        }
    }

    fileprivate mutating func inputs(_ id: YAMLDocument.NodeID) -> [FlowConfig.Input] {
        guard let entries = mapping(id, what: "inputs by name") else { return [] }
        return entries.map { entry in
            var input = FlowConfig.Input(name: Located(entry.key.text, at: entry.keySpan))
            if case .mapping = document[entry.value].content {
                object(entry.value, by: FlowConfig.Input.spec, into: &input, place: entry.keySpan)
            } else {
                input.type = word(entry.value, of: ExtractionConfig.typeNames)
            }
            return input
        }
    }
}
