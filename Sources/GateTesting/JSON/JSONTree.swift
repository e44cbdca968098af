/// A JSON value: what requests carry, answers give and tests expect, away from the request path.
package indirect enum JSONTree: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    /// A whole number above the range of `int`.
    case uint(UInt64)
    case double(Double)
    case string(String)
    case list([JSONTree])
    /// Members in the order in which they are written; names differ.
    case map([Member])

    /// A member of an object.
    package struct Member: Sendable {
        package var name: String
        package var value: JSONTree

        package init(_ name: String, _ value: JSONTree) {
            self.name = name
            self.value = value
        }
    }

    /// The member of that name; nil where there is none, or this is no object.
    package subscript(name: String) -> JSONTree? {
        guard case .map(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The text; nil where this is none.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The items; nil where this is no array.
    package var items: [JSONTree]? {
        if case .list(let items) = self { items } else { nil }
    }

    /// The members; nil where this is no object.
    package var members: [Member]? {
        if case .map(let members) = self { members } else { nil }
    }

    /// What the value is, in words.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .int, .uint, .double: "a number"
        case .string: "a text"
        case .list: "an array"
        case .map: "an object"
        }
    }
}

extension JSONTree: Equatable {
    /// Whether two values are the same for JSON: the order of members does not count, and 1 is 1.0.
    package static func == (left: JSONTree, right: JSONTree) -> Bool {
        switch (left, right) {
        case (.null, .null): return true
        case (.bool(let one), .bool(let other)): return one == other
        case (.string(let one), .string(let other)): return one.utf8.elementsEqual(other.utf8)
        case (.list(let one), .list(let other)): return one == other
        case (.map(let one), .map(let other)):
            guard one.count == other.count else { return false }
            return one.allSatisfy { member in right[member.name].map { $0 == member.value } ?? false }
        default: return left.isSameNumber(as: right)
        }
    }

    private func isSameNumber(as other: JSONTree) -> Bool {
        switch (self, other) {
        case (.int(let one), .int(let other)): one == other
        case (.uint(let one), .uint(let other)): one == other
        case (.double(let one), .double(let other)): one == other
        case (.int(let whole), .double(let number)), (.double(let number), .int(let whole)):
            Int64(exactly: number) == whole
        case (.uint(let whole), .double(let number)), (.double(let number), .uint(let whole)):
            UInt64(exactly: number) == whole
        default: false
        }
    }
}
