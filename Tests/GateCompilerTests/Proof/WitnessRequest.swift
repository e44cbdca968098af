import GateCompiler
import GateExpression
import GateRuntime

/// A request made of assignments, as the conditions of ``ProofNames`` see it.
struct WitnessRequest {
    private var body = WitnessValue.null
    private var roots: [Int: WitnessValue] = [:]

    init(_ assignments: [InputAssignment]) {
        for assignment in assignments {
            let steps = assignment.place.steps[...]
            switch assignment.place.root {
            case .body: body.set(steps, to: assignment.value)
            case .query: roots[1, default: .map([])].set(steps, to: assignment.value)
            case .headers: roots[2, default: .map([])].set(steps, to: assignment.value)
            case .params: roots[3, default: .map([])].set(steps, to: assignment.value)
            case .variable(let id): roots[id, default: .null].set(steps, to: assignment.value)
            case .requestID, .requestMethod, .requestPath, .requestIP, .requestTime:
                // The names of these tests have other types in these slots.
                if let slot = slot(of: assignment.place.root) {
                    roots[slot, default: .null].set(steps, to: assignment.value)
                }
            }
        }
    }

    private func slot(of root: InputPlace.Root) -> Int? {
        switch root {
        case .requestID: 4
        case .requestMethod: 5
        case .requestPath: 6
        case .requestIP: 7
        case .requestTime: 8
        default: nil
        }
    }

    /// What a condition comes out as; nil for an error.
    func outcome(of checked: CheckedExpression) throws -> Bool? {
        var tables = TruthTables(bodies: [json(body)])
        tables.values = ProofNames.variables.enumerated().map { index, variable in
            let value = value(roots[index] ?? plain(variable.type), &tables.builder)
            return (variable.name, [variable.type == .uint ? .uint(value.payload) : value])
        }
        return try tables.outcomes(of: checked).first ?? nil
    }

    /// What a name has that nothing was found for: something of its type.
    private func plain(_ type: ValueType) -> WitnessValue {
        switch type {
        case .int, .uint: .int(0)
        case .double: .double(0)
        case .string: .string("")
        case .bool: .bool(false)
        case .timestamp: .timestamp(0, 0)
        case .list: .list([])
        case .map: .map([])
        default: .null
        }
    }

    private func value(_ witness: WitnessValue, _ builder: inout ProgramBuilder) -> Value {
        switch witness {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .double(let value): return .double(value)
        case .string(let text): return builder.string(text)
        case .timestamp(let seconds, let nanoseconds): return .timestamp(seconds: seconds, nanoseconds: nanoseconds)
        case .list(let elements): return builder.list(elements.map { value($0, &builder) })
        case .map(let members):
            return builder.map(members.map { (builder.string($0.name), value($0.value, &builder)) })
        }
    }

    private func json(_ witness: WitnessValue) -> String {
        switch witness {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .double(let value): "\(value)"
        case .string(let text): quoted(text)
        case .timestamp: quoted(witness.text ?? "")
        case .list(let elements): "[\(elements.map(json).joined(separator: ", "))]"
        case .map(let members):
            "{\(members.map { "\(quoted($0.name)): \(json($0.value))" }.joined(separator: ", "))}"
        }
    }

    private func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case "\n": "\\n"
            case "\t": "\\t"
            default: String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
