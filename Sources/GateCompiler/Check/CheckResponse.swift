import GateConfig
import GateDiagnostics
import GateExpression

/// Headers that the gateway sets itself, in lower case.
private let reservedHeaders: Set<String> = [
    "connection", "content-length", "transfer-encoding", "date", "keep-alive", "te", "trailer", "upgrade",
    "x-request-id",
]

/// Checks an answer: status, header names and values, body.
func checkResponse(
    _ respond: RespondConfig,
    scope: ExpressionScope,
    branch: String,
    _ context: inout CompileContext
) -> CheckedResponse? {
    let known = context.errorCount
    let status = respond.status?.value ?? 200
    if [204, 205, 304].contains(status), let key = respond.bodyKey {
        context.report(.bodyNotAllowed(status, at: key))
    }
    let role = branch.isEmpty ? "respond" : "respond of \"\(branch)\""
    let headers = checkHeaders(respond.headers, scope: scope, role: role, &context)
    let body = checkBody(respond.body, scope: scope, role: role, &context)
    guard context.errorCount == known, let body else { return nil }
    return CheckedResponse(status: status, headers: headers, body: body, span: respond.key)
}

private func checkHeaders(
    _ headers: [RespondConfig.Header],
    scope: ExpressionScope,
    role: String,
    _ context: inout CompileContext
) -> [CheckedResponse.Header] {
    var seen: [String: SourceSpan] = [:]
    var checked: [CheckedResponse.Header] = []
    for header in headers {
        let name = header.name.value
        let lower = name.lowercased()
        if !isToken(name) {
            context.report(.invalidHeaderName(name, at: header.name.span))
        } else if reservedHeaders.contains(lower) {
            context.report(.reservedHeader(name, at: header.name.span))
        } else if let first = seen[lower] {
            context.report(.duplicateHeader(name, at: header.name.span, first: first))
        }
        seen[lower] = header.name.span
        guard let value = scope.template(header.value, role: role, &context) else { continue }
        if !isHeaderValue(value) { context.report(.invalidHeaderValue(at: header.value.span)) }
        checked.append(CheckedResponse.Header(name: name, value: value))
    }
    return checked
}

/// Whether the constant parts may stand in a header value (RFC 9110, section 5.5).
private func isHeaderValue(_ template: CheckedTemplate) -> Bool {
    for part in template.parts {
        guard case .literal(let text) = part else { continue }
        if text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) { return false }
    }
    if case .literal(let first)? = template.parts.first, first.first == " " || first.first == "\t" { return false }
    if case .literal(let last)? = template.parts.last, last.last == " " || last.last == "\t" { return false }
    return true
}

private func checkBody(
    _ body: RespondConfig.Body,
    scope: ExpressionScope,
    role: String,
    _ context: inout CompileContext
) -> CheckedResponse.Body? {
    switch body {
    case .empty: .empty
    case .text(let text): scope.template(text, role: role, &context).map(CheckedResponse.Body.text)
    case .json(let tree): checkTree(tree, scope: scope, role: role, &context).map(CheckedResponse.Body.json)
    }
}

/// Checks every text of a JSON value; nil where one of them is wrong.
func checkTree(
    _ tree: ConfigTree,
    scope: ExpressionScope,
    role: String,
    _ context: inout CompileContext
) -> CheckedTree? {
    switch tree {
    case .null: return .null
    case .bool(let value, _): return .bool(value)
    case .int(let value, _): return .int(value)
    case .double(let value, _): return .double(value)
    case .string(let text): return scope.treeText(text, role: role, &context)
    case .list(let items, _):
        let checked = items.map { checkTree($0, scope: scope, role: role, &context) }
        let whole = checked.compactMap { $0 }
        return whole.count == items.count ? .list(whole) : nil
    case .map(let members, _):
        var checked: [(key: String, value: CheckedTree)] = []
        var isWhole = true
        for member in members {
            guard let key = checkKey(member.key, &context) else {
                isWhole = false
                continue
            }
            if let value = checkTree(member.value, scope: scope, role: role, &context) {
                checked.append((key, value))
            } else {
                isWhole = false
            }
        }
        return isWhole ? .map(checked) : nil
    }
}

/// A key's text, with `$${` read as `${`; an expression in it is reported.
private func checkKey(_ key: ConfigText, _ context: inout CompileContext) -> String? {
    guard key.text.contains("${") else { return key.text }
    let (template, findings) = parseTemplate(key.text)
    context.report(findings, in: key)
    guard findings.isEmpty else { return nil }
    var text = ""
    for piece in template.pieces {
        guard case .text(let literal, _) = piece else {
            context.report(.templateInKey(at: key.span))
            return nil
        }
        text += literal
    }
    return text
}
