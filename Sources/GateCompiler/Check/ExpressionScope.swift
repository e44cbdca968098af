import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// What expressions are checked in: the names that are visible at a place.
struct ExpressionScope {
    var environment: ExpressionEnvironment
    /// What samples say of the names here; nil where there are none.
    var samples: SampleScope?
    /// Where the names stand in the file, for those that it gives.
    private(set) var places: [String: SourceSpan] = [:]

    init(_ variables: [VariableDeclaration], places: [String: SourceSpan] = [:]) {
        environment = ExpressionEnvironment(variables: variables)
        self.places = places
    }

    /// Makes a name visible, with the type that samples give it where that is another.
    mutating func bind(_ variable: VariableDeclaration, sampled: ValueType? = nil, at span: SourceSpan) {
        environment.variables[variable.name] = variable
        var seen = variable
        seen.type = sampled ?? variable.type
        samples?.environment.variables[variable.name] = seen
        places[variable.name] = span
    }

    /// The scope of a flow: what every request has, and nothing of the caller.
    func withoutNames() -> ExpressionScope {
        var scope = self
        for name in environment.variables.keys where !rootNames.contains(name) {
            scope.environment.variables[name] = nil
            scope.samples?.environment.variables[name] = nil
        }
        scope.places = [:]
        return scope
    }
}

private let rootNames = Set(rootVariables.map(\.name))
