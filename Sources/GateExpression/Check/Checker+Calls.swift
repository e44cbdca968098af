import GateDiagnostics
import GateRuntime

extension Checker {
    typealias Overload = FunctionSpec.Overload

    mutating func checkCall(
        _ id: NodeID,
        _ function: String,
        receiver: NodeID?,
        arguments: [NodeID],
        nameRange: ExpressionSyntax.TextRange
    ) -> ValueType {
        guard let receiver else {
            refer(id, toFunction: function)
            if let type = checkOperator(id, function, arguments) { return type }
            return checkFunction(function, isMember: false, arguments, at: nameRange)
        }
        if let name = namespacedName(receiver, function) {
            refer(id, toFunction: name, dropsReceiver: true)
            return checkFunction(name, isMember: false, arguments, at: range(receiver).union(nameRange))
        }
        check(receiver)
        refer(id, toFunction: function)
        return checkFunction(function, isMember: true, [receiver] + arguments, at: nameRange)
    }

    /// The function's name with its receiver, if that is only a namespace: the library has the name, or one like it.
    @inline(never)
    private func namespacedName(_ receiver: NodeID, _ function: String) -> String? {
        guard let chain = chain(receiver), local(chain) == nil else { return nil }
        let name = chain.names.joined(separator: ".") + "." + function
        return library[name] != nil || isMisspelledNamespace(chain, name) ? name : nil
    }

    /// Whether a receiver can only be meant as a namespace: it is no name, and the library has something like it.
    private func isMisspelledNamespace(_ chain: Chain, _ name: String) -> Bool {
        guard !isSilent else { return false }
        for count in 1...chain.names.count {
            let prefix = chain.names[..<count].joined(separator: ".")
            if meaning(of: prefix, isAbsolute: chain.isAbsolute) != nil { return false }
        }
        let prefix = chain.names.joined(separator: ".") + "."
        let isNamespace = library.keys.contains { $0.hasPrefix(prefix) }
        return isNamespace || Suggestion.nearest(to: name, in: functionNames { $0.contains(".") }) != nil
    }

    private func functionNames(where isIncluded: (String) -> Bool) -> [String] {
        library.keys.filter { operatorSymbol($0) == nil && !$0.hasPrefix("@") && isIncluded($0) }.sorted()
    }

    /// A function with its arguments, of which a method's receiver is the first and is already checked.
    private mutating func checkFunction(
        _ name: String,
        isMember: Bool,
        _ arguments: [NodeID],
        at nameRange: ExpressionSyntax.TextRange
    ) -> ValueType {
        for argument in arguments.dropFirst(isMember ? 1 : 0) { check(argument) }
        return judge(name, isMember: isMember, arguments, at: nameRange)
    }

    /// Finds the overload for arguments that are checked.
    @inline(never)
    private mutating func judge(
        _ name: String,
        isMember: Bool,
        _ arguments: [NodeID],
        at nameRange: ExpressionSyntax.TextRange
    ) -> ValueType {
        guard let spec = library[name] else {
            reportUnknownFunction(name, isMember: isMember, at: nameRange)
            return .dyn
        }
        let types = arguments.map { type(of: $0) }
        let overloads = spec.overloads.filter { $0.isMember == isMember }
        if let type = result(of: overloads, types) { return type }
        if isSampled, isOpen(overloads, types) { return .dyn }
        guard !isSilent else { return .dyn }
        if reportText(name, arguments) || reportText(for: overloads, types, arguments) { return .dyn }
        let call = FailedCall(
            name: name,
            isMember: isMember,
            types: types.map { isSampled ? inference.settled($0).withoutAnyNull : inference.settled($0) },
            ranges: arguments.map(range),
            texts: arguments.map { textSource($0)?.expression },
            isOtherStyle: overloads.isEmpty && !spec.overloads.isEmpty,
            overloads: overloads.isEmpty ? spec.overloads : overloads
        )
        report(.noOverload(call, at: nameRange))
        return .dyn
    }

    private mutating func reportUnknownFunction(
        _ name: String,
        isMember: Bool,
        at nameRange: ExpressionSyntax.TextRange
    ) {
        guard !isSilent else { return }
        let names = functionNames { candidate in
            library[candidate]?.overloads.contains { $0.isMember == isMember } ?? false
        }
        let all = functionNames { _ in true }
        let near =
            Suggestion.nearest(to: name, in: names)
            ?? names.first { $0.lowercased().hasPrefix(name.lowercased()) && name.utf8.count > 2 }
            ?? all.first { $0.hasSuffix("." + name) }
            ?? Suggestion.nearest(to: name, in: all)
        report(.unknownFunction(name, near: near, at: nameRange))
    }

