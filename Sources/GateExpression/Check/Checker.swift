import GateRuntime

/// One run over an expression's tree, from the root down.
struct Checker {
    typealias NodeID = ExpressionSyntax.NodeID
    typealias Reference = CheckedExpression.Reference

    /// A variable of an enclosing macro.
    struct Local {
        var name: String
        var macro: NodeID
        var position: Int
        var type: ValueType
        /// Its place in the samples.
        var place: SampleShape.NodeID?
    }

    let syntax: ExpressionSyntax
    let environment: ExpressionEnvironment
    let mode: CheckMode
    let library: [String: FunctionSpec]
    var inference = TypeInference()
    var locals: [Local] = []
    private(set) var diagnostics: [ExpressionDiagnostic] = []
    private var types: [ValueType]
    private var references: [Reference?]
    /// The place in the samples that each node reads; empty where there are no samples.
    private(set) var places: [SampleShape.NodeID?]

    init(
        syntax: ExpressionSyntax,
        environment: ExpressionEnvironment,
        mode: CheckMode,
        library: [String: FunctionSpec]
    ) {
        self.syntax = syntax
        self.environment = environment
        self.mode = mode
        self.library = library
        self.types = Array(repeating: .dyn, count: syntax.nodes.count)
        self.references = Array(repeating: nil, count: syntax.nodes.count)
        self.places = environment.samples == nil ? [] : Array(repeating: nil, count: syntax.nodes.count)
    }

    /// The outcome, once the root is checked.
    func finished() -> CheckedExpression {
        CheckedExpression(syntax: syntax, types: types.map { inference.settled($0) }, references: references)
    }

    // MARK: Nodes

    /// Checks a node and what is below it.
    @discardableResult
    mutating func check(_ id: NodeID) -> ValueType {
        let type =
            switch syntax[id].kind {
            case .literal(let literal): literal.type
            case .identifier, .select: checkNameOrField(id)
            case .has(let operand, let field, let fieldRange): checkHas(operand, field, fieldRange)
            case .call(let function, let receiver, let arguments, let nameRange):
                checkCall(id, function, receiver: receiver, arguments: arguments, nameRange: nameRange)
            case .list(let elements, let optionalIndices): checkList(elements, Set(optionalIndices))
            case .map(let entries): checkMap(entries)
            case .macro(let macro): checkMacro(id, macro)
            }
        // A type that grows without end, through names bound to names, is left to the machine.
        let bounded = type.isDeeper(than: ExpressionLimits.typeDepthMax) ? .dyn : inference.resolved(type)
        types[Int(id.index)] = bounded
        return bounded
    }

    /// Checks a node that must give a bool.
    mutating func checkBool(_ id: NodeID, purpose: String) {
        judgeBool(check(id), id, purpose)
    }

    @inline(never)
    private mutating func judgeBool(_ type: ValueType, _ id: NodeID, _ purpose: String) {
        if type.isOpen || type.withoutNull == .bool { return }
        if case .nullable(let wrapped) = type, inference.resolved(wrapped).isOpen { return }
        report(.notBool(purpose: purpose, found: shown(type), text: textSource(id), at: range(id)))
    }

    func range(_ id: NodeID) -> ExpressionSyntax.TextRange { syntax[id].range }

    func type(of id: NodeID) -> ValueType { inference.resolved(types[Int(id.index)]) }

    mutating func refer(_ id: NodeID, to reference: Reference, type: ValueType) {
        references[Int(id.index)] = reference
        types[Int(id.index)] = type
        if case .variable(let variable) = reference { setPlace(of: id, to: variable.place) }
    }

    /// The place in the samples that a node reads.
    func place(of id: NodeID) -> SampleShape.NodeID? { places.isEmpty ? nil : places[Int(id.index)] }

    mutating func setPlace(of id: NodeID, to place: SampleShape.NodeID?) {
        if !places.isEmpty { places[Int(id.index)] = place }
    }

    /// Sets a node's type alone.
    mutating func refer(_ id: NodeID, type: ValueType) { types[Int(id.index)] = type }

    /// The operator or function that a call means, where the library has it.
    mutating func refer(_ id: NodeID, toFunction name: String, dropsReceiver: Bool = false) {
        guard let spec = library[name] else { return }
        references[Int(id.index)] = .function(spec, dropsReceiver: dropsReceiver)
    }

    /// The type as a message shows it.
    func shown(_ type: ValueType) -> String {
        let settled = inference.settled(type)
        // What comes out of samples is always taken to be null as well, which is no news.
        return (isSampled ? settled.withoutAnyNull : settled).description
    }

    /// Whether nothing is reported any more: in dynamic mode, and past the limit.
    ///
    /// Costly searches look at it first.
    var isSilent: Bool { mode == .dynamic || diagnostics.count >= ExpressionLimits.diagnosticCountMax }

    /// Reports an error, unless there are enough.
    mutating func report(_ diagnostic: ExpressionDiagnostic) {
        // Past the limit there is an error already, so the outcome is the same.
        if !isSilent { diagnostics.append(isSampled ? withEvidence(diagnostic) : diagnostic) }
    }

    // MARK: Text sources

    /// A value that came in as text, and how to make a number of it.
    struct TextSource {
        /// The expression as written: `page` or `headers.x`.
        var expression: String
        var origin: String
        /// Whether the expression is an extracted name, which can be given a type.
        var isName: Bool
        /// Whether only the samples say that it is a text, so that no `type:` can make a number of it.
        var isSampled = false
    }

    /// The text source that a node reads, if it is a text.
    func textSource(_ id: NodeID) -> TextSource? {
        guard inference.settled(type(of: id)).withoutNull == .string else { return nil }
        if let sampled = sampledText(id) { return sampled }
        var source = id
        while true {
            if case .variable(let variable) = references[Int(source.index)] {
                guard variable.isText else { return nil }
                let text = Unparser.text(of: id, in: syntax)
                return TextSource(expression: text, origin: variable.origin, isName: source == id)
            }
            switch syntax[source].kind {
            case .select(let operand, _, _, _): source = operand
            case .call("_[_]", nil, let arguments, _):
                guard let operand = arguments.first else { return nil }
                source = operand
            default: return nil
            }
        }
    }
}

extension ExpressionSyntax.Literal {
    var type: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        }
    }
}
