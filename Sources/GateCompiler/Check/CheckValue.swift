import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

extension BlockChecker {
    /// Checks a value that a step makes: any value with `${…}` in its texts.
    ///
    /// `sampled` is the type that samples give it, where that is known.
    func checkValue(
        _ tree: ConfigTree,
        role: String,
        _ context: inout CompileContext
    ) -> (checked: CheckedValue, sampled: ValueType?)? {
        guard let checked = checkTree(tree, scope: scope, role: role, &context) else { return nil }
        return (CheckedValue(tree: checked, type: checked.type), sampledType(of: checked))
    }

    private func sampledType(of tree: CheckedTree) -> ValueType? {
        guard case .value(let expression) = tree, let samples = scope.samples else { return nil }
        let review = reviewExpression(
            expression.expression.syntax,
            environment: samples.environment,
            assuming: samples.assumption,
            use: .value
        )
        return review.type
    }

    /// Checks what a flow gives to its caller.
    mutating func checkOutput(
        _ tree: ConfigTree,
        at span: SourceSpan,
        _ context: inout CompileContext
    ) -> CheckedStep? {
        guard let frame = frames.last else {
            context.report(.outputOutsideFlow(at: span))
            return nil
        }
        guard let value = checkValue(tree, role: "output of \"\(frame.flow)\"", &context) else { return nil }
        frames[frames.count - 1].outputs.append(value.checked.type)
        frames[frames.count - 1].exits.append(facts)
        return .output(frame.wantsOutput ? value.checked : nil)
    }
}

extension CheckedTree {
    /// The type of the value.
    var type: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .double: .double
        case .text: .string
        case .value(let expression): expression.expression.type
        case .list(let items): .list(ValueType.common(items.map(\.type)))
        case .map(let members): .map(.string, ValueType.common(members.map(\.value.type)))
        }
    }
}

extension CheckedTree {
    /// What the value is in every request, whatever its expressions give.
    var provenType: ValueType {
        switch self {
        case .null, .bool, .int, .double, .text: type
        case .value: .dyn
        case .list: .list(.dyn)
        case .map: .map(.string, .dyn)
        }
    }
}

extension ValueType {
    /// The type that all of them have; dyn where they differ.
    static func common(_ types: [ValueType]) -> ValueType {
        guard let first = types.first else { return .dyn }
        let plain = types.filter { $0 != .null }.map(\.withoutNull)
        guard let type = plain.first else { return first }
        guard plain.allSatisfy({ $0 == type }), type != .dyn else { return .dyn }
        let hasNull = plain.count < types.count || types.contains { if case .nullable = $0 { true } else { false } }
        return hasNull ? .nullable(type) : type
    }
}
