import GateDiagnostics

/// A piece of a YAML file between blanks: a scalar as it is written, a sign, a comment.
struct LayoutToken {
    /// What a piece is.
    enum Kind: Equatable {
        /// A scalar, quotes and all.
        case scalar
        /// A literal or folded block, its header first.
        case block
        case dash, colon, comma
        case openBrace, closeBrace, openBracket, closeBracket
        /// An anchor or a tag.
        case property
        case alias
        case comment
        /// `---`, `...` or a directive: a line of its own.
        case marker

        var isOpening: Bool { self == .openBrace || self == .openBracket }
        var isClosing: Bool { self == .closeBrace || self == .closeBracket }
    }

    var kind: Kind
    var range: Range<Int>
}

/// Splits a file that was read without a finding into its pieces.
///
/// The scalars are those of the document; what stands between them is signs, comments, anchors, tags and aliases.
///
/// - Returns: nil where something stands there that is none of these.
func layoutTokens(_ bytes: [UInt8], _ document: YAMLDocument) -> [LayoutToken]? {
    var scalars: [Int: (end: Int, isBlock: Bool)] = [:]
    for scalar in document.scalarSpans where scalar.span.end > scalar.span.start {
        scalars[Int(scalar.span.start)] = (Int(scalar.span.end), scalar.isBlock)
    }
    var tokens: [LayoutToken] = []
    var index = Encoding.byteOrderMarkCount(bytes)
    while index < bytes.count {
        let byte = bytes[index]
        if byte.isBlank || byte.isBreak {
            index += 1
        } else if let scalar = scalars[index] {
            // A block's span ends before the blanks at its end, which are text.
            let end = scalar.isBlock ? bytes.lineEnd(scalar.end) : scalar.end
            tokens.append(LayoutToken(kind: scalar.isBlock ? .block : .scalar, range: index..<end))
            index = end
        } else if let token = signToken(bytes, at: index) {
            tokens.append(token)
            index = token.range.upperBound
        } else {
            return nil
        }
    }
    return tokens
}

private func signToken(_ bytes: [UInt8], at index: Int) -> LayoutToken? {
    func token(_ kind: LayoutToken.Kind, _ count: Int) -> LayoutToken {
        LayoutToken(kind: kind, range: index..<index + count)
    }
    func lineEnd() -> Int {
        var end = index
        while end < bytes.count, !bytes[end].isBreak { end += 1 }
        while end > index, bytes[end - 1].isBlank { end -= 1 }
        return end
    }
    func wordEnd() -> Int {
        var end = index + 1
        while end < bytes.count, !bytes[end].isBlank, !bytes[end].isBreak, !",[]{}".utf8.contains(bytes[end]) {
            end += 1
        }
        return end
    }
    let isLineStart = index == Encoding.byteOrderMarkCount(bytes) || bytes[index - 1].isBreak
    switch bytes[index] {
    case UInt8(ascii: "#"): return token(.comment, lineEnd() - index)
    case UInt8(ascii: "{"): return token(.openBrace, 1)
    case UInt8(ascii: "}"): return token(.closeBrace, 1)
    case UInt8(ascii: "["): return token(.openBracket, 1)
    case UInt8(ascii: "]"): return token(.closeBracket, 1)
    case UInt8(ascii: ","): return token(.comma, 1)
    case UInt8(ascii: ":"): return token(.colon, 1)
    case UInt8(ascii: "&"), UInt8(ascii: "!"): return token(.property, wordEnd() - index)
    case UInt8(ascii: "*"): return token(.alias, wordEnd() - index)
    case UInt8(ascii: "%") where isLineStart: return token(.marker, lineEnd() - index)
    case UInt8(ascii: "."), UInt8(ascii: "-"):
        let end = lineEnd()
        if isLineStart, ["---", "..."].contains(String(decoding: bytes[index..<end], as: UTF8.self)) {
            return token(.marker, 3)
        }
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0x0A
        return bytes[index] == UInt8(ascii: "-") && (next.isBlank || next.isBreak) ? token(.dash, 1) : nil
    default: return nil
    }
}

extension YAMLDocument {
    /// Where scalars and keys stand; those that an alias repeats come more than once.
    fileprivate var scalarSpans: [(span: SourceSpan, isBlock: Bool)] {
        var spans: [(span: SourceSpan, isBlock: Bool)] = []
        for node in nodes {
            switch node.content {
            case .scalar(let scalar): spans.append((node.span, scalar.isBlock))
            case .mapping(let entries): spans += entries.map { ($0.keySpan, $0.key.isBlock) }
            case .sequence: break
            }
        }
        return spans
    }
}

extension YAMLScalar {
    fileprivate var isBlock: Bool { style == .literal || style == .folded }
}
