/// Finds where each decoded byte of a scalar stands in the file.
///
/// libyaml gives only the decoded text, so the source is walked again by the same rules and the outcome compared with
/// that text. Should the two ever differ, the whole scalar gets one run from its beginning rather than a wrong place.
///
/// - Parameters:
///   - text: what libyaml decoded.
///   - style: how the scalar is written.
///   - bytes: the file.
///   - span: the scalar in the file, quotes or block indicator included.
///   - parentIndent: the column of the block collection around it, or -1; counts for `|` and `>` with a digit.
/// - Returns: at least one run, ascending.
func findRuns(
    of text: String,
    style: YAMLScalar.Style,
    in bytes: [UInt8],
    span: Range<Int>,
    parentIndent: Int
) -> [YAMLScalar.Run] {
    let content: Range<Int>
    switch style {
    case .plain: content = span
    case .singleQuoted, .doubleQuoted:
        content = span.count >= 2 ? span.lowerBound + 1..<span.upperBound - 1 : span
    case .literal, .folded:
        var walk = BlockScalarWalk(bytes: bytes, start: span.lowerBound, isFolded: style == .folded)
        return walk.run(parentIndent: parentIndent, expecting: text)
    }
    if content.count == text.utf8.count, bytes[content].elementsEqual(text.utf8) {
        return [YAMLScalar.Run(decoded: 0, source: UInt32(content.lowerBound))]
    }
    var walk = FlowScalarWalk(bytes: bytes, content: content, style: style)
    return walk.run(expecting: text)
}

extension RunBuilder {
    /// The runs if they are those of `text`, otherwise one run from `start`.
    func finish(expecting text: String, start: Int) -> [YAMLScalar.Run] {
        guard decoded.elementsEqual(text.utf8) else {
            assertionFailure("a scalar was decoded in two ways: \(text.debugDescription)")
            return [YAMLScalar.Run(decoded: 0, source: UInt32(start))]
        }
        return finish()
    }
}
