import GateRuntime

/// A conjunction and disjunction of literals: what must hold of a request's values.
package indirect enum Formula: Hashable, Sendable {
    case constant(Bool)
    /// The atom comes out as the value; an error is neither.
    case literal(Atom, Bool)
    case and([Formula])
    case or([Formula])

    /// All of the formulas.
    package static func all(_ parts: [Formula]) -> Formula { combined(parts, neutral: true) }

    /// Any of the formulas.
    package static func any(_ parts: [Formula]) -> Formula { combined(parts, neutral: false) }

    private static func combined(_ parts: [Formula], neutral: Bool) -> Formula {
        var kept: [Formula] = []
        for part in parts {
            switch part {
            case .constant(neutral): continue
            case .constant: return part
            case .and(let inner) where neutral: kept += inner
            case .or(let inner) where !neutral: kept += inner
            default: kept.append(part)
            }
        }
        if kept.count == 1 { return kept[0] }
        if kept.isEmpty { return .constant(neutral) }
        return neutral ? .and(kept) : .or(kept)
    }
}

/// A statement about terms that is true, false or an error in a request.
package enum Atom: Hashable, Sendable {
    /// The term is the bool true (or, in a false literal, false).
    case holds(TermID)
    /// A term against constants.
    case test(TermID, TermTest)
    /// A term against another one.
    case relation(TermID, TermRelation, TermID)
}

/// How a term is compared with another.
package enum TermRelation: Hashable, Sendable {
    case equal, less, lessOrEqual, greater, greaterOrEqual

    /// The relation as read from the right.
    var reversed: TermRelation {
        switch self {
        case .equal: .equal
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }

    /// Whether it holds for an order: negative, zero or positive.
    func holds(for order: Int) -> Bool {
        switch self {
        case .equal: order == 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        }
    }
}

/// A condition on one value.
package enum TermTest: Hashable, Sendable {
    case compare(TermRelation, TermConstant)
    case isIn([TermConstant])
    case startsWith(ExactText)
    case endsWith(ExactText)
    case contains(ExactText)
    case matches(TermPattern)

    /// What it gives for a value; nil where it is an error.
    func holds(for value: TermConstant) -> Bool? {
        switch self {
        case .compare(.equal, let other): value == other
        case .compare(let relation, let other): TermConstant.order(value, other).map { relation.holds(for: $0) }
        case .isIn(let members): members.contains(value)
        case .startsWith(let part): value.text.map { $0.hasPrefix(part) }
        case .endsWith(let part): value.text.map { $0.hasSuffix(part) }
        case .contains(let part): value.text.map { $0.contains(part) }
        case .matches(let pattern): value.text.map { pattern.matches($0) }
        }
    }

    /// The only kind of value that it is no error for; nil where all are fine.
    var kind: KindSet? {
        switch self {
        case .compare(.equal, _), .isIn: nil
        case .compare(_, let value): value.kind
        case .startsWith, .endsWith, .contains, .matches: .string
        }
    }
}

extension TermConstant {
    /// The text that a string is.
    package var text: ExactText? {
        if case .string(let text) = self { text } else { nil }
    }
}

/// A regular expression that RE2 takes.
package struct TermPattern: Hashable, Sendable {
    package var text: ExactText
    private var program: RegexProgram

    /// Nil where RE2 refuses it.
    package init?(_ text: ExactText) {
        guard let program = try? RegexProgram(text.string) else { return nil }
        self.text = text
        self.program = program
    }

    func matches(_ value: ExactText) -> Bool {
        value.utf8.withUnsafeBufferPointer {
            RegexProgram.isMatch(handle: program.handle, ByteView($0), anchoring: .none)
        }
    }

    /// Whether both are written the same way.
    package static func == (left: TermPattern, right: TermPattern) -> Bool { left.text == right.text }

    /// Hashes how the pattern is written.
    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
