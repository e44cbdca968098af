package import GateDiagnostics
import GateYAML

/// What is done with a request: an answer, branches, or steps in order.
package struct BlockConfig: Sendable {
    /// The keys that say what is done.
    package enum Key: String, Sendable {
        case respond, branches, steps, output
    }

    package var respond: RespondConfig?
    package var branches: [ArmConfig]?
    /// What the branches compare with their `case:`; nil where they have conditions.
    package var selector: ConfigText?
    package var steps: [StepConfig]?
    /// The value that a flow gives, after its block where it has one.
    package var output: ConfigTree?
    /// The keys that were given, for messages, in the order of the file.
    package var keys: [(key: Key, span: SourceSpan)] = []
    package var selectorKey: SourceSpan?
    /// Whether a misspelt key was meant to say what is done; reported already.
    package var isMisspelt = false

    /// Where a key stands; nil where it was not given.
    package func span(of key: Key) -> SourceSpan? {
        keys.first { $0.key == key }?.span
    }
}

/// Something that holds a block's keys among its own.
protocol BlockHolder: SendableMetatype {
    var block: BlockConfig { get set }
}

/// The keys of a block that a mapping may have besides `branches` and `switch`.
struct BlockKeys: OptionSet {
    let rawValue: Int
    static let respond = BlockKeys(rawValue: 1)
    static let steps = BlockKeys(rawValue: 2)
    static let output = BlockKeys(rawValue: 4)
}

/// The keys of a block, for every mapping that is one.
func blockFields<Root: BlockHolder>(owner: String, _ keys: BlockKeys = [.respond, .steps]) -> [FieldSpec<Root>] {
    var fields: [FieldSpec<Root>] = [branchesField(), switchField()]
    if keys.contains(.steps) { fields.append(stepsField()) }
    if keys.contains(.respond) { fields.append(respondField(owner)) }
    if keys.contains(.output) { fields.append(outputField()) }
    return fields
}

/// What goes together in every block that may have branches: the arms of a switch have cases, others conditions.
let branchRules: [KeyRule] = [
    .needs("switch", "branches"),
    .ifPresent(
        "switch",
        [.items("branches", [.exactlyOne(["case", "else"]), .ifPresent("else", [.without(["when"])])])],
        otherwise: [.items("branches", [.without(["case"]), .exactlyOne(["when", "else"])])]
    ),
]

/// What goes together in an arm and in a flow.
let flowRules: [KeyRule] = [
    .atMostOne(["respond", "branches", "steps"]), .atLeastOne(["respond", "branches", "steps", "output"]),
    .ifPresent("respond", [.without(["output"])]),
]

private func branchesField<Root: BlockHolder>() -> FieldSpec<Root> {
    FieldSpec(
        "branches",
        .list(.object("branch")),
        doc: """
            Arms in order; the first whose condition is true is taken. In steps, an arm that does not answer goes on with \
            the step that follows, and so does a request that takes none; elsewhere the last arm is "else:", unless the \
            conditions are proven to leave nothing out.
            """,
        example: "[{ when: body.amount > 0, respond: { status: 200 } }, { else: , respond: { status: 422 } }]"
    ) { root, id, key, decoder in
        root.block.keys.append((.branches, key))
        root.block.branches = decoder.arms(id)
    }
}

private func switchField<Root: BlockHolder>() -> FieldSpec<Root> {
    FieldSpec(
        "switch",
        .expression,
        doc: """
            A value that chooses among the branches: each of them but else has a case with the values it is for, and may \
            have a condition besides. However many there are, finding the one costs the same.
            """,
        example: "body.event"
    ) { root, id, key, decoder in
        root.block.selectorKey = key
        root.block.selector = decoder.expression(id)
    }
}

private func stepsField<Root: BlockHolder>() -> FieldSpec<Root> {
    FieldSpec(
        "steps",
        .list(.object("step")),
        doc: """
            Steps, one after the other: set, require, branches, for_each, call, respond. A name that a step binds is \
            visible in the steps below it.
            """,
        example: "[{ require: body.amount > 0 }, { respond: { status: 202 } }]"
    ) { root, id, key, decoder in
        root.block.keys.append((.steps, key))
        root.block.steps = decoder.steps(id)
    }
}

private func respondField<Root: BlockHolder>(_ owner: String) -> FieldSpec<Root> {
    FieldSpec(
        "respond",
        .object("respond"),
        doc: "The answer. \(owner)",
        example: "{ status: 200, json: { status: ok } }"
    ) { root, id, key, decoder in
        root.block.keys.append((.respond, key))
        root.block.respond = decoder.respond(id, key: key)
    }
}

private func outputField<Root: BlockHolder>() -> FieldSpec<Root> {
    FieldSpec(
        "output",
        .templateTree,
        doc: """
            The value that the flow gives to its caller, where nothing above has answered or given one. Any value, with \
            ${...} as in json.
            """,
        example: "{ email: \"${body.email}\" }"
    ) { root, id, key, decoder in
        root.block.keys.append((.output, key))
        root.block.output = decoder.tree(id)
    }
}

/// Remembers that a block's key was given, though misspelt.
func markMisspelt<Root: BlockHolder>(_ root: inout Root, _ meant: String, _ key: SourceSpan) {
    if meant == "switch" || BlockConfig.Key(rawValue: meant) != nil { root.block.isMisspelt = true }
}

extension BlockConfig {
    /// Reports keys that cannot stand beside each other; `first` may stand beside any other.
    func reportConflicts(beside first: Key? = nil, _ decoder: inout ConfigDecoder) {
        let rivals = keys.filter { $0.key != first }
        if rivals.count > 1 {
            for rival in rivals.dropFirst() {
                decoder.report(
                    .conflictingKeys(
                        rivals[0].key.rawValue,
                        rival.key.rawValue,
                        firstAt: rivals[0].span,
                        at: rival.span
                    )
                )
            }
        }
        guard let selectorKey, branches == nil, span(of: .branches) == nil, !isMisspelt else { return }
        decoder.report(.switchWithoutBranches(at: selectorKey))
    }
}
