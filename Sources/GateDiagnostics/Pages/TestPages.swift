extension DiagnosticCode {
    /// The pages of files of tests, E501 to E599; nil for any other code.
    var pageTest: CodePage? {
        let seeAlso = ["hookgate-test(1)"]
        switch self {
        case .testRequest:
            return CodePage(
                "a test whose request is not whole",
                """
                A test says where its request goes, by endpoint, path or recorded, and what it is to become of it. \
                Without that there is nothing to run.
                """,
                wrong: .situation(
                    "A file of tests has a test with neither endpoint, path nor recorded in its request."
                ),
                right: CodePage.plain,
                seeAlso: seeAlso
            )
        case .testName:
            return CodePage(
                "a name in a test that nothing has",
                """
                A test names an endpoint, a branch, a verifier, a refusal, a path parameter or a column that is not \
                there. A test of something that does not exist would pass or fail for the wrong reason.
                """,
                wrong: .situation("A file of tests expects a branch that the endpoint does not have."),
                right: CodePage.plain,
                seeAlso: seeAlso
            )
        case .testFile:
            return CodePage(
                "a file of a test that cannot be had",
                """
                The payload, the recorded request or the configuration that a test names is not there, cannot be read \
                or is not what it must be. Names are relative to the file of tests.
                """,
                wrong: .situation("A file of tests names a payload that does not exist."),
                right: CodePage.plain,
                seeAlso: seeAlso
            )
        case .impossibleExpectation:
            return CodePage(
                "an expectation that can never be met",
                """
                The compiler knows every status that an endpoint can give and the status of every branch. A test that \
                expects another can only fail, so it is refused before anything runs.
                """,
                wrong: .situation("A file of tests expects status 201 of an endpoint that answers 200 and 404."),
                right: CodePage.plain,
                seeAlso: seeAlso
            )
        case .testValue:
            return CodePage(
                "a value in a test that cannot be right",
                """
                An address, a time, a path or a ${...} in a test is not well-formed. In a test ${...} holds the name \
                of a column of the table and nothing else.
                """,
                wrong: .situation("A file of tests has a time that is not RFC 3339."),
                right: CodePage.plain,
                seeAlso: seeAlso
            )
        default: return nil
        }
    }
}
