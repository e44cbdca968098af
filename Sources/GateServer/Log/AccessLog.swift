import GateRuntime
import Logging

/// One request, as the access log tells of it: no payload, no path, no secret.
struct AccessRecord {
    var id: RequestID
    var method: ByteView
    var outcome: Outcome
    var microseconds: Int
    var peer: IPAddress?
    var trace: TraceIDs?
    var seconds: Int64
    var nanoseconds: Int32
}

/// How a graph wants its requests logged, with what can be written before there is one.
struct AccessLog {
    let shares: AccessShares
    let fields: AccessFields
    let isText: Bool
    let endpoints: NameFields
    let branches: NameFields
    /// Whether answers and refusals may have a line, and whether faults may.
    let logsRequests: Bool
    let logsFaults: Bool

    init(_ settings: LogSettings, endpoints: [String], branches: [String]) {
        shares = settings.access
        fields = settings.fields
        isText = settings.format == .text
        self.endpoints = NameFields("endpoint", endpoints, isText: isText)
        self.branches = NameFields("branch", branches, isText: isText)
        logsRequests = settings.level <= .info
        logsFaults = settings.level <= .error
    }
}

/// Picks the requests that have a line: a share of each outcome, evenly.
struct AccessSampler {
    private var answered: UInt32 = 0
    private var refused: UInt32 = 0
    private var failed: UInt32 = 0

    /// Whether this one is picked.
    mutating func picks(_ outcome: Outcome, _ log: borrowing AccessLog) -> Bool {
        if outcome.fault != nil { return log.logsFaults && AccessSampler.step(&failed, log.shares.failed) }
        guard log.logsRequests else { return false }
        return outcome.refusal == nil
            ? AccessSampler.step(&answered, log.shares.answered) : AccessSampler.step(&refused, log.shares.refused)
    }

    /// Adds up shares and takes one out whenever there is a whole.
    private static func step(_ sum: inout UInt32, _ share: UInt32) -> Bool {
        sum += min(share, AccessShares.whole)
        guard sum >= AccessShares.whole else { return false }
        sum -= AccessShares.whole
        return true
    }
}

extension LogText {
    /// Bytes of a method that are logged.
    private static let methodBytesMax = 32

    /// Appends a request's line.
    mutating func append(
        _ record: AccessRecord,
        _ served: ServedGraph,
        stamp: borrowing TimeStamp,
        writesPriorities: Bool
    ) {
        let outcome = record.outcome
        let isText = served.accessLog.isText
        let fields = served.accessLog.fields
        let isFault = outcome.fault != nil
        if writesPriorities { appendPriority(isFault ? .error : .info) }
        if !isText { append("{\"time\":\"") }
        stamp.write(to: &self, nanoseconds: record.nanoseconds)
        if isText {
            append(isFault ? " error request" : " info request")
        } else {
            append(isFault ? "\",\"level\":\"error\"" : "\",\"level\":\"info\"")
        }
        if fields.contains(.id) {
            append(isText ? " id=" : ",\"id\":\"")
            append(record.id)
            if !isText { append("\"") }
        }
        if fields.contains(.endpoint), let endpoint = outcome.endpoint {
            append(served.accessLog.endpoints.field(endpoint))
        }
        if fields.contains(.branch), let branch = outcome.branch { append(served.accessLog.branches.field(branch)) }
        if fields.contains(.method), !record.method.isEmpty {
            // A token holds nothing that is escaped.
            append(isText ? " method=" : ",\"method\":\"")
            append(record.method.slice(0, min(record.method.count, LogText.methodBytesMax)))
            if !isText { append("\"") }
        }
        appendNumbers(record, fields, isText: isText)
        if fields.contains(.client) { appendClient(outcome.client ?? record.peer, isText: isText) }
        if fields.contains(.trace), let trace = record.trace { append(trace, isText: isText) }
        if fields.contains(.refusal), let refusal = outcome.refusal { append(refusal, isText: isText) }
        if fields.contains(.fault), let fault = outcome.fault { append(fault, served, isText: isText) }
        if !isText { append("}") }
        endLine()
    }

    private mutating func appendNumbers(_ record: AccessRecord, _ fields: AccessFields, isText: Bool) {
        if fields.contains(.status) {
            append(isText ? " status=" : ",\"status\":")
            append(Int(record.outcome.status))
        }
        if fields.contains(.bytes) {
            append(isText ? " bytes=" : ",\"bytes\":")
            append(record.outcome.bodyBytes)
        }
        if fields.contains(.microseconds) {
            append(isText ? " us=" : ",\"us\":")
            append(record.microseconds)
        }
    }

    private mutating func appendClient(_ client: IPAddress?, isText: Bool) {
        append(isText ? " client=" : ",\"client\":\"")
        if let client { append(client) } else { append("unix") }
        if !isText { append("\"") }
    }

    private mutating func append(_ trace: TraceIDs, isText: Bool) {
        append(isText ? " trace_id=" : ",\"trace_id\":\"")
        appendHexadecimal(trace.traceHigh)
        appendHexadecimal(trace.traceLow)
        append(isText ? " span_id=" : "\",\"span_id\":\"")
        appendHexadecimal(trace.span)
        if let parent = trace.parent {
            append(isText ? " parent_span_id=" : "\",\"parent_span_id\":\"")
            appendHexadecimal(parent)
        }
        if !isText { append("\"") }
    }

    /// Appends sixteen digits.
    private mutating func appendHexadecimal(_ word: UInt64) {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            appendByte(LogText.hexadecimal(UInt8(truncatingIfNeeded: word &>> shift & 0xF)))
        }
    }

    private mutating func append(_ refusal: Refusal, isText: Bool) {
        append(isText ? " refusal=" : ",\"refusal\":\"")
        // Names of the program's own, plain letters.
        appendEscaped(String(describing: refusal).utf8)
        if !isText { append("\"") }
    }

    private mutating func append(_ fault: Fault, _ served: ServedGraph, isText: Bool) {
        append(isText ? " fault=" : ",\"fault\":\"")
        appendEscaped(String(describing: fault.code).utf8)
        if !isText { append("\"") }
        if fault.site != Fault.unknownSite {
            append(isText ? " site=" : ",\"site\":")
            append(Int(fault.site))
        }
        if let text = served.describeFault(fault) {
            append(isText ? " at=" : ",\"at\":")
            if isText { appendPlain(text) } else { appendString(text) }
        }
    }
}
