package import GateRuntime

/// The number of a term in its ``TermTable``.
package struct TermID: Hashable, Comparable, Sendable {
    package var index: Int32

    /// The order in which terms were added, operands before what is made of them.
    package static func < (left: TermID, right: TermID) -> Bool { left.index < right.index }
}

/// Something that has a value in every request: equal terms have equal values, or fail together.
package enum Term: Hashable, Sendable {
    /// A name, by ``VariableDeclaration``'s id.
    case variable(Int)
    /// A constant and its type: an int and a double that are equal can still differ in what is made of them.
    case constant(TermConstant, ValueType)
    /// `operand.field`, also written `operand["field"]`.
    case select(TermID, ExactText)
    /// `operand[position]`.
    case index(TermID, Int64)
    /// `has(operand.field)`.
    case has(TermID, ExactText)
    /// A function or operator, by its name, or a list or map literal.
    case call(TermFunction, [TermID])
    /// An expression that is not looked into: its canonical text and the terms of the names in it, in order.
    case opaque(ExactText, [TermID])
}

/// What a call term does with its operands.
package enum TermFunction: Hashable, Sendable {
    /// A function of the library or an operator, by CEL's name.
    case named(String)
    /// A list literal of the operands.
    case list
    /// A map literal: each key before its value.
    case map
    /// `operand.?field` or `operand[?key]`, with the key as the second operand.
    case optionalField
    /// A literal that ``TermConstant`` has no place for, by its text.
    case literal(String)
    /// A type used as a value, by its name.
    case type(String)
}

/// Where a value of type dyn comes from, which bounds what it can be.
package enum TermOrigin: Hashable, Sendable {
    /// The JSON body, which has no NaN, no bytes and no times.
    case json
    /// The query string.
    case query
    /// Anything else.
    case other

    var kinds: KindSet {
        switch self {
        case .json: .json
        case .query: .query
        case .other: .all
        }
    }
}

/// The terms of some conditions: each once, with what is known of its values for all requests.
package struct TermTable: Sendable {
    /// A term and its type, which holds whatever the request.
    package struct Entry: Sendable {
        package var term: Term
        package var type: ValueType
        package var origin: TermOrigin
    }

    package private(set) var entries: [Entry] = []
    private var ids: [Term: TermID] = [:]

    package init() {}

    package subscript(_ id: TermID) -> Entry { entries[Int(id.index)] }

    /// The number of a term, if the table has it.
    package func id(of term: Term) -> TermID? { ids[term] }

    /// The number of a term, which is added where it is new; the type and origin of the first time stay.
    mutating func intern(_ term: Term, _ type: @autoclosure () -> ValueType, _ origin: TermOrigin = .other) -> TermID {
        if let known = ids[term] { return known }
        let id = TermID(index: Int32(truncatingIfNeeded: entries.count))
        entries.append(Entry(term: term, type: type(), origin: origin))
        ids[term] = id
        return id
    }

    /// The constant that a term is.
    func constant(_ id: TermID) -> TermConstant? {
        if case .constant(let value, _) = self[id].term { value } else { nil }
    }

    /// The operands of a list literal.
    func listElements(_ id: TermID) -> [TermID]? {
        if case .call(.list, let elements) = self[id].term { elements } else { nil }
    }

    /// Whether a term can only be a map, where it is anything that has fields: nothing JSON has is an optional.
    func isMapWithFields(_ id: TermID) -> Bool {
        if case .map = self[id].type.withoutNull { return true }
        return self[id].origin != .other
    }
}
