import Foundation
import GateServer
import Testing

/// The delimited form: it is read back by its field numbers.
@Suite("metrics as protobuf")
struct ProtobufTests {
    private static let accept =
        "Accept: application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited\r\n"

    /// The families of a scrape, by name.
    private static func families(_ server: ObservedServer) throws -> [String: WireMessage] {
        let client = try RawClient(#require(server.admin.address))
        try client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\(accept)\r\n")
        let (answer, bytes) = try client.answerWithBytes()
        #expect(answer.headers["content-type"]?.hasPrefix("application/vnd.google.protobuf;") == true)
        var reader = WireReader(bytes)
        var families: [String: WireMessage] = [:]
        while !reader.isAtEnd {
            let family = try WireMessage(try reader.delimited())
            families[try #require(family.text(1))] = family
        }
        return families
    }

    @Test("counters and gauges have their labels, values and time of creation")
    func numbers() async throws {
        try await ObservedServer.serve { server in
            for _ in 0..<3 { _ = try server.post("/order", #"{"amount":50}"#) }
            let families = try Self.families(server)
            #expect(Set(families.keys).isSubset(of: MetricTable.all.map(\.name)))
            let requests = try #require(families["hookgate_requests_total"])
            #expect(requests.varint(3) == 0)
            let series = try requests.messages(4).first { metric in
                try metric.messages(1).map { [$0.text(1), $0.text(2)] } == [
                    ["endpoint", "order"], ["branch", "else"],
                ]
            }
            let counter = try #require(try series?.messages(3).first)
            #expect(counter.double(1) == 3)
            let created = try #require(try counter.messages(3).first?.varint(1))
            #expect(abs(Date().timeIntervalSince1970 - Double(created)) < 3600)
            let ready = try #require(families["hookgate_ready"])
            #expect(ready.varint(3) == 1)
            #expect(try ready.messages(4).first?.messages(2).first?.double(1) == 1)
        }
    }

    @Test("histograms are native ones: spans and differences give back every bucket")
    func native() async throws {
        try await ObservedServer.serve { server in
            for size in [14, 14, 100, 5000, 5000, 5000] {
                let body = #"{"amount":50,"filler":"\#(String(repeating: "x", count: size))"}"#
                _ = try server.post("/order", body)
            }
            _ = try server.post("/order", #"{"amount":1}"#)
            let bodies = try #require(try Self.families(server)["hookgate_request_body_bytes"])
            #expect(bodies.varint(3) == 4)
            #expect(bodies.text(5) == "bytes")
            let series = try bodies.messages(4).first { try $0.messages(1).first?.text(2) == "order" }
            let histogram = try #require(try series?.messages(7).first)
            #expect(histogram.varint(1) == 7)
            #expect(histogram.zigzag(5) == 0)
            #expect(histogram.double(6) == 0x1p-128)
            let buckets = try Self.buckets(histogram)
            // Sizes 12, 2 × 38, 124 and 3 × 5024.
            #expect(buckets == [4: 1, 6: 2, 7: 1, 13: 3])
            let classic = try histogram.messages(3).map { ($0.double(2), $0.varint(1)) }
            for (bound, count) in classic {
                let bound = try #require(bound)
                let below = buckets.filter { pow(2, Double($0.key)) <= bound }.map(\.value).reduce(0, +)
                #expect(UInt64(below) == count ?? 0, "le \(bound)")
            }
        }
    }

    @Test("a histogram without values says that it is a native one")
    func empty() async throws {
        try await ObservedServer.serve { server in
            let durations = try #require(try Self.families(server)["hookgate_request_duration_seconds"])
            let series = try durations.messages(4).first { try $0.messages(1).first?.text(2) == "note" }
            let histogram = try #require(try series?.messages(7).first)
            #expect(histogram.zigzag(5) == 3)
            #expect(try histogram.messages(12).count == 1)
            #expect(try Self.buckets(histogram).isEmpty)
        }
    }

    /// Counts by bucket, from spans (field 12) and differences (field 13).
    private static func buckets(_ histogram: WireMessage) throws -> [Int64: Int64] {
        var differences = histogram.zigzags(13)[...]
        var buckets: [Int64: Int64] = [:]
        var key: Int64 = 0
        var count: Int64 = 0
        for span in try histogram.messages(12) {
            key += span.zigzag(1) ?? 0
            for _ in 0..<(span.varint(2) ?? 0) {
                let difference = differences.popFirst()
                count += try #require(difference)
                buckets[key] = count
                key += 1
            }
        }
        #expect(differences.isEmpty)
        return buckets
    }
}

/// A message of protobuf, by field number.
private struct WireMessage {
    private var varints: [UInt64: [UInt64]] = [:]
    private var doubles: [UInt64: Double] = [:]
    private var blocks: [UInt64: [[UInt8]]] = [:]

    init(_ bytes: [UInt8]) throws {
        var reader = WireReader(bytes)
        while !reader.isAtEnd {
            let tag = try reader.varint()
            switch tag & 7 {
            case 0: varints[tag >> 3, default: []].append(try reader.varint())
            case 1: doubles[tag >> 3] = Double(bitPattern: try reader.fixed64())
            case 2: blocks[tag >> 3, default: []].append(try reader.delimited())
            default: throw WireReader.Malformed()
            }
        }
    }

    func text(_ field: UInt64) -> String? { blocks[field]?.first.map { String(decoding: $0, as: UTF8.self) } }
    func varint(_ field: UInt64) -> UInt64? { varints[field]?.first }
    func double(_ field: UInt64) -> Double? { doubles[field] }
    func messages(_ field: UInt64) throws -> [WireMessage] { try (blocks[field] ?? []).map(WireMessage.init) }
    func zigzags(_ field: UInt64) -> [Int64] {
        (varints[field] ?? []).map { Int64(bitPattern: $0 >> 1) ^ -Int64(bitPattern: $0 & 1) }
    }
    func zigzag(_ field: UInt64) -> Int64? { zigzags(field).first }
}

private struct WireReader {
    struct Malformed: Error {}

    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            guard let byte = rest.popFirst() else { throw Malformed() }
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        throw Malformed()
    }

    mutating func fixed64() throws -> UInt64 {
        guard rest.count >= 8 else { throw Malformed() }
        defer { rest = rest.dropFirst(8) }
        return rest.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func delimited() throws -> [UInt8] {
        let count = Int(try varint())
        guard rest.count >= count else { throw Malformed() }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
