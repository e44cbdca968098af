extension Refusal {
    /// The status of the gateway's own answer.
    package var status: UInt16 {
        switch self {
        case .malformedRequest, .malformedBody, .malformedTarget: 400
        case .unauthenticated: 401
        case .forbiddenAddress: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .slowHead, .slowBody: 408
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        case .unsupportedMediaType: 415
        case .unsupportedExpectation: 417
        case .missingValue, .mistypedValue, .unmetRequirement, .tooManyItems: 422
        case .headTooLarge: 431
        case .fault: 500
        case .unsupportedTransferCoding: 501
        case .overloaded: 503
        case .unsupportedVersion: 505
        }
    }

    /// What the problem document says; never what was expected of credentials or addresses.
    var detail: StaticString {
        switch self {
        case .malformedRequest: "The request is not well-formed HTTP/1.1."
        case .malformedBody: "The body is not well-formed JSON."
        case .malformedTarget: "The path or the query string cannot be decoded."
        case .unauthenticated: "Valid credentials are required."
        case .forbiddenAddress: "Requests from this address are not accepted."
        case .notFound: "There is nothing at this path."
        case .methodNotAllowed: "The method is not accepted at this path; see Allow."
        case .slowHead: "The request's head did not arrive in time."
        case .slowBody: "The request's body did not arrive in time."
        case .bodyTooLarge: "The body is larger than is accepted."
        case .targetTooLong: "The request line is longer than is accepted."
        case .unsupportedMediaType: "The body must be JSON in UTF-8, without a content coding; see Accept."
        case .unsupportedExpectation: "The expectation cannot be met."
        case .missingValue: "A required value is missing: "
        case .mistypedValue: "A value has the wrong type: "
        case .unmetRequirement: "The request does not meet a requirement: "
        case .tooManyItems: "A list has too many items: "
        case .headTooLarge: "The request's head is larger than is accepted."
        case .fault: "The request could not be evaluated."
        case .unsupportedTransferCoding: "The transfer coding is not supported."
        case .overloaded: "The gateway is overloaded; try again later."
        case .unsupportedVersion: "The HTTP version is not supported."
        }
    }

    /// Whether a step of the file refuses, and not a value of the request.
    var isOfStep: Bool { self == .unmetRequirement || self == .tooManyItems }

    /// Header lines that the status calls for, each with its line end.
    var extraHeaders: StaticString {
        switch self {
        case .unauthenticated: "WWW-Authenticate: Basic realm=\"hookgate\", charset=\"UTF-8\"\r\n"
        case .unsupportedMediaType: "Accept: application/json\r\n"
        case .overloaded: "Retry-After: 1\r\n"
        default: ""
        }
    }
}

/// The reason phrase of a status (RFC 9110, section 15; RFC 6585); empty for one without a name.
package func reasonPhrase(_ status: UInt16) -> StaticString {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 203: "Non-Authoritative Information"
    case 204: "No Content"
    case 205: "Reset Content"
    case 206: "Partial Content"
    case 300: "Multiple Choices"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 303: "See Other"
    case 304: "Not Modified"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 402: "Payment Required"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 407: "Proxy Authentication Required"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 411: "Length Required"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 416: "Range Not Satisfiable"
    case 417: "Expectation Failed"
    case 421: "Misdirected Request"
    case 422: "Unprocessable Content"
    case 423: "Locked"
    case 424: "Failed Dependency"
    case 425: "Too Early"
    case 426: "Upgrade Required"
    case 428: "Precondition Required"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 451: "Unavailable For Legal Reasons"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    case 507: "Insufficient Storage"
    case 511: "Network Authentication Required"
    default: ""
    }
}

/// What a refusal's answer holds besides its constant text.
struct ProblemInput {
    var refusal: Refusal
    var id: RequestID
    var date: HTTPDate
    /// The value of Allow.
    var allow: ByteView = .empty
    /// The name of the extraction or step of a 422, as the inside of a JSON string.
    var field: ByteView = .empty
    var closes: Bool
    var isHead = false
}

/// Writes a problem document (RFC 9457) to `workspace.output`: where it starts there, and the bytes of its body.
///
/// Cold: a refusal costs some appends more than an answer of the file.
func writeProblem(_ input: ProblemInput, workspace: inout Workspace) throws(Fault) -> (start: Int, bodyBytes: Int) {
    let bodyStart = workspace.output.count
    try writeProblemBody(input, to: &workspace.output)
    let bodyCount = workspace.output.count - bodyStart
    let start = workspace.output.count
    try workspace.output.append("HTTP/1.1 ")
    try workspace.output.append(decimal: UInt64(input.refusal.status))
    try workspace.output.append(" ")
    try workspace.output.append(reasonPhrase(input.refusal.status))
    try workspace.output.append("\r\nContent-Type: application/problem+json\r\n")
    try workspace.output.append(input.refusal.extraHeaders)
    if input.allow.count > 0 {
        try workspace.output.append("Allow: ")
        try workspace.output.append(input.allow)
        try workspace.output.append("\r\n")
    }
    try workspace.output.append("Content-Length: ")
    try workspace.output.append(decimal: UInt64(bodyCount))
    try workspace.output.append("\r\n")
    try finishHead(input.id, input.date, closes: input.closes, workspace: &workspace)
    guard !input.isHead else { return (start, 0) }
    try workspace.output.appendCopy(from: bodyStart, count: bodyCount)
    return (start, bodyCount)
}

private func writeProblemBody(_ input: ProblemInput, to output: inout Arena<UInt8>) throws(Fault) {
    try output.append("{\"type\":\"about:blank\",\"title\":\"")
    try output.append(reasonPhrase(input.refusal.status))
    try output.append("\",\"status\":")
    try output.append(decimal: UInt64(input.refusal.status))
    try output.append(",\"detail\":\"")
    try output.append(input.refusal.detail)
    if input.field.count > 0 {
        try output.append(input.field)
        try output.append(input.refusal.isOfStep ? ".\",\"step\":\"" : ".\",\"field\":\"")
        try output.append(input.field)
    }
    try output.append("\",\"request_id\":\"")
    for index in 0..<36 { try output.append(input.id.text[index]) }
    try output.append("\"}")
}
