/// The bounds of one path's text.
package enum PathLimits {
    /// Bytes of text.
    package static let textBytes = 8192
    /// Filters, parentheses, negations and function calls within one another.
    package static let nesting = 32
}

/// Parses and checks a JSONPath query (RFC 9535).
///
/// A text that does not start with `$` is hookgate's short form of the same with `$.` before it, or with `$` before a
/// bracket: `data.items[0].id`, `[0].id`. Pass `allowsShorthand: false` for RFC 9535 alone. The syntax is nil where
/// there is an error; with warnings it is given.
package func parseJSONPath(
    _ text: String,
    allowsShorthand: Bool = true
) -> (PathSyntax?, [ExpressionDiagnostic]) {
    guard text.utf8.count <= PathLimits.textBytes else {
        let end = UInt32(PathLimits.textBytes)
        let range = ExpressionSyntax.TextRange(end, UInt32(truncatingIfNeeded: text.utf8.count))
        return (nil, [.pathLimit("a path is longer than \(PathLimits.textBytes) bytes", at: range)])
    }
    var parser = PathParser(text)
    do throws(PathFailure) {
        let syntax = try parser.parse(text, allowsShorthand: allowsShorthand)
        return (syntax, parser.warnings)
    } catch {
        return (nil, parser.warnings + [error.diagnostic])
    }
}

/// A parser by recursive descent, a method per production of RFC 9535's grammar.
struct PathParser {
    typealias TextRange = ExpressionSyntax.TextRange

    var scanner: PathScanner
    var warnings: [ExpressionDiagnostic] = []
    private var depth = 0

    init(_ text: String) {
        scanner = PathScanner(text)
    }

    mutating func parse(_ text: String, allowsShorthand: Bool) throws(PathFailure) -> PathSyntax {
        if scanner.isAtEnd { throw PathFailure(diagnostic: .emptyPath()) }
        let isShorthand = try startsShorthand(isAllowed: allowsShorthand)
        var segments: [PathSyntax.Segment] = []
        if isShorthand {
            if scanner.current != UInt8(ascii: "[") { segments.append(try parseName(from: 0)) }
        } else {
            scanner.offset += 1
        }
        try parseSegments(into: &segments)
        if !scanner.isAtEnd { throw trailing() }
        let query = PathSyntax.Query(isAbsolute: true, segments: segments, range: scanner.range(from: 0))
        return PathSyntax(text: text, isShorthand: isShorthand, query: query)
    }

    private mutating func startsShorthand(isAllowed: Bool) throws(PathFailure) -> Bool {
        switch scanner.current {
        case UInt8(ascii: "$"): return false
        case let byte where PathScanner.isBlank(byte):
            scanner.skipBlanks()
            throw PathFailure(diagnostic: .spaceInPath("before the path", at: scanner.range(from: 0)))
        case UInt8(ascii: "@"):
            throw PathFailure(diagnostic: .currentNodeOutsideFilter(at: scanner.currentRange))
        case UInt8(ascii: "."):
            throw PathFailure(diagnostic: .leadingPathDot(at: scanner.currentRange))
        default:
            if !isAllowed { throw scanner.unexpected(expected: "$") }
            return true
        }
    }

    private func trailing() -> PathFailure {
        if PathScanner.isBlank(scanner.current) {
            var end = scanner
            end.skipBlanks()
            if end.isAtEnd {
                return PathFailure(diagnostic: .spaceInPath("after the path", at: end.range(from: scanner.offset)))
            }
            return end.unexpected(expected: ". or [")
        }
        if PathScanner.isNamePart(scanner.current) || scanner.current == UInt8(ascii: "-") {
            let note =
                "a name with other characters than letters, digits and _ is written in brackets: ['content-type']"
            return scanner.unexpected(expected: ". or [", note: note)
        }
        return scanner.unexpected(expected: ". or [ or the end")
    }

    /// Parses `*(S segment)`; white space after the last segment is left where it is.
    mutating func parseSegments(into segments: inout [PathSyntax.Segment]) throws(PathFailure) {
        while true {
            let before = scanner.offset
            scanner.skipBlanks()
            let start = scanner.offset
            switch scanner.current {
            case UInt8(ascii: "["):
                let selectors = try parseBrackets()
                segments.append(.init(isDescendant: false, selectors: selectors, range: scanner.range(from: start)))
            case UInt8(ascii: "."):
                segments.append(try parseDotted())
            default:
                scanner.offset = before
                return
            }
        }
    }

    private mutating func parseDotted() throws(PathFailure) -> PathSyntax.Segment {
        let start = scanner.offset
        let isDescendant = scanner.take("..")
        if !isDescendant { scanner.offset += 1 }
        if PathScanner.isBlank(scanner.current) {
            let blanks = scanner.offset
            scanner.skipBlanks()
            let place = isDescendant ? "after the dots" : "after the dot"
            throw PathFailure(diagnostic: .spaceInPath(place, at: scanner.range(from: blanks)))
        }
        if isDescendant, scanner.current == UInt8(ascii: "[") {
            let selectors = try parseBrackets()
            return .init(isDescendant: true, selectors: selectors, range: scanner.range(from: start))
        }
        var segment = try parseName(from: start)
        segment.isDescendant = isDescendant
        return segment
    }

    /// Parses `*` or a name without quotes, as a segment that starts at `start`.
    private mutating func parseName(from start: Int) throws(PathFailure) -> PathSyntax.Segment {
        let nameStart = scanner.offset
        let kind: PathSyntax.Selector.Kind
        if scanner.take("*") {
            kind = .wildcard
        } else if PathScanner.isNameStart(scanner.current) {
            while PathScanner.isNamePart(scanner.current) { scanner.offset += 1 }
            kind = .name(scanner.text(from: nameStart))
        } else {
            let note: String? =
                PathScanner.isDigit(scanner.current)
                ? "an index is written in brackets, as in items[0]; a name that starts with a digit as ['0']" : nil
            throw scanner.unexpected(expected: "a name or *", note: note)
        }
        let selector = PathSyntax.Selector(kind: kind, range: scanner.range(from: nameStart))
        return .init(isDescendant: false, selectors: [selector], range: scanner.range(from: start))
    }

    /// Counts a level of nesting while `body` parses it.
    mutating func nested<Result>(
        _ body: (inout PathParser) throws(PathFailure) -> Result
    ) throws(PathFailure) -> Result {
        depth += 1
        defer { depth -= 1 }
        if depth > PathLimits.nesting {
            let message = "filters nest deeper than \(PathLimits.nesting)"
            throw PathFailure(diagnostic: .pathLimit(message, at: scanner.currentRange))
        }
        return try body(&self)
    }
}
