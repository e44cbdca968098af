import Foundation
import Testing

/// An answer as it was read.
struct Answer {
    var status: Int
    var reason: String
    /// In order, with the case that was sent.
    var headers: [(name: String, value: String)]
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The value of a header; nil where it is missing or repeated.
    func header(_ name: String) -> String? {
        let lines = headers.filter { $0.name.lowercased() == name.lowercased() }
        return lines.count == 1 ? lines[0].value : nil
    }

    /// Whether this is the last answer of its connection.
    var closes: Bool { header("Connection") == "close" }

    /// The first answer in `bytes` and how many of them it has; nil where it is not whole.
    static func parse(_ bytes: [UInt8], toHead isHead: Bool) throws -> (Answer, Int)? {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw HarnessError("not a status line: \(lines[0])")
        }
        let headers = try lines.dropFirst().map { line in
            guard let colon = line.range(of: ": ") else { throw HarnessError("not a header line: \(line)") }
            return (name: String(line[..<colon.lowerBound]), value: String(line[colon.upperBound...]))
        }
        var answer = Answer(status: status, reason: String(words[2]), headers: headers, body: [])
        guard !isHead, status >= 200, status != 204, status != 304 else { return (answer, end.upperBound) }
        guard let length = answer.header("Content-Length").flatMap({ Int($0) }) else {
            throw HarnessError("an answer without one length: \(lines)")
        }
        guard bytes.count >= end.upperBound + length else { return nil }
        answer.body = Array(bytes[end.upperBound..<end.upperBound + length])
        return (answer, end.upperBound + length)
    }
}

/// Checks what every answer has: a date, and an id that is a UUID of version 7.
func expectFramed(_ answer: Answer, sourceLocation: SourceLocation = #_sourceLocation) {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let date = answer.header("Date").flatMap { formatter.date(from: $0) }
    #expect(date != nil, "Date is \(answer.header("Date") ?? "missing")", sourceLocation: sourceLocation)
    #expect(abs(date?.timeIntervalSinceNow ?? 0) < 60, sourceLocation: sourceLocation)
    let id = answer.header("X-Request-Id") ?? ""
    #expect(UUID(uuidString: id) != nil, "the id is \"\(id)\"", sourceLocation: sourceLocation)
    #expect(id == id.lowercased() && id.dropFirst(14).first == "7", sourceLocation: sourceLocation)
}

/// The members of a problem document whose values tests look at.
struct Problem {
    var detail: String
    var field: String?
}

/// Checks that an answer is the gateway's own, with nothing in it that should not be there (RFC 9457).
@discardableResult
func expectProblem(
    _ answer: Answer,
    _ status: Int,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> Problem {
    #expect(answer.status == status, "\(answer.text)", sourceLocation: sourceLocation)
    #expect(answer.header("Content-Type") == "application/problem+json", sourceLocation: sourceLocation)
    expectFramed(answer, sourceLocation: sourceLocation)
    let value = try JSONSerialization.jsonObject(with: Data(answer.body))
    let members = try #require(value as? [String: Any], "\(answer.text)", sourceLocation: sourceLocation)
    #expect(members["type"] as? String == "about:blank", sourceLocation: sourceLocation)
    #expect(members["status"] as? Int == answer.status, sourceLocation: sourceLocation)
    #expect(members["title"] as? String == answer.reason, sourceLocation: sourceLocation)
    let id = members["request_id"] as? String
    #expect(id != nil && id == answer.header("X-Request-Id"), sourceLocation: sourceLocation)
    let known: Set = ["type", "title", "status", "detail", "field", "step", "request_id"]
    #expect(known.isSuperset(of: members.keys), "\(answer.text)", sourceLocation: sourceLocation)
    #expect(!answer.text.contains(Request.password), sourceLocation: sourceLocation)
    let detail = try #require(members["detail"] as? String, sourceLocation: sourceLocation)
    return Problem(detail: detail, field: members["field"] as? String)
}
