import GateDiagnostics

extension Diagnostic {
    static func invalidListener(
        _ text: String,
        _ why: String,
        at span: SourceSpan,
        isAdmin: Bool = false
    ) -> Diagnostic {
        let forms =
            isAdmin ? "HOST:PORT, [IPV6]:PORT or unix:/PATH" : "HOST:PORT, [IPV6]:PORT, unix:/PATH or systemd:NAME"
        let example = isAdmin ? "127.0.0.1:8081" : "127.0.0.1:8080"
        return Diagnostic(
            .invalidListener,
            "\"\(text)\" is not an address to listen on: \(why)",
            at: span,
            notes: ["write \(forms), for example \"\(example)\""]
        )
    }

    static func duplicateListener(_ text: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidListener,
            "\"\(text)\" is listened on twice",
            at: span,
            context: [Label(first, "first here")]
        )
    }

    static func addressBeyondPrefix(_ text: String, first: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidAddress,
            "\"\(text)\" has bits set after its prefix",
            at: span,
            notes: ["for the whole range write \(first), for one address leave out the prefix"]
        )
    }

    static func invalidAddress(_ text: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidAddress,
            "\"\(text)\" is not an address or a CIDR range",
            at: span,
            notes: [
                "write for example 192.0.2.7, 192.0.2.0/24 or \"2001:db8::/32\"; a host name is not looked up"
            ]
        )
    }

    static func invalidPath(_ why: String, at span: SourceSpan, note: String) -> Diagnostic {
        Diagnostic(.invalidPath, "the path \(why)", at: span, notes: [note])
    }

    static func invalidMethod(_ text: String, known: [String], at span: SourceSpan) -> Diagnostic {
        let near = Suggestion.nearest(to: text, in: known).map { "did you mean \"\($0)\"?" }
        return Diagnostic(
            .invalidMethod,
            "unknown method \"\(text)\"",
            at: span,
            notes: [near ?? "one of \(known.joined(separator: ", "))"]
        )
    }

    static func duplicateMethod(_ text: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(.invalidMethod, "the method \(text) is given twice", at: span, notes: ["remove one"])
    }

    static func duplicateRoute(_ method: String, example: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic
    {
        Diagnostic(
            .duplicateRoute,
            "two endpoints match the same request",
            at: span,
            context: [Label(first, "this endpoint matches it too")],
            notes: ["both match \(method) \(example); change one of the paths or their methods"]
        )
    }

    static func unknownSecret(_ key: String, near: String?, declared: [String], at span: SourceSpan) -> Diagnostic {
        let known = declared.isEmpty ? "none is declared" : "declared are \(declared.joined(separator: ", "))"
        return Diagnostic(
            .unknownSecret,
            "no secret has this name",
            at: span,
            notes: [
                near.map { "did you mean \"\($0)\"?" }
                    ?? "\"\(key)\" takes the name of an entry under \"secrets:\"; \(known)",
                "a \(key) itself never stands in the file",
            ],
            redacted: [span]
        )
    }

    static func missingAnswer(_ owner: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingAnswer,
            "\(owner) gives no answer",
            at: span,
            notes: [
                "add \"respond:\", or \"branches:\" whose last arm is \"else:\", or \"steps:\" that end with an answer"
            ]
        )
    }

    static func noBranches(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .missingAnswer,
            "\"branches\" is empty, so no request gets an answer",
            at: span,
            notes: ["add arms, the last of them \"- else:\" with an answer"]
        )
    }

    static func armAfterElse(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            .misplacedElse,
            "this branch can never be taken: \"else\" stands before it",
            at: span,
            context: [Label(first, "takes every request that comes here")],
            notes: ["move \"else\" to the end"]
        )
    }

    static func whenAndElse(_ key: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .misplacedElse,
            "a branch has both \"\(key)\" and \"else\"",
            at: span,
            notes: [
                key == "when"
                    ? "keep \"when\" for a condition, or \"else\" for the last branch"
                    : "keep \"case\" for the values it is for, or \"else\" for all others"
            ]
        )
    }

    static func emptyCondition(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .emptyCondition,
            "the branch has no condition",
            at: span,
            notes: ["write \"when:\" with a CEL expression, or \"else:\" for the last branch"]
        )
    }

    static func duplicateBranch(_ name: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            .duplicateBranch,
            "two branches of the endpoint are called \"\(name)\"",
            at: span,
            context: [Label(first, "first here")],
            notes: ["logs and tests tell branches apart by name; choose another"]
        )
    }

    static func invalidHeaderName(_ name: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidHeader,
            "\"\(name)\" is not a header name",
            at: span,
            notes: ["use letters, digits and any of !#$%&'*+-.^_`|~ (RFC 9110, section 5.6.2)"]
        )
    }

    static func reservedHeader(_ name: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidHeader,
            "the header \(name) is the gateway's own",
            at: span,
            notes: ["remove it; the gateway sets it itself where it is needed"]
        )
    }

    static func duplicateHeader(_ name: String, at span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidHeader,
            "the header \(name) is given twice",
            at: span,
            context: [Label(first, "first here")],
            notes: ["header names do not differ by case; keep one"]
        )
    }

    static func invalidHeaderValue(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .invalidHeader,
            "a header value must not hold a control character or begin or end with a space",
            at: span,
            notes: ["write the value on one line, without line breaks"]
        )
    }

    static func bodyNotAllowed(_ status: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .bodyNotAllowed,
            "an answer with status \(status) has no body",
            at: span,
            notes: ["remove the body, or choose another status"]
        )
    }
}
