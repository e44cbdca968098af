import GateDiagnostics
import GateRuntime

extension Checker {
    /// A name with fields behind it: `request.id`, `body.data.name`.
    struct Chain {
        var root: String
        var isAbsolute: Bool
        /// The nodes from the root's identifier outwards.
        var nodes: [NodeID]
        /// The names in the same order.
        var names: [String]
    }

    /// The chain that a node ends, or nil if it does not begin with a name.
    func chain(_ id: NodeID) -> Chain? {
        var nodes: [NodeID] = []
        var names: [String] = []
        var id = id
        while true {
            nodes.append(id)
            switch syntax[id].kind {
            case .identifier(let name, let isAbsolute):
                names.append(name)
                return Chain(root: name, isAbsolute: isAbsolute, nodes: nodes.reversed(), names: names.reversed())
            case .select(let operand, let field, false, _) where field.utf8.allSatisfy(isWordPart):
                names.append(field)
                id = operand
            default:
                return nil
            }
        }
    }

    /// The variable of an enclosing macro that a chain begins with; a leading dot skips these.
    func local(_ chain: Chain) -> Local? {
        chain.isAbsolute ? nil : locals.last { $0.name == chain.root }
    }

    /// What a qualified name means in the container: `A.B.a.b`, then `A.a.b`, then `a.b`.
    func meaning(of name: String, isAbsolute: Bool) -> (Reference, ValueType)? {
        var container = isAbsolute ? "" : environment.container[...]
        while true {
            let candidate = container.isEmpty ? name : "\(container).\(name)"
            if let variable = environment.variables[candidate] { return (.variable(variable), variable.type) }
            if let type = TypeName(rawValue: candidate) { return (.type(type), .type) }
            if container.isEmpty { return nil }
            container = container.lastIndex(of: ".").map { container[..<$0] } ?? ""
        }
    }

    /// Resolves the longest beginning of a chain that has a meaning; the rest are fields.
    mutating func checkNameOrField(_ id: NodeID) -> ValueType {
        guard let chain = chain(id) else { return checkField(id) }
        if let local = local(chain) {
            refer(chain.nodes[0], to: .local(macro: local.macro, position: local.position), type: local.type)
            setPlace(of: chain.nodes[0], to: local.place)
            return checkFields(chain, from: 1)
        }
        for count in (1...chain.names.count).reversed() {
            let name = chain.names[..<count].joined(separator: ".")
            guard let (reference, type) = meaning(of: name, isAbsolute: chain.isAbsolute) else { continue }
            refer(chain.nodes[count - 1], to: reference, type: type)
            return checkFields(chain, from: count)
        }
        reportUnknown(chain)
        return .dyn
    }

    /// The fields of a chain whose first `count` names are resolved.
    private mutating func checkFields(_ chain: Chain, from count: Int) -> ValueType {
        var type = type(of: chain.nodes[count - 1])
        for node in chain.nodes[count...] {
            guard case .select(let operand, let field, _, let fieldRange) = syntax[node].kind else { continue }
            type = fieldType(of: type, field, fieldRange)
            type = sampledMember(node, of: operand, named: field) ?? type
            refer(node, type: type)
        }
        return type
    }

    /// A field of something that is no name, or an optional field.
    private mutating func checkField(_ id: NodeID) -> ValueType {
        guard case .select(let operand, let field, let isOptional, let fieldRange) = syntax[id].kind else {
            return .dyn
        }
        let declared = fieldType(of: check(operand), field, fieldRange)
        let type = sampledMember(id, of: operand, named: field) ?? declared
        guard isOptional else { return type }
        if case .optional = inference.resolved(type) { return type }
        return .optional(type)
    }

    /// `has(operand.field)`.
    mutating func checkHas(_ operand: NodeID, _ field: String, _ fieldRange: ExpressionSyntax.TextRange) -> ValueType {
        if let chain = chain(operand), local(chain) == nil {
            let name = chain.names.joined(separator: ".") + "." + field
            if chain.names.indices.allSatisfy({ !isKnown(chain, $0 + 1) }),
                meaning(of: name, isAbsolute: chain.isAbsolute) != nil
            {
                report(.hasOfName(name, at: range(operand).union(fieldRange)))
                return .bool
            }
        }
        _ = fieldType(of: check(operand), field, fieldRange)
        return .bool
    }

    private func isKnown(_ chain: Chain, _ count: Int) -> Bool {
        meaning(of: chain.names[..<count].joined(separator: "."), isAbsolute: chain.isAbsolute) != nil
    }

    /// The type of a field of something of the type.
    private mutating func fieldType(
        of type: ValueType,
        _ field: String,
        _ fieldRange: ExpressionSyntax.TextRange
    ) -> ValueType {
        switch inference.resolved(type) {
        case .dyn: return .dyn
        case .parameter(let name):
            inference.bind(name, to: .dyn)
            return .dyn
        case .map(_, let value): return inference.resolved(value)
        case .nullable(let wrapped): return fieldType(of: wrapped, field, fieldRange)
        case .optional(let wrapped):
            let type = fieldType(of: wrapped, field, fieldRange)
            if case .optional = type { return type }
            return .optional(type)
        case let other:
            // What samples have elsewhere is a warning, and a later one.
            if isSampled { return .dyn }
            let isMethod = library[field]?.overloads.contains { $0.isMember } ?? false
            report(.noField(field, of: shown(other), isList: other.isList, isMethod: isMethod, at: fieldRange))
            return .dyn
        }
    }

    // MARK: Unknown names

    private mutating func reportUnknown(_ chain: Chain) {
        guard !isSilent else { return }
        let known = (chain.isAbsolute ? [] : locals.map(\.name)) + environment.variables.keys.sorted()
        let root = chain.names[0]
        // `request.foo` where `request.id` is declared: the field is what is wrong.
        let isNamespace = environment.variables.keys.contains { $0.hasPrefix(root + ".") }
        let count = isNamespace ? min(2, chain.names.count) : 1
        let name = chain.names[..<count].joined(separator: ".")
        let whole = chain.names.joined(separator: ".")
        var near = Suggestion.nearest(to: name, in: known) ?? Suggestion.nearest(to: whole, in: known)
        near = near ?? known.first { $0.hasSuffix("." + root) }
        let namespaced = isNamespace ? known.filter { $0.hasPrefix(root + ".") } : known
        report(
            .unknownName(
                name,
                near: near,
                inScope: namespaced,
                isFunction: library[root] != nil && chain.names.count == 1,
                at: range(chain.nodes[0]).union(range(chain.nodes[count - 1]))
            )
        )
    }
}

extension ValueType {
    var isList: Bool {
        if case .list = withoutNull { true } else { false }
    }
}
