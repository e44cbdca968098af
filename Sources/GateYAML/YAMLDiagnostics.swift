import GateDiagnostics

// Every text that reading YAML can show. E101 is in YAMLSyntaxDiagnostics.swift.

/// What a tag stands before.
enum TaggedKind: String {
    case scalar, sequence, mapping
}

// MARK: E102 and E103

extension Diagnostic {
    static func duplicateKey(_ key: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlDuplicateKey,
            "key \(quoted(key)) is there twice",
            at: span,
            label: "again here",
            context: [Label(first, "first here")],
            notes: ["remove one of them, or give it another name"]
        )
    }

    static func unknownAlias(_ name: String, at span: SourceSpan, near: String?) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlUnknownAlias,
            "no anchor \(quoted(name)) before this alias",
            at: span,
            notes: [
                near.map { "did you mean `*\($0)`?" }
                    ?? "define it earlier in the file with `&\(name)`, or quote the value if `*` is meant as text"
            ]
        )
    }

    static func recursiveAlias(_ name: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlUnknownAlias,
            "alias \(quoted(name)) is inside its own anchor",
            at: span,
            notes: ["a value cannot contain itself; move the alias out of the anchored value"]
        )
    }
}

// MARK: E104

extension Diagnostic {
    static func fileTooLarge(limit: Int, file: UInt32) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlLimit,
            "the file is larger than the limit of \(limit) bytes",
            at: SourceSpan(file: file, start: 0, end: 0),
            notes: ["a configuration is one file: take endpoints out, and serve them from a gateway of their own"]
        )
    }

    static func tooDeep(limit: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlLimit,
            "nested deeper than the limit of \(limit) levels",
            at: span,
            notes: ["write it with fewer lists and mappings inside each other"]
        )
    }

    static func tooDeepByAlias(_ name: String, limit: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlLimit,
            "with alias \(quoted(name)) put in, nested deeper than the limit of \(limit) levels",
            at: span,
            notes: ["write it with fewer lists and mappings inside each other"]
        )
    }

    static func tooManyNodes(limit: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlLimit,
            "more than \(limit) values, lists and mappings in one file",
            at: span,
            label: "the limit is passed here",
            notes: ["a configuration is one file: take endpoints out, and serve them from a gateway of their own"]
        )
    }

    static func tooManyByAliases(limit: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlLimit,
            "aliases make the file larger than the limit of \(limit) values, lists and mappings",
            at: span,
            label: "the limit is passed here",
            notes: ["use fewer aliases of large values, above all aliases within anchored values"]
        )
    }

    static func noMemory(at span: SourceSpan) -> Diagnostic {
        Diagnostic(.error, .yamlLimit, "not enough memory to read the file", at: span)
    }
}

// MARK: E105

extension Diagnostic {
    static func unsupportedTag(_ tag: String, of kind: TaggedKind, at span: SourceSpan) -> Diagnostic {
        let prefix = "tag:yaml.org,2002:"
        let shown = tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count) : tag
        let allowed =
            switch kind {
            case .scalar: "!!str, !!int, !!float, !!bool and !!null"
            case .sequence: "!!seq"
            case .mapping: "!!map"
            }
        var notes = ["a \(kind.rawValue) can have \(kind == .scalar ? "the tags" : "the tag") \(allowed)"]
        if !tag.hasPrefix(prefix) { notes.insert("put the value in quotes if `!` is meant as text", at: 0) }
        return Diagnostic(.error, .yamlUnsupported, "tag \(quoted(shown)) is not supported", at: span, notes: notes)
    }

    static func tagMismatch(_ tag: CoreSchema.ScalarTag, text: String, at span: SourceSpan) -> Diagnostic {
        let name = tag.rawValue.split(separator: ":").last ?? ""
        return Diagnostic(
            .error,
            .yamlUnsupported,
            "\(quoted(text)) is not of the type that tag \(quoted("!!" + name)) asks for",
            at: span,
            notes: ["remove the tag, or write a value of that type"]
        )
    }

    static func mergeKey(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlUnsupported,
            "merge key `<<` is not part of YAML 1.2",
            at: span,
            notes: ["write the keys out, or give the whole mapping an anchor `&name` and use it as `key: *name`"]
        )
    }

    static func complexKey(at span: SourceSpan, isTemplate: Bool) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlUnsupported,
            isTemplate ? "unquoted `{{` begins a mapping, not text" : "a key must be text, not a list or mapping",
            at: span,
            notes: [isTemplate ? "put the value in quotes" : "put the key in quotes if its brackets are meant as text"]
        )
    }

    static func severalDocuments(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .error,
            .yamlUnsupported,
            "a second document begins here",
            at: span,
            label: "not read from here on",
            notes: ["a file holds one document; remove the `---`, or put what follows into a file of its own"]
        )
    }
}

// MARK: E106

extension Diagnostic {
    static func wideEncoding(_ name: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(.error, .yamlEncoding, "the file is \(name), not UTF-8", at: span, notes: ["save it as UTF-8"])
    }

    static func invalidUTF8(first: UInt8, at span: SourceSpan) -> Diagnostic {
        let byte = String(first, radix: 16, uppercase: true)
        return Diagnostic(
            .error,
            .yamlEncoding,
            "byte 0x\(byte) is not part of a UTF-8 character",
            at: span,
            notes: ["save the file as UTF-8"]
        )
    }

    static func forbiddenCharacter(_ scalar: Unicode.Scalar, at span: SourceSpan) -> Diagnostic {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let kind =
            switch scalar.value {
            case 0xFEFF: "byte order mark \(code) inside the file"
            case 0x85, 0x2028, 0x2029: "line separator \(code)"
            default: scalar.properties.generalCategory == .control ? "control character \(code)" : "character \(code)"
            }
        let escape = scalar.value <= 0xFF ? "\\x" + digits.suffix(2).leftPadded(2) : "\\u" + digits.leftPadded(4)
        return Diagnostic(
            .error,
            .yamlEncoding,
            "\(kind) is not allowed",
            at: span,
            notes: ["remove it, or write it as \"\(escape)\" in double quotes"]
        )
    }
}

/// A name out of the file for a message: in quotes, cut to 60 characters.
func quoted(_ text: some StringProtocol) -> String {
    text.count <= 60 ? "\"\(text)\"" : "\"\(text.prefix(57))...\""
}

extension StringProtocol {
    fileprivate func leftPadded(_ count: Int) -> String {
        String(repeating: "0", count: Swift.max(0, count - self.count)) + self
    }
}
