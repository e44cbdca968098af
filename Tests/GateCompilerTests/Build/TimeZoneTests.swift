import Foundation
import GateRuntime
import Testing

/// Zones against Foundation's calendar, which reads the same files.
@Suite struct TimeZoneTests {
    private static let names = [
        "Europe/Vienna", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo",
        "Asia/Tehran",
        "Europe/Dublin", "Pacific/Apia", "Africa/Casablanca", "America/St_Johns",
    ]

    @Test(arguments: names) func accessorsAgreeWithFoundation(_ name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        var evaluation = Evaluation()
        evaluation.declare("t", .timestamp, .timestamp(seconds: 0, nanoseconds: Int32(0)))
        let source = """
            [t.getFullYear('\(name)'), t.getMonth('\(name)') + 1, t.getDate('\(name)'), t.getHours('\(name)'), \
            t.getMinutes('\(name)'), t.getDayOfWeek('\(name)') + 1]
            """
        // From 1975 to 2090, every 11 days or so, at odd times of day.
        for step in 0..<3_800 where step % 7 == 0 {
            let seconds = 157_766_400 + Int64(step) * 953_137
            evaluation.slots[0] = .timestamp(seconds: seconds, nanoseconds: Int32(0))
            let date = Date(timeIntervalSince1970: Double(seconds))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .weekday], from: date)
            let wanted = [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.weekday].map { $0 ?? -1 }
            #expect(evaluation(source).text == "\(wanted)", "\(name) at \(seconds)")
        }
    }

    @Test func computedNamesFindEveryZone() {
        var evaluation = Evaluation()
        evaluation.head = "Asia/Tokyo"
        evaluation.declare("zone", .string, .string(.head, offset: 0, count: 10))
        #expect(evaluation("timestamp(0).getHours(zone)").text == "9")
        #expect(evaluation("timestamp(0).getHours(zone + 'x')").text == "error: invalidArgument")
        #expect(evaluation("timestamp(0).getHours('../' + zone)").text == "error: invalidArgument")
        #expect(evaluation("timestamp(0).getMinutes('-0' + '5:30')").text == "30")
    }

    @Test func farFutureFollowsTheRule() {
        let evaluation = Evaluation()
        #expect(evaluation("timestamp('9000-07-01T12:00:00Z').getHours('Europe/Vienna')").text == "14")
        #expect(evaluation("timestamp('9000-01-01T12:00:00Z').getHours('Europe/Vienna')").text == "13")
        #expect(evaluation("timestamp('2500-01-01T12:00:00Z').getHours('Australia/Sydney')").text == "23")
        #expect(evaluation("timestamp('1850-01-01T12:00:00Z').getMinutes('Europe/Vienna')").text == "5")
    }
}
