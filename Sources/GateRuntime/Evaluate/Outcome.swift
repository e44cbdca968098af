/// What became of a request.
///
/// The answer's bytes, head and body, are in the workspace's `output`.
package struct Outcome: BitwiseCopyable {
    package var status: UInt16
    /// Index into the graph's endpoints; nil where no endpoint was reached.
    package var endpoint: Int?
    /// Index into the graph's branches; nil where none was taken.
    package var branch: Int?
    /// The node at which the flow goes on once the answer is sent; nil where it is done.
    package var rest: Int?
    /// Bytes of the answer's body.
    package var bodyBytes: Int
    /// Why the gateway refused the request itself; nil where the file's own answer was given.
    package var refusal: Refusal?
    /// The fault behind a 500.
    package var fault: Fault?
    /// The client as `source_ip` sees it: the peer, or behind a trusted proxy the address it forwards for.
    package var client: IPAddress?

    package init(status: UInt16, endpoint: Int? = nil, branch: Int? = nil, bodyBytes: Int = 0) {
        self.status = status
        self.endpoint = endpoint
        self.branch = branch
        self.bodyBytes = bodyBytes
    }
}

/// Why the gateway answers by itself, in the order in which it looks.
///
/// The raw value is the index of the problem document.
package enum Refusal: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// 400: the head is not HTTP/1.1, or is ambiguous.
    case malformedRequest
    /// 505: another major version.
    case unsupportedVersion
    /// 414: the request line is longer than the header limit.
    case targetTooLong
    /// 431: the head is longer than the header limit, or has too many lines.
    case headTooLarge
    /// 408: the head did not come in time.
    case slowHead
    /// 501: a transfer coding other than chunked.
    case unsupportedTransferCoding
    /// 417: an expectation other than 100-continue.
    case unsupportedExpectation
    /// 404: no endpoint has the path.
    case notFound
    /// 405, with Allow: the path's endpoints do not take the method.
    case methodNotAllowed
    /// 413: Content-Length, or the body while it is read, is over the limit.
    case bodyTooLarge
    /// 403: the client's address is not in `source_ip`.
    case forbiddenAddress
    /// 401, with WWW-Authenticate.
    case unauthenticated
    /// 415, with Accept: the body's type is not JSON, or it has a content coding.
    case unsupportedMediaType
    /// 408: the body did not come in time.
    case slowBody
    /// 400: the body is not JSON, or the query cannot be read.
    case malformedBody
    /// 400: the query string or a path segment cannot be decoded.
    case malformedTarget
    /// 422: a required value is missing.
    case missingValue
    /// 422: a value is not of its declared type.
    case mistypedValue
    /// 422: a condition that the endpoint requires is false.
    case unmetRequirement
    /// 422: a list has more items than its loop takes.
    case tooManyItems
    /// 500: the evaluation failed.
    case fault
    /// 503, with Retry-After: too many connections, or shutting down.
    case overloaded
}