    // MARK: Overloads

    /// The type that a call gives, or nil if no overload fits.
    ///
    /// Where several fit, since an argument's type is open, the result is theirs if they agree and dyn otherwise. Where no
    /// type is open, the first that fits is meant.
    private mutating func result(of overloads: [Overload], _ types: [ValueType]) -> ValueType? {
        let isClosed = types.allSatisfy { inference.isClosed($0) }
        var fitting: [Overload] = []
        var results: [ValueType] = []
        for overload in overloads {
            let start = inference.mark()
            guard let result = assign(types, to: overload) else {
                inference.undo(to: start)
                continue
            }
            if isClosed { return result }
            fitting.append(overload)
            results.append(inference.settled(result))
            inference.undo(to: start)
        }
        // Only one fits: what it says of open types is kept, e.g. that the elements of `[]` are ints.
        if fitting.count == 1 { return assign(types, to: fitting[0]) }
        guard let first = results.first else { return nil }
        return results.allSatisfy { $0 == first } ? first : .dyn
    }

    /// Reports a text source where only a number fits (E310); false if that is not what is wrong.
    private mutating func reportText(
        for overloads: [Overload],
        _ types: [ValueType],
        _ arguments: [NodeID]
    ) -> Bool {
        for (index, argument) in arguments.enumerated() {
            guard let source = textSource(argument) else { continue }
            for number in [ValueType.int, .double] {
                var converted = types
                converted[index] = number
                guard result(of: overloads, converted) != nil else { continue }
                report(.textAgainstNumber(source, number, at: range(argument), other: nil))
                return true
            }
        }
        return false
    }

    /// Whether an overload takes what samples say of lists, maps and type parameters for no more than a hint.
    private mutating func isOpen(_ overloads: [Overload], _ types: [ValueType]) -> Bool {
        for overload in overloads where overload.parameters.contains(where: \.hasParameter) {
            guard let parameters = overload.parameters(for: types.count) else { continue }
            let hints = zip(types, parameters).map { type, parameter in
                if case .parameter = parameter { return ValueType.dyn }
                return inference.settled(type).withOpenParts
            }
            let start = inference.mark()
            defer { inference.undo(to: start) }
            if assign(hints, to: overload) != nil { return true }
        }
        return false
    }

    private mutating func assign(_ types: [ValueType], to overload: Overload) -> ValueType? {
        guard let parameters = overload.parameters(for: types.count) else { return nil }
        let signature = inference.instantiated(parameters + [overload.result])
        for (type, parameter) in zip(types, signature) {
            if !inference.assign(type, to: parameter) { return nil }
        }
        return signature.last.map { inference.resolved($0) }
    }

    /// Whether the library has an overload of an operator for the types, beside the rules that are built in.
    mutating func matchesOverload(_ function: String, _ types: [ValueType]) -> Bool {
        // Signatures with type parameters say no more than those rules.
        for overload in library[function]?.overloads ?? [] where !overload.parameters.contains(where: \.hasParameter) {
            let start = inference.mark()
            defer { inference.undo(to: start) }
            if assign(types, to: overload) != nil { return true }
        }
        return false
    }
}

/// A call that no overload fits, with what a message needs to say so.
struct FailedCall {
    var name: String
    var isMember: Bool
    /// The types of the arguments, the receiver first.
    var types: [ValueType]
    var ranges: [ExpressionSyntax.TextRange]
    /// The arguments that are text sources, as written.
    var texts: [String?]
    /// Set if the function exists, but as a method and not as a function, or the other way round.
    var isOtherStyle: Bool
    var overloads: [FunctionSpec.Overload]
}

extension FunctionSpec.Overload {
    /// The types of so many parameters; nil if the overload does not take that many.
    func parameters(for count: Int) -> [ValueType]? {
        guard isVariadic, let last = parameters.last else { return count == parameters.count ? parameters : nil }
        guard count >= parameters.count else { return nil }
        return parameters + Array(repeating: last, count: count - parameters.count)
    }
}

extension ValueType {
    /// Whether a type parameter occurs in the type.
    var hasParameter: Bool {
        switch self {
        case .parameter: true
        case .list(let inner), .optional(let inner), .nullable(let inner): inner.hasParameter
        case .map(let key, let value): key.hasParameter || value.hasParameter
        default: false
        }
    }
}
