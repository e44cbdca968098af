/// Unicode's general categories as RE2 character classes.
///
/// RE2 knows all but the unassigned characters (`Cn`), which it leaves out of `C` too; those come from the standard library.
enum UnicodeCategory {
    /// The categories of RFC 9485, section 4 (`IsCategory`).
    static let names: Set<String> = [
        "L", "Ll", "Lm", "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No",
        "P", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Z", "Zl", "Zp", "Zs", "S", "Sc", "Sk", "Sm", "So",
        "C", "Cc", "Cf", "Cn", "Co",
    ]

    /// What stands between the brackets of a class that matches the category, or all other characters.
    static func classBody(of name: String, isNegated: Bool) -> String {
        switch (name, isNegated) {
        case ("Cn", false): unassigned
        case ("Cn", true): #"\pL\pM\pN\pP\pZ\pS\p{Cc}\p{Cf}\p{Co}"#
        case ("C", false): #"\p{Cc}\p{Cf}\p{Co}"# + unassigned
        case ("C", true): #"\pL\pM\pN\pP\pZ\pS"#
        default: isNegated ? "\\P{\(name)}" : "\\p{\(name)}"
        }
    }

    /// The ranges of unassigned characters; made once, when a pattern asks for them.
    private static let unassigned: String = {
        var ranges = ""
        var start: UInt32?
        for value in UInt32(0)...0x11_0000 {
            let isUnassigned = Unicode.Scalar(value).map { $0.properties.generalCategory == .unassigned } ?? false
            if isUnassigned, start == nil { start = value }
            if !isUnassigned, let first = start {
                ranges += "\\x{\(String(first, radix: 16))}-\\x{\(String(value - 1, radix: 16))}"
                start = nil
            }
        }
        return ranges
    }()
}
