import GateRuntime
package import Tracing

/// Makes a span of each request with the tracer that the process was given.
///
/// Where it was given none there is no object of this class, and a request pays for the look at a nil.
final class RequestTracing {
    private let tracer: any Tracer

    init(_ tracer: any Tracer) {
        self.tracer = tracer
    }

    /// Begins a request's span, in the trace that its head names.
    func begin(
        name: String,
        method: ByteView,
        head: ByteView,
        headers: TableView<RequestHead.Header>,
        request: RequestID
    ) -> RequestSpan {
        var context = InstrumentationContext.topLevel
        tracer.extract(HeadCarrier(headers, of: head), into: &context, using: HeadExtractor())
        let span = tracer.startAnySpan(name, context: context, ofKind: .server)
        span.updateAttributes { attributes in
            // Neither path nor query: they may hold what must not be written anywhere.
            attributes["http.request.method"] = RequestTracing.knownMethod(method)
            attributes["url.scheme"] = "http"
            attributes["network.protocol.name"] = "http"
        }
        let parent = TraceContext(headers, of: head)?.parent
        var sent = InjectedHeaders()
        tracer.inject(span.context, into: &sent, using: HeadInjector())
        let own = sent.parent.flatMap { value in
            var value = value
            return value.withUTF8 { TraceParent(ByteView($0)) }
        }
        let ids = own.map { TraceIDs($0, parent: parent) } ?? parent.map { TraceIDs($0, request: request) }
        return RequestSpan(span, ids: ids)
    }

    /// A method by name, or the word for one that is not registered: a client must not make up attributes.
    private static func knownMethod(_ method: ByteView) -> String {
        let name = method.string
        let known = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"]
        return known.contains(name) ? name : "_OTHER"
    }
}

extension InstrumentationSystem {
    /// The tracer that the process was started with; nil where there is none.
    package static var tracerIfAny: (any Tracer)? {
        let tracer = InstrumentationSystem.tracer
        return tracer is NoOpTracer ? nil : tracer
    }
}

/// A request's span, from its head to its answer.
final class RequestSpan {
    /// For the log.
    let ids: TraceIDs?
    private let span: any Span

    fileprivate init(_ span: any Span, ids: TraceIDs?) {
        self.span = span
        self.ids = ids
    }

    /// Ends the span with what became of the request.
    func end(_ outcome: Outcome, branch: String?, client: IPAddress?) {
        span.updateAttributes { attributes in
            attributes["http.response.status_code"] = Int64(outcome.status)
            attributes["http.response.body.size"] = Int64(clamping: outcome.bodyBytes)
            if let branch, !branch.isEmpty { attributes["hookgate.branch"] = branch }
            if let client {
                var text = LogText(capacity: 64)
                text.append(client)
                attributes["client.address"] = String(decoding: text.bytes, as: UTF8.self)
            }
            if let refusal = outcome.refusal { attributes["hookgate.refusal"] = String(describing: refusal) }
            if outcome.status >= 500 {
                attributes["error.type"] = outcome.fault.map { String(describing: $0.code) } ?? "\(outcome.status)"
            }
        }
        if let fault = outcome.fault {
            span.recordError(fault)
            span.setStatus(SpanStatus(code: .error, message: String(describing: fault.code)))
        } else if outcome.status >= 500 {
            span.setStatus(SpanStatus(code: .error))
        }
        span.end()
    }

    /// Ends the span of a request whose client went away.
    func abandon() {
        span.attributes["error.type"] = "disconnected"
        span.setStatus(SpanStatus(code: .error, message: "the client went away"))
        span.end()
    }
}
