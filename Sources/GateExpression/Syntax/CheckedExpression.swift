package import GateRuntime

/// A name that an expression may use.
package struct VariableDeclaration: Sendable {
    /// The name, which may be qualified: `event`, `request.id`.
    package var name: String
    package var type: ValueType
    /// Where the machine finds its value.
    package var slot: UInt16
    /// Where it comes from, for notes: "the header X-Total", "an extraction"; empty where there is nothing to say.
    package var origin: String
    /// Set for text sources, so that a comparison with a number can say how to convert: `type: int` or `int(x)`.
    package var isText: Bool
    /// Its place in ``ExpressionEnvironment/samples``; nil where these say nothing.
    package var place: SampleShape.NodeID?
    /// What tells the name from others that have its slot at other times.
    package var id: Int

    package init(
        name: String,
        type: ValueType,
        slot: UInt16,
        origin: String = "",
        isText: Bool = false,
        place: SampleShape.NodeID? = nil,
        id: Int? = nil
    ) {
        self.name = name
        self.type = type
        self.slot = slot
        self.origin = origin
        self.isText = isText
        self.place = place
        self.id = id ?? Int(slot)
    }
}

/// What an expression is checked against.
package struct ExpressionEnvironment: Sendable {
    package var variables: [String: VariableDeclaration]
    /// The namespace that names are resolved in (cel-spec, "Name Resolution"); empty for none.
    package var container: String
    /// What real requests look like, where that is to be taken for what all look like; nil for no such claim.
    package var samples: SampleShape?

    package init(variables: [VariableDeclaration] = [], container: String = "", samples: SampleShape? = nil) {
        self.variables = Dictionary(variables.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.container = container
        self.samples = samples
    }
}

/// A parsed expression with a type and a meaning for each node.
package struct CheckedExpression: Sendable {
    /// What a node refers to, where that is not evident from the syntax.
    package enum Reference: Sendable {
        /// A declared variable; also on a `select` node whose whole chain is a qualified name.
        case variable(VariableDeclaration)
        /// A variable of an enclosing macro, by the macro's node and the variable's position.
        case local(macro: ExpressionSyntax.NodeID, position: Int)
        /// A type name used as a value, e.g. `int` in `type(x) == int`.
        case type(TypeName)
        /// The function that a call means; `dropsReceiver` where the receiver was only a namespace (`math.abs(x)`).
        case function(FunctionSpec, dropsReceiver: Bool)
    }

    package var syntax: ExpressionSyntax
    /// The type of each node, by index.
    package var types: [ValueType]
    /// The reference of each node, by index.
    ///
    /// An identifier or call without one, which only ``CheckMode/dynamic`` lets pass, is unknown: evaluating it is an
    /// error. Where a select has one, the nodes below it mean nothing.
    package var references: [Reference?]

    package init(syntax: ExpressionSyntax, types: [ValueType], references: [Reference?]) {
        self.syntax = syntax
        self.types = types
        self.references = references
    }

    /// The type of the whole expression.
    package var type: ValueType { types[Int(syntax.root.index)] }
}
