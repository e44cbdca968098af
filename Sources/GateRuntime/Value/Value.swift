/// A value while a request is evaluated: 16 bytes, no reference counts, nothing allocated.
///
/// Scalars are held in place. Text, bytes, lists and maps are a place and a range there: the graph's constants, the
/// request's head, the JSON tape of its body, or the workspace's arenas. So extracting a field from a body copies 16
/// bytes, and comparing it with a constant compares memory.
package struct Value: BitwiseCopyable {
    /// What a value is.
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// Nothing was found. Reads as null in expressions; kept apart so that `has()` and `default:` can tell.
        case absent
        case null
        case bool
        case int
        case uint
        case double
        case string
        case bytes
        case timestamp
        case duration
        case list
        case map
        /// A CEL type value; `payload` is a ``TypeName``'s raw value.
        case type
        /// A CEL optional; `payload` is 0 for none, otherwise 1 + the index of its value at `place`, arena or constants.
        case optional
        /// An address of CEL's network library; 17 bytes in the byte arena or constants (see ``NetworkAddress``).
        case ip
        case cidr
        /// An evaluation error; `payload` is a ``FaultCode``'s raw value, `aux` its site.
        case error
    }

    /// Where the range of a string, bytes, list or map lies.
    package enum Place: UInt8, BitwiseCopyable, Sendable {
        /// The graph: `constants` for text and bytes, `constantValues` for lists and maps.
        case constant
        /// The request's head. For a map: its headers, by lower-case name.
        case head
        /// The body: the string buffer of the JSON tape for text (offset of the first byte, after the length word);
        /// for a list or map the index of its opening entry on the tape.
        case json
        /// The workspace's arenas: `bytes` for text and bytes, `values` for lists and maps.
        case arena
    }

    package var kind: Kind
    package var place: Place
    /// Nanoseconds of a timestamp or duration (0 to 999,999,999 with a floor second for timestamps; of the second's
    /// sign for durations, as a bit pattern); the site of an error.
    package var aux: UInt32
    /// The scalar's bits, or `offset << 32 | count`.
    ///
    /// A map's entries are pairs of values: key, value; `count` counts pairs. A list or map on the tape holds the tape
    /// index alone.
    package var payload: UInt64

    package init(kind: Kind, place: Place = .constant, aux: UInt32 = 0, payload: UInt64 = 0) {
        self.kind = kind
        self.place = place
        self.aux = aux
        self.payload = payload
    }

    package static var absent: Value { Value(kind: .absent) }
    package static var null: Value { Value(kind: .null) }

    /// A truth value.
    package static func bool(_ value: Bool) -> Value { Value(kind: .bool, payload: value ? 1 : 0) }
    /// A signed 64-bit integer.
    package static func int(_ value: Int64) -> Value { Value(kind: .int, payload: UInt64(bitPattern: value)) }
    /// An unsigned 64-bit integer.
    package static func uint(_ value: UInt64) -> Value { Value(kind: .uint, payload: value) }
    /// A double.
    package static func double(_ value: Double) -> Value { Value(kind: .double, payload: value.bitPattern) }

    /// Text at `offset` of `place`, `count` bytes of UTF-8.
    package static func string(_ place: Place, offset: Int, count: Int) -> Value {
        Value(kind: .string, place: place, payload: packed(offset, count))
    }

    /// Bytes at `offset` of `place`.
    package static func bytes(_ place: Place, offset: Int, count: Int) -> Value {
        Value(kind: .bytes, place: place, payload: packed(offset, count))
    }

    /// A list of `count` values at `offset` of the arena or the constant values.
    package static func list(_ place: Place, offset: Int, count: Int) -> Value {
        Value(kind: .list, place: place, payload: packed(offset, count))
    }

    /// A map of `count` key-value pairs (2 × `count` values) at `offset` of the arena or the constant values.
    package static func map(_ place: Place, offset: Int, count: Int) -> Value {
        Value(kind: .map, place: place, payload: packed(offset, count))
    }

    /// The list or map that opens at `index` of the JSON tape.
    package static func json(_ kind: Kind, tapeIndex index: Int) -> Value {
        Value(kind: kind, place: .json, payload: UInt64(truncatingIfNeeded: index))
    }

    /// The request's headers as a map.
    package static var headers: Value { Value(kind: .map, place: .head) }

    /// Seconds since 1970 and nanoseconds, 0 to 999,999,999.
    package static func timestamp(seconds: Int64, nanoseconds: Int32) -> Value {
        Value(kind: .timestamp, aux: UInt32(bitPattern: nanoseconds), payload: UInt64(bitPattern: seconds))
    }

    /// Seconds and nanoseconds of the same sign.
    package static func duration(seconds: Int64, nanoseconds: Int32) -> Value {
        Value(kind: .duration, aux: UInt32(bitPattern: nanoseconds), payload: UInt64(bitPattern: seconds))
    }

    /// An evaluation error with the code and site of a fault.
    package static func error(_ fault: Fault) -> Value {
        Value(kind: .error, aux: fault.site, payload: UInt64(fault.code.rawValue))
    }

    @inline(__always)
    package var isError: Bool { kind == .error }
    package var isNullOrAbsent: Bool { kind == .null || kind == .absent }
    @inline(__always)
    package var isTrue: Bool { kind == .bool && payload != 0 }
    @inline(__always)
    package var isFalse: Bool { kind == .bool && payload == 0 }
    package var asInt: Int64 { Int64(bitPattern: payload) }
    package var asDouble: Double { Double(bitPattern: payload) }
    /// Seconds of a timestamp or duration.
    package var seconds: Int64 { Int64(bitPattern: payload) }
    package var nanoseconds: Int32 { Int32(bitPattern: aux) }
    /// Start of the range, for every place but the tape.
    package var offset: Int { Int(payload >> 32) }
    /// Bytes, elements or pairs in the range, for every place but the tape.
    package var count: Int { Int(payload & 0xFFFF_FFFF) }
    /// The tape index of a list or map whose place is `json`.
    package var tapeIndex: Int { Int(payload) }

    /// The fault of an error value.
    package var fault: Fault {
        Fault(FaultCode(rawValue: UInt8(truncatingIfNeeded: payload)) ?? .invalidArgument, site: aux)
    }

    private static func packed(_ offset: Int, _ count: Int) -> UInt64 {
        UInt64(UInt32(truncatingIfNeeded: offset)) << 32 | UInt64(UInt32(truncatingIfNeeded: count))
    }
}
