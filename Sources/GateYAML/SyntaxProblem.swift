import GateDiagnostics

/// libyaml's one error, looked at together with the text around it, so that it can be told in clear words.
///
/// libyaml says what its grammar expected. People need to know which character is wrong and what to write instead, and
/// that follows from the source: a tab, a `: ` in an unquoted value, a value that begins with a reserved character.
struct SyntaxProblem {
    /// A finding and the byte whose entry is to blame for it.
    typealias Finding = (diagnostic: Diagnostic, blame: Int)

    let problem: LibYAMLProblem
    let bytes: [UInt8]
    private let file: UInt32
    /// Where libyaml stopped; the end of the last text if that is the end of the file.
    let place: Int
    /// Where what it was reading began.
    let contextStart: Int
    private let isAtEnd: Bool

    init(_ problem: LibYAMLProblem, bytes: [UInt8], file: UInt32, place: Int, contextStart: Int?) {
        self.problem = problem
        self.bytes = bytes
        self.file = file
        self.isAtEnd = bytes.hasNoText(from: place)
        self.place = isAtEnd ? bytes.endOfText() : min(place, bytes.count)
        self.contextStart = min(contextStart ?? self.place, bytes.count)
    }

    /// The diagnostic for it.
    func describe() -> Finding {
        let context = problem.context
        if context.contains("quoted scalar") { return describeQuoted() }
        if context.contains("flow sequence") || context.contains("flow mapping") { return describeFlow() }
        if context.contains("block mapping") || context.contains("block collection") { return describeBlock() }
        if context.contains("anchor") { return reserved(at: contextStart) }
        if context.contains("alias") { return reserved(at: contextStart) }
        if context.contains("directive") || problem.problem == "found incompatible YAML document" {
            return found(.badDirective(at: line(at: contextStart)))
        }
        if context.contains("tag") || problem.problem.contains("tag handle") { return describeTag() }
        if context.contains("block scalar") { return describeBlockScalar() }
        return describeToken()
    }

    // MARK: Scalars

    private func describeQuoted() -> Finding {
        let quote = byte(contextStart) ?? Byte.doubleQuote
        switch problem.problem {
        case "found unknown escape character":
            let character = UTF8Scalar(bytes[min(place + 1, bytes.count)...])
            return found(.unknownEscape(text(place..<place + 1 + character.byteCount), at: span(place, count: 2)))
        case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
            var start = place
            while start > contextStart, bytes[start - 1] != Byte.backslash { start -= 1 }
            let end = min(start + 9, bytes.lineEnd(start))
            let digits = bytes[min(start + 1, end)..<end].prefix { Unicode.Scalar($0).properties.isASCIIHexDigit }
            let escape = max(start - 1, contextStart)..<max(start, digits.endIndex)
            return found(.badCharacterEscape(text(escape), at: span(escape)), blame: escape.lowerBound)
        default:
            return found(.unclosedQuote(quote, at: span(contextStart), swallows: nil), blame: contextStart)
        }
    }

    private func describeBlockScalar() -> Finding {
        let indicator = byte(contextStart) == UInt8(ascii: ">") ? ">" : "|"
        switch problem.problem {
        case "found a tab character where an indentation space is expected":
            return found(.tabIndentation(at: span(place)))
        case "found an indentation indicator equal to 0":
            return found(.zeroIndentation(indicator, at: span(place)))
        default:
            return found(.textAfterBlockIndicator(indicator, at: restOfLine(at: place)))
        }
    }

    private func describeTag() -> Finding {
        let start = byte(contextStart) == Byte.exclamation ? contextStart : place
        return reserved(at: start)
    }

    // MARK: Tokens

