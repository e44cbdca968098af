/// I-Regexp (RFC 9485), the regular expressions of JSONPath's `match()` and `search()`, in terms of RE2.
package enum IRegexp {
    /// The pattern in RE2's syntax, after RFC 9485, section 5.4; fails where it is not an I-Regexp.
    ///
    /// A dot matches anything but line feed and carriage return. `^` and `$` are passed on as anchors, as that mapping and
    /// the JSONPath compliance tests have it, though the grammar counts them as ordinary characters.
    package static func translated(_ pattern: String) throws(RegexProgram.CompileError) -> String {
        var translation = Translation(pattern)
        try translation.translateAlternatives(depth: 0)
        if translation.current != nil { throw translation.failure("unmatched )") }
        return translation.result
    }
}

/// One pass over a pattern by its grammar (RFC 9485, section 4).
private struct Translation {
    typealias Failure = RegexProgram.CompileError

    private let scalars: [Unicode.Scalar]
    private var position = 0
    private(set) var result = ""

    /// As deep as groups may nest.
    private static let depthMax = 100
    /// RE2's own limit on counted repetition.
    private static let repetitionMax = 1000

    init(_ pattern: String) {
        scalars = Array(pattern.unicodeScalars)
    }

    var current: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

    private func peek(_ distance: Int) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    func failure(_ message: String, note: String? = nil) -> Failure {
        let before = scalars[..<position].reduce(0) { $0 + UTF8.width($1) }
        let range = current.map { before..<before + UTF8.width($0) } ?? before..<before
        return Failure(message: message, range: range, note: note)
    }

    /// Translates branches separated by `|`, up to a closing parenthesis or the end.
    mutating func translateAlternatives(depth: Int) throws(Failure) {
        while let scalar = current, scalar != ")" {
            if scalar == "|" {
                result.append("|")
                position += 1
                continue
            }
            try translateAtom(scalar, depth: depth)
            try translateQuantifier()
        }
    }

