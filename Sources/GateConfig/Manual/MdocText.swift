/// Text for a manual page in mdoc(7): nothing in it is read as a request, an escape or a macro.
package enum MdocText {
    /// Bytes of a line of prose at most.
    private static let lineBytesMax = 79

    /// Prose, each sentence on lines of its own, as mdoc wants it.
    package static func prose(_ text: String) -> String {
        sentences(text).flatMap { wrapped(escaped($0)) }.map(guarded).joined(separator: "\n")
    }

    /// Text as it is typed: hyphens and quotes are those of the keyboard.
    package static func literal(_ text: String) -> String {
        var result = ""
        for character in escaped(text) {
            switch character {
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            default: result.append(character)
            }
        }
        return guarded(result)
    }

    /// Text as one argument of a macro; one that begins with a percent sign could be a macro itself.
    package static func argument(_ text: String) -> String {
        "\"" + (text.hasPrefix("%") ? "\\&" : "") + literal(text).replacing("\"", with: "\\(dq") + "\""
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            default: result.append(character)
            }
        }
        return result
    }

    /// A line that begins with a dot or a quote would be a request.
    private static func guarded(_ line: String) -> String {
        line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
    }

    private static func wrapped(_ sentence: String) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in sentence.split(separator: " ") {
            if !line.isEmpty, line.utf8.count + word.utf8.count >= lineBytesMax {
                lines.append(line)
                line = ""
            }
            // Names of keys and variables are not hyphenated.
            let mark = word.contains("_") || word.contains("$") ? "\\%" : ""
            line += (line.isEmpty ? "" : " ") + mark + word
        }
        return lines + [line]
    }

    private static func sentences(_ text: String) -> [String] {
        var result: [String] = []
        var sentence = ""
        var hasEnded = false
        for word in text.split(separator: " ") {
            if hasEnded, word.first?.isLowercase == false {
                result.append(sentence)
                sentence = ""
            }
            sentence += sentence.isEmpty ? word : " " + word
            hasEnded = word.hasSuffix(".") || word.hasSuffix(".)")
        }
        return sentence.isEmpty ? result : result + [sentence]
    }
}
