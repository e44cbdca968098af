/// Text as a terminal may show it: nothing in it moves the cursor, changes colours or reverses the reading direction.
package enum VisibleText {
    /// How many columns a tab is shown as.
    private static let tab = "    "

    /// A text with everything that is not plainly visible written out, as in `\u{1B}`.
    package static func escape(_ text: String) -> String {
        var visible = ""
        for scalar in text.unicodeScalars { visible += cell(scalar).text }
        return visible
    }

    /// What one character is shown as and how many columns that takes.
    static func cell(_ scalar: Unicode.Scalar) -> (text: String, width: Int) {
        if scalar == "\t" { return (tab, tab.utf8.count) }
        if scalar.value >= 0x20 && scalar.value < 0x7F { return (String(scalar), 1) }
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            return written(scalar)
        case .format:
            // The joiner of emoji is harmless; marks of direction and other invisible ones are not.
            return scalar.value == 0x200D ? (String(scalar), 0) : written(scalar)
        case .nonspacingMark, .enclosingMark:
            return (String(scalar), 0)
        default:
            return (String(scalar), isWide(scalar) ? 2 : 1)
        }
    }

    /// What a byte is shown as that is part of no character.
    static func cell(byte: UInt8) -> (text: String, width: Int) {
        let text = "\\x{" + String(byte, radix: 16, uppercase: true) + "}"
        return (text, text.utf8.count)
    }

    private static func written(_ scalar: Unicode.Scalar) -> (text: String, width: Int) {
        let text = "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        return (text, text.utf8.count)
    }

    /// Whether a character takes two columns (Unicode Standard Annex 11, classes W and F; by block).
    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x2614...0x2615, 0x2705, 0x274C, 0x2753...0x2755,
            0x2757,
            0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF,
            0x1B000...0x1B2FF, 0x1F004, 0x1F0CF, 0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F64F,
            0x1F680...0x1F6FF, 0x1F7E0...0x1F7EB, 0x1F90C...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}
