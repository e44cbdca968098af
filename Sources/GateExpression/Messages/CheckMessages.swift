import GateDiagnostics
import GateRuntime

/// What the checker says of names, fields and types.
extension ExpressionDiagnostic {
    // MARK: E302, E303, E305: names

    static func unknownName(
        _ name: String,
        near: String?,
        inScope: [String],
        isFunction: Bool,
        at range: TextRange
    ) -> Self {
        var notes: [String] = []
        if let near { notes.append("did you mean `\(near)`?") }
        if isFunction { notes.append("`\(name)` is a function: write \(name)(…)") }
        if near == nil, !isFunction { notes.append("if text is meant, put it in quotes: \"\(name.prefix(80))\"") }
        if inScope.isEmpty {
            notes.append("no names are in scope here")
        } else if near == nil, inScope.count <= ExpressionLimits.listedNameCountMax {
            notes.append("in scope: \(inScope.joined(separator: ", "))")
        }
        return Self(.celUnknownName, "unknown name `\(name.prefix(80))`", at: range, notes: notes)
    }

    static func unknownFunction(_ name: String, near: String?, at range: TextRange) -> Self {
        Self(
            .celUnknownFunction,
            "unknown function `\(name.prefix(80))`",
            at: range,
            notes: near.map { ["did you mean `\($0)`?"] } ?? []
        )
    }

    static func noField(_ field: String, of type: String, isList: Bool, isMethod: Bool, at range: TextRange) -> Self {
        var notes: [String] = []
        if isMethod { notes.append("`\(field)` is a method: write .\(field)()") }
        if isList { notes.append("for one element write [0].\(field), for all of them .map(x, x.\(field))") }
        return Self(
            .celUnknownField,
            "no field `\(field.prefix(40))` in \(article(type)) \(type)",
            at: range,
            notes: notes
        )
    }

    // MARK: E309: conditions

    static func notBool(purpose: String, found: String, text: Checker.TextSource?, at range: TextRange) -> Self {
        var notes: [String] = []
        if let text {
            notes.append(
                text.isName
                    ? "\(text.expression) is text: write `type: bool` in the extraction, or bool(\(text.expression))"
                    : "\(text.expression) is text: write bool(\(text.expression))"
            )
        } else if found.hasSuffix(" or null") {
            notes.append("compare it with something, e.g. … != null")
        } else if found == "int" || found == "uint" || found == "double" {
            notes.append("compare it with something, e.g. … != 0")
        } else if found == "string" || found.hasPrefix("list") || found.hasPrefix("map") {
            notes.append("compare it with something, e.g. size(…) > 0")
        }
        return Self(.celNotBool, "\(purpose) needs a bool, found \(found)", at: range, notes: notes)
    }

    // MARK: E310: text against numbers

    static func textAgainstNumber(
        _ source: Checker.TextSource,
        _ number: ValueType,
        at range: TextRange,
        other: TextRange?
    ) -> Self {
        let text = source.expression
        let conversion = "\(number)(\(text))"
        let note: String
        switch (source.isName, number) {
        case _ where source.isSampled: note = "write \(conversion)"
        case (true, .int), (true, .double):
            note = "write `type: \(number)` in the extraction of \(text), or \(conversion)"
        case (true, _): note = "write \(conversion)"
        default: note = "write \(conversion), or extract it with `type: \(number == .double ? "double" : "int")`"
        }
        return Self(
            .celTextAgainstNumber,
            "`\(text)` is text, not a number",
            at: range,
            label: source.origin.isEmpty ? "text" : "text, from \(source.origin)",
            context: other.map { [Context($0, number.description)] } ?? [],
            notes: [note]
        )
    }

    private static func article(_ noun: String) -> String {
        noun.hasPrefix("int") || noun.hasPrefix("ip") || noun.hasPrefix("optional") ? "an" : "a"
    }
}
