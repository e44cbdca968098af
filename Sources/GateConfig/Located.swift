package import GateDiagnostics
package import GateYAML

/// A decoded value and where it stands in the file.
package struct Located<Value: Sendable>: Sendable {
    package var value: Value
    package var span: SourceSpan

    package init(_ value: Value, at span: SourceSpan) {
        self.value = value
        self.span = span
    }
}

extension Located: Equatable where Value: Equatable {}

/// A scalar that holds an expression, a path or a template: its text, and the map from the text to the file.
package struct ConfigText: Sendable {
    package var scalar: YAMLScalar
    package var span: SourceSpan

    package init(scalar: YAMLScalar, span: SourceSpan) {
        self.scalar = scalar
        self.span = span
    }

    package var text: String { scalar.text }

    /// Whether nothing is written there.
    package var isBlank: Bool { scalar.value == .null || scalar.text.allSatisfy(\.isWhitespace) }
}

/// A value of any shape, as `json:` and `default:` take it.
package indirect enum ConfigTree: Sendable {
    case null(SourceSpan)
    case bool(Bool, SourceSpan)
    case int(Int64, SourceSpan)
    case double(Double, SourceSpan)
    case string(ConfigText)
    case list([ConfigTree], SourceSpan)
    case map([Member], SourceSpan)

    /// A key and its value.
    package struct Member: Sendable {
        package var key: ConfigText
        package var value: ConfigTree
    }

    /// Where the value stands.
    package var span: SourceSpan {
        switch self {
        case .null(let span), .bool(_, let span), .int(_, let span), .double(_, let span), .list(_, let span),
            .map(_, let span):
            span
        case .string(let text): text.span
        }
    }
}
