import GateDiagnostics

extension Diagnostic {
    static func noRequest(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .testRequest,
            "the request goes nowhere",
            at: span,
            notes: ["add endpoint: NAME, path: /PATH or recorded: FILE to it, or to defaults"]
        )
    }

    static func unknownEndpoint(_ name: String, known: [String], at span: SourceSpan) -> Diagnostic {
        unknown("the configuration has no endpoint \"\(name)\"", name, known, "its endpoints are", at: span)
    }

    static func unknownBranch(_ name: String, of endpoint: String, known: [String], at span: SourceSpan) -> Diagnostic {
        let message = "the endpoint \"\(endpoint)\" has no branch \"\(name)\""
        if known.allSatisfy(\.isEmpty) {
            return Diagnostic(.testName, message, at: span, notes: ["it has one answer and no branches"])
        }
        return unknown(message, name, known, "its branches are", at: span)
    }

    static func unknownParameter(_ name: String, known: [String], at span: SourceSpan) -> Diagnostic {
        let message = "the endpoint's path has no parameter \"\(name)\""
        if known.isEmpty { return Diagnostic(.testName, message, at: span, notes: ["it has none"]) }
        return unknown(message, name, known, "its parameters are", at: span)
    }

    static func unknownVerifier(_ name: String, known: [String], at span: SourceSpan) -> Diagnostic {
        unknown("\"\(name)\" is no verifier", name, known, "one of", at: span)
    }

    static func missingVerifier(_ name: String, of endpoint: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .testName,
            "the endpoint \"\(endpoint)\" has no verifier \"\(name)\"",
            at: span,
            notes: ["leave it out: a test that brings what nobody asks for looks stricter than it is"]
        )
    }

    static func unknownRefusal(_ name: String, known: [String], at span: SourceSpan) -> Diagnostic {
        let message = "\"\(name)\" is nothing that refuses a request"
        return unknown(message, name, ["none", "source_ip", "basic"] + known, "one of", at: span)
    }

    static func unknownColumn(_ name: String, known: [String], at span: SourceSpan) -> Diagnostic {
        let message = "no column is called \"\(name)\""
        if known.isEmpty {
            let note = "the test has no each; write $${ for a text that has ${ in it"
            return Diagnostic(.testName, message, at: span, notes: [note])
        }
        return unknown(message, name, known, "the columns are", at: span)
    }

    static func columnNotText(_ name: String, _ kind: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .testValue,
            "the column \"\(name)\" is \(kind) and cannot stand within text",
            at: span,
            notes: ["let the text be exactly ${\(name)} to have the value itself"]
        )
    }

    static func duplicateTest(_ name: String, first: SourceSpan, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .testName,
            "two tests are called \"\(name)\"",
            at: span,
            context: [Label(first, "the first")],
            notes: ["reports tell tests by their names; with each or a glob put a ${column} or ${file} into the name"]
        )
    }

    static func testFileProblem(_ name: String, _ reason: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .testFile,
            "cannot use \(name): \(reason)",
            at: span,
            notes: ["names are relative to the file of tests"]
        )
    }

    static func invalidTestValue(_ message: String, note: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(.testValue, message, at: span, notes: [note])
    }

    static func impossibleStatus(
        _ status: Int,
        of endpoint: String,
        own: [Int],
        refusals: [Int],
        at span: SourceSpan
    ) -> Diagnostic {
        Diagnostic(
            .impossibleExpectation,
            "the endpoint \"\(endpoint)\" can never answer \(status)",
            at: span,
            notes: [
                "it answers \(own.map(String.init).joined(separator: ", ")), and refuses with "
                    + refusals.map(String.init).joined(separator: ", ")
            ]
        )
    }

    static func impossibleBranchStatus(
        _ status: Int,
        branch: String,
        actual: [Int],
        first: SourceSpan,
        at span: SourceSpan
    ) -> Diagnostic {
        Diagnostic(
            .impossibleExpectation,
            "the branch \"\(branch)\" never answers \(status)",
            at: span,
            context: [Label(first, "the branch that is expected")],
            notes: ["it answers \(actual.map(String.init).joined(separator: " or "))"]
        )
    }

    static func impossibleRefusal(
        _ refusal: String,
        _ reason: String,
        at span: SourceSpan
    ) -> Diagnostic {
        Diagnostic(
            .impossibleExpectation,
            "\(refusal) can never be what refuses this request",
            at: span,
            notes: [reason]
        )
    }

    private static func unknown(
        _ message: String,
        _ name: String,
        _ known: [String],
        _ list: String,
        at span: SourceSpan
    ) -> Diagnostic {
        let near = Suggestion.nearest(to: name, in: known)
        let shown = known.prefix(30).map { "\"\($0)\"" }.joined(separator: ", ") + (known.count > 30 ? ", …" : "")
        return Diagnostic(
            .testName,
            message,
            at: span,
            label: near.map { "did you mean \"\($0)\"?" } ?? "",
            notes: ["\(list) \(shown)"]
        )
    }
}
