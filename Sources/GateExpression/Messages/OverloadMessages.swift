import GateDiagnostics
import GateRuntime

/// What the checker says of operators and functions whose operands do not fit, E304.
extension ExpressionDiagnostic {
    static func noOverload(_ call: FailedCall, at range: TextRange) -> Self {
        let types = call.types.map(\.description)
        var notes = hints(call)
        if let symbol = operatorSymbol(call.name) {
            let isBinary = types.count == 2
            let operands = isBinary ? "between \(types[0]) and \(types[1])" : "of \(types.joined(separator: ", "))"
            return Self(
                .celNoOverload,
                "no `\(symbol)` \(operands)",
                at: range,
                context: labels(call),
                notes: notes + signatures(call)
            )
        }
        if call.isOtherStyle {
            let style = call.isMember ? "a function, not a method" : "a method, not a function"
            notes = []
            return Self(.celNoOverload, "`\(call.name)` is \(style)", at: range, notes: notes + signatures(call))
        }
        let found = call.isMember ? Array(types.dropFirst()) : types
        let receiver = call.isMember ? types.first.map { " of \($0)" } ?? "" : ""
        let message = "`\(call.name)`\(receiver) does not take (\(found.joined(separator: ", ")))"
        return Self(.celNoOverload, message, at: range, context: labels(call), notes: notes + signatures(call))
    }

    private static func labels(_ call: FailedCall) -> [Context] {
        zip(call.ranges, call.types).map { Context($0, $1.description) }
    }

    /// What is most likely missing.
    private static func hints(_ call: FailedCall) -> [String] {
        guard call.types.count == 2, operatorSymbol(call.name) != nil else { return [] }
        let (left, right) = (call.types[0].withoutNull, call.types[1].withoutNull)
        if call.name == "_+_", left == .string || right == .string {
            return ["to put a text together, write string(…) around what is no text"]
        }
        if left.isNumber, right.isNumber {
            return ["convert one of them with \(left == .double || right == .double ? .double : left)(…)"]
        }
        return []
    }

    /// The signatures that exist: those for the receiver's or left operand's type if there are any, otherwise all.
    private static func signatures(_ call: FailedCall) -> [String] {
        guard let first = call.types.first?.withoutNull else { return lines(call.name, call.overloads) }
        let near = call.overloads.filter { $0.parameters.first == first }
        return lines(call.name, near.isEmpty ? call.overloads : near)
    }

    private static func lines(_ name: String, _ overloads: [FunctionSpec.Overload]) -> [String] {
        let shown = overloads.prefix(ExpressionLimits.listedSignatureCountMax).map { $0.signature(named: name) }
        guard let first = shown.first else { return [] }
        let rest = overloads.count - shown.count
        let more = rest > 0 ? ["and \(rest) more"] : []
        return ["there is \(first)"] + shown.dropFirst().map { "      and \($0)" } + more
    }

    static func notComparable(
        _ function: String,
        _ types: [String],
        at range: TextRange,
        operands: [TextRange]
    ) -> Self {
        let (left, right) = (types.first ?? "", types.last ?? "")
        let symbol = operatorSymbol(function) ?? function
        let isEquality = symbol == "==" || symbol == "!="
        var notes: [String] = []
        if isEquality, left == "null" || right == "null" {
            notes.append("a value of type \(left == "null" ? right : left) is never null")
        } else if left == "null" || right == "null" {
            notes.append("null has no order")
        } else if left != right {
            notes.append("values of different types are never compared; convert one of them")
        }
        let message =
            isEquality && left != right
            ? "`\(symbol)` between \(left) and \(right) always has the same outcome"
            : "no `\(symbol)` between \(left) and \(right)"
        return Self(
            .celNoOverload,
            message,
            at: range,
            context: zip(operands, types).map { Context($0, $1) },
            notes: notes
        )
    }

    static func conditionalMismatch(
        _ first: String,
        _ second: String,
        at range: TextRange,
        first place: TextRange
    ) -> Self {
        Self(
            .celNoOverload,
            "both sides of `:` must have one type, found \(first) and \(second)",
            at: range,
            label: second,
            context: [Context(place, first)],
            notes: ["convert one of them, or write dyn(…) around both if they are meant to differ"]
        )
    }

    static func notCollection(_ type: String, isText: Bool, at range: TextRange) -> Self {
        Self(
            .celNoOverload,
            "`in` needs a list or a map, found \(type)",
            at: range,
            notes: isText ? ["for a part of a text write a.contains(b)"] : []
        )
    }

    static func neverIn(_ types: [String], at range: TextRange, operands: [TextRange]) -> Self {
        Self(
            .celNoOverload,
            "\(types.first ?? "") is never in \(types.last ?? "")",
            at: range,
            context: zip(operands, types).map { Context($0, $1) },
            notes: ["values of different types are never equal; convert one of them"]
        )
    }

    // MARK: Indices, literals, macros

    static func badIndex(of collection: String, wanted: String, found: String, at range: TextRange) -> Self {
        Self(.celNoOverload, "the index of \(collection) is \(wanted), found \(found)", at: range)
    }

    static func noIndex(_ type: String, isText: Bool, at range: TextRange) -> Self {
        Self(
            .celNoOverload,
            "`[ ]` needs a list or a map, found \(type)",
            at: range,
            notes: isText ? ["for one character write a.charAt(0)"] : []
        )
    }

    static func badMapKey(_ type: String, at range: TextRange) -> Self {
        Self(.celNoOverload, "a map's key is a string, int, uint or bool, found \(type)", at: range)
    }

    static func needsOptional(_ type: String, at range: TextRange) -> Self {
        Self(
            .celNoOverload,
            "this needs an optional, found \(type)",
            at: range,
            notes: ["write optional.of(…), or a.?b for a field that may be absent"]
        )
    }

    static func needsEntry(_ type: String, at range: TextRange) -> Self {
        Self(
            .celNoOverload,
            "`transformMapEntry` needs a map with the entry, found \(type)",
            at: range,
            notes: ["write {key: value}"]
        )
    }

    static func macroOperand(_ macro: String, found: String, at range: TextRange) -> Self {
        Self(.celNoOverload, "`\(macro)` needs a list or a map, found \(found)", at: range)
    }

    static func macroOperandNotOptional(_ macro: String, found: String, at range: TextRange) -> Self {
        Self(
            .celNoOverload,
            "`\(macro)` needs an optional, found \(found)",
            at: range,
            notes: ["write a.?b for a field that may be absent, or optional.of(…)"]
        )
    }
}

extension FunctionSpec.Overload {
    /// The signature as a user reads it: `size(string) -> int`, `string.trim() -> string`, `int + int -> int`.
    package func signature(named name: String) -> String {
        var types = parameters.map(\.description)
        if isVariadic { types.append("...") }
        if let symbol = operatorSymbol(name) {
            switch (name, types.count) {
            case ("_[_]", 2): return "\(types[0])[\(types[1])] -> \(result)"
            case ("_[?_]", 2): return "\(types[0])[?\(types[1])] -> \(result)"
            case ("_?_:_", 3): return "\(types[0]) ? \(types[1]) : \(types[2]) -> \(result)"
            case (_, 1): return "\(symbol)\(types[0]) -> \(result)"
            case (_, 2): return "\(types[0]) \(symbol) \(types[1]) -> \(result)"
            default: break
            }
        }
        if isMember, let receiver = types.first {
            return "\(receiver).\(name)(\(types.dropFirst().joined(separator: ", "))) -> \(result)"
        }
        return "\(name)(\(types.joined(separator: ", "))) -> \(result)"
    }
}
