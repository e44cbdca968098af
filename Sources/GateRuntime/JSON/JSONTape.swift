/// A parsed JSON document, borrowed from its parser: simdjson's tape and string buffer.
///
/// Valid until the parser reads the next document. Layout (simdjson, doc/tape.md): each entry is a 64-bit word whose
/// top byte is a type and whose other 56 bits are a payload.
package struct JSONTape {
    /// The words of the tape; the root value is at index 1.
    package var words: TableView<UInt64>
    /// Decoded strings: a 32-bit length, the bytes and a zero each.
    package var strings: ByteView

    /// The tape of no document.
    package static var empty: JSONTape { JSONTape(words: .empty, strings: .empty) }

    package init(words: TableView<UInt64>, strings: ByteView) {
        self.words = words
        self.strings = strings
    }
}