    private func describeToken() -> Finding {
        switch problem.problem {
        case "found character that cannot start any token":
            guard byte(place) == Byte.tab else { return reserved(at: place) }
            return found(isFirst(place) ? .tabIndentation(at: span(place)) : .tabBetween(at: span(place)))
        case "found a tab character that violates indentation":
            return found(.tabIndentation(at: span(place)))
        case "mapping values are not allowed in this context":
            return describeSecondColon()
        case "block sequence entries are not allowed in this context":
            return found(.misplacedItem(at: span(place)))
        case "mapping keys are not allowed in this context":
            return found(.misplacedQuestionMark(at: span(place)))
        case "could not find expected ':'":
            let key = line(at: contextStart)
            guard key.end - key.start <= 1024 else {
                return found(.keyTooLong(at: span(contextStart)), blame: contextStart)
            }
            return found(.missingColon(at: key), blame: contextStart)
        case "found unexpected ':'":
            return found(.colonWithoutSpace(at: span(place)))
        case "did not find expected <document start>":
            return describeBlock()
        case "did not find expected node content":
            return found(.missingValue(found: foundText, at: span(place)))
        default:
            return found(.otherSyntax(problem.problem, at: span(place)))
        }
    }

    /// A `: ` where there is a key already: either twice on a line or on a line that is indented too deeply.
    private func describeSecondColon() -> Finding {
        let before = bytes[bytes.lineStart(place)..<place]
        if before.starts(with: "---".utf8) { return found(.contentBesideMarker(at: line(at: place))) }
        let hasOtherColon = zip(before, before.dropFirst()).contains { $0 == Byte.colon && $1.isBlank }
        if hasOtherColon { return found(.secondColon(at: span(place))) }
        if let key = keyWithoutColon(before: place) { return found(.missingColon(at: line(at: key))) }
        return found(.tooDeeplyIndented(at: line(at: place)))
    }

    /// The line before a place if it stands no less deep and has no colon; then it is that line which is wrong.
    private func keyWithoutColon(before place: Int) -> Int? {
        var end = bytes.lineStart(place)
        let column = bytes.skippingBlanks(end) - end
        while end > 0 {
            let start = bytes.lineStart(end - 1)
            let text = bytes.skippingBlanks(start)
            if text < end, !bytes[text].isBreak, bytes[text] != Byte.hash {
                let isEntry = bytes.looksLikeEntry(text..<bytes.lineEnd(text))
                return text - start >= column && !isEntry ? text : nil
            }
            end = start
        }
        return nil
    }

    // MARK: Collections

    private func describeFlow() -> Finding {
        let open = contextStart
        if isAtEnd || swallowedLine(from: open) != nil {
            let line = isAtEnd ? nil : swallowedLine(from: open).map { self.line(at: $0) }
            let bracket = byte(open) ?? Byte.openBracket
            return found(.unclosedBracket(bracket, at: span(open), swallows: line), blame: open)
        }
        if problem.problem == "did not find expected node content" {
            return found(.missingValue(found: foundText, at: span(place)))
        }
        if let bracket = byte(place), bracket == Byte.openBracket || bracket == Byte.openBrace,
            let before = byte(place - 1), !before.isBlank, !before.isBreak
        {
            return found(.bracketInText(bracket, at: span(place)))
        }
        let isMapping = byte(open) == Byte.openBrace
        return found(.missingComma(isMapping: isMapping, found: foundText, at: span(place), open: span(open)))
    }

    /// The first line after an opening bracket that looks like a key or item of the block around it.
    private func swallowedLine(from open: Int) -> Int? {
        let indent = bytes.skippingBlanks(bytes.lineStart(open)) - bytes.lineStart(open)
        var start = bytes.afterBreak(bytes.lineEnd(open))
        while start <= place, start < bytes.count {
            let text = bytes.skippingBlanks(start)
            let end = bytes.lineEnd(start)
            if text < end, text - start <= indent, text <= place {
                if bytes.looksLikeEntry(text..<end) { return text }
            }
            guard end < bytes.count else { break }
            start = bytes.afterBreak(end)
        }
        return nil
    }

