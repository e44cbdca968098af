import Foundation
import GateRuntime
import GateServer
import Testing

/// What is counted of requests, as a scrape shows it.
@Suite("metrics of requests")
struct MeterTests {
    @Test("a gateway without requests shows zeros for all that it can answer")
    func zeros() async throws {
        try await ObservedServer.serve { server in
            let series = try server.scrape()
            for name in [
                #"hookgate_requests_total{endpoint="order",branch="big"}"#,
                #"hookgate_requests_total{endpoint="order",branch="else"}"#,
                #"hookgate_requests_total{endpoint="note",branch=""}"#,
                #"hookgate_responses_total{endpoint="order",status="201"}"#,
                #"hookgate_responses_total{endpoint="order",status="500"}"#,
                #"hookgate_responses_total{endpoint="",status="404"}"#,
                #"hookgate_refusals_total{endpoint="order",reason="missingValue"}"#,
                #"hookgate_refusals_total{endpoint="",reason="notFound"}"#,
                #"hookgate_request_duration_seconds_count{endpoint="order"}"#,
                #"hookgate_request_body_bytes_sum{endpoint="order"}"#,
                #"hookgate_requests_in_flight{endpoint="order"}"#,
                "hookgate_connections_refused_total", "hookgate_log_lines_dropped_total",
                #"hookgate_reloads_total{result="refused",trigger="signal"}"#,
            ] {
                #expect(series[name] == 0, "\(name)")
            }
            // What cannot be the answer is not shown.
            for name in [
                #"hookgate_responses_total{endpoint="order",status="401"}"#,
                #"hookgate_responses_total{endpoint="note",status="500"}"#,
                #"hookgate_refusals_total{endpoint="note",reason="missingValue"}"#,
            ] {
                #expect(series[name] == nil, "\(name)")
            }
            #expect(series["hookgate_ready"] == 1)
            #expect(series["hookgate_config_generation"] == 3)
            #expect(series[#"hookgate_config_info{hash="5f70bf18"}"#] == 1)
            #expect(series["hookgate_config_loaded_timestamp_seconds"] == 1_000_060)
            #expect(series["hookgate_last_reload_success"] == 1)
        }
    }

