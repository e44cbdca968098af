import GateDiagnostics
import GateYAML

/// A named secret: where its value is read from when the file is loaded.
package struct SecretConfig: Sendable {
    /// Where a value lives.
    package enum Source: Sendable, Equatable {
        /// A variable of the process's environment.
        case environment(String)
        /// A file of systemd's credentials directory (systemd.exec(5), LoadCredential).
        case credential(String)
        /// A file by its absolute path.
        case file(String)
    }

    package var name: Located<String>
    /// Nil where it could not be decoded; reported already.
    package var source: Located<Source>?

    var sources: [Located<Source>] = []

    init(name: Located<String>) {
        self.name = name
    }
}

extension SecretConfig {
    static let spec = ObjectSpec<SecretConfig>(
        name: "secret",
        doc: """
            Where a secret's value is read from: exactly one of the keys. A newline at the end of a file is not part \
            of the value; an empty value is refused.
            """,
        fields: [
            source(
                "env",
                doc: "The name of an environment variable.",
                example: "SYSTEMEIO_PASSWORD",
                pattern: TextPattern("^[A-Za-z_][A-Za-z0-9_]*$", takesBareWords: true)
            ) { name in
                isEnvironmentName(name) ? .environment(name) : nil
            },
            source(
                "credential",
                doc: "The name of a systemd credential: a file in $CREDENTIALS_DIRECTORY.",
                example: "github-key",
                pattern: TextPattern("^[^/]+$", takesBareWords: true)
            ) { name in
                name.isEmpty || name.contains("/") || name == "." || name == ".." ? nil : .credential(name)
            },
            source(
                "file",
                doc: "The absolute path of a file, at most 64 KiB.",
                example: "/run/secrets/key",
                pattern: TextPattern("^/")
            ) { path in
                path.hasPrefix("/") ? .file(path) : nil
            },
        ],
        isSensitive: true,
        rules: [.exactlyOne(["env", "credential", "file"])]
    )

    private static func source(
        _ key: String,
        doc: String,
        example: String,
        pattern: TextPattern,
        make: @escaping @Sendable (String) -> Source?
    ) -> FieldSpec<SecretConfig> {
        FieldSpec(key, .text, doc: doc, example: example, pattern: pattern) { secret, id, _, decoder in
            if case .scalar = decoder.document[id].content {} else { decoder.redact(decoder.document[id].span) }
            guard let text = decoder.text(id, what: "text such as \(example)") else { return }
            guard let source = make(text.value) else {
                decoder.report(.invalidSecretSource(key, example: example, at: text.span))
                decoder.redact(text.span)
                return
            }
            secret.sources.append(Located(source, at: text.span))
        }
    }

    private static func isEnvironmentName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first < 0x30 || first > 0x39 else { return false }
        return name.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
    }
}

extension ConfigDecoder {
    mutating func secrets(_ id: YAMLDocument.NodeID) -> [SecretConfig] {
        guard let entries = mapping(id, what: "secrets by name") else {
            redact(document[id].span)
            return []
        }
        return entries.map { secret($0) }
    }

    private mutating func secret(_ entry: YAMLNode.Entry) -> SecretConfig {
        var secret = SecretConfig(name: Located(entry.key.text, at: entry.keySpan))
        checkName(entry)
        guard case .mapping(let keys) = document[entry.value].content else {
            report(.literalSecret(at: document[entry.value].span))
            redact(document[entry.value].span)
            return secret
        }
        let known = diagnostics.count
        object(entry.value, by: SecretConfig.spec, into: &secret, place: entry.keySpan)
        let sourceKeys = keys.count { key in SecretConfig.spec.fields.contains { $0.description.name == key.key.text } }
        if sourceKeys != 1, diagnostics.count == known || sourceKeys > 1 {
            report(.secretSource(sourceKeys, at: entry.keySpan))
        }
        if sourceKeys == 1 { secret.source = secret.sources.first }
        return secret
    }
}
