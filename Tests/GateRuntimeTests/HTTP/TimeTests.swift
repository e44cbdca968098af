import Foundation
import GateRuntime
import Testing

@Suite("Times and ids")
struct TimeTests {
    static func text(_ date: HTTPDate) -> String {
        String(decoding: (0..<29).map { date.text[$0] }, as: UTF8.self)
    }

    static func text(_ id: RequestID) -> String {
        String(decoding: (0..<36).map { id.text[$0] }, as: UTF8.self)
    }

    @Test(
        "a date is an IMF-fixdate",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
            (-1, "Thu, 01 Jan 1970 00:00:00 GMT"), (Int64.max, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] as [(Int64, String)]
    )
    func date(_ seconds: Int64, _ expected: String) {
        #expect(Self.text(HTTPDate(seconds: seconds)) == expected)
    }

    @Test("the calendar agrees with Foundation's for 20,000 moments around two thousand years")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        var random = SeededGenerator(seed: 1)
        // From 1600 on: Foundation's calendar is the Julian one before 1582.
        for _ in 0..<20_000 {
            let seconds = Int64.random(in: -11_676_096_000...64_060_588_800, using: &random)
            let date = Date(timeIntervalSince1970: Double(seconds))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .weekday], from: date)
            let time = CivilTime(seconds: seconds)
            #expect(Int(time.year) == parts.year && time.month == parts.month && time.day == parts.day)
            #expect(time.hour == parts.hour && time.minute == parts.minute && time.second == parts.second)
            #expect(time.dayOfWeek + 1 == parts.weekday)
        }
    }

    @Test("an id is a UUID of version 7 with the time in front")
    func id() throws {
        var generator = RequestIDGenerator(seed: 3)
        let text = Self.text(generator.next(milliseconds: 0x0123_4567_89AB))
        #expect(text.hasPrefix("01234567-89ab-7"))
        let uuid = try #require(UUID(uuidString: text)).uuid
        #expect(uuid.8 >> 6 == 0b10)
        #expect(text == text.lowercased())
    }

    @Test("ids of one generator rise, also within a millisecond and when the clock steps back")
    func order() {
        var generator = RequestIDGenerator(seed: 4)
        var last = ""
        for index in 0..<20_000 {
            let milliseconds: Int64 = index < 10_000 ? 1_700_000_000_000 : 1_600_000_000_000 + Int64(index)
            let next = Self.text(generator.next(milliseconds: milliseconds))
            #expect(next > last)
            last = next
        }
    }

    @Test("two generators do not give the same ids")
    func seeds() {
        var first = RequestIDGenerator()
        var second = RequestIDGenerator()
        #expect(Self.text(first.next(milliseconds: 5)) != Self.text(second.next(milliseconds: 5)))
    }
}
