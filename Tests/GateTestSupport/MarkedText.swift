/// A sample whose interesting places are marked by « and », so that no test counts columns.
///
/// `MarkedText("when: «a.b» == 1")` has the text without the marks and one range. Marks may be nested; ranges are in
/// the order of their opening marks. A lone position is an empty pair, `«»`.
package struct MarkedText: Sendable {
    /// The sample without its marks.
    package let text: String
    /// The marked places as byte offsets (UTF-8) in ``text``.
    package let ranges: [Range<Int>]

    /// The sample's bytes.
    package var bytes: [UInt8] { Array(text.utf8) }

    /// Takes the marks out of a sample; they must pair up.
    package init(_ marked: String) {
        var text = ""
        var open: [(order: Int, start: Int)] = []
        var ranges: [Range<Int>?] = []
        for character in marked.unicodeScalars {
            switch character {
            case "«":
                open.append((ranges.count, text.utf8.count))
                ranges.append(nil)
            case "»":
                precondition(!open.isEmpty, "a closing mark without its opening one")
                let (order, start) = open.removeLast()
                ranges[order] = start..<text.utf8.count
            default:
                text.unicodeScalars.append(character)
            }
        }
        precondition(open.isEmpty, "an opening mark without its closing one")
        self.text = text
        self.ranges = ranges.compactMap { $0 }
    }
}
