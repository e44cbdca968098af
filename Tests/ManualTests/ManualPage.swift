import Foundation
import GateTestSupport

/// The source of a manual page, in mdoc(7).
struct ManualPage {
    /// A block of text that a test can try.
    struct Example {
        /// What stands after `example:` in the comment before the block; nil where there is none.
        var kind: String?
        var text: String
        var line: Int
    }

    var source: String

    init(_ name: String) throws {
        source = try Repository.text("man/\(name)")
    }

    /// The literal blocks, as the page shows them.
    var examples: [Example] {
        var found: [Example] = []
        var block: Example?
        var kind: String?
        let mark = ".\\\" example: "
        for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix(mark) {
                kind = String(line.dropFirst(mark.count))
            } else if line.hasPrefix(".Bd") {
                block = Example(kind: kind, text: "", line: index + 1)
                kind = nil
            } else if line == ".Ed", let whole = block {
                found.append(whole)
                block = nil
            } else if block != nil {
                block?.text += ManualPage.shown(line) + "\n"
            }
        }
        return found
    }

    /// The page with the text between `.\" BEGIN name` and `.\" END name` replaced.
    func replacing(_ name: String, with text: String) -> String? {
        guard let begin = source.range(of: ".\\\" BEGIN \(name)\n"), let end = source.range(of: ".\\\" END \(name)\n"),
            begin.upperBound <= end.lowerBound
        else { return nil }
        return source[..<begin.upperBound] + text + source[end.lowerBound...]
    }

    /// A line without the escapes of roff.
    static func shown(_ line: some StringProtocol) -> String {
        var text = String(line)
        let escapes = [("\\-", "-"), ("\\(aq", "'"), ("\\(ga", "`"), ("\\(ha", "^"), ("\\(ti", "~"), ("\\&", "")]
        for (escape, character) in escapes { text = text.replacing(escape, with: character) }
        return text.replacing("\\e", with: "\\")
    }
}
