package import GateDiagnostics
import GateYAML

/// What is done with a request: an answer, or branches that lead to answers.
package struct BlockConfig: Sendable {
    package var respond: RespondConfig?
    package var branches: [ArmConfig]?
    /// The keys that were given, for messages.
    package var respondKey: SourceSpan?
    package var branchesKey: SourceSpan?
    /// Whether a misspelt key was meant to say what is done; reported already.
    package var isMisspelt = false
}

/// Something that holds a block's keys among its own.
protocol BlockHolder: SendableMetatype {
    var block: BlockConfig { get set }
}

/// One arm of `branches:`.
package struct ArmConfig: Sendable, BlockHolder {
    package var name: Located<String>?
    package var when: ConfigText?
    package var whenKey: SourceSpan?
    package var elseKey: SourceSpan?
    /// Whether the arm has an unknown key, which may have been meant as the condition; reported already.
    package var hasUnknownKey = false
    package var block = BlockConfig()
    /// The whole arm.
    package var span: SourceSpan
}

/// The keys of a block, for every mapping that is one.
func blockFields<Root: BlockHolder>(owner: String) -> [FieldSpec<Root>] {
    [
        FieldSpec(
            "branches",
            .list(.object("branch")),
            doc: """
                Arms in order; the first whose condition is true is taken. The last is "else:", so that every request \
                gets an answer.
                """,
            example: "[{ when: amount > 0, respond: { status: 200 } }, { else: , respond: { status: 422 } }]"
        ) { root, id, key, decoder in
            if let first = root.block.respondKey {
                decoder.report(.conflictingKeys("respond", "branches", firstAt: first, at: key))
            }
            root.block.branchesKey = key
            root.block.branches = decoder.arms(id)
        },
        FieldSpec(
            "respond",
            .object("respond"),
            doc: "The answer. \(owner) has either \"respond\" or \"branches\".",
            example: "{ status: 200, json: { status: ok } }"
        ) { root, id, key, decoder in
            if let first = root.block.branchesKey {
                decoder.report(.conflictingKeys("branches", "respond", firstAt: first, at: key))
            }
            root.block.respondKey = key
            root.block.respond = decoder.respond(id, key: key)
        },
    ]
}

/// Remembers that a block's key was given, though misspelt.
func markMisspelt<Root: BlockHolder>(_ root: inout Root, _ meant: String, _ key: SourceSpan) {
    if meant == "respond" || meant == "branches" { root.block.isMisspelt = true }
}

extension ArmConfig {
    static let spec = ObjectSpec<ArmConfig>(
        name: "branch",
        doc: "An arm of branches: a condition, or else, and what is done where it is taken.",
        fields: [
            FieldSpec(
                "name",
                .text,
                doc: "What logs call the branch; unique in its endpoint. Without it, its number from 1, or else.",
                example: "big sale"
            ) { arm, id, _, decoder in
                arm.name = decoder.text(id, what: "a name")
            },
            FieldSpec(
                "when",
                .expression,
                doc: "The condition: a CEL expression that gives a bool.",
                example: "amount >= 500"
            ) { arm, id, key, decoder in
                arm.whenKey = key
                guard case .scalar = decoder.document[id].content else {
                    _ = decoder.configText(id, what: "a CEL expression")
                    return
                }
                arm.when = decoder.scalarText(id)
            },
            FieldSpec(
                "else",
                .nothing,
                doc: """
                    Marks the last arm, which is taken where no other is. It has no value: the answer stands beside it.
                    """
            ) { arm, id, key, decoder in
                arm.elseKey = key
                guard case .scalar(let scalar) = decoder.document[id].content, scalar.value == .null else {
                    decoder.report(.elseWithValue(at: decoder.document[id].span))
                    arm.block.isMisspelt = true
                    return
                }
            },
        ] + blockFields(owner: "A branch"),
        misspelt: { arm, meant, key in
            markMisspelt(&arm, meant, key)
            arm.hasUnknownKey = true
            if meant == "when" { arm.whenKey = key }
            if meant == "else" { arm.elseKey = key }
        },
        unreadable: { arm, place in
            arm.block.isMisspelt = true
            arm.whenKey = place
        }
    )
}

extension ConfigDecoder {
    mutating func arms(_ id: YAMLDocument.NodeID) -> [ArmConfig]? {
        guard let items = sequence(id, of: "branches") else { return nil }
        return items.map { item in
            var arm = ArmConfig(span: document[item].span)
            object(item, by: ArmConfig.spec, into: &arm, place: document[item].span)
            return arm
        }
    }
}
