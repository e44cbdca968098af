/// The members of a map on the tape, each key once: where a key comes more than once, only its last member.
///
/// Repeated keys are found when the iteration is set up: by comparing each key with the others in a small map, through a
/// hash table in the workspace's scratch memory in a larger one. Where there are none, as nearly always, nothing is kept.
package struct JSONMembers: BitwiseCopyable {
    /// Position of the next key.
    private var position: Int
    private let end: Int
    /// Ordinal of the next member.
    private var ordinal = 0
    /// The repeated members of a small map, a bit each.
    private var superseded: UInt64 = 0
    /// Where the scratch memory holds the same for a large map; negative where it holds nothing.
    private var bitmap = -1
    /// Members without the superseded ones.
    package private(set) var count: Int
    /// Steps that setting up has cost: for each key, and for its bytes.
    private(set) var steps = 0

    /// Maps up to this size are compared key by key.
    private static let smallCount = 16

    /// A member: the position of its key; that of its value is the next.
    package struct Member: BitwiseCopyable {
        package var keyIndex: Int
        package var valueIndex: Int { keyIndex + 1 }
    }

    /// Sets up the iteration over the map at `index`.
    ///
    /// For a large map with repeated keys it takes scratch memory until ``finish(_:)``; iterations nest.
    package init(of index: Int, in tape: JSONTape, scratch: inout Arena<UInt64>) throws(Fault) {
        position = tape.start(of: index)
        end = tape.end(of: index)
        count = tape.elementCount(of: index)
        if count <= Self.smallCount {
            steps = 1 + count
            superseded = Self.superseded(from: position, to: end, in: tape)
            count -= superseded.nonzeroBitCount
        } else {
            let repeated = try Self.findRepeated(count, from: position, to: end, in: tape, scratch: &scratch)
            steps = count + OperationCost.Rate.scanned.steps(repeated.bytes)
            bitmap = repeated.bitmap
            count -= repeated.count
        }
    }

    /// The next member; nil at the end.
    package mutating func next(in tape: JSONTape, scratch: borrowing Arena<UInt64>) -> Member? {
        while position < end {
            let member = Member(keyIndex: position)
            let isSuperseded =
                bitmap < 0
                ? ordinal < 64 && superseded >> UInt64(ordinal) & 1 != 0
                : scratch[bitmap + ordinal / 64] >> UInt64(ordinal % 64) & 1 != 0
            position = tape.next(after: member.valueIndex)
            ordinal += 1
            if !isSuperseded { return member }
        }
        return nil
    }

    /// Gives the scratch memory back, in the reverse order of setting up.
    package func finish(_ scratch: inout Arena<UInt64>) {
        if bitmap >= 0 { scratch.truncate(to: bitmap) }
    }

    /// A bit for each of at most ``smallCount`` members whose key comes again.
    private static func superseded(from start: Int, to end: Int, in tape: JSONTape) -> UInt64 {
        var keys = InlineArray<16, ByteRange>(repeating: .empty)
        var count = 0
        var position = start
        var result: UInt64 = 0
        while position < end, count < smallCount {
            let key = tape.text(at: position)
            for earlier in 0..<count where keys[earlier].count == key.count {
                if tape.strings.range(keys[earlier]) == tape.strings.range(key) { result |= 1 << UInt64(earlier) }
            }
            keys[count] = key
            count += 1
            position = tape.next(after: position + 1)
        }
        return result
    }

    /// Marks repeated members in a bitmap; its place is negative where there are none.
    ///
    /// `bytes` are those of the keys.
    private static func findRepeated(
        _ count: Int,
        from start: Int,
        to end: Int,
        in tape: JSONTape,
        scratch: inout Arena<UInt64>
    ) throws(Fault) -> (bitmap: Int, count: Int, bytes: Int) {
        let bitmap = try scratch.append(repeating: 0, count: (count + 63) / 64)
        // Open addressing, at most half full. An entry is the key's position and its ordinal + 1, so never zero.
        let slots = 1 << (Int.bitWidth - (count * 2 - 1).leadingZeroBitCount)
        let table = try scratch.append(repeating: 0, count: slots)
        var (repeated, keyBytes) = (0, 0)
        var position = start
        for ordinal in 0..<count {
            let key = tape.bytes(at: position)
            keyBytes += key.count
            let entry = UInt64(position) << 32 | UInt64(ordinal + 1)
            var slot = hash(key) & (slots - 1)
            while true {
                let other = scratch[table + slot]
                if other == 0 { break }
                if tape.bytes(at: Int(other >> 32)) == key {
                    let earlier = Int(other & 0xFFFF_FFFF) - 1
                    scratch[bitmap + earlier / 64] |= 1 << UInt64(earlier % 64)
                    repeated += 1
                    break
                }
                slot = (slot + 1) & (slots - 1)
            }
            scratch[table + slot] = entry
            position = tape.next(after: position + 1)
        }
        scratch.truncate(to: repeated > 0 ? table : bitmap)
        return (repeated > 0 ? bitmap : -1, repeated, keyBytes)
    }

    /// Seeded per process, so that a sender cannot choose keys that collide.
    static func hash(_ key: ByteView) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: key.unsafeBytes)
        return hasher.finalize()
    }
}

extension Workspace {
    /// The members of a map on the body's tape, or on another; takes steps for setting up.
    ///
    /// The steps are taken when it is done, since only then are the keys' lengths known; once over, no more follow.
    mutating func members(of map: Int, in tape: JSONTape? = nil) throws(Fault) -> JSONMembers {
        let members = try JSONMembers(of: map, in: tape ?? json, scratch: &scratch)
        do throws(Fault) {
            try charge(members.steps)
        } catch {
            members.finish(&scratch)
            throw error
        }
        return members
    }
}
