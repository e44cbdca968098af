import GateExpression

/// The names that the requirements of an endpoint look at, by themselves or through the values of other names.
func requiredNames(of endpoint: CheckedEndpoint) -> Set<String> {
    var search = NameSearch(endpoint)
    search.visit(endpoint.block)
    return search.names
}

private struct NameSearch {
    private(set) var names: Set<String> = []
    /// What names are made of, in the whole endpoint: two of one name count as one.
    private var makers: [String: Set<String>] = [:]

    init(_ endpoint: CheckedEndpoint) {
        collect(endpoint.block)
    }

    mutating func visit(_ block: CheckedBlock) {
        for step in block.steps {
            switch step {
            case .require(let requirement): add(requirement.condition.names)
            case .branches(let branches):
                for inner in branches.arms.map(\.block) + [branches.otherwise].compactMap({ $0 }) { visit(inner) }
            case .loop(let loop): visit(loop.block)
            case .call(let call): visit(call.block)
            case .set, .respond, .output, .end: continue
            }
        }
    }

    private mutating func add(_ found: Set<String>) {
        var waiting = Array(found)
        while let name = waiting.popLast() {
            if names.insert(name).inserted { waiting += makers[name] ?? [] }
        }
    }

    /// Remembers what each name is made of.
    private mutating func collect(_ block: CheckedBlock, result: String? = nil) {
        for step in block.steps {
            switch step {
            case .set(let binding): make(binding)
            case .branches(let branches):
                for arm in branches.arms { collect(arm.block, result: result) }
                if let otherwise = branches.otherwise { collect(otherwise, result: result) }
            case .loop(let loop):
                makers[loop.itemName, default: []].formUnion(loop.list.names)
                loop.collect.forEach { make($0) }
                collect(loop.block, result: result)
            case .call(let call):
                call.inputs.forEach { make($0) }
                collect(call.block, result: call.resultName)
            case .output(let value):
                if let result, let value { makers[result, default: []].formUnion(value.tree.names) }
            case .require, .respond, .end: continue
            }
        }
    }

    private mutating func make(_ binding: CheckedBinding) {
        makers[binding.name, default: []].formUnion(binding.value.tree.names)
    }
}

extension LocatedExpression {
    /// The names that it uses.
    fileprivate var names: Set<String> {
        Set(expression.references.compactMap { if case .variable(let variable)? = $0 { variable.name } else { nil } })
    }
}

extension CheckedTree {
    /// The names that its expressions use.
    fileprivate var names: Set<String> {
        switch self {
        case .null, .bool, .int, .double: []
        case .text(let template):
            template.parts.reduce(into: []) { names, part in
                if case .expression(let expression) = part { names.formUnion(expression.names) }
            }
        case .value(let expression): expression.names
        case .list(let items): items.reduce(into: []) { $0.formUnion($1.names) }
        case .map(let members): members.reduce(into: []) { $0.formUnion($1.value.names) }
        }
    }
}
