/// A function or operator of the expression language: the one description that the checker, the machine's compiler and
/// the manual read.
package struct FunctionSpec: Sendable {
    /// One way to call the function.
    package struct Overload: Sendable {
        /// Called on a receiver, `x.f(y)`; the receiver is the first parameter.
        package var isMember: Bool
        /// The last parameter may be given several times.
        package var isVariadic: Bool
        package var parameters: [ValueType]
        package var result: ValueType

        package init(
            isMember: Bool = false,
            isVariadic: Bool = false,
            _ parameters: [ValueType],
            _ result: ValueType
        ) {
            self.isMember = isMember
            self.isVariadic = isVariadic
            self.parameters = parameters
            self.result = result
        }
    }

    /// The name as written; operators as CEL names them: `_+_`, `_&&_`, `!_`, `-_`, `_[_]`, `@in`, `_?_:_`.
    package var name: String
    package var operation: Operation
    package var overloads: [Overload]
    /// What texts must be, by their position among the parameters, in every overload that has a text there.
    package var textArguments: [Int: TextArgument]
    /// What it does, units, limits, errors; one or two sentences for the manual.
    package var summary: String
    /// Expressions that hold, run as tests and shown in the manual.
    package var examples: [String]

    package init(
        _ name: String,
        _ operation: Operation,
        _ overloads: [Overload],
        texts: [Int: TextArgument] = [:],
        summary: String,
        examples: [String] = []
    ) {
        self.name = name
        self.operation = operation
        self.overloads = overloads
        self.textArguments = texts
        self.summary = summary
        self.examples = examples
    }
}
