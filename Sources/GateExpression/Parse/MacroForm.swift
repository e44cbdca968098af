/// How a macro is written.
struct MacroForm {
    typealias Name = ExpressionSyntax.Macro.Name

    var name: Name
    /// The name as written in the text: `exists_one` or `existsOne`.
    var spelling: String
    /// The numbers of variables that it can take.
    var variableCounts: [Int]
    /// The numbers of expressions that follow them.
    var expressionCounts: ClosedRange<Int>
    /// The right form, for notes.
    var usage: String

    private init(
        _ name: Name,
        _ spelling: String,
        variables: [Int],
        expressions: ClosedRange<Int>,
        _ usage: String
    ) {
        self.name = name
        self.spelling = spelling
        self.variableCounts = variables
        self.expressionCounts = expressions
        self.usage = usage
    }

    var variableCountMax: Int { variableCounts.max() ?? 1 }

    var argumentCounts: Set<Int> {
        Set(variableCounts.flatMap { count in expressionCounts.map { $0 + count } })
    }

    func accepts(variables: Int, expressions: Int) -> Bool {
        variableCounts.contains(variables) && expressionCounts.contains(expressions)
    }

    /// The macro that a method's name means, or nil if it is an ordinary method.
    static func named(_ spelling: String) -> MacroForm? {
        switch spelling {
        case "all", "exists", "exists_one", "existsOne":
            let name = Name(rawValue: spelling) ?? .existsOne
            let usage = "\(spelling)(x, condition), or with index and value: \(spelling)(i, x, condition)"
            return MacroForm(name, spelling, variables: [1, 2], expressions: 1...1, usage)
        case "map":
            let usage = "map(x, result) or map(x, condition, result)"
            return MacroForm(.map, spelling, variables: [1], expressions: 1...2, usage)
        case "filter":
            return MacroForm(.filter, spelling, variables: [1], expressions: 1...1, "filter(x, condition)")
        case "transformList", "transformMap", "transformMapEntry":
            guard let name = Name(rawValue: spelling) else { return nil }
            let usage = "\(spelling)(k, v, result) or \(spelling)(k, v, condition, result)"
            return MacroForm(name, spelling, variables: [2], expressions: 1...2, usage)
        case "optMap", "optFlatMap":
            guard let name = Name(rawValue: spelling) else { return nil }
            return MacroForm(name, spelling, variables: [1], expressions: 1...1, "\(spelling)(x, result)")
        default:
            return nil
        }
    }

    /// `cel.bind`, the one macro without an operand before it.
    static let bind = MacroForm(
        .bind,
        "cel.bind",
        variables: [1],
        expressions: 2...2,
        "cel.bind(name, value, result)"
    )
}
