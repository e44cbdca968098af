import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime
import GateYAML

/// The methods that an endpoint may take.
let knownMethods = ["POST", "PUT", "PATCH", "GET", "HEAD", "DELETE", "OPTIONS"]

/// The methods of an endpoint, POST where it names none.
func checkMethods(_ methods: [ConfigText]?, _ context: inout CompileContext) -> [String] {
    guard let methods else { return ["POST"] }
    var checked: [String] = []
    for method in methods {
        if !knownMethods.contains(method.text) {
            context.report(.invalidMethod(method.text, known: knownMethods, at: method.span))
        } else if checked.contains(method.text) {
            context.report(.duplicateMethod(method.text, at: method.span))
        } else {
            checked.append(method.text)
        }
    }
    return checked
}

/// The segments of a path; nil where it is malformed, which is reported.
func checkPath(_ path: ConfigText, _ context: inout CompileContext) -> [RouteTableBuilder.Segment]? {
    let text = path.text
    guard text.hasPrefix("/") else {
        context.report(.invalidPath("does not start with a slash", at: path.span, note: "write \"/\(text)\""))
        return nil
    }
    let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    var segments: [RouteTableBuilder.Segment] = []
    var offset = 1
    let known = context.diagnostics.count
    for (index, part) in parts.enumerated() {
        let range = ExpressionSyntax.TextRange(UInt32(offset), UInt32(offset + part.utf8.count))
        offset += part.utf8.count + 1
        let isLast = index == parts.count - 1
        if let segment = checkSegment(part, isLast: isLast, segments, at: path.span(of: range), &context) {
            segments.append(segment)
        }
    }
    if segments.count > RouteTable.segmentCountMax {
        context.report(.graphLimit("segments", segments.count, RouteTable.segmentCountMax, at: path.span))
    }
    let parameters = segments.count { if case .parameter = $0 { true } else { false } }
    if parameters > RouteTable.parameterCountMax {
        context.report(.graphLimit("path parameters", parameters, RouteTable.parameterCountMax, at: path.span))
    }
    return context.diagnostics.count == known ? segments : nil
}

private func checkSegment(
    _ part: Substring,
    isLast: Bool,
    _ earlier: [RouteTableBuilder.Segment],
    at span: SourceSpan,
    _ context: inout CompileContext
) -> RouteTableBuilder.Segment? {
    if part.isEmpty {
        if isLast { return .literal("") }
        context.report(.invalidPath("has an empty segment", at: span, note: "remove one of the slashes"))
        return nil
    }
    if part == "." || part == ".." {
        context.report(.invalidPath("has a dot segment", at: span, note: "write the path that is meant"))
        return nil
    }
    let isCut = part.contains("?") || part.contains("#")
    if !isCut, part.contains("{") || part.contains("}") {
        return checkParameter(part, earlier, at: span, &context)
    }
    if part.hasPrefix(":") || part.contains("*") {
        let note = "a parameter is written {name} and takes one whole segment; there is no wildcard"
        context.report(.invalidPath("has a parameter or wildcard of another notation", at: span, note: note))
        return nil
    }
    let banned = part.unicodeScalars.first { scalar in
        "?#%\\".unicodeScalars.contains(scalar) || scalar.value <= 0x20 || scalar.value == 0x7F
    }
    if let banned {
        let note =
            switch banned {
            case "?", "#": "a path has no query or fragment; read query parameters with \"extract:\""
            case "%": "write the character itself, not its percent-encoded form"
            default: "use printable characters without spaces"
            }
        context.report(.invalidPath("holds a character that a path cannot have", at: span, note: note))
        return nil
    }
    return .literal(String(part))
}

private func checkParameter(
    _ part: Substring,
    _ earlier: [RouteTableBuilder.Segment],
    at span: SourceSpan,
    _ context: inout CompileContext
) -> RouteTableBuilder.Segment? {
    let name = String(part.dropFirst().dropLast())
    guard part.hasPrefix("{"), part.hasSuffix("}"), isIdentifier(name) else {
        let note = "a parameter is a whole segment: /orders/{shop}; its name has letters, digits and _"
        context.report(.invalidPath("has a malformed parameter", at: span, note: note))
        return nil
    }
    if earlier.contains(.parameter(name)) {
        context.report(.invalidPath("has the parameter {\(name)} twice", at: span, note: "choose another name"))
        return nil
    }
    return .parameter(name)
}

/// Whether a text is a name of the expression language (cel-spec, IDENT).
func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }
}
