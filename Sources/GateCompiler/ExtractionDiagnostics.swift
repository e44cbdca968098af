import GateDiagnostics

extension Diagnostic {
    static func reservedName(_ name: String, _ why: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .reservedName,
            "\"\(name)\" cannot be the name of a value: \(why)",
            at: span,
            notes: [name.contains("-") ? "write \(name.replacing("-", with: "_"))" : "choose another"]
        )
    }

    static func unknownParameter(_ name: String, known: [String], at span: SourceSpan) -> Diagnostic {
        let near = Suggestion.nearest(to: name, in: known).map { "did you mean \"\($0)\"?" }
        let list =
            known.isEmpty
            ? "the path has no {parameters}" : "the path's parameters are \(known.joined(separator: ", "))"
        return Diagnostic(
            .invalidExtraction,
            "the path has no parameter \"\(name)\"",
            at: span,
            notes: [near ?? list]
        )
    }

    static func invalidQueryPath(_ text: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidExtraction,
            "\"\(text)\" is not a path into the query string",
            at: span,
            notes: ["write a name such as page, or a path such as page[0].id; quote odd names: [\"a.b\"]"]
        )
    }

    static func mixedQueries(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidExtraction,
            "a query that can match several places cannot be one of alternatives",
            at: span,
            notes: ["it always gives a list, so the paths after it would never be read; use a path to one place"]
        )
    }

    static func listNotScalar(_ type: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidExtraction,
            "the path can match several places, so it gives a list, not \(type)",
            at: span,
            notes: ["use \"type: list\" and take an element in the expression, or a path to one place"]
        )
    }

    static func typeForSource(_ type: String, _ source: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidExtraction,
            "a \(source) gives text, which cannot be parsed to \(type)",
            at: span,
            notes: ["use int, double, bool, string or timestamp"]
        )
    }

    static func requiredWithDefault(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            .conflictingKeys,
            "a required value has no use for a default",
            at: span,
            context: [Label(first, "\"required\" is here")],
            notes: ["keep one of the two"]
        )
    }

    static func defaultType(found: String, expected: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .defaultType,
            "the default is \(found), but the type is \(expected)",
            at: span,
            notes: ["give a default of type \(expected), or change \"type\""]
        )
    }

    static func notText(_ type: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidTemplate,
            "a value of type \(type) cannot stand within text",
            at: span,
            notes: ["let the text be exactly one ${...} under \"json:\", or take a part of the value"]
        )
    }

    static func maybeNullInText(_ name: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .warning,
            .maybeNullInText,
            "\(name) may be null here, and null has no text: the request would be answered 500",
            at: span,
            notes: ["give the extraction \"default:\" or \"required: true\", or test it in the branch's condition"]
        )
    }

    static func otherTemplate(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .warning,
            .otherTemplate,
            "`{{ }}` is plain text here",
            at: span,
            notes: ["a value is written ${name}; if the braces are meant, nothing need be done"]
        )
    }

    static func templateInKey(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidTemplate,
            "keys of \"json:\" are literal text",
            at: span,
            notes: ["write $${ for a literal ${, or move the value behind a fixed key"]
        )
    }

    static func constantFault(_ detail: String, note: String?, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .celConstantFault,
            "this part of the expression always fails: \(detail)",
            at: span,
            notes: [note ?? "it does not depend on the request; correct or remove it"]
        )
    }

    static func graphLimit(_ what: String, _ count: Int, _ limit: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .graphLimit,
            "\(count) \(what) are more than the limit of \(limit)",
            at: span,
            notes: ["split the file, or take some out"]
        )
    }
}