    @Test("requests are counted by branch, status, refusal and fault, on all loops", arguments: [1, 2])
    func counts(threads: Int) async throws {
        try await ObservedServer.serve {
            $0.threads = threads
        } body: { server in
            for amount in [50, 60, 150, 101] { _ = try server.post("/order", #"{"amount":\#(amount)}"#) }
            #expect(try server.post("/order", #"{"amount":101}"#).status == 500)
            #expect(try server.post("/order", #"{"amount":"x"}"#).status == 422)
            #expect(try server.post("/order", "{").status == 400)
            #expect(try server.post("/note", "{}").status == 200)
            #expect(try server.post("/nowhere", "{}").status == 404)
            let series = try server.scrape()
            #expect(series[#"hookgate_requests_total{endpoint="order",branch="else"}"#] == 2)
            #expect(series[#"hookgate_requests_total{endpoint="order",branch="big"}"#] == 1)
            #expect(series[#"hookgate_requests_total{endpoint="note",branch=""}"#] == 1)
            for (status, count) in [("202", 2.0), ("201", 1), ("500", 2), ("422", 1), ("400", 1)] {
                #expect(series["hookgate_responses_total{endpoint=\"order\",status=\"\(status)\"}"] == count)
            }
            #expect(series[#"hookgate_responses_total{endpoint="",status="404"}"#] == 1)
            for (reason, count) in [("fault", 2.0), ("mistypedValue", 1), ("malformedBody", 1), ("missingValue", 0)] {
                #expect(series["hookgate_refusals_total{endpoint=\"order\",reason=\"\(reason)\"}"] == count)
            }
            let fault = #"{endpoint="order",code="divisionByZero",at="test.yaml:11:51: respond of \"big\""}"#
            #expect(series["hookgate_faults_total" + fault] == 2)
            #expect(series[#"hookgate_request_duration_seconds_count{endpoint="order"}"#] == 7)
            #expect(series[#"hookgate_request_duration_seconds_bucket{endpoint="order",le="+Inf"}"#] == 7)
            // The malformed body was read whole as well.
            #expect(series[#"hookgate_request_body_bytes_count{endpoint="order"}"#] == 7)
            #expect(series[#"hookgate_request_body_bytes_bucket{endpoint="order",le="64"}"#] == 7)
            #expect(series[#"hookgate_response_body_bytes_total{endpoint="note"}"#] == 5)
            #expect(series[#"hookgate_requests_in_flight{endpoint="order"}"#] == 0)
            #expect(series["hookgate_connections_accepted_total"] == 9)
        }
    }

    @Test("a client cannot make series: methods, paths and statuses of its choice name nothing")
    func cardinality() async throws {
        try await ObservedServer.serve { server in
            let before = try Set(server.scrape().keys)
            let client = try server.connect()
            for index in 0..<20 {
                try client.send("BREW\(index) /\(index) HTTP/1.1\r\nHost: \(index)\r\nX-\(index): 1\r\n\r\n")
                #expect(try client.answer().status == 404)
            }
            try client.send("BREW /order HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.answer().status == 405)
            #expect(try Set(server.scrape().keys) == before)
        }
    }

    @Test("a request whose body is on its way is in flight, until it is answered or its client leaves")
    func inFlight() async throws {
        try await ObservedServer.serve { server in
            let gauge = #"hookgate_requests_in_flight{endpoint="order"}"#
            let head = "POST /order HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 14\r\n"
            let first = try server.connect()
            // The answer to the expectation says that the head was read.
            try first.send(head + "Expect: 100-continue\r\n\r\n")
            _ = try first.read(through: "100 Continue\r\n\r\n")
            do {
                let second = try server.connect()
                try second.send(head + "Expect: 100-continue\r\n\r\n")
                _ = try second.read(through: "100 Continue\r\n\r\n")
                #expect(try server.scrape()[gauge] == 2)
                #expect(try server.scrape()["hookgate_connections"] == 2)
                second.endSending()
                _ = try second.readToEnd()
            }
            #expect(try server.scrape()[gauge] == 1)
            try first.send(#"{"amount": 10}"#)
            #expect(try first.answer().status == 202)
            #expect(try server.scrape()[gauge] == 0)
        }
    }

    @Test("counters go on over a reload by name; what the file no longer has is gone")
    func reload() async throws {
        try await ObservedServer.serve { server in
            for amount in [50, 60, 150, 101] { _ = try server.post("/order", #"{"amount":\#(amount)}"#) }
            _ = try server.post("/note", "{}")
            let before = try server.scrape()
            let renamed = ObservedServer.file.replacing("name: big", with: "name: huge")
            try server.install(renamed.replacing("note:", with: "memo:"))
            let after = try server.scrape()
            let kept = #"hookgate_requests_total{endpoint="order",branch="else"}"#
            #expect(before[kept] == 2 && after[kept] == 2)
            #expect(before[#"hookgate_requests_total{endpoint="order",branch="big"}"#] == 1)
            #expect(after[#"hookgate_requests_total{endpoint="order",branch="big"}"#] == nil)
            #expect(after[#"hookgate_requests_total{endpoint="order",branch="huge"}"#] == 0)
            #expect(after[#"hookgate_responses_total{endpoint="order",status="201"}"#] == 1)
            #expect(after[#"hookgate_request_duration_seconds_count{endpoint="order"}"#] == 4)
            #expect(!after.keys.contains { $0.contains("note") })
            #expect(after[#"hookgate_requests_total{endpoint="memo",branch=""}"#] == 0)
            // The expression is called otherwise now.
            #expect(before.keys.contains { $0.hasPrefix("hookgate_faults_total") })
            #expect(!after.keys.contains { $0.hasPrefix("hookgate_faults_total") })
            _ = try server.post("/order", #"{"amount":50}"#)
            #expect(try server.scrape()[kept] == 3)
        }
    }

    @Test("a fault's series stays over a reload that leaves its expression where it is")
    func faultsOverReload() async throws {
        try await ObservedServer.serve { server in
            _ = try server.post("/order", #"{"amount":101}"#)
            let fault = try #require(try server.scrape().keys.first { $0.hasPrefix("hookgate_faults_total") })
            try server.install(ObservedServer.file.replacing("text: noted", with: "text: other"))
            _ = try server.post("/order", #"{"amount":101}"#)
            #expect(try server.scrape()[fault] == 2)
        }
    }

    @Test("a request that began before a reload is counted where the endpoint is now")
    func overReload() async throws {
        try await ObservedServer.serve { server in
            let head = "POST /order HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 14\r\n"
            let client = try server.connect()
            try client.send(head + "Expect: 100-continue\r\n\r\n")
            _ = try client.read(through: "100 Continue\r\n\r\n")
            // Twice, so that what takes over is itself taken over.
            try server.install(ObservedServer.file.replacing("name: big", with: "name: huge"))
            let arms = "- { name: one, when: amount < 0, respond: {} }\n      - name: big"
            try server.install(ObservedServer.file.replacing("- name: big", with: arms))
            #expect(try server.scrape()[#"hookgate_requests_in_flight{endpoint="order"}"#] == 1)
            try client.send(#"{"amount": 10}"#)
            #expect(try client.answer().status == 202)
            let series = try server.scrape()
            #expect(series[#"hookgate_requests_total{endpoint="order",branch="else"}"#] == 1)
            #expect(series[#"hookgate_responses_total{endpoint="order",status="202"}"#] == 1)
            #expect(series[#"hookgate_requests_in_flight{endpoint="order"}"#] == 0)
        }
    }

    @Test("a loop that is stuck does not hold up a scrape: it counts with what it told last")
    func stuckLoop() async throws {
        try await ObservedServer.serve { server in
            _ = try server.post("/note", "{}")
            let series = #"hookgate_requests_total{endpoint="note",branch=""}"#
            #expect(try server.scrape()[series] == 1)
            let (reached, released) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
            let source = try ObservedServer.source(ObservedServer.file, server.settings)
            let make = source.make
            let stuck = GraphSource(
                make: {
                    reached.signal()
                    released.wait()
                    return make()
                }
            )
            let (gateway, settings) = (server.server, server.settings)
            Task { await gateway.commit(try await gateway.prepare(stuck, settings)) }
            reached.wait()
            defer { released.signal() }
            #expect(try server.scrape()[series] == 1)
            #expect(try server.ask("GET", "/healthz").status == 200)
        }
    }

    @Test("a connection too many is counted as refused")
    func connections() async throws {
        try await ObservedServer.serve {
            $0.settings.limits.connections = 1
        } body: { server in
            let first = try server.connect()
            try first.send(ServingTests.post("/note", "{}"))
            _ = try first.answer()
            #expect(try server.connect().answer().status == 503)
            let series = try server.scrape()
            #expect(series["hookgate_connections_accepted_total"] == 1)
            #expect(series["hookgate_connections_refused_total"] == 1)
            #expect(series[#"hookgate_refusals_total{endpoint="",reason="overloaded"}"#] == 1)
        }
    }

    @Test("reloads are counted by result and trigger")
    func reloads() async throws {
        try await ObservedServer.serve { server in
            server.metrics.record(ObservedServer.report(.loaded))
            server.metrics.record(ObservedServer.report(.unchanged))
            server.metrics.record(ObservedServer.report(.refused))
            var series = try server.scrape()
            for result in ["loaded", "unchanged", "refused"] {
                #expect(series["hookgate_reloads_total{result=\"\(result)\",trigger=\"admin\"}"] == 1)
            }
            #expect(series["hookgate_reload_duration_seconds_count"] == 3)
            #expect(series["hookgate_reload_duration_seconds_sum"] == 0.0045)
            #expect(series["hookgate_last_reload_success"] == 0)
            #expect(series["hookgate_last_reload_timestamp_seconds"] == 1_000_100)
            server.metrics.record(ObservedServer.report(.unchanged))
            series = try server.scrape()
            #expect(series["hookgate_last_reload_success"] == 1)
        }
    }
}
