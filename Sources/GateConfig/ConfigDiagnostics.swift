import GateDiagnostics

extension Diagnostic {
    static func unknownKey(
        _ name: String,
        in object: ObjectDescription,
        near: String?,
        at span: SourceSpan
    ) -> Diagnostic {
        let names = object.fields.map(\.name).joined(separator: ", ")
        let note = near.map { "did you mean \"\($0)\"?" } ?? "the keys of \(object.name) are \(names)"
        return Diagnostic(.unknownKey, "unknown key \"\(name)\" in \(object.name)", at: span, notes: [note])
    }

    /// An unknown key where a secret may have been written: its text is not repeated.
    static func unknownKeyHidden(in object: ObjectDescription, near: String?, at span: SourceSpan) -> Diagnostic {
        let names = object.fields.map(\.name).joined(separator: ", ")
        return Diagnostic(
            .unknownKey,
            "unknown key in \(object.name)",
            at: span,
            notes: [near.map { "did you mean \"\($0)\"?" } ?? "the keys of \(object.name) are \(names)"]
        )
    }

    static func missingKey(
        _ field: FieldDescription,
        in object: ObjectDescription,
        at span: SourceSpan
    ) -> Diagnostic {
        if field.name == "auth" { return .missingAuth(at: span) }
        let example = field.example.map { "add \"\(field.name): \($0)\"" } ?? "add \"\(field.name):\""
        return Diagnostic(
            .missingKey,
            "\(object.name) lacks the key \"\(field.name)\"",
            at: span,
            notes: [example]
        )
    }

    private static func missingAuth(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingAuth,
            "the endpoint does not say who may call it",
            at: span,
            notes: [
                "add \"auth:\" with \"basic:\" or \"source_ip:\", or write \"auth: none\" to let anybody call it"
            ]
        )
    }

    static func wrongType(expected: String, found: String, at span: SourceSpan) -> Diagnostic {
        let note: String? =
            switch (expected, found) {
            case ("a CEL expression", "a list"): "write one expression; join conditions with && or ||"
            case (_, "a list") where expected.hasPrefix("a mapping"): "write \"name: value\" lines without a dash"
            case (_, "a mapping") where expected.hasPrefix("a list"): "write \"- item\" lines, or [item, item]"
            case (_, "text") where expected.hasPrefix("a status"), ("an integer", "text"):
                "write the number without quotes"
            default: nil
            }
        return Diagnostic(.wrongType, "expected \(expected), found \(found)", at: span, notes: note.map { [$0] } ?? [])
    }

    static func notBool(found: String, _ text: String, at span: SourceSpan) -> Diagnostic {
        let words = ["yes": "true", "on": "true", "no": "false", "off": "false"]
        let note = words[text.lowercased()].map { "\"\(text)\" is text in YAML 1.2; write \($0)" }
        return Diagnostic(
            .wrongType,
            "expected true or false, found \(found)",
            at: span,
            notes: [note ?? "write true or false, without quotes"]
        )
    }

    static func notQuantity(_ text: String, expected: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .wrongType,
            "expected \(expected), found \"\(text)\"",
            at: span,
            notes: ["write a whole number and its unit without a space between them"]
        )
    }

    static func notShare(_ text: String, expected: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .wrongType,
            "expected \(expected), found \"\(text)\"",
            at: span,
            notes: ["write the percent sign without a space, and at most four digits after the point"]
        )
    }

    static func duplicateWord(_ text: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidValue,
            "\"\(text)\" is given twice",
            at: span,
            context: [Label(first, "first here")],
            notes: ["remove one"]
        )
    }

    static func outOfRange(_ text: String, _ lowest: String, _ highest: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(.invalidValue, "\(text) is out of range: \(lowest) to \(highest)", at: span)
    }

    static func unknownWord(_ text: String, of words: [String], at span: SourceSpan) -> Diagnostic {
        let near = Suggestion.nearest(to: text, in: words).map { "did you mean \"\($0)\"?" }
        return Diagnostic(
            .invalidValue,
            "unknown value \"\(text)\"",
            at: span,
            notes: [near ?? "one of \(words.joined(separator: ", "))"]
        )
    }

    static func emptyList(of what: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(.invalidValue, "the list is empty, expected \(what)", at: span)
    }

    static func emptyMapping(of what: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(.invalidValue, "the mapping is empty, expected \(what)", at: span)
    }

    static func treeTooDeep(limit: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(.yamlLimit, "the value is nested more than \(limit) levels deep", at: span)
    }

    static func notJSON(_ text: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidValue,
            "\(text) is not a number of JSON",
            at: span,
            notes: ["write a finite number, or quote it to make it text"]
        )
    }

    static func languageVersion(found: String?, at span: SourceSpan) -> Diagnostic {
        guard let found else {
            return Diagnostic(
                .languageVersion,
                "the file does not say which language version it is written in",
                at: span,
                notes: ["begin the file with \"hookgate: 1\""]
            )
        }
        return Diagnostic(
            .languageVersion,
            "language version \(found) is not known",
            at: span,
            notes: ["this hookgate reads version 1: write \"hookgate: 1\""]
        )
    }

    static func emptyFile(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingKey,
            "the file declares nothing",
            at: span,
            notes: ["begin with \"hookgate: 1\" and an endpoint under \"endpoints:\"; see man hookgate.yaml"]
        )
    }

    static func conflictingKeys(_ first: String, _ second: String, firstAt: SourceSpan, at span: SourceSpan)
        -> Diagnostic
    {
        Diagnostic(
            .conflictingKeys,
            "\"\(second)\" cannot stand beside \"\(first)\"",
            at: span,
            context: [Label(firstAt, "\"\(first)\" is here")],
            notes: ["keep one of the two"]
        )
    }

    static func literalSecret(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .literalSecret,
            "a secret is written into the file",
            at: span,
            notes: [
                "refer to it: { env: NAME }, { credential: NAME } or { file: /PATH }",
                "if the file has left this machine, change the secret",
            ],
            redacted: [span]
        )
    }

    static func secretSource(_ found: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .conflictingKeys,
            found == 0 ? "the secret has no source" : "the secret has \(found) sources",
            at: span,
            notes: ["give exactly one of \"env\", \"credential\" and \"file\""]
        )
    }

    static func extractionSource(_ found: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .conflictingKeys,
            found == 0 ? "the extraction has no source" : "the extraction has \(found) sources",
            at: span,
            notes: ["give exactly one of \"body\", \"query\", \"header\" and \"param\""]
        )
    }
}

