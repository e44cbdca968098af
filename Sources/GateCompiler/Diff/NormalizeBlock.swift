import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// Brings checked blocks into normal form.
struct BlockNormalizer {
    /// Where the ends of the flow stand, by what the log calls them.
    private var ends: [String: SourceSpan] = [:]

    init(_ endpoint: CheckedEndpoint) {
        for leaf in endpoint.leaves where ends[leaf.branch] == nil { ends[leaf.branch] = leaf.span }
    }

    /// The parts of a block that is in a branch.
    func parts(_ block: CheckedBlock, in branch: String) -> [NormalPart] {
        sortingNames(block.steps.map { part($0, in: branch) })
    }

    /// Names that are bound one after the other are in no order: their values see the same names in any.
    func sortingNames(_ parts: [NormalPart]) -> [NormalPart] {
        var sorted: [NormalPart] = []
        var names: [NormalPart] = []
        for part in parts {
            if part.kind == .set {
                names.append(part)
            } else {
                sorted += names.sorted { $0.name < $1.name } + [part]
                names = []
            }
        }
        return sorted + names.sorted { $0.name < $1.name }
    }

    private func part(_ step: CheckedStep, in branch: String) -> NormalPart {
        switch step {
        case .set(let binding):
            return NormalPart(kind: .set, name: binding.name, branch: branch, fields: fields(of: binding, "value"))
        case .require(let requirement):
            var part = NormalPart(kind: .require, branch: requirement.branch, span: ends[requirement.branch])
            part.name = ownName(requirement.branch, in: branch)
            part.fields = [condition(requirement.condition, .requirement(requirement.condition.expression.syntax))]
            if let response = requirement.response {
                part.fields += fields(of: response, at: part.span)
            } else {
                part.fields.append(.init(label: "status", area: .answer, text: "422 of the gateway", span: part.span))
            }
            return part
        case .branches(let branches): return part(branches, in: branch)
        case .loop(let loop): return part(loop, in: branch)
        case .call(let call):
            var part = NormalPart(kind: .call, name: call.resultName ?? "", branch: branch, span: call.span)
            part.fields = call.inputs.sorted { $0.name < $1.name }.flatMap { fields(of: $0, "with \($0.name)") }
            part.children = parts(call.block, in: self.branch(of: call, in: branch))
            return part
        case .respond(let response, let end):
            let span = ends[end]
            return NormalPart(
                kind: .answer,
                name: ownName(end, in: branch),
                branch: end,
                fields: fields(of: response, at: span),
                span: span
            )
        case .output(let value):
            let text = value?.tree.normalText ?? "nothing"
            let fields = [NormalPart.Field(label: "value", area: .flow, text: text)]
            return NormalPart(kind: .output, branch: branch, fields: fields)
        case .end(let end, _): return NormalPart(kind: .end, branch: end, span: ends[end])
        }
    }

    private func part(_ branches: CheckedBranches, in branch: String) -> NormalPart {
        var part = NormalPart(kind: .branches, branch: branch)
        if let selector = branches.selector?.expression {
            part.fields = [.init(label: "switch", area: .condition, text: selector.normalText, span: selector.span)]
            part.span = selector.span
            // No request has two cases.
            part.isOrdered = branches.arms.contains { $0.condition != nil }
        }
        part.children = branches.arms.map { arm in
            var inner = NormalPart(kind: .arm, name: ownName(arm.name, in: branch), branch: arm.name, span: arm.span)
            if !arm.cases.isEmpty {
                let cases = arm.cases.map(\.literal.normalized.canonicalText).sorted().joined(separator: ", ")
                inner.fields.append(.init(label: "case", area: .condition, text: cases, span: arm.cases.first?.span))
            }
            if let when = arm.condition {
                inner.fields.append(condition(when, .choice(when.expression.syntax)))
            }
            inner.children = parts(arm.block, in: arm.name)
            return inner
        }
        if let otherwise = branches.otherwise {
            let name = branch.isEmpty ? "else" : "\(branch)/else"
            let known = firstEnd(of: otherwise) ?? name
            var inner = NormalPart(kind: .otherwise, branch: known)
            inner.children = parts(otherwise, in: known)
            inner.span = inner.children.first?.span
            part.children.append(inner)
        }
        return part
    }

