import GateCompiler
import GateExpression
import GateRuntime

/// Compiles and runs expressions for tests, from text to a readable result.
struct Evaluation {
    var variables: [VariableDeclaration] = []
    /// The variables' values by slot.
    var slots: [Value] = []
    /// Text of the request's head, for values whose place is the head.
    var head = ""
    var headers: [RequestHead.Header] = []
    /// The request's body.
    var json: String?
    var steps = 100_000
    var limits = EvaluationLimits()
    var mode = CheckMode.strict
    /// Constants of the test's own values.
    var builder = ProgramBuilder()

    struct Outcome {
        /// The value as text, or `error: code`.
        var text: String
        var fault: Fault?
        var faults: [ConstantFault] = []
        var lowered: LoweredExpression?
        var builder = ProgramBuilder()
        var stepsLeft = 0
        /// Entries in the arenas after the run: bytes, values, pending.
        var arenas: [Int] = []

        init(_ text: String) {
            self.text = text
        }
    }

    mutating func declare(_ name: String, _ type: ValueType, _ value: Value) {
        variables.append(VariableDeclaration(name: name, type: type, slot: UInt16(slots.count)))
        slots.append(value)
    }

    func compiled(_ text: String) -> Outcome {
        let (syntax, findings) = parseExpression(text)
        guard let syntax, findings.isEmpty else { return Outcome("parse: \(findings.map(\.message))") }
        let environment = ExpressionEnvironment(variables: variables)
        let (checked, errors) = checkExpression(syntax, environment: environment, mode: mode)
        guard let checked else { return Outcome("check: \(errors.map(\.message))") }
        var outcome = Outcome("compiled")
        outcome.builder = builder
        let lowered = lowerExpression(checked, into: &outcome.builder, slotCount: slots.count)
        outcome.lowered = lowered
        outcome.faults = lowered.faults
        return outcome
    }

    func callAsFunction(_ text: String) -> Outcome {
        var outcome = compiled(text)
        guard let program = outcome.lowered?.program else { return outcome }
        let headBytes = Array(head.utf8)
        let body = Array((json ?? "null").utf8)
        var parser = JSONParser()
        body.withUnsafeBufferPointer { body in
            headBytes.withUnsafeBufferPointer { headBytes in
                headers.withUnsafeBufferPointer { headers in
                    outcome.builder.withWorkspace(limits: limits) { tables, workspace in
                        workspace.head = ByteView(headBytes)
                        workspace.headers = TableView(headers)
                        workspace.stepsLeft = steps
                        do throws(JSONError) {
                            workspace.json = try parser.parse(ByteView(body))
                        } catch {
                            outcome.text = "json: \(error)"
                            return
                        }
                        evaluate(program, tables, &workspace, &outcome)
                    }
                }
            }
        }
        return outcome
    }

    private func evaluate(
        _ program: Program,
        _ tables: ProgramTables,
        _ workspace: inout Workspace,
        _ outcome: inout Outcome
    ) {
        do throws(Fault) {
            for slot in slots { try workspace.registers.append(slot) }
            let value = run(program, tables, &workspace)
            outcome.stepsLeft = workspace.stepsLeft
            outcome.arenas = [workspace.bytes.count, workspace.values.count, workspace.pending.count]
            outcome.fault = value.isError ? value.fault : nil
            outcome.text = try text(value, &workspace)
        } catch {
            outcome.text = "error: \(error.code)"
        }
    }

    private func text(_ value: Value, _ workspace: inout Workspace) throws(Fault) -> String {
        switch value.kind {
        case .absent: return "absent"
        case .null: return "null"
        case .bool: return "\(value.isTrue)"
        case .int: return "\(value.asInt)"
        case .uint: return "\(value.payload)u"
        case .double: return "\(value.asDouble)"
        case .string: return "\"\(workspace.view(value).string)\""
        case .bytes: return "b\(Array(workspace.view(value).unsafeBytes))"
        case .timestamp: return "timestamp(\(value.seconds), \(value.nanoseconds))"
        case .duration: return "duration(\(value.seconds), \(value.nanoseconds))"
        case .type: return value.namedType?.rawValue ?? "type"
        case .list:
            var parts: [String] = []
            for (_, element) in try workspace.elements(of: value) { parts.append(try text(element, &workspace)) }
            return "[\(parts.joined(separator: ", "))]"
        case .map:
            var parts: [String] = []
            for (key, element) in try workspace.elements(of: value) {
                parts.append("\(try text(key, &workspace)): \(try text(element, &workspace))")
            }
            return "{\(parts.joined(separator: ", "))}"
        case .optional: return value.payload == 0 ? "none" : "some"
        case .ip, .cidr: return "\(value.kind)"
        case .error: return "error: \(value.fault.code)"
        }
    }
}
