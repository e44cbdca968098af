/// Patterns of dates and times as text: the conversions of strftime and strptime (POSIX.1-2024) in the POSIX locale, and a
/// few that are common beside it.
///
/// What is not a conversion stands for itself.
package enum TimePattern {
    /// Bytes of a pattern at most.
    package static let bytesMax = 256

    /// What a conversion stands for.
    enum Field: UInt8, CaseIterable {
        case year, yearOfCentury, month, day, paddedDay, hour, hour12, minute, second, half, dayOfYear
        case weekdayName, fullWeekdayName, monthName, fullMonthName, weekday, weekdayFromSunday, week, weekYear
        case milliseconds, microseconds, nanoseconds, offset, offsetWithColon, unix
        case isoDate, clock, clockWithoutSeconds, usDate, percent
    }

    /// One element of a pattern.
    enum Element {
        case literal(UInt8)
        case field(Field)
    }

    /// A conversion for the manual: how it is written, what it stands for and who defines it.
    package struct Conversion: Sendable {
        package var text: String
        package var meaning: String
        package var origin: String
    }

    /// All conversions.
    package static let conversions: [Conversion] = [
        Conversion(text: "%Y", meaning: "year, four digits", origin: posix),
        Conversion(text: "%y", meaning: "year of the century; 69 is read as 1969, 68 as 2068", origin: posix),
        Conversion(text: "%m", meaning: "month, 01 to 12", origin: posix),
        Conversion(text: "%d", meaning: "day of the month, 01 to 31", origin: posix),
        Conversion(text: "%e", meaning: "day of the month, a space before one digit", origin: posix),
        Conversion(text: "%F", meaning: "%Y-%m-%d", origin: posix),
        Conversion(text: "%D", meaning: "%m/%d/%y", origin: posix),
        Conversion(text: "%b, %h", meaning: "month, Jan to Dec", origin: posix),
        Conversion(text: "%B", meaning: "month, January to December", origin: posix),
        Conversion(text: "%j", meaning: "day of the year, 001 to 366", origin: posix),
        Conversion(text: "%H", meaning: "hour, 00 to 23", origin: posix),
        Conversion(text: "%I", meaning: "hour, 01 to 12, with %p", origin: posix),
        Conversion(text: "%p", meaning: "AM or PM, with %I", origin: posix),
        Conversion(text: "%M", meaning: "minute, 00 to 59", origin: posix),
        Conversion(text: "%S", meaning: "second, 00 to 59", origin: posix),
        Conversion(text: "%T", meaning: "%H:%M:%S", origin: posix),
        Conversion(text: "%R", meaning: "%H:%M", origin: posix),
        Conversion(text: "%a", meaning: "day of the week, Mon to Sun", origin: posix),
        Conversion(text: "%A", meaning: "day of the week, Monday to Sunday", origin: posix),
        Conversion(text: "%u", meaning: "day of the week, 1 for Monday to 7", origin: posix),
        Conversion(text: "%w", meaning: "day of the week, 0 for Sunday to 6", origin: posix),
        Conversion(text: "%V", meaning: "week of the year, 01 to 53 (ISO 8601)", origin: posix),
        Conversion(text: "%G", meaning: "year of the week, four digits (ISO 8601)", origin: posix),
        Conversion(text: "%z", meaning: "offset from UTC, +0200; +02:00, +02 and Z are read too", origin: posix),
        Conversion(text: "%:z", meaning: "offset from UTC, +02:00; read as %z", origin: "GNU date"),
        Conversion(text: "%s", meaning: "seconds since 1970", origin: posix),
        Conversion(text: "%L", meaning: "milliseconds of the second, 000 to 999", origin: "Ruby"),
        Conversion(text: "%f", meaning: "microseconds of the second, six digits", origin: "Python"),
        Conversion(text: "%N", meaning: "nanoseconds of the second, nine digits", origin: "GNU date"),
        Conversion(text: "%%", meaning: "a percent sign", origin: posix),
    ]

    private static let posix = "POSIX"

    /// The element at `index`, which is moved behind it; nil for an unknown conversion.
    static func element(of pattern: ByteView, at index: inout Int) -> Element? {
        let byte = pattern[index]
        index += 1
        guard byte == UInt8(ascii: "%") else { return .literal(byte) }
        guard index < pattern.count else { return nil }
        let letter = pattern[index]
        index += 1
        if letter == UInt8(ascii: ":"), index < pattern.count, pattern[index] == UInt8(ascii: "z") {
            index += 1
            return .field(.offsetWithColon)
        }
        return field(letter).map(Element.field)
    }

    private static func field(_ letter: UInt8) -> Field? {
        switch letter {
        case UInt8(ascii: "Y"): .year
        case UInt8(ascii: "y"): .yearOfCentury
        case UInt8(ascii: "m"): .month
        case UInt8(ascii: "d"): .day
        case UInt8(ascii: "e"): .paddedDay
        case UInt8(ascii: "F"): .isoDate
        case UInt8(ascii: "D"): .usDate
        case UInt8(ascii: "b"), UInt8(ascii: "h"): .monthName
        case UInt8(ascii: "B"): .fullMonthName
        case UInt8(ascii: "j"): .dayOfYear
        case UInt8(ascii: "H"): .hour
        case UInt8(ascii: "I"): .hour12
        case UInt8(ascii: "p"): .half
        case UInt8(ascii: "M"): .minute
        case UInt8(ascii: "S"): .second
        case UInt8(ascii: "T"): .clock
        case UInt8(ascii: "R"): .clockWithoutSeconds
        case UInt8(ascii: "a"): .weekdayName
        case UInt8(ascii: "A"): .fullWeekdayName
        case UInt8(ascii: "u"): .weekday
        case UInt8(ascii: "w"): .weekdayFromSunday
        case UInt8(ascii: "V"): .week
        case UInt8(ascii: "G"): .weekYear
        case UInt8(ascii: "z"): .offset
        case UInt8(ascii: "s"): .unix
        case UInt8(ascii: "L"): .milliseconds
        case UInt8(ascii: "f"): .microseconds
        case UInt8(ascii: "N"): .nanoseconds
        case UInt8(ascii: "%"): .percent
        default: nil
        }
    }

    /// What is wrong with a pattern; nil where nothing is.
    package static func problem(with pattern: ByteView, isParsed: Bool) -> String? {
        guard pattern.count <= bytesMax else { return "the pattern is longer than \(bytesMax) bytes" }
        var fields = FieldSet()
        var index = 0
        while index < pattern.count {
            let start = index
            guard let element = element(of: pattern, at: &index) else {
                let text = pattern.slice(start, index - start).string
                return "`\(text)` is no conversion of a date; for a percent sign write %%"
            }
            if case .field(let field) = element { fields.insert(field) }
        }
        return isParsed ? fields.problem : nil
    }
}

/// The fields of a pattern.
struct FieldSet {
    private var bits: UInt64 = 0

    mutating func insert(_ field: TimePattern.Field) { bits |= 1 << UInt64(field.rawValue) }

    func contains(_ field: TimePattern.Field) -> Bool { bits >> UInt64(field.rawValue) & 1 != 0 }

    /// Why no time can be read with these fields; nil where one can.
    var problem: String? {
        if contains(.unix) { return nil }
        if contains(.hour12) != contains(.half) { return "%I and %p go together" }
        if contains(.isoDate) || contains(.usDate) || contains(.year) || contains(.yearOfCentury) { return nil }
        if contains(.weekYear) { return contains(.week) ? nil : "%G needs %V" }
        return "a time cannot be read without its year"
    }
}
