import GateRuntime
import Testing

@Suite struct TimePatternTests {
    private static let time = "2026-02-03T04:05:06.007008009Z"

    /// What each conversion writes of one time.
    private static let written: [(conversion: String, text: String)] = [
        ("%Y", "2026"), ("%y", "26"), ("%m", "02"), ("%d", "03"), ("%e", " 3"), ("%F", "2026-02-03"),
        ("%D", "02/03/26"), ("%b", "Feb"), ("%h", "Feb"), ("%B", "February"), ("%j", "034"), ("%H", "04"), ("%I", "04"),
        ("%p", "AM"), ("%M", "05"), ("%S", "06"), ("%T", "04:05:06"), ("%R", "04:05"), ("%a", "Tue"), ("%A", "Tuesday"),
        ("%u", "2"), ("%w", "2"), ("%V", "06"), ("%G", "2026"), ("%z", "+0000"), ("%:z", "+00:00"),
        ("%s", "1770091506"), ("%L", "007"), ("%f", "007008"), ("%N", "007008009"), ("%%", "%"),
    ]

    @Test func everyConversionIsWritten() {
        let names = TimePattern.conversions.flatMap { $0.text.split(separator: ", ").map(String.init) }
        #expect(Set(names) == Set(Self.written.map(\.conversion)))
        for (conversion, text) in Self.written {
            FunctionCase.expectHolds("time.format(timestamp('\(Self.time)'), '\(conversion)') == '\(text)'")
        }
    }

    @Test(arguments: [
        ("%FT%T.%N%z", "UTC"), ("%FT%T.%N%:z", "Asia/Kolkata"), ("%FT%T.%N", "America/New_York"),
        ("%G-W%V-%u %T.%N", "Europe/Paris"), ("%Y %j %I:%M:%S %p .%N", "UTC"), ("%A %e %B %Y %T.%N", "UTC"),
        ("%s.%N", "UTC"), ("%a, %d %b %y %T.%N %%", "-03:30"),
    ]) func whatIsWrittenIsRead(_ pattern: String, _ zone: String) {
        for time in [Self.time, "2024-12-29T23:59:59.999999999Z", "2000-02-29T12:00:00Z", "1969-07-20T20:17:40Z"] {
            FunctionCase.expectHolds(
                """
                time.parse(time.format(timestamp('\(time)'), '\(pattern)', '\(zone)'), '\(pattern)', '\(zone)') \
                == timestamp('\(time)')
                """
            )
        }
    }

    @Test(arguments: [
        ("2026", "%Y", "2026-01-01T00:00:00Z"), ("2026-7", "%Y-%m", "2026-07-01T00:00:00Z"),
        ("3.2.2026", "%d.%m.%Y", "2026-02-03T00:00:00Z"), ("20260203", "%Y%m%d", "2026-02-03T00:00:00Z"),
        ("12:30 am 2/3/2026", "%I:%M %p %m/%d/%Y", "2026-02-03T00:30:00Z"),
        ("12:30 PM 02/03/26", "%I:%M %p %D", "2026-02-03T12:30:00Z"),
        ("03 february 2026", "%d %b %Y", "2026-02-03T00:00:00Z"), ("03 MAY 2026", "%d %B %Y", "2026-05-03T00:00:00Z"),
        ("2026-02-03T04:05:06.5Z", "%FT%T.%N%z", "2026-02-03T04:05:06.5Z"),
        ("2026-02-03T04:05:06+01", "%FT%T%z", "2026-02-03T03:05:06Z"),
        ("2026-02-03T04:05:06-0330", "%FT%T%:z", "2026-02-03T07:35:06Z"),
        ("2024 366", "%Y %j", "2024-12-31T00:00:00Z"), ("2020-W53", "%G-W%V", "2020-12-28T00:00:00Z"),
        ("-1", "%s", "1969-12-31T23:59:59Z"), ("68", "%y", "2068-01-01T00:00:00Z"),
        ("69", "%y", "1969-01-01T00:00:00Z"),
    ]) func textsAreRead(_ text: String, _ pattern: String, _ time: String) {
        FunctionCase.expectHolds("time.parse('\(text)', '\(pattern)') == timestamp('\(time)')")
    }

    @Test(arguments: [
        ("2026-02-30", "%F"), ("2026-02-03 ", "%F"), ("2026-02", "%F"), ("", "%F"), ("2026-13-01", "%F"),
        ("2025 366", "%Y %j"), ("2021-W53", "%G-W%V"), ("Mon 2026-02-03", "%a %F"), ("2026 24:00", "%Y %R"),
        ("2026 12:60", "%Y %R"), ("2026 12:00:60", "%Y %T"), ("2026 13 PM", "%Y %I %p"), ("2026 Febr", "%Y %b"),
        ("2026 +25:00", "%Y %z"), ("2026 +01:60", "%Y %z"), ("2026 +1", "%Y %z"), ("2026 *", "%Y %z"), ("x", "%s"),
        ("-", "%s"), ("2026.", "%Y.%N"), ("2026 5 a", "%Y %d %p%I"), ("2026 \u{E9}", "%Y %b"),
    ]) func otherTextsAreRefused(_ text: String, _ pattern: String) {
        FunctionCase.expectFault("time.parse('\(text)', '\(pattern)') == null", .invalidConversion)
    }

    @Test func yearsOutOfRangeAreRefused() {
        FunctionCase.expectFault("time.parse('0000', '%Y') == null", .overflow)
        FunctionCase.expectFault("time.parse('999999999999', '%s') == null", .overflow)
    }

    @Test func clocksThatSkipAndRepeat() {
        // 02:30 does not exist, 02:30 exists twice.
        FunctionCase.expectHolds(
            "time.parse('2026-03-29 02:30', '%F %R', 'Europe/Paris') == timestamp('2026-03-29T01:30:00Z')"
        )
        FunctionCase.expectHolds(
            "time.parse('2026-10-25 02:30', '%F %R', 'Europe/Paris') == timestamp('2026-10-25T00:30:00Z')"
        )
        FunctionCase.expectHolds(
            "time.parse('2026-10-04 02:15', '%F %R', 'Australia/Lord_Howe') == timestamp('2026-10-03T15:45:00Z')"
        )
    }

    @Test func badPatternsAreFound() {
        FunctionCase.expectFinding("time.format(timestamp(0), '%Y-%Q') == ''", "`%Q` is no conversion")
        FunctionCase.expectFinding("time.format(timestamp(0), '100%') == ''", "`%` is no conversion")
        FunctionCase.expectFinding("time.format(timestamp(0), '%:Y') == ''", "`%:` is no conversion")
        FunctionCase.expectFinding("time.parse('1', '%d') == null", "without its year")
        FunctionCase.expectFinding("time.parse('1', '%Y %I') == null", "%I and %p go together")
        FunctionCase.expectFinding("time.parse('1', '%G') == null", "%G needs %V")
        FunctionCase.expectFault("time.format(timestamp(0), '%' + 'Q') == ''", .invalidArgument)
        FunctionCase.expectFault("time.parse('1', '%' + 'd') == null", .invalidArgument)
        let long = String(repeating: "x", count: 257)
        FunctionCase.expectFault("time.format(timestamp(0), '\(long)') == ''", .invalidArgument)
    }
}
