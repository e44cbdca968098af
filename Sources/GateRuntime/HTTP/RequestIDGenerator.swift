/// Makes the ids of one event loop's requests: UUIDs, version 7 (RFC 9562, section 5.7).
///
/// Within a millisecond the twelve bits after the time count up from a random start, so ids of one loop sort by age;
/// where they run out, or the clock steps back, the time of the last id is used and moved on (section 6.2, method 1).
package struct RequestIDGenerator {
    private var random: SplitMix64
    private var lastMilliseconds: Int64 = 0
    private var counter: UInt16 = 0

    /// A generator with a seed from the system's source of randomness.
    package init() {
        var system = SystemRandomNumberGenerator()
        self.init(seed: system.next())
    }

    /// A generator with a known seed, for tests.
    package init(seed: UInt64) {
        random = SplitMix64(state: seed)
    }

    /// The id of a request that came `milliseconds` after 1970.
    package mutating func next(milliseconds: Int64) -> RequestID {
        if milliseconds > lastMilliseconds {
            lastMilliseconds = milliseconds
            // The upper half is left free for counting.
            counter = UInt16(truncatingIfNeeded: random.next()) & 0x07FF
        } else if counter < 0x0FFF {
            counter += 1
        } else {
            lastMilliseconds += 1
            counter = 0
        }
        let high = UInt64(truncatingIfNeeded: lastMilliseconds) << 16 | 0x7000 | UInt64(counter)
        let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        return RequestID(text: RequestIDGenerator.text(high, low))
    }

    /// The form 8-4-4-4-12, in lower case.
    private static func text(_ high: UInt64, _ low: UInt64) -> InlineArray<36, UInt8> {
        var text = InlineArray<36, UInt8>(repeating: 0x2D)
        var index = 0
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            if index == 8 || index == 13 { index += 1 }
            text[index] = digit(high &>> shift)
            index += 1
        }
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            if index == 18 || index == 23 { index += 1 }
            text[index] = digit(low &>> shift)
            index += 1
        }
        return text
    }

    private static func digit(_ bits: UInt64) -> UInt8 {
        let nibble = UInt8(truncatingIfNeeded: bits & 0xF)
        return nibble + (nibble < 10 ? 0x30 : 0x57)
    }
}

/// A small fast generator of numbers that need to differ, not to be secret (Steele, Lea and Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ bits &>> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits &>> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits &>> 31
    }
}
