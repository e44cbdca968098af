/// Turns libyaml's marks, which count characters, into byte offsets.
///
/// A text of ASCII needs no table. Any other keeps the byte offset of every 64th character and walks on from there.
struct CharacterOffsets {
    private static let stride = 64

    private let bytes: [UInt8]
    /// Byte offset of the first character that libyaml sees (3 after a byte order mark).
    private let base: Int
    /// Offsets of the characters 0, 64, 128, and so on; empty if every character is one byte.
    private let checkpoints: [UInt32]

    /// Looks through valid UTF-8 once.
    init(_ bytes: [UInt8], base: Int) {
        self.bytes = bytes
        self.base = base
        var checkpoints: [UInt32] = []
        var characterCount = 0
        for index in base..<max(base, bytes.count) where bytes[index] & 0xC0 != 0x80 {
            if characterCount % CharacterOffsets.stride == 0 { checkpoints.append(UInt32(index)) }
            characterCount += 1
        }
        self.checkpoints = characterCount == bytes.count - base ? [] : checkpoints
    }

    /// The byte offset of a character; the end of the text for one past the last.
    func byteOffset(ofCharacter character: Int) -> Int {
        guard !checkpoints.isEmpty else { return min(base + character, bytes.count) }
        let checkpoint = character / CharacterOffsets.stride
        guard checkpoint < checkpoints.count else { return bytes.count }
        var index = Int(checkpoints[checkpoint])
        var remaining = character % CharacterOffsets.stride
        while remaining > 0, index < bytes.count {
            index += 1
            while index < bytes.count, bytes[index] & 0xC0 == 0x80 { index += 1 }
            remaining -= 1
        }
        return index
    }
}
