package import GateExpression
package import GateRuntime

/// Turns conditions into formulas over terms.
///
/// The formula of a condition that is to be true holds in every request in which it is true, and likewise for false; an
/// error is neither. The formula may also hold in others, where the condition uses something that has no form here.
package struct Translator: Sendable {
    typealias NodeID = ExpressionSyntax.NodeID

    /// An expression and what the variables of macros around a node of it stand for.
    struct Scope {
        var checked: CheckedExpression
        var locals: [Local: TermID] = [:]

        struct Local: Hashable {
            var macro: NodeID
            var position: Int
        }

        func type(_ id: NodeID) -> ValueType { checked.types[Int(id.index)] }

        func reference(_ id: NodeID) -> CheckedExpression.Reference? { checked.references[Int(id.index)] }

        func kind(_ id: NodeID) -> ExpressionSyntax.Kind { checked.syntax[id].kind }

        /// What a call does; nil where it has no meaning.
        func operation(_ id: NodeID) -> GateRuntime.Operation? {
            if case .function(let function, _) = reference(id) { function.operation } else { nil }
        }

        /// A call's operands, a receiver first.
        func operands(_ id: NodeID) -> [NodeID] {
            guard case .call(_, let receiver, let arguments, _) = kind(id) else { return [] }
            return checked.operands(of: id, receiver, arguments)
        }
    }

    /// A term that is one of two, by a condition.
    struct Alternative {
        var whenTrue: Formula
        var whenFalse: Formula
        var first: TermID
        var second: TermID
    }

    /// What is enough for a macro to come out as true or as false, without being needed for it.
    struct Suggestion {
        var whenTrue: Formula
        var whenFalse: Formula
    }

    /// Nodes and literals that the formula of one condition is made of at most; what is beyond is looked at as a whole.
    static let partsMax = 8_192
    /// Names defined by names, that deep; what is beyond is a name like any other.
    static let definitionDepthMax = 64
    /// Elements of a list literal that a macro is written out for.
    static let unrolledMax = 64

    /// The terms of all formulas so far.
    package internal(set) var terms = TermTable()
    private(set) var definitions: [Int: CheckedExpression] = [:]
    private var definitionTerms: [Int: TermID] = [:]
    /// Nil for those that are too long.
    private var definitionFormulas: [Definition: (formula: Formula, parts: Int)?] = [:]
    var alternatives: [TermID: Alternative] = [:]
    var suggestions: [TermID: Suggestion] = [:]
    private let origins: [Int: TermOrigin]
    /// Types that hold for every request, of names whose declared type is what the checker took for likely.
    private var types: [Int: ValueType] = [:]
    var partsLeft = Translator.partsMax
    private var depth = 0

    private struct Definition: Hashable {
        var id: Int
        var isTrue: Bool
    }

    /// - Parameters:
    ///   - definitions: the expressions that names stand for, by the names' ids.
    ///   - origins: where the values of names come from, by their ids; `body` and `query` are known by their names.
    package init(definitions: [Int: CheckedExpression] = [:], origins: [Int: TermOrigin] = [:]) {
        self.origins = origins
        self.definitions = definitions
        for id in definitions.keys.sorted() { resolve(id) }
    }

    /// Lets a name stand for an expression from now on.
    package mutating func define(_ id: Int, as expression: CheckedExpression) {
        definitions[id] = expression
        definitionTerms[id] = nil
        definitionFormulas.removeValue(forKey: Definition(id: id, isTrue: true))
        definitionFormulas.removeValue(forKey: Definition(id: id, isTrue: false))
        resolve(id)
    }

    /// Translates what a name stands for, before the names that are defined by it, so that nothing goes deep.
    private mutating func resolve(_ id: Int) {
        guard let type = definitions[id]?.type.withoutNull else { return }
        partsLeft = Translator.partsMax
        _ = definitionTerm(id)
        guard type == .bool || type == .dyn else { return }
        for isTrue in [true, false] {
            partsLeft = Translator.partsMax
            _ = definitionFormula(id, is: isTrue)
        }
    }

    /// Says what a name's value is in every request; without it the declared type is taken for that.
    ///
    /// The checker lets a dyn be whatever fits, so that the type that it gives an expression is no proof.
    package mutating func setType(of id: Int, to type: ValueType) {
        types[id] = type
    }

    /// What must hold where a condition comes out so.
    ///
    /// - Parameters:
    ///   - condition: a condition, checked without samples.
    ///   - isTrue: what it comes out as.
    /// - Returns: the formula.
    package mutating func translate(_ condition: CheckedExpression, is isTrue: Bool) -> Formula {
        partsLeft = Translator.partsMax
        return formula(condition.syntax.root, is: isTrue, Scope(checked: condition))
    }

    /// The term of an expression's value.
    package mutating func term(of expression: CheckedExpression) -> TermID {
        term(expression.syntax.root, Scope(checked: expression))
    }

    // MARK: Names

    /// The term of a name: that of what it stands for, if it is defined.
    mutating func term(of variable: VariableDeclaration) -> TermID {
        if let defined = definitionTerm(variable.id) { return defined }
        let named: TermOrigin = variable.name == "body" ? .json : variable.name == "query" ? .query : .other
        return terms.intern(.variable(variable.id), types[variable.id] ?? variable.type, origins[variable.id] ?? named)
    }

    private mutating func definitionTerm(_ id: Int) -> TermID? {
        if let known = definitionTerms[id] { return known }
        guard let expression = definitions[id], depth < Translator.definitionDepthMax else { return nil }
        depth += 1
        defer { depth -= 1 }
        let term = term(expression.syntax.root, Scope(checked: expression))
        definitionTerms[id] = term
        return term
    }

    /// The formula of a name that is defined; nil where it is not, or where that would be too long.
    mutating func definitionFormula(_ id: Int, is isTrue: Bool) -> Formula? {
        let key = Definition(id: id, isTrue: isTrue)
        if let known = definitionFormulas[key] {
            guard let known, known.parts <= partsLeft else { return nil }
            partsLeft -= known.parts
            return known.formula
        }
        guard let expression = definitions[id], depth < Translator.definitionDepthMax else { return nil }
        depth += 1
        defer { depth -= 1 }
        let before = partsLeft
        let formula = formula(expression.syntax.root, is: isTrue, Scope(checked: expression))
        guard partsLeft > 0 else {
            definitionFormulas[key] = .some(nil)
            return nil
        }
        definitionFormulas[key] = (formula, before - partsLeft)
        return formula
    }
}
