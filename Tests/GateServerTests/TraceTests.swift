import Foundation
import GateRuntime
import GateServer
import InMemoryTracing
import Testing
import Tracing

@Suite("Tracing")
struct TraceTests {
    private static let trace = "0af7651916cd43dd8448eb211c80319c"
    private static let parent = "b7ad6b7169203331"

    private static func parse(_ value: String) -> TraceParent? {
        var value = value
        return value.withUTF8 { TraceParent(ByteView($0)) }
    }

    @Test("a traceparent is read as the standard has it")
    func parsing() throws {
        let parsed = try #require(Self.parse("00-\(Self.trace)-\(Self.parent)-01"))
        #expect(parsed.traceHigh == 0x0AF7_6519_16CD_43DD && parsed.traceLow == 0x8448_EB21_1C80_319C)
        #expect(parsed.span == 0xB7AD_6B71_6920_3331)
        #expect(parsed.flags == 1)
        // Later versions, as far as they are like this one.
        for value in ["01-\(Self.trace)-\(Self.parent)-ff", "fe-\(Self.trace)-\(Self.parent)-00-what-comes"] {
            #expect(Self.parse(value) != nil, "\(value)")
        }
    }

    @Test(
        "what is not one is ignored",
        arguments: [
            "", "00", "ff-\(trace)-\(parent)-01", "00-\(trace)-\(parent)-01-more", "00-\(trace)-\(parent)-01-",
            "00-\(trace)-\(parent)-0", "00-\(trace)-\(parent)-012", "00-\(trace.uppercased())-\(parent)-01",
            "00-\(trace)-\(parent.uppercased())-01", "00-\(trace)-\(parent)-0G", "00_\(trace)-\(parent)-01",
            "00-\(trace)-\(parent)_01", "00-\(String(repeating: "0", count: 32))-\(parent)-01",
            "00-\(trace)-\(String(repeating: "0", count: 16))-01", "0-\(trace)-\(parent)-01-x",
            "01-\(trace)-\(parent)-01x", "0x-\(trace)-\(parent)-01", "00-\(trace)\(parent)-01--",
        ]
    )
    func malformed(_ value: String) {
        #expect(Self.parse(value) == nil)
    }

    @Test("the ids of a trace stand in the line of the request", arguments: LogSettings.Format.allCases)
    func log(_ format: LogSettings.Format) async throws {
        let header = "00-\(Self.trace)-\(Self.parent)-01"
        let lines = try await ObservedServer.serve {
            $0.settings.log.format = format
        } body: { server in
            _ = try server.post("/note", "{}", "TraceParent: \(header)\r\ntracestate: a=1\r\n")
            _ = try server.post("/nowhere", "{}", "traceparent: \(header)\r\n")
            _ = try server.post("/note", "{}", "traceparent: \(header)\r\ntraceparent: \(header)\r\n")
            _ = try server.post("/note", "{}", "traceparent: 00-x\r\n")
            _ = try server.post("/note", "{}")
        }
        let access = lines.filter { $0.contains("status") }
        #expect(access.count == 5)
        for line in access[..<2] {
            let words =
                format == .json
                ? line.firstMatch(of: /"trace_id":"(\w+)","span_id":"(\w+)","parent_span_id":"(\w+)"/)?.output
                : line.firstMatch(of: /trace_id=(\w+) span_id=(\w+) parent_span_id=(\w+)/)?.output
            let ids = try #require(words, "\(line)")
            #expect(ids.1 == Self.trace && ids.3 == Self.parent)
            #expect(ids.2.wholeMatch(of: /[0-9a-f]{16}/) != nil && ids.2 != ids.3)
            // The span is the request's own: its id ends alike.
            #expect(line.replacing("-", with: "").contains(try Regex("id[\":=]+[0-9a-f]{16}\(ids.2)")))
        }
        for line in access[2...] { #expect(!line.contains("trace_id"), "\(line)") }
    }

    @Test("a tracer gets a span of each request, in the trace of the head")
    func spans() async throws {
        let tracer = InMemoryTracer()
        try await ObservedServer.serve {
            $0.tracer = tracer
        } body: { server in
            _ = try server.post("/order", #"{"amount":150}"#, "in-memory-trace-id: t1\r\nin-memory-span-id: s1\r\n")
            _ = try server.post("/order", #"{"amount":101}"#)
            _ = try server.post("/order", "{")
            _ = try server.post("/nowhere", "{}")
        }
        let spans = tracer.finishedSpans
        #expect(tracer.activeSpans.isEmpty)
        #expect(spans.map(\.operationName) == ["order", "order", "order", "unrouted"])
        #expect(spans.allSatisfy { $0.kind == .server })
        let first = try #require(spans.first)
        #expect(first.spanContext.traceID == "t1" && first.spanContext.parentSpanID == "s1")
        #expect(first.attributes.get("http.request.method") == .string("POST"))
        #expect(first.attributes.get("http.response.status_code") == .int64(201))
        #expect(first.attributes.get("hookgate.branch") == .string("big"))
        #expect(first.attributes.get("client.address") == .string("127.0.0.1"))
        #expect(first.attributes.get("url.path") == nil && first.status == nil && first.errors.isEmpty)
        #expect(spans[1].status?.code == .error)
        #expect(spans[1].attributes.get("error.type") == .string("divisionByZero"))
        #expect(spans[1].errors.count == 1)
        #expect(spans[2].attributes.get("http.response.status_code") == .int64(400))
        #expect(spans[2].attributes.get("hookgate.refusal") == .string("malformedBody"))
        #expect(spans[2].status == nil)
        #expect(spans[3].attributes.get("http.response.status_code") == .int64(404))
    }

    @Test("the span of a client that leaves ends as well")
    func abandoned() async throws {
        let tracer = InMemoryTracer()
        try await ObservedServer.serve {
            $0.tracer = tracer
        } body: { server in
            let client = try server.connect()
            try client.send("BREW /note HTTP/1.1\r\nHost: a\r\n\r\n")
            _ = try client.answer()
            try client.send(
                "POST /note HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                    + "Expect: 100-continue\r\n\r\n"
            )
            _ = try client.read(through: "100 Continue\r\n\r\n")
            #expect(tracer.activeSpans.count == 1)
            client.endSending()
            _ = try client.readToEnd()
        }
        #expect(tracer.activeSpans.isEmpty)
        #expect(tracer.finishedSpans.count == 2)
        #expect(tracer.finishedSpans.first?.attributes.get("http.request.method") == .string("_OTHER"))
    }

    @Test("without a tracer in the process there is none")
    func none() {
        #expect(InstrumentationSystem.tracerIfAny == nil)
    }
}