    /// What the log calls the branch that a block is, as far as its first answer tells.
    private func firstEnd(of block: CheckedBlock) -> String? {
        if case .respond(_, let branch)? = block.steps.last, block.steps.count == 1 { branch } else { nil }
    }

    private func part(_ loop: CheckedLoop, in branch: String) -> NormalPart {
        var part = NormalPart(kind: .loop, name: ownName(loop.branch, in: branch), branch: loop.branch, span: loop.span)
        part.fields = [
            .init(label: "in", area: .step, text: loop.list.normalText, span: loop.list.span),
            .init(label: "as", area: .step, text: loop.itemName, span: loop.span),
            .init(label: "max", area: .limits, text: "\(loop.max)", span: loop.span, rule: .limit(loop.max)),
        ]
        for binding in loop.collect.sorted(by: { $0.name < $1.name }) {
            part.fields += fields(of: binding, "collect \(binding.name)")
        }
        part.children = parts(loop.block, in: loop.branch)
        return part
    }

    // MARK: Fields

    private func condition(_ expression: LocatedExpression, _ rule: NormalPart.Field.Rule) -> NormalPart.Field {
        let (text, span) = (expression.normalText, expression.span)
        return NormalPart.Field(label: "condition", area: .condition, text: text, span: span, rule: rule)
    }

    private func fields(of binding: CheckedBinding, _ label: String) -> [NormalPart.Field] {
        var text = binding.value.tree.normalText
        if binding.target != .any { text += " as \(binding.target)" }
        if let value = binding.defaultValue { text += " or \(value.normalText)" }
        return [NormalPart.Field(label: label, area: .step, text: text)]
    }

    /// The status, the headers and the body of an answer.
    func fields(of response: CheckedResponse, at span: SourceSpan?) -> [NormalPart.Field] {
        func field(_ label: String, _ text: String) -> NormalPart.Field {
            .init(label: label, area: .answer, text: text, span: span)
        }
        var fields = [field("status", "\(response.status)")]
        let headers = response.headers.map { (name: $0.name.lowercased(), value: $0.value.normalText) }
        for header in headers.sorted(by: { $0.name < $1.name }) {
            fields.append(field("header \(header.name)", header.value))
        }
        switch response.body {
        case .empty: break
        case .text(let template): fields.append(field("text", jsonString(template.normalText)))
        case .json(let tree): fields += tree.leaves("json").map { field($0.path, $0.text) }
        }
        return fields
    }

    // MARK: Names

    /// What the log calls the branch that a call makes: the first part of what its ends are called.
    private func branch(of call: CheckedCall, in branch: String) -> String {
        guard let inner = firstBranch(of: call.block) else { return branch }
        let prefix = branch.isEmpty ? "" : branch + "/"
        guard inner.hasPrefix(prefix) else { return branch }
        return prefix + inner.dropFirst(prefix.count).prefix { $0 != "/" }
    }

    private func firstBranch(of block: CheckedBlock) -> String? {
        for step in block.steps {
            switch step {
            case .require(let requirement): return requirement.branch
            case .branches(let branches):
                if let first = branches.arms.first { return first.name }
            case .loop(let loop): return loop.branch
            case .respond(_, let branch), .end(let branch, _): return branch
            case .call(let call):
                if let inner = firstBranch(of: call.block) { return inner }
            case .set, .output: continue
            }
        }
        return nil
    }

    /// The name that the file gives inside a branch; empty for one that the compiler made up.
    private func ownName(_ name: String, in branch: String) -> String {
        if name == branch { return "" }
        let own = name.hasPrefix(branch + "/") ? String(name.dropFirst(branch.count + 1)) : name
        return own.wholeMatch(of: /((require|for_each) )?([0-9]+\.)?([0-9]+|else)( [0-9]+)?/) == nil ? own : ""
    }
}
