import GateRuntime

/// One request, as the access log tells of it: no payload, no path, no secret.
struct AccessRecord {
    var id: RequestID
    var method: ByteView
    var outcome: Outcome
    var microseconds: Int
    var peer: IPAddress?
    var seconds: Int64
    var nanoseconds: Int32
}

extension LogText {
    /// Bytes of a method that are logged.
    private static let methodBytesMax = 32

    /// Appends a request's line: one JSON object.
    mutating func append(_ record: AccessRecord, served: ServedGraph, stamp: borrowing TimeStamp) {
        let outcome = record.outcome
        append("{\"time\":\"")
        stamp.write(to: &self, nanoseconds: record.nanoseconds)
        append(outcome.fault == nil ? "\",\"level\":\"info\",\"id\":\"" : "\",\"level\":\"error\",\"id\":\"")
        append(record.id)
        append("\"")
        if let endpoint = outcome.endpoint { append(served.endpointFields.field(endpoint)) }
        if let branch = outcome.branch { append(served.branchFields.field(branch)) }
        if !record.method.isEmpty {
            // A token holds nothing that JSON escapes.
            append(",\"method\":\"")
            append(record.method.slice(0, min(record.method.count, LogText.methodBytesMax)))
            append("\"")
        }
        append(",\"status\":")
        append(Int(outcome.status))
        append(",\"bytes\":")
        append(outcome.bodyBytes)
        append(",\"us\":")
        append(record.microseconds)
        append(",\"client\":\"")
        if let client = outcome.client ?? record.peer { append(client) } else { append("unix") }
        append("\"")
        if let refusal = outcome.refusal { append(refusal) }
        if let fault = outcome.fault { append(fault, served) }
        append("}")
        endLine()
    }

    private mutating func append(_ refusal: Refusal) {
        append(",\"refusal\":\"")
        appendEscaped(String(describing: refusal).utf8)
        append("\"")
    }

    private mutating func append(_ fault: Fault, _ served: ServedGraph) {
        append(",\"fault\":\"")
        appendEscaped(String(describing: fault.code).utf8)
        append("\"")
        if fault.site != Fault.unknownSite {
            append(",\"site\":")
            append(Int(fault.site))
        }
        if let text = served.describeFault(fault) {
            append(",\"at\":")
            appendString(text)
        }
    }
}
