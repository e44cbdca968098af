import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime
import GateYAML

/// Checks the block of an endpoint: every path through it must reach exactly one answer.
struct BlockChecker {
    /// Deepest nesting of blocks.
    static let depthMax = 32

    /// The names where the check is, with what the conditions on the way say.
    private var scope: ExpressionScope
    /// Names of branches so far, with their places.
    private var names: [String: SourceSpan] = [:]

    init(scope: ExpressionScope) {
        self.scope = scope
    }

    /// Checks a block; nil where some path has no usable answer, which is reported.
    ///
    /// `branch` is what the log calls the branch that the block belongs to, empty for the endpoint's own; `owner` is what
    /// holds the block, for messages.
    mutating func check(
        _ block: BlockConfig,
        branch: String,
        owner: (text: String, span: SourceSpan),
        depth: Int,
        _ context: inout CompileContext
    ) -> CheckedBlock? {
        if depth > BlockChecker.depthMax {
            context.report(.graphLimit("nested blocks", depth, BlockChecker.depthMax, at: owner.span))
            return nil
        }
        if let respond = block.respond {
            let response = checkResponse(respond, scope: scope, branch: branch, &context)
            return response.map { CheckedBlock.respond($0, branch: branch) }
        }
        if let arms = block.branches {
            return branches(arms, key: block.branchesKey ?? owner.span, branch: branch, depth: depth, &context)
        }
        // A branches key that could not be decoded has been reported.
        if block.branchesKey == nil, !block.isMisspelt { context.report(.missingAnswer(owner.text, at: owner.span)) }
        return nil
    }

    private mutating func branches(
        _ arms: [ArmConfig],
        key: SourceSpan,
        branch: String,
        depth: Int,
        _ context: inout CompileContext
    ) -> CheckedBlock? {
        guard !arms.isEmpty else {
            context.report(.noBranches(at: key))
            return nil
        }
        var checked: [CheckedArm] = []
        var otherwise: CheckedBlock?
        var firstElse: SourceSpan?
        let outer = scope
        defer { scope = outer }
        for (index, arm) in arms.enumerated() {
            if let firstElse { context.report(.armAfterElse(at: arm.span.startPoint, first: firstElse)) }
            let name = armName(arm, number: index + 1, inside: branch, &context)
            let owner = (text: "the branch \"\(name)\"", span: arm.name?.span ?? arm.whenKey ?? arm.elseKey ?? arm.span)
            let condition = condition(of: arm, name: name, &context)
            if let condition { scope = condition.whenTrue }
            let block = check(arm.block, branch: name, owner: owner, depth: depth + 1, &context)
            if let condition { scope = condition.whenFalse }
            if let elseKey = arm.elseKey {
                if firstElse == nil { (firstElse, otherwise) = (elseKey, block) }
            } else if let condition, let block {
                checked.append(CheckedArm(condition: condition.expression, block: block))
            }
        }
        guard firstElse != nil else {
            context.report(.missingElse(arms.compactMap { $0.when?.text }, at: key))
            return nil
        }
        return otherwise.map { CheckedBlock.branches(checked, otherwise: $0) }
    }

    /// What the log calls an arm: its name, its number or `else`, after the names of the arms around it.
    private mutating func armName(
        _ arm: ArmConfig,
        number: Int,
        inside branch: String,
        _ context: inout CompileContext
    ) -> String {
        let prefix = branch.isEmpty ? "" : branch + "/"
        let name = prefix + (arm.name?.value ?? (arm.elseKey != nil ? "else" : "\(number)"))
        let span = arm.name?.span ?? arm.span.startPoint
        if let first = names[name], arm.name != nil {
            context.report(.duplicateBranch(name, at: span, first: first))
        } else {
            names[name] = span
        }
        return name
    }

    private func condition(of arm: ArmConfig, name: String, _ context: inout CompileContext) -> CheckedCondition? {
        if let whenKey = arm.whenKey {
            if arm.elseKey != nil { context.report(.whenAndElse(at: whenKey)) }
            // A "when" that is no scalar, or misspelt, has been reported.
            guard let when = arm.when else { return nil }
            guard when.text.contains(where: { !$0.isWhitespace }), when.scalar.value != .null else {
                context.report(.emptyCondition(at: whenKey))
                return nil
            }
            return scope.condition(when, role: "when of \"\(name)\"", &context)
        }
        if arm.elseKey == nil, !arm.hasUnknownKey { context.report(.emptyCondition(at: arm.span.startPoint)) }
        return nil
    }
}
