package import GateDiagnostics
import GateYAML

/// One arm of `branches:`.
package struct ArmConfig: Sendable, BlockHolder {
    package var name: Located<String>?
    package var when: ConfigText?
    package var whenKey: SourceSpan?
    /// The values that the arm of a `switch:` is for.
    package var cases: [ConfigTree]?
    package var caseKey: SourceSpan?
    package var elseKey: SourceSpan?
    /// Whether the arm has an unknown key, which may have been meant as the condition; reported already.
    package var hasUnknownKey = false
    package var block = BlockConfig()
    /// The whole arm.
    package var span: SourceSpan
}

extension ArmConfig {
    static let spec = ObjectSpec<ArmConfig>(
        name: "branch",
        doc: "An arm of branches: a condition, a case or else, and what is done where it is taken.",
        fields: [
            FieldSpec(
                "name",
                .text,
                doc: """
                    What logs call the branch; unique in its endpoint. Without it, its number from 1, or else; in steps, \
                    the step's number and that.
                    """,
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
                arm.when = decoder.expression(id)
            },
            FieldSpec(
                "case",
                .oneOrMore(.tree),
                doc: """
                    In branches with a switch: the value that the arm is for, or a list of them: texts, numbers, true, \
                    false or null. With a when beside it, the arm is taken where both hold; otherwise a later arm with \
                    the same case, or else, is.
                    """,
                example: "[contact.tag.added, contact.tag.removed]"
            ) { arm, id, key, decoder in
                arm.caseKey = key
                arm.cases = decoder.cases(id)
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
        ] + blockFields(owner: "A branch has one of respond, branches and steps.", [.respond, .steps, .output]),
        rules: branchRules + flowRules,
        misspelt: { arm, meant, key in
            markMisspelt(&arm, meant, key)
            arm.hasUnknownKey = true
            if meant == "when" { arm.whenKey = key }
            if meant == "case" { arm.caseKey = key }
            if meant == "else" { arm.elseKey = key }
        },
        unreadable: { arm, place in
            arm.block.isMisspelt = true
            arm.whenKey = place
        },
        finish: { arm, decoder in
            arm.block.reportConflicts(beside: arm.block.respond == nil ? .output : nil, &decoder)
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

    /// An expression's text; one that is empty is left for the checks to report.
    mutating func expression(_ id: YAMLDocument.NodeID) -> ConfigText? {
        guard case .scalar = document[id].content else {
            _ = configText(id, what: "a CEL expression")
            return nil
        }
        return scalarText(id)
    }

    fileprivate mutating func cases(_ id: YAMLDocument.NodeID) -> [ConfigTree] {
        guard case .sequence(let items) = document[id].content else { return tree(id).map { [$0] } ?? [] }
        if items.isEmpty { report(.emptyList(of: "a value", at: document[id].span)) }
        return items.compactMap { tree($0) }
    }
}