    private func describeBlock() -> Finding {
        guard let here = byte(place), !isAtEnd else { return found(.otherSyntax(problem.problem, at: span(place))) }
        if here == Byte.closeBracket || here == Byte.closeBrace {
            return found(.unmatchedBracket(here, at: span(place)))
        }
        if isFirst(place) {
            let isItem = here == Byte.dash && (byte(place + 1)?.isBlank ?? true)
            let isMapping = problem.context.contains("mapping")
            if isItem, isMapping, column(place) == column(contextStart) {
                return found(.itemAmongKeys(at: span(place), block: span(contextStart)))
            }
            if !isItem, problem.context.contains("collection"), column(place) == column(contextStart) {
                return found(.keyAmongItems(at: line(at: place), block: span(contextStart)))
            }
            let block = contextStart < place ? span(contextStart) : nil
            return found(.badIndentation(at: line(at: place), block: block))
        }
        var before = place
        while before > 0, bytes[before - 1].isBlank { before -= 1 }
        switch before > 0 ? bytes[before - 1] : Byte.space {
        case Byte.singleQuote, Byte.doubleQuote:
            return found(.textAfterQuote(bytes[before - 1], at: restOfLine(at: place)))
        case Byte.closeBracket, Byte.closeBrace:
            return found(.textAfterBracket(bytes[before - 1], at: restOfLine(at: place)))
        default:
            return found(.unexpected(foundText, at: span(place)))
        }
    }

    // MARK: Places

    private func reserved(at place: Int) -> Finding {
        let character = span(place)
        return found(.reservedCharacter(text(Int(character.start)..<Int(character.end)), at: character))
    }

    private func found(_ diagnostic: Diagnostic, blame: Int? = nil) -> Finding {
        (diagnostic, blame ?? Int(diagnostic.primary.span.start))
    }

    private func byte(_ index: Int) -> UInt8? {
        bytes.indices.contains(index) ? bytes[index] : nil
    }

    private func span(_ range: Range<Int>) -> SourceSpan {
        SourceSpan(
            file: file,
            start: UInt32(min(range.lowerBound, bytes.count)),
            end: UInt32(min(range.upperBound, bytes.count))
        )
    }

    /// The span of some characters, cut at the end of the line.
    private func span(_ start: Int, count: Int = 1) -> SourceSpan {
        var end = start
        for _ in 0..<count where end < bytes.count && !bytes[end].isBreak {
            end += UTF8Scalar(bytes[end...]).byteCount
        }
        return span(start..<max(start, end))
    }

    private func text(_ range: Range<Int>) -> String {
        let end = min(range.upperBound, bytes.count)
        return String(decoding: bytes[min(range.lowerBound, end)..<end], as: UTF8.self)
    }

    /// A line's text without blank space around it.
    private func line(at index: Int) -> SourceSpan {
        restOfLine(at: bytes.skippingBlanks(bytes.lineStart(index)))
    }

    private func restOfLine(at start: Int) -> SourceSpan {
        var end = bytes.lineEnd(start)
        while end > start, bytes[end - 1].isBlank { end -= 1 }
        return span(min(start, end)..<end)
    }

    private func isFirst(_ index: Int) -> Bool {
        bytes.skippingBlanks(bytes.lineStart(index)) >= index
    }

    private func column(_ index: Int) -> Int {
        index - bytes.lineStart(index)
    }

    /// What libyaml met, for a message.
    private var foundText: String {
        guard !isAtEnd else { return "the end of the file" }
        let start = place
        var end = start
        while end < bytes.count, end < start + 24, !bytes[end].isBlank, !bytes[end].isBreak {
            end += UTF8Scalar(bytes[end...]).byteCount
        }
        return start == end ? "the end of the line" : "`\(text(start..<end))`"
    }
}

extension [UInt8] {
    /// Whether only blank space and comments follow an offset.
    fileprivate func hasNoText(from index: Int) -> Bool {
        var index = index
        while index < count, self[index].isBlank || self[index].isBreak || self[index] == Byte.hash {
            index = self[index] == Byte.hash ? lineEnd(index) : index + 1
        }
        return index >= count
    }

    /// The end of the last line that holds more than a comment, without blank space.
    fileprivate func endOfText() -> Int {
        var end = count
        while end > 0 {
            let start = lineStart(end)
            while end > start, self[end - 1].isBlank { end -= 1 }
            if end > start, self[skippingBlanks(start)] != Byte.hash { return end }
            end = Swift.max(start - 1, 0)
        }
        return 0
    }
}
