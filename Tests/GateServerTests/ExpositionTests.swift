import CoreMetrics
import Foundation
import GateRuntime
import GateServer
import Testing

/// The three forms in which metrics are given out.
@Suite("forms of metrics")
struct ExpositionTests {
    @Test("every metric of the table is shown, with its help, its type and no label but its own")
    func everyMetric() async throws {
        try await ObservedServer.serve { server in
            _ = try server.post("/order", #"{"amount":101}"#)
            let answer = try server.ask("GET", "/metrics")
            #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            let lines = answer.body.split(separator: "\n").map(String.init)
            for spec in MetricTable.all {
                #expect(lines.contains { $0.hasPrefix("# HELP \(spec.name) ") }, "\(spec.name)")
                let kind = spec.kind == .info ? "gauge" : spec.kind.rawValue
                #expect(lines.contains("# TYPE \(spec.name) \(kind)"))
                let name = spec.kind == .histogram ? spec.name + "_bucket" : spec.name
                let own = lines.filter { $0.hasPrefix(name + "{") || $0.hasPrefix(name + " ") }
                #expect(!own.isEmpty, "\(spec.name) has no series")
                for line in own {
                    let labels = line.matches(of: /[{,]([a-z_]+)="/).map { String($0.output.1) }
                    #expect(labels.filter { $0 != "le" } == spec.labels, "\(line)")
                }
            }
            let known = Set(MetricTable.all.map(\.name))
            for line in lines where line.hasPrefix("# TYPE ") {
                #expect(known.contains(String(line.split(separator: " ")[2])), "\(line)")
            }
        }
    }

    @Test("OpenMetrics has families without suffixes, units, times of creation and an end")
    func openMetrics() async throws {
        try await ObservedServer.serve { server in
            _ = try server.post("/order", #"{"amount":50}"#)
            let headers = "Host: localhost\r\nAccept: application/openmetrics-text;version=1.0.0\r\n"
            let answer = try server.ask("GET", "/metrics", headers)
            #expect(answer.headers["content-type"] == "application/openmetrics-text; version=1.0.0; charset=utf-8")
            let body = answer.body
            #expect(body.hasSuffix("\n# EOF\n"))
            #expect(body.contains("\n# TYPE hookgate_requests counter\n"))
            #expect(body.contains("\n# TYPE hookgate_build info\n"))
            #expect(body.contains("\n# UNIT hookgate_request_duration_seconds seconds\n"))
            #expect(body.contains("\n# UNIT hookgate_response_body_bytes bytes\n"))
            #expect(body.contains("\nhookgate_build_info{version=\"1.2.3\",swift=\"6."))
            #expect(body.contains("\nhookgate_requests_total{endpoint=\"order\",branch=\"else\"} 1\n"))
            #expect(body.contains(/\nhookgate_requests_created\{endpoint="order",branch="else"\} \d{10}\.\d{3}\n/))
            #expect(body.contains("\nhookgate_request_duration_seconds_bucket{endpoint=\"order\",le=\"1.0\"} 1\n"))
            #expect(body.contains("\nhookgate_request_body_bytes_bucket{endpoint=\"order\",le=\"64.0\"} 1\n"))
        }
    }

    @Test("names of the file are escaped")
    func escapes() async throws {
        let file = """
            hookgate: 1
            endpoints:
              a:
                path: /a
                auth: none
                branches:
                  - { name: "a\\"b\\\\c\\nd", when: request.method != "PATCH", respond: {} }
                  - else:
                    respond: {}
            """
        try await ObservedServer.serve {
            $0.file = file
        } body: { server in
            _ = try server.post("/a", "{}")
            #expect(try server.scrape()[#"hookgate_requests_total{endpoint="a",branch="a\"b\\c\nd"}"#] == 1)
        }
    }

    @Test(
        "the form is the one that is liked best",
        arguments: [
            ([], MetricsFormat.prometheusText), (["*/*"], .prometheusText), (["text/html"], .prometheusText),
            (["application/openmetrics-text"], .openMetrics),
            (["application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.8"], .prometheusText),
            (["text/plain;q=0", "application/openmetrics-text; version=1.0.0; q=0.1"], .openMetrics),
            (["application/openmetrics-text;version=2.0.0"], .prometheusText),
            (
                ["application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text"],
                .prometheusText
            ),
            (["application/vnd.google.protobuf"], .prometheusText),
            (
                [
                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
                        + "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                        + "text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
                ], .protobuf
            ),
        ]
    )
    func negotiation(_ accept: [String], _ format: MetricsFormat) {
        #expect(MetricsFormat.negotiated(accept) == format)
    }

    @Test("what is counted with swift-metrics is shown if it is in the table, and nothing else is")
    func facade() async throws {
        try await ObservedServer.serve { server in
            let metrics = server.metrics
            Counter(label: "hookgate_log_lines_dropped_total", dimensions: [], factory: metrics).increment(by: 5)
            Counter(label: "hookgate_log_lines_dropped_total", dimensions: [], factory: metrics).increment(by: 2)
            Counter(label: "made_up_total", dimensions: [], factory: metrics).increment()
            Counter(label: "hookgate_log_lines_dropped_total", dimensions: [("who", "me")], factory: metrics)
                .increment()
            Meter(label: "hookgate_log_lines_dropped_total", dimensions: [], factory: metrics).set(99)
            Recorder(label: "made_up", dimensions: [], aggregate: true, factory: metrics).record(1)
            FloatingPointCounter(label: "made_up_float", dimensions: [], factory: metrics).increment(by: 0.5)
            let series = try server.scrape()
            #expect(series["hookgate_log_lines_dropped_total"] == 7)
            #expect(!series.keys.contains { $0.contains("made_up") || $0.contains("who") })
        }
    }

    @Test("figures of the process are the system's")
    func process() async throws {
        try await ObservedServer.serve { server in
            let series = try server.scrape()
            let now = Date().timeIntervalSince1970
            #expect(try #require(series["process_start_time_seconds"]) > now - 86_400 * 30)
            #expect(try #require(series["process_start_time_seconds"]) <= now + 1)
            // Another moment would look like a restart.
            #expect(try server.scrape()["process_start_time_seconds"] == series["process_start_time_seconds"])
            #expect(try #require(series["process_resident_memory_bytes"]) > 1_000_000)
            #expect(
                try #require(series["process_virtual_memory_bytes"]) > #require(series["process_resident_memory_bytes"])
            )
            #expect(try #require(series["process_open_fds"]) > 3)
            #expect(try #require(series["process_max_fds"]) > #require(series["process_open_fds"]))
            #expect(try #require(series["process_threads"]) > 1)
            #expect(try #require(series["process_cpu_seconds_total"]) > 0)
        }
    }
}
