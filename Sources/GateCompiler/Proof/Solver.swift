/// Tells whether any request can satisfy a conjunction of formulas.
///
/// It splits disjunctions depth first, after everything that follows without splitting. `unsatisfiable` is certain; for
/// the rest it may lack a reason that it does not know, so that the model need not exist.
package struct Solver: Sendable {
    /// What came out.
    package enum Outcome: Sendable {
        case unsatisfiable
        case satisfiable(Model)
        /// The budget ran out.
        case unknown

        /// Whether no request can satisfy the formulas.
        package var isUnsatisfiable: Bool {
            if case .unsatisfiable = self { true } else { false }
        }
    }

    /// What must hold of the terms; every request that satisfies the formulas in this way is inside.
    package struct Model: Sendable {
        var state: SolverState

        /// The terms that something is known of, in the order of their numbers.
        package var terms: [TermID] { state.domains.keys.sorted() }

        /// The values that a term may have.
        package subscript(_ id: TermID) -> Domain { state.domain(id) }
    }

    /// Splits after which it gives up, unless told otherwise.
    package static let splitsDefault = 2_000
    /// Literals looked at, all splits together, after which it gives up.
    static let literalsMax = 1_000_000

    let table: TermTable
    /// What makes macros come out as they must, by their terms.
    let suggestions: [TermID: Translator.Suggestion]

    /// - Parameter translator: what made the formulas, with their terms.
    package init(_ translator: Translator) {
        table = translator.terms
        suggestions = translator.suggestions
    }

    /// Whether the formulas can hold together.
    ///
    /// - Parameters:
    ///   - formulas: what must hold.
    ///   - budget: splits of disjunctions after which the outcome is `unknown`.
    /// - Returns: whether they can.
    package func solve(_ formulas: [Formula], budget: Int = Solver.splitsDefault) -> Outcome {
        var search = SolverSearch(table: table, budget: budget)
        switch search.start(formulas) {
        case nil: return .unsatisfiable
        case let first?:
            if let model = search.next(from: first) { return .satisfiable(model) }
            return search.isExhausted ? .unknown : .unsatisfiable
        }
    }

    /// Up to so many models that differ in the choices they make.
    ///
    /// - Parameters:
    ///   - formulas: what must hold.
    ///   - limit: the most models.
    ///   - budget: splits of disjunctions after which the search ends.
    /// - Returns: the models, the first of them as ``solve(_:budget:)`` finds it.
    package func models(_ formulas: [Formula], limit: Int, budget: Int = Solver.splitsDefault) -> [Model] {
        var search = SolverSearch(table: table, budget: budget)
        guard var frame = search.start(formulas) else { return [] }
        var models: [Model] = []
        while models.count < limit, let model = search.next(from: frame) {
            models.append(model)
            guard let following = search.resume() else { break }
            frame = following
        }
        return models
    }

    /// Which of some unsatisfiable formulas are needed for that, by their positions; all where it is not known.
    ///
    /// What is left out is left out from the first on, so that the last ones, the most special on a path, stay.
    package func core(of formulas: [Formula], budget: Int = Solver.splitsDefault) -> [Int] {
        var needed = Array(formulas.indices)
        guard solve(formulas, budget: budget).isUnsatisfiable else { return needed }
        for position in formulas.indices {
            let fewer = needed.filter { $0 != position }
            if solve(fewer.map { formulas[$0] }, budget: budget).isUnsatisfiable { needed = fewer }
        }
        return needed
    }
}
