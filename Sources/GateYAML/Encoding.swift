import GateDiagnostics

/// Looks for bytes that no YAML file may hold, before libyaml sees them.
///
/// Allowed is valid UTF-8 without control characters (YAML 1.2.2, section 5.1). U+0085, U+2028 and U+2029 are refused
/// too: libyaml takes them for line breaks as YAML 1.1 did, YAML 1.2 and editors do not, so a comment could hide a key.
enum Encoding {
    /// How many findings are kept; the rest of such a file says nothing new.
    private static let findingCountMax = 20

    /// How many bytes a UTF-8 byte order mark takes at the beginning: 3 or 0.
    static func byteOrderMarkCount(_ bytes: [UInt8]) -> Int {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// All findings about a file's encoding, at most 20.
    static func check(_ bytes: [UInt8], file: UInt32) -> [Diagnostic] {
        if let name = wideEncoding(bytes) {
            return [.wideEncoding(name, at: SourceSpan(file: file, start: 0, end: 0))]
        }
        var findings: [Diagnostic] = []
        var index = byteOrderMarkCount(bytes)
        while index < bytes.count, findings.count < findingCountMax {
            let byte = bytes[index]
            if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                index += 1
                continue
            }
            let character = UTF8Scalar(bytes[index...])
            var end = index + character.byteCount
            if let scalar = character.scalar {
                if !isAllowed(scalar) {
                    let span = SourceSpan(file: file, start: UInt32(index), end: UInt32(end))
                    findings.append(.forbiddenCharacter(scalar, at: span))
                }
            } else {
                // Neighbouring bad bytes are one finding.
                while end < bytes.count, UTF8Scalar(bytes[end...]).scalar == nil { end += 1 }
                let span = SourceSpan(file: file, start: UInt32(index), end: UInt32(end))
                findings.append(.invalidUTF8(first: byte, at: span))
            }
            index = end
        }
        return findings
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x85, 0x2028, 0x2029, 0xFEFF: false
        case 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// The name of an encoding of two or four bytes a character, told by its byte order mark or its zero bytes.
    private static func wideEncoding(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        guard bytes.count >= 4 else { return nil }
        let zeros = bytes.prefix(4).map { $0 == 0 }
        if zeros == [false, true, false, true] || zeros == [true, false, true, false] { return "UTF-16" }
        if zeros == [false, true, true, true] || zeros == [true, true, true, false] { return "UTF-32" }
        return nil
    }
}
