import GateRuntime

/// The types that type parameters stand for while an expression is checked.
///
/// An unknown type is a `parameter` whose name begins with `?`. A trial can be undone: ``mark()`` and ``undo(to:)``.
struct TypeInference {
    private var bindings: [String: ValueType] = [:]
    private var trail: [(name: String, previous: ValueType?)] = []
    private var freshCount = 0

    // MARK: Parameters

    /// A type that nothing is known of yet, like that of an empty list's elements.
    mutating func fresh() -> ValueType {
        freshCount += 1
        return .parameter("?\(freshCount)")
    }

    func mark() -> Int { trail.count }

    mutating func undo(to mark: Int) {
        while trail.count > mark, let last = trail.popLast() { bindings[last.name] = last.previous }
    }

    mutating func bind(_ name: String, to type: ValueType) {
        trail.append((name, bindings[name]))
        bindings[name] = type
    }

    /// What the type stands for, at its outermost level.
    func resolved(_ type: ValueType) -> ValueType {
        var type = type
        while case .parameter(let name) = type, let next = bindings[name] { type = next }
        return type
    }

    /// The type with all its parameters replaced by what they stand for, and by dyn where that is nothing.
    ///
    /// What is deeper than ``ExpressionLimits/typeDepthMax`` is dyn as well.
    func settled(_ type: ValueType, depth: Int = 0) -> ValueType {
        guard depth < ExpressionLimits.typeDepthMax else { return .dyn }
        let inner = depth + 1
        switch resolved(type) {
        case .list(let element): return .list(settled(element, depth: inner))
        case .map(let key, let value): return .map(settled(key, depth: inner), settled(value, depth: inner))
        case .optional(let wrapped): return .optional(settled(wrapped, depth: inner))
        case .nullable(let wrapped):
            let wrapped = settled(wrapped, depth: inner)
            switch wrapped {
            case .dyn, .null, .nullable: return wrapped
            default: return .nullable(wrapped)
            }
        case .parameter: return .dyn
        case let other: return other
        }
    }

    /// The parameters of a signature, each with a fresh type.
    mutating func instantiated(_ types: [ValueType]) -> [ValueType] {
        var names: [String: ValueType] = [:]
        return types.map { instantiated($0, &names) }
    }

    private mutating func instantiated(_ type: ValueType, _ names: inout [String: ValueType]) -> ValueType {
        switch type {
        case .parameter(let name):
            if let known = names[name] { return known }
            let type = fresh()
            names[name] = type
            return type
        case .list(let element): return .list(instantiated(element, &names))
        case .map(let key, let value): return .map(instantiated(key, &names), instantiated(value, &names))
        case .optional(let wrapped): return .optional(instantiated(wrapped, &names))
        case .nullable(let wrapped): return .nullable(instantiated(wrapped, &names))
        default: return type
        }
    }

    // MARK: Relations

    /// Whether a value of the one type can stand where the other is wanted; learns what parameters stand for.
    mutating func assign(_ actual: ValueType, to wanted: ValueType, depth: Int = 0) -> Bool {
        guard depth < ExpressionLimits.typeDepthMax else { return true }
        let inner = depth + 1
        if let outcome = assignParameter(actual, to: wanted, depth: depth) { return outcome }
        switch (resolved(actual), resolved(wanted)) {
        case (.dyn, _), (_, .dyn): return true
        case (.int, .number), (.uint, .number), (.double, .number): return true
        case (.nullable(let left), .nullable(let right)): return assign(left, to: right, depth: inner)
        case (.null, .nullable), (.nullable, .null): return true
        case (.nullable(let left), let right): return assign(left, to: right, depth: inner)
        case (let left, .nullable(let right)): return assign(left, to: right, depth: inner)
        case (.list(let left), .list(let right)): return assign(left, to: right, depth: inner)
        case (.optional(let left), .optional(let right)): return assign(left, to: right, depth: inner)
        case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
            return assign(leftKey, to: rightKey, depth: inner) && assign(leftValue, to: rightValue, depth: inner)
        case (let left, let right): return left == right
        }
    }

    /// The part of ``assign(_:to:depth:)`` where either side is a parameter; nil where neither is.
    private mutating func assignParameter(_ actual: ValueType, to wanted: ValueType, depth: Int) -> Bool? {
        let (left, leftName) = followed(actual)
        let (right, rightName) = followed(wanted)
        if let leftName, leftName == rightName { return true }
        if case .parameter(let name) = right {
            if case .parameter(name) = left { return true }
            guard !occurs(name, in: left) else { return false }
            bind(name, to: leftName.map { .parameter($0) } ?? left)
            return true
        }
        if case .parameter(let name) = left {
            guard !occurs(name, in: right) else { return false }
            bind(name, to: rightName.map { .parameter($0) } ?? right)
            return true
        }
        guard leftName != nil || rightName != nil else { return nil }
        guard assign(left, to: right, depth: depth + 1) else { return false }
        // What the parameter stands for grows to take in both: int and dyn make dyn, int and null a nullable int.
        let joined = joined(left, right)
        if let leftName { bind(leftName, to: joined) }
        if let rightName { bind(rightName, to: joined) }
        return true
    }

