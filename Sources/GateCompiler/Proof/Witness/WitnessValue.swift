import GateRuntime

/// A value that a request can be made to carry.
package indirect enum WitnessValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    /// Seconds since 1970 and nanoseconds.
    case timestamp(Int64, Int32)
    case list([WitnessValue])
    /// Members in the order in which they are written; names differ.
    case map([Member])

    /// A member of a map.
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: WitnessValue

        package init(_ name: String, _ value: WitnessValue) {
            self.name = name
            self.value = value
        }
    }

    /// A value of a type; nil where requests carry none such.
    init?(_ constant: TermConstant, _ type: ValueType) {
        switch constant {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(.int(let value)): self = type.withoutNull == .double ? .double(Double(value)) : .int(value)
        case .number(.double(let value)): self = .double(value)
        case .string(let text): self = .string(text.string)
        case .timestamp(let seconds, let nanoseconds): self = .timestamp(seconds, nanoseconds)
        case .bytes, .duration: return nil
        }
    }

    /// The value as text, as a header, a query or a path has it; nil for null, lists and maps.
    package var text: String? {
        switch self {
        case .null, .list, .map: nil
        case .bool(let value): value ? "true" : "false"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let text): text
        case .timestamp(let seconds, let nanoseconds): timestampText(seconds, nanoseconds)
        }
    }

    /// Puts a value at the end of some steps, or takes what is there away.
    ///
    /// What stands in the way on the way there is replaced; a list is filled up with nulls.
    package mutating func set(_ steps: ArraySlice<InputStep>, to value: WitnessValue?) {
        switch steps.first {
        case nil:
            if let value { self = value }
        case .key(let name)?:
            var members: [Member] = if case .map(let known) = self { known } else { [] }
            let position = members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
            if value == nil, steps.count == 1 {
                if let position { members.remove(at: position) }
            } else {
                var member = position.map { members[$0].value } ?? .null
                member.set(steps.dropFirst(), to: value)
                if let position { members[position].value = member } else { members.append(Member(name, member)) }
            }
            self = .map(members)
        case .index(let position)?:
            guard position >= 0, position < WitnessValue.elementsMax else { return }
            var elements: [WitnessValue] = if case .list(let known) = self { known } else { [] }
            if value == nil, steps.count == 1 {
                elements.removeSubrange(min(position, elements.count)...)
            } else {
                while elements.count <= position { elements.append(.null) }
                elements[position].set(steps.dropFirst(), to: value)
            }
            self = .list(elements)
        }
    }

    /// The longest list or text that is made for a request.
    package static let elementsMax = 10_000
}

/// RFC 3339 text of a time; nil where the year has more than four digits.
private func timestampText(_ seconds: Int64, _ nanoseconds: Int32) -> String? {
    var text = Arena<UInt8>(capacity: 64, limit: 256)
    do throws(Fault) {
        try text.append(timestampSeconds: seconds, nanoseconds: nanoseconds)
    } catch {
        return nil
    }
    return text.view(from: 0, count: text.count).string
}