    private mutating func translateAtom(_ scalar: Unicode.Scalar, depth: Int) throws(Failure) {
        switch scalar {
        case "(":
            if depth >= Self.depthMax { throw failure("groups nest too deeply") }
            if peek(1) == "?" {
                throw failure(
                    "groups cannot start with (?",
                    note: "I-Regexp has plain groups only, no flags or lookaround"
                )
            }
            position += 1
            result.append("(?:")
            try translateAlternatives(depth: depth + 1)
            if current != ")" { throw failure("missing )") }
            result.append(")")
            position += 1
        case "[": try translateClass()
        case ".":
            result.append(#"[^\n\r]"#)
            position += 1
        case "\\": try translateEscape(inClass: false)
        case "*", "+", "?", "{": throw failure("nothing to repeat before \(scalar)")
        case "}", "]": throw failure("unescaped \(scalar)", note: "write \\\(scalar)")
        case "^", "$":
            result.unicodeScalars.append(scalar)
            position += 1
        default:
            appendLiteral(scalar)
            position += 1
        }
    }

    private mutating func translateQuantifier() throws(Failure) {
        switch current {
        case "*", "+", "?":
            result.unicodeScalars.append(scalars[position])
            position += 1
        case "{": try translateCount()
        default: return
        }
        if let scalar = current, scalar == "*" || scalar == "+" || scalar == "?" || scalar == "{" {
            throw failure("repeated quantifier", note: "I-Regexp has no lazy or possessive quantifiers")
        }
    }

    /// Translates `{n}`, `{n,}` or `{n,m}`.
    private mutating func translateCount() throws(Failure) {
        position += 1
        let least = try number()
        result.append("{\(least)")
        if current == "," {
            position += 1
            result.append(",")
            if current != "}" {
                let most = try number()
                if most < least { throw failure("a range of repetitions that ends before it starts") }
                result.append("\(most)")
            }
        }
        if current != "}" { throw failure("missing }") }
        position += 1
        result.append("}")
    }

    private mutating func number() throws(Failure) -> Int {
        let start = position
        var value = 0
        while let scalar = current, scalar >= "0", scalar <= "9" {
            value = min(value * 10 + Int(scalar.value - 48), Self.repetitionMax + 1)
            position += 1
        }
        if position == start { throw failure("missing count of repetitions") }
        if value > Self.repetitionMax { throw failure("more than \(Self.repetitionMax) repetitions") }
        return value
    }

    /// Translates `\.`, `\n` or `\p{Lu}`.
    private mutating func translateEscape(inClass: Bool) throws(Failure) {
        guard let escaped = peek(1) else { throw failure("a backslash at the end") }
        switch escaped {
        case "p", "P":
            let isNegated = escaped == "P"
            position += 2
            let category = try category()
            let body = UnicodeCategory.classBody(of: category, isNegated: isNegated)
            result.append(inClass ? body : "[\(body)]")
            return
        case "n", "r", "t":
            result.append("\\")
            result.unicodeScalars.append(escaped)
        case "(", ")", "*", "+", "-", ".", "?", "[", "\\", "]", "^", "{", "|", "}":
            appendLiteral(escaped)
        case "$" where !inClass:
            // Not in RFC 9485's list, but the only way to write a dollar sign where `$` is an anchor.
            appendLiteral(escaped)
        default:
            throw failure("unknown escape \\\(escaped)", note: Self.advice(on: escaped))
        }
        position += 2
    }

    private static func advice(on escaped: Unicode.Scalar) -> String? {
        switch escaped {
        case "d": "write [0-9], or \\p{Nd} for digits of all scripts"
        case "D": "write [^0-9]"
        case "w": "write [A-Za-z0-9_], or [\\p{L}\\p{N}_] for letters of all scripts"
        case "W": "write [^A-Za-z0-9_]"
        case "s": "write [ \\t\\n\\r]"
        case "S": "write [^ \\t\\n\\r]"
        case "b", "B", "A", "z", "Z": "I-Regexp has no such anchor"
        case "0"..."9": "I-Regexp has no back-references"
        default: "only . ( ) [ ] { } * + ? | - ^ \\ n r t p P follow a backslash"
        }
    }

    /// The name in `{…}` after `\p`.
    private mutating func category() throws(Failure) -> String {
        guard current == "{" else { throw failure("missing { after \\p", note: "write \\p{L}") }
        position += 1
        let start = position
        while let scalar = current, scalar != "}" {
            _ = scalar
            position += 1
        }
        let name = String(String.UnicodeScalarView(scalars[start..<position]))
        guard current == "}" else { throw failure("missing } after \\p{") }
        guard UnicodeCategory.names.contains(name) else {
            position = start
            throw failure(
                "unknown character category \(name)",
                note: "I-Regexp knows Unicode's general categories, such as L, Lu or Nd"
            )
        }
        position += 1
        return name
    }

    /// Translates `[…]`: `"[" ["^"] ("-" / CCE1) *CCE1 ["-"] "]"`.
    private mutating func translateClass() throws(Failure) {
        position += 1
        result.append("[")
        if current == "^" {
            result.append("^")
            position += 1
        }
        if current == "]" { throw failure("empty character class") }
        if current == "-" { appendHyphen() }
        while let scalar = current, scalar != "]" {
            if scalar == "-" {
                guard peek(1) == "]" else {
                    throw failure("a hyphen that makes no range", note: "write \\-, or put it first or last")
                }
                appendHyphen()
            } else {
                try translateClassItem(scalar)
            }
        }
        if current == nil { throw failure("missing ]") }
        position += 1
        result.append("]")
    }

    private mutating func appendHyphen() {
        result.append("\\-")
        position += 1
    }

    /// Translates a character, a range of characters or a category within a class.
    private mutating func translateClassItem(_ scalar: Unicode.Scalar) throws(Failure) {
        if scalar == "\\", peek(1) == "p" || peek(1) == "P" { return try translateEscape(inClass: true) }
        let low = try classCharacter()
        // A hyphen before the closing bracket stands for itself.
        guard current == "-", let next = peek(1), next != "]" else { return }
        position += 1
        result.append("-")
        if next == "\\", peek(1) == "p" || peek(1) == "P" { throw failure("a category cannot end a range") }
        let high = try classCharacter()
        if high < low { throw failure("a range of characters that ends before it starts") }
    }

    /// Translates one character of a class, and returns it.
    private mutating func classCharacter() throws(Failure) -> Unicode.Scalar {
        guard let scalar = current else { throw failure("missing ]") }
        switch scalar {
        case "\\":
            let escaped = peek(1)
            try translateEscape(inClass: true)
            switch escaped {
            case "n": return "\n"
            case "r": return "\r"
            case "t": return "\t"
            default: return escaped ?? "\\"
            }
        case "[", "]", "-": throw failure("unescaped \(scalar) in a character class", note: "write \\\(scalar)")
        default:
            appendLiteral(scalar)
            position += 1
            return scalar
        }
    }

    /// Appends a character that stands for itself, escaped where RE2 would read it otherwise.
    private mutating func appendLiteral(_ scalar: Unicode.Scalar) {
        if scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar), scalar.value > 0x20 {
            result.append("\\")
        }
        result.unicodeScalars.append(scalar)
    }
}
