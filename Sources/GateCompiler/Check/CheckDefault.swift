import GateConfig
import GateDiagnostics
import GateRuntime

extension ConfigTree {
    var isNull: Bool { if case .null = self { true } else { false } }
}

/// Checks that a default has the declared type; without one, any value will do.
func checkDefault(
    _ value: ConfigTree,
    _ target: ExtractionEntry.Target,
    _ type: Located<String>?,
    _ context: inout CompileContext
) {
    let fits: Bool =
        switch (target, value) {
        case (.any, _), (_, .null): true
        case (.int, .int), (.double, .int), (.double, .double), (.bool, .bool), (.list, .list), (.map, .map): true
        case (.string, .string): true
        case (.timestamp, .string(let text)): isTimestamp(text.text)
        default: false
        }
    if fits { return }
    context.report(.defaultType(found: describe(value), expected: type?.value ?? "string", at: value.span))
}

private func describe(_ value: ConfigTree) -> String {
    switch value {
    case .null: "null"
    case .bool: "a bool"
    case .int: "an int"
    case .double: "a double"
    case .string: "text"
    case .list: "a list"
    case .map: "a map"
    }
}

private func isTimestamp(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { parseTimestampText(ByteView($0)) != nil }
}
