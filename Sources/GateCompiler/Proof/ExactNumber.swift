/// A number on the one line that ints, uints and doubles share, without rounding.
///
/// Every whole number within an int is `int`, whatever its type was; `double` holds the others. The doubles from 2⁶³ on
/// are none: the machine lets them stand for the largest int as well (see `Value.numericOrder`), so that no line has a
/// place for them.
package enum ExactNumber: Hashable, Sendable {
    case int(Int64)
    case double(Double)

    package init(_ value: Int64) {
        self = .int(value)
    }

    /// Nil for NaN and from 2⁶³ on.
    package init?(_ value: Double) {
        guard value < 0x1p63 else { return nil }
        self = Int64(exactly: value).map(ExactNumber.int) ?? .double(value)
    }

    /// Nil from the largest int on, which some of these would be equal to.
    package init?(_ value: UInt64) {
        guard value < UInt64(Int64.max) else { return nil }
        self = .int(Int64(value))
    }

    /// Whether the number is the largest int, which large doubles are equal to.
    var isLimit: Bool { self == .int(.max) }

    /// Negative, zero or positive, as the left number is less, equal or greater.
    static func order(_ left: ExactNumber, _ right: ExactNumber) -> Int {
        switch (left, right) {
        case (.int(let left), .int(let right)): left < right ? -1 : left == right ? 0 : 1
        case (.double(let left), .double(let right)): left < right ? -1 : left == right ? 0 : 1
        case (.int(let left), .double(let right)): order(left, right)
        case (.double(let left), .int(let right)): -order(right, left)
        }
    }

    /// The order of an int and a double below 2⁶³ that is no int: they are never equal.
    private static func order(_ integer: Int64, _ number: Double) -> Int {
        guard number >= -0x1p63, let below = Int64(exactly: number.rounded(.down)) else { return 1 }
        return integer <= below ? -1 : 1
    }

    /// The largest int that is not above the number; nil where there is none.
    var floor: Int64? {
        switch self {
        case .int(let value): value
        case .double(let value): Int64(exactly: value.rounded(.down))
        }
    }

    /// The least int that is not below the number; nil where there is none.
    var ceiling: Int64? {
        switch self {
        case .int(let value): value
        case .double(let value): value < -0x1p63 ? .min : Int64(exactly: value.rounded(.up))
        }
    }

    /// The nearest double.
    var approximate: Double {
        switch self {
        case .int(let value): Double(value)
        case .double(let value): value
        }
    }
}
