import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// A value that a caller gives to an input of a flow.
struct GivenInput {
    var value: CheckedValue
}

extension BlockChecker {
    /// Checks the values of a call in the scope of the caller, one for each input of the flow; nil where one is wrong.
    mutating func checkInputs(
        of flow: FlowConfig,
        _ step: StepConfig,
        _ call: SourceSpan,
        _ context: inout CompileContext
    ) -> [GivenInput]? {
        let known = context.errorCount
        let names = flow.inputs.map(\.name.value)
        for binding in step.inputs where !names.contains(binding.name.value) {
            context.report(.unknownInput(binding.name.value, known: names, flow.name, at: binding.name.span))
        }
        var given: [GivenInput] = []
        for input in flow.inputs {
            guard let binding = step.inputs.first(where: { $0.name.value == input.name.value }) else {
                if input.defaultKey == nil {
                    context.report(.missingInput(input.name, of: flow.name.value, at: step.inputsKey ?? call))
                }
                given.append(GivenInput(value: CheckedValue(tree: .null, type: .null)))
                continue
            }
            let role = "input \(input.name.value) of \"\(flow.name.value)\""
            guard let value = checkValue(binding.value, role: role, &context) else { continue }
            let declared = target(of: input)
            if !value.checked.type.mayBe(declared, nullIsRight: input.defaultKey != nil) {
                context.report(
                    .inputType("\(value.checked.type)", input.type?.value ?? "any", input.name, at: binding.value.span)
                )
            }
            given.append(GivenInput(value: value.checked))
        }
        return context.errorCount == known ? given : nil
    }

    /// Binds the inputs of a flow in the flow's own scope.
    mutating func bindInputs(
        of flow: FlowConfig,
        _ given: [GivenInput],
        _ context: inout CompileContext
    ) -> [CheckedBinding] {
        var bindings: [CheckedBinding] = []
        for (input, value) in zip(flow.inputs, given) {
            let type = declaredType(of: input, &context)
            let variable = bind(
                input.name,
                type: type,
                proven: type,
                origin: "an input of the flow",
                &context
            )
            let target = target(of: input)
            if case .value(let expression) = value.value.tree {
                // What is converted or filled in is not the same to the solver, only to one who looks for a request.
                if target == .any, input.defaultKey == nil {
                    define(variable, as: expression)
                } else {
                    sources[variable.id] = expression
                }
            }
            bindings.append(
                CheckedBinding(
                    name: variable.name,
                    slot: Int(variable.slot),
                    value: value.value,
                    target: target,
                    defaultValue: input.defaultValue,
                    span: input.name.span
                )
            )
        }
        return bindings
    }

    /// The type that the flow's expressions see.
    func declaredType(of input: FlowConfig.Input, _ context: inout CompileContext) -> ValueType {
        if let value = input.defaultValue { checkDefault(value, target(of: input), input.type, &context) }
        return target(of: input).valueType
    }

    private func target(of input: FlowConfig.Input) -> ExtractionEntry.Target {
        input.type.flatMap { targets[$0.value] } ?? .any
    }
}

extension ValueType {
    /// Whether some value of the type is one of a declared type; nothing is said of what is known at run time only.
    fileprivate func mayBe(_ target: ExtractionEntry.Target, nullIsRight: Bool) -> Bool {
        switch (target, withoutNull) {
        case (.any, _), (_, .dyn), (.int, .int), (.double, .double), (.double, .int), (.double, .uint), (.bool, .bool),
            (.string, .string), (.timestamp, .timestamp), (.list, .list), (.map, .map):
            true
        case (_, .null): nullIsRight
        default: false
        }
    }
}
