/// Why a text is not a JSON document that is accepted here.
package struct JSONError: Error, Equatable, BitwiseCopyable, Sendable {
    /// The kinds of refusal.
    package enum Code: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        /// No bytes, or white space only.
        case empty
        /// Not JSON (RFC 8259).
        case malformed
        /// A byte order mark, which RFC 8259 (section 8.1) forbids to send.
        case byteOrderMark
        /// A string without an end, with a bare control character, a bad escape or a lone surrogate.
        case invalidString
        /// A malformed number, or one that no double holds.
        case invalidNumber
        case invalidUTF8
        /// Lists and objects nest deeper than ``JSONParser/depthMax``.
        case depthExceeded
        /// Longer than ``JSONParser/bytesMax``.
        case tooLarge
        case outOfMemory
    }

    package var code: Code
    /// Where it goes wrong, in bytes from the start; nil where that is not known.
    package var offset: Int?

    package init(_ code: Code, offset: Int? = nil) {
        self.code = code
        self.offset = offset
    }
}