extension Diagnostic {
    static func invalidName(_ name: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidValue,
            "\"\(name)\" cannot be a name",
            at: span,
            notes: ["use 1 to 64 letters, digits, \"_\", \"-\" and \".\""]
        )
    }

    static func invalidSecretSource(_ key: String, example: String, at span: SourceSpan) -> Diagnostic {
        let what =
            switch key {
            case "env": "the name of an environment variable"
            case "credential": "the name of a credential, without a slash"
            default: "an absolute path"
            }
        return Diagnostic(
            .invalidValue,
            "\"\(key)\" must be \(what)",
            at: span,
            notes: ["write for example \"\(key): \(example)\"; the secret itself does not belong in the file"]
        )
    }

    static func authShape(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingAuth,
            "\"auth\" names no verifier",
            at: span,
            notes: ["write \"basic:\" or \"source_ip:\" under it, or \"auth: none\" to let anybody call the endpoint"]
        )
    }

    static func invalidUsername(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidValue,
            "a user name must not be empty or hold a colon",
            at: span,
            notes: ["in Basic credentials the colon ends the user name (RFC 7617, section 2)"]
        )
    }

    static func secretNameShape(_ key: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .wrongType,
            "\"\(key)\" takes the name of a secret",
            at: span,
            notes: ["declare the secret under \"secrets:\" at the top of the file and name it here"]
        )
    }

    static func elseWithValue(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .misplacedElse,
            "\"else:\" takes no value",
            at: span,
            notes: ["write \"- else:\" and on the next line, at the same depth, \"respond:\" or \"branches:\""]
        )
    }

    static func invalidStatus(_ status: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidStatus,
            "\(status) is not a status that can be answered",
            at: span,
            notes: ["use 200 to 599"]
        )
    }
}
