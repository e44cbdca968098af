import GateRuntime
import Tracing

/// The header lines of a request, copied for a tracer.
struct HeadCarrier: Sendable {
    private let lines: [(name: String, value: String)]

    init(_ headers: TableView<RequestHead.Header>, of head: ByteView) {
        lines = (0..<headers.count).map { index in
            (head.part(headers[index].name).string.lowercased(), head.part(headers[index].value).string)
        }
    }

    /// The value of a header.
    ///
    /// Lists may be spread over several lines; of anything else there must be one.
    func value(_ name: String) -> String? {
        let name = name.lowercased()
        let values = lines.filter { $0.name == name }.map(\.value)
        let isList = name == "tracestate" || name == "baggage"
        return values.isEmpty || values.count > 1 && !isList ? nil : values.joined(separator: ",")
    }
}

/// Reads a ``HeadCarrier``.
struct HeadExtractor: Extractor {
    func extract(key: String, from carrier: HeadCarrier) -> String? {
        carrier.value(key)
    }
}

/// What a tracer would send on; of interest is the one header that names its span.
struct InjectedHeaders: Sendable {
    fileprivate(set) var parent: String?
}

/// Writes to ``InjectedHeaders``.
struct HeadInjector: Injector {
    func inject(_ value: String, forKey key: String, into carrier: inout InjectedHeaders) {
        if key.lowercased() == "traceparent" { carrier.parent = value }
    }
}