    /// The type behind a chain of parameters, and the last parameter of the chain.
    private func followed(_ type: ValueType) -> (type: ValueType, name: String?) {
        var type = type
        var last: String?
        while case .parameter(let name) = type {
            last = name
            guard let next = bindings[name] else { break }
            type = next
        }
        return (type, last)
    }

    private func occurs(_ name: String, in type: ValueType, depth: Int = 0) -> Bool {
        guard depth < ExpressionLimits.typeDepthMax else { return true }
        switch resolved(type) {
        case .parameter(let other): return other == name
        case .list(let inner), .optional(let inner), .nullable(let inner):
            return occurs(name, in: inner, depth: depth + 1)
        case .map(let key, let value):
            return occurs(name, in: key, depth: depth + 1) || occurs(name, in: value, depth: depth + 1)
        default: return false
        }
    }

    /// Whether nothing of the type is left to run time or to be learnt.
    func isClosed(_ type: ValueType, depth: Int = 0) -> Bool {
        guard depth < ExpressionLimits.typeDepthMax else { return false }
        switch resolved(type) {
        case .dyn, .parameter: return false
        case .list(let inner), .optional(let inner), .nullable(let inner): return isClosed(inner, depth: depth + 1)
        case .map(let key, let value): return isClosed(key, depth: depth + 1) && isClosed(value, depth: depth + 1)
        default: return true
        }
    }

    /// The type that holds the values of two types that can be assigned to each other.
    func joined(_ left: ValueType, _ right: ValueType, depth: Int = 0) -> ValueType {
        guard depth < ExpressionLimits.typeDepthMax else { return .dyn }
        let inner = depth + 1
        switch (resolved(left), resolved(right)) {
        case (.dyn, _), (_, .dyn): return .dyn
        case (.nullable(let left), .nullable(let right)): return .nullable(joined(left, right, depth: inner))
        case (.nullable(let left), .null), (.null, .nullable(let left)): return .nullable(left)
        case (.nullable(let left), let right), (let right, .nullable(let left)):
            return .nullable(joined(left, right, depth: inner))
        case (.list(let left), .list(let right)): return .list(joined(left, right, depth: inner))
        case (.optional(let left), .optional(let right)): return .optional(joined(left, right, depth: inner))
        case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
            return .map(joined(leftKey, rightKey, depth: inner), joined(leftValue, rightValue, depth: inner))
        case (.parameter, let right): return right
        case (let left, _): return left
        }
    }

    /// The type of an expression that gives the one or the other; nil where they have nothing in common.
    mutating func common(_ left: ValueType, _ right: ValueType) -> ValueType? {
        let start = mark()
        if assign(left, to: right) { return joined(left, right) }
        undo(to: start)
        switch (resolved(left), resolved(right)) {
        case (.null, let other), (let other, .null): return .nullable(other)
        default: return nil
        }
    }

    /// Whether `==` between the two can ever hold: numbers of any type, null with what may be null, equal types.
    mutating func comparable(_ left: ValueType, _ right: ValueType, depth: Int = 0) -> Bool {
        guard depth < ExpressionLimits.typeDepthMax else { return true }
        let inner = depth + 1
        switch (resolved(left), resolved(right)) {
        case (.dyn, _), (_, .dyn): return true
        case (.parameter, _), (_, .parameter): return assign(left, to: right)
        case (.nullable, .null), (.null, .nullable): return true
        case (.null, .timestamp), (.null, .duration), (.timestamp, .null), (.duration, .null): return true
        case (.nullable(let left), let right), (let right, .nullable(let left)):
            return comparable(left, right, depth: inner)
        case (.list(let left), .list(let right)): return comparable(left, right, depth: inner)
        case (.optional(let left), .optional(let right)): return comparable(left, right, depth: inner)
        case (.map(let leftKey, let leftValue), .map(let rightKey, let rightValue)):
            return comparable(leftKey, rightKey, depth: inner) && comparable(leftValue, rightValue, depth: inner)
        case (let left, let right): return left == right || left.isNumber && right.isNumber
        }
    }
}

extension ValueType {
    /// An int, uint or double, which compare with each other by value.
    var isNumber: Bool {
        switch self {
        case .int, .uint, .double: true
        default: false
        }
    }

    /// Whether the type is known only when the expression runs.
    var isOpen: Bool {
        switch self {
        case .dyn, .parameter: true
        default: false
        }
    }

    /// Whether the type nests further than so many levels.
    func isDeeper(than limit: Int) -> Bool {
        guard limit > 0 else { return true }
        switch self {
        case .list(let inner), .optional(let inner), .nullable(let inner): return inner.isDeeper(than: limit - 1)
        case .map(let key, let value): return key.isDeeper(than: limit - 1) || value.isDeeper(than: limit - 1)
        default: return false
        }
    }

    /// Whether `<` orders values of the type.
    var isOrdered: Bool {
        switch self {
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration: true
        default: false
        }
    }
}
