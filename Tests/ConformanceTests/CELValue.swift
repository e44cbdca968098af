import Foundation
import GateRuntime

/// A value as the conformance data writes it.
indirect enum CELValue: Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case uint(UInt64)
    case double(Double)
    case string(String)
    case bytes(Data)
    case list([CELValue])
    case map([[CELValue]])
    case type(String)
    case timestamp(seconds: Int64, nanos: Int32)
    case duration(seconds: Int64, nanos: Int32)
    /// What the data has no form for.
    case other(String)

    static func == (left: CELValue, right: CELValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.uint(let a), .uint(let b)): a == b
        case (.double(let a), .double(let b)): a == b || a.isNaN && b.isNaN
        // By code point: Swift's own equality of strings is by canonical equivalence.
        case (.string(let a), .string(let b)): a.unicodeScalars.elementsEqual(b.unicodeScalars)
        case (.bytes(let a), .bytes(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        case (.map(let a), .map(let b)): a.count == b.count && a.allSatisfy { entry in b.contains(entry) }
        case (.type(let a), .type(let b)): a == b
        case (.timestamp(let a, let c), .timestamp(let b, let d)): a == b && c == d
        case (.duration(let a, let c), .duration(let b, let d)): a == b && c == d
        default: false
        }
    }

    /// Reads a value out of the workspace.
    init(_ value: Value, _ workspace: inout Workspace) throws(Fault) {
        switch value.kind {
        case .null, .absent: self = .null
        case .bool: self = .bool(value.isTrue)
        case .int: self = .int(value.asInt)
        case .uint: self = .uint(value.payload)
        case .double: self = .double(value.asDouble)
        case .string: self = .string(workspace.view(value).string)
        case .bytes: self = .bytes(Data(workspace.view(value).unsafeBytes))
        case .timestamp: self = .timestamp(seconds: value.seconds, nanos: value.nanoseconds)
        case .duration: self = .duration(seconds: value.seconds, nanos: value.nanoseconds)
        case .type: self = .type(value.namedType?.rawValue ?? "")
        case .list:
            var elements: [CELValue] = []
            for (_, element) in try workspace.elements(of: value) { elements.append(try CELValue(element, &workspace)) }
            self = .list(elements)
        case .map:
            var entries: [[CELValue]] = []
            for (key, element) in try workspace.elements(of: value) {
                entries.append([try CELValue(key, &workspace), try CELValue(element, &workspace)])
            }
            self = .map(entries)
        case .optional, .ip, .cidr, .error: self = .other("\(value.kind)")
        }
    }

    /// The value as a constant of the graph.
    func constant(in builder: inout ProgramBuilder) -> Value {
        switch self {
        case .null, .other: .null
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .uint(let value): .uint(value)
        case .double(let value): .double(value)
        case .string(let text): builder.string(text)
        case .bytes(let data): builder.bytes(Array(data))
        case .list(let elements): builder.list(elements.map { $0.constant(in: &builder) })
        case .map(let entries):
            builder.map(entries.map { ($0[0].constant(in: &builder), $0[1].constant(in: &builder)) })
        case .type(let name): TypeName(rawValue: name).map { .type($0) } ?? .null
        case .timestamp(let seconds, let nanos): .timestamp(seconds: seconds, nanoseconds: nanos)
        case .duration(let seconds, let nanos): .duration(seconds: seconds, nanoseconds: nanos)
        }
    }
}

extension CELValue: Decodable {
    private enum CodingKeys: String, CodingKey {
        case null, bool, int, uint, double, string, list, map, type, timestamp, duration
        case bytes = "bytes_base64"
    }

    private struct Time: Decodable {
        var seconds: String
        var nanos: Int32
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        guard let key = container.allKeys.first else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no type"))
        }
        func number<Number: LosslessStringConvertible>(_: Number.Type) throws -> Number {
            let text = try container.decode(String.self, forKey: key)
            guard let number = Number(text) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: text)
            }
            return number
        }
        switch key {
        case .null: self = .null
        case .bool: self = .bool(try container.decode(Bool.self, forKey: key))
        case .int: self = .int(try number(Int64.self))
        case .uint: self = .uint(try number(UInt64.self))
        case .double: self = .double(try number(Double.self))
        case .string: self = .string(try container.decode(String.self, forKey: key))
        case .bytes: self = .bytes(try container.decode(Data.self, forKey: key))
        case .list: self = .list(try container.decode([CELValue].self, forKey: key))
        case .map: self = .map(try container.decode([[CELValue]].self, forKey: key))
        case .type: self = .type(try container.decode(String.self, forKey: key))
        case .timestamp, .duration:
            let time = try container.decode(Time.self, forKey: key)
            guard let seconds = Int64(time.seconds) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: time.seconds)
            }
            self =
                key == .timestamp
                ? .timestamp(seconds: seconds, nanos: time.nanos) : .duration(seconds: seconds, nanos: time.nanos)
        }
    }
}
