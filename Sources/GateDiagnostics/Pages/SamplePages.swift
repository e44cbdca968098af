extension DiagnosticCode {
    /// The pages of samples, E420 to E424; nil for any other code.
    var pageSample: CodePage? {
        switch self {
        case .sampleNotFound:
            CodePage(
                "a sample that is not there",
                """
                samples names real payloads, relative to the configuration file. A name or a glob matches no \
                file, so nothing would be learned from it. Commit the samples beside the file.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        samples: [no-such-folder/*.json]
                        respond: { status: 204 }
                    """#,
                right: CodePage.plain
            )
        case .sampleUnreadable:
            CodePage(
                "a sample that cannot be read",
                """
                The file of a sample is there and cannot be read: a link that leads nowhere, or rights that \
                are missing. What the sample would have shown is not known, so the file is refused.
                """,
                wrong: .situation(
                    """
                    A file that samples names is a link to nothing, or may not be read by who runs the check.
                    """
                ),
                right: CodePage.plain
            )
        case .sampleMalformed:
            CodePage(
                "a sample that is not JSON",
                """
                A sample is one JSON document (RFC 8259), as a sender posts it. A request with this body would \
                be answered 400.
                """,
                wrong: .situation(
                    """
                    A file that samples names is empty, is cut off, or is no JSON document.
                    """
                ),
                right: CodePage.plain
            )
        case .sampleLimit:
            CodePage(
                "a sample that is too large",
                """
                The sample is larger than the body that the endpoint takes: a request with it would be \
                answered 413. Or there are more samples, or larger ones together, than are looked at.
                """,
                wrong: .situation(
                    """
                    A file that samples names is larger than body in limits.
                    """
                ),
                right: CodePage.plain
            )
        case .sampleType:
            CodePage(
                "a type that no sample has",
                """
                The samples have values at the place of an extraction, and none is of the declared type, so \
                every request like them would be answered 422. Correct the type or the path.
                """,
                wrong: .situation(
                    """
                    An extraction says type: string, and all files that samples names have a number there.
                    """
                ),
                right: CodePage.plain
            )
        default: nil
        }
    }
}
