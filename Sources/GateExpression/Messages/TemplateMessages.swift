import GateDiagnostics

/// What is wrong with a template's braces, E417.
extension ExpressionDiagnostic {
    static func templateNotClosed(at range: TextRange) -> Self {
        Self(
            .invalidTemplate,
            "`${` is not closed",
            at: range,
            notes: ["close it with }, or write $${ for the characters ${"]
        )
    }

    static func templateEmpty(at range: TextRange) -> Self {
        Self(
            .invalidTemplate,
            "`${}` holds no expression",
            at: range,
            notes: ["write a name or expression, e.g. ${email}, or $${} for the characters ${}"]
        )
    }

    static func templateTooLong(_ byteCount: Int, at range: TextRange) -> Self {
        Self(
            .invalidTemplate,
            "the text has \(byteCount) bytes, more than \(ExpressionLimits.templateBytesMax)",
            at: range,
            notes: ["send a shorter text, or split it over several headers or fields"]
        )
    }
}
