package import GateDiagnostics
import GateYAML

/// `for_each:`: what is done for each item of a list.
package struct LoopConfig: Sendable, BlockHolder {
    package var list: ConfigText?
    package var listKey: SourceSpan?
    package var item: Located<String>?
    package var index: Located<String>?
    package var max: Located<Int>?
    /// Names of lists, and the value that each item adds to them.
    package var collect: [StepConfig.Binding] = []
    package var collectKey: SourceSpan?
    package var block = BlockConfig()
    /// The `for_each` key.
    package var key: SourceSpan
}

extension LoopConfig {
    /// Most items that `max:` can allow.
    package static let maxRange = 1...100_000
    /// The `max:` of a loop that does not say one.
    package static let defaultMax = 1000

    static let spec = ObjectSpec<LoopConfig>(
        name: "for_each",
        doc: """
            A loop over a list. A list that is absent or null has no items; anything else that is no list is a fault. An \
            item's block may answer, which ends the flow; otherwise the next item comes, and after the last one the step \
            that follows.
            """,
        fields: [
            FieldSpec(
                "in",
                .expression,
                required: true,
                doc: "The list: a CEL expression.",
                example: "body.items"
            ) { loop, id, key, decoder in
                loop.listKey = key
                loop.list = decoder.expression(id)
            },
            FieldSpec(
                "as",
                .text,
                required: true,
                doc: "What an item is called.",
                example: "item",
                pattern: .identifier
            ) { loop, id, _, decoder in
                loop.item = decoder.text(id, what: "a name")
            },
            FieldSpec(
                "index",
                .text,
                doc: "What the position of an item is called, an int that counts from 0.",
                example: "position",
                pattern: .identifier
            ) { loop, id, _, decoder in
                loop.index = decoder.text(id, what: "a name")
            },
            FieldSpec(
                "max",
                .integer(maxRange),
                default: "\(defaultMax)",
                doc: "Most items. A request with more is answered 422 before the first is looked at."
            ) { loop, id, _, decoder in
                loop.max = decoder.integer(id, in: maxRange)
            },
            FieldSpec(
                "collect",
                .map(key: .variable, .templateTree),
                doc: """
                    Names of lists, for the steps below the loop, and the value that each item adds to its list: any \
                    value, with ${...} as in json.
                    """,
                example: "{ lines: { sku: \"${item.sku}\", total: \"${item.price * item.quantity}\" } }"
            ) { loop, id, key, decoder in
                loop.collectKey = key
                loop.collect = decoder.bindings(id, what: "names and values") ?? []
            },
        ] + blockFields(owner: "The answer for the first item; rarely what is meant."),
        rules: branchRules + [
            .atMostOne(["respond", "branches", "steps"]), .filled("collect"),
            .atLeastOne(["respond", "branches", "steps", "collect"]),
        ],
        misspelt: { loop, meant, key in
            markMisspelt(&loop, meant, key)
            if meant == "collect" { loop.collectKey = key }
        },
        unreadable: { loop, _ in loop.block.isMisspelt = true },
        finish: { loop, decoder in loop.block.reportConflicts(&decoder) }
    )
}

extension ConfigDecoder {
    mutating func loop(_ id: YAMLDocument.NodeID, key: SourceSpan) -> LoopConfig {
        var loop = LoopConfig(key: key)
        object(id, by: LoopConfig.spec, into: &loop, place: key)
        return loop
    }
}
