/// The most that something can come to, as a polynomial in n: the elements of the longest list that a body can hold, two
/// bytes each.
///
/// Coefficients only grow, so a bound is never too low, and often far too high: it is for what a request could do at worst.
package struct StepBound: Equatable, Sendable {
    /// By power of n; no zeros at the end.
    package private(set) var coefficients: [Double]

    /// Powers past this count as this one with a coefficient that is infinite.
    private static let powerMax = 8

    package static let zero = StepBound(0)
    /// n itself.
    package static let elements = StepBound(coefficients: [0, 1])

    package init(_ constant: Double) {
        coefficients = constant > 0 ? [constant] : []
    }

    package init(_ constant: Int) {
        self.init(Double(constant))
    }

    private init(coefficients: [Double]) {
        self.coefficients = coefficients
    }

    /// The highest power of n.
    package var power: Int { max(coefficients.count - 1, 0) }

    /// The bound for so many elements.
    package func value(at elements: Int) -> Double {
        coefficients.reversed().reduce(0) { $0 * Double(elements) + $1 }
    }

    /// Both, one after the other.
    package static func + (left: StepBound, right: StepBound) -> StepBound {
        var sum = left.coefficients
        for (power, coefficient) in right.coefficients.enumerated() {
            if power < sum.count { sum[power] += coefficient } else { sum.append(coefficient) }
        }
        return StepBound(coefficients: sum)
    }

    /// As `+`.
    package static func += (left: inout StepBound, right: StepBound) { left = left + right }

    /// One as often as the other says.
    package static func * (left: StepBound, right: StepBound) -> StepBound {
        guard !left.coefficients.isEmpty, !right.coefficients.isEmpty else { return .zero }
        let power = left.power + right.power
        var product = [Double](repeating: 0, count: min(power, powerMax) + 1)
        for (i, a) in left.coefficients.enumerated() {
            for (j, b) in right.coefficients.enumerated() where a > 0 && b > 0 {
                if i + j > powerMax { product[powerMax] = .infinity } else { product[i + j] += a * b }
            }
        }
        return StepBound(coefficients: product)
    }

    /// So many times.
    package static func * (left: StepBound, right: Double) -> StepBound { left * StepBound(right) }

    /// The lower of two where that is sure whatever n is; otherwise the one with the lower power.
    package static func lower(_ left: StepBound, _ right: StepBound) -> StepBound {
        if left.power != right.power { return left.power < right.power ? left : right }
        return left.value(at: 1) <= right.value(at: 1) ? left : right
    }

    /// Both at once: at least the higher of two.
    package static func upper(_ left: StepBound, _ right: StepBound) -> StepBound {
        var result = left.coefficients
        for (power, coefficient) in right.coefficients.enumerated() {
            if power < result.count {
                result[power] = max(result[power], coefficient)
            } else {
                result.append(coefficient)
            }
        }
        return StepBound(coefficients: result)
    }

    /// The polynomial, highest power first, with coefficients rounded up: `2n² + 14n + 9`.
    package var text: String {
        let marks = ["", "n", "n²", "n³", "n⁴", "n⁵", "n⁶", "n⁷", "n⁸"]
        var terms: [String] = []
        for (power, coefficient) in coefficients.enumerated().reversed() where coefficient > 0 {
            let factor = StepBound.rounded(coefficient)
            terms.append(power > 0 && factor == "1" ? marks[power] : factor + marks[power])
        }
        return terms.isEmpty ? "0" : terms.joined(separator: " + ")
    }

    /// A number for people: whole below ten million, then as a power of ten.
    package static func rounded(_ number: Double) -> String {
        guard number.isFinite else { return "∞" }
        let whole = number.rounded(.up)
        if whole < 10_000_000 { return "\(Int(whole))" }
        var (power, scaled) = (0, whole)
        while scaled >= 10 {
            scaled /= 10
            power += 1
        }
        return "\(Int(scaled.rounded(.up)))e\(power)"
    }
}
