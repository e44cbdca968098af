extension DiagnosticCode {
    /// The pages of reading YAML, E1xx; nil for any other code.
    var pageYAML: CodePage? {
        switch self {
        case .yamlSyntax:
            CodePage(
                "the text is not YAML",
                """
                The file cannot be read as YAML 1.2: a bracket or a quote is not closed, indentation does not \
                fit, or a line break, colon or comma is missing. Nothing of the part around it can be \
                understood, so the file is refused. Several mistakes of this kind are reported at once where \
                the reader can go on after them.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        methods: [POST
                        respond: { status: 204 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        methods: [POST]
                        respond: { status: 204 }
                    """#,
                seeAlso: ["hookgate.yaml(5)", "YAML 1.2.2"]
            )
        case .yamlDuplicateKey:
            CodePage(
                "a key is given twice",
                """
                A mapping has the same key twice. Many readers of YAML take the last one without a word, so \
                that a verifier or a branch that was meant to be there is lost. Keep one of the two.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 204 }
                        respond: { status: 200 }
                    """#,
                right: CodePage.plain
            )
        case .yamlUnknownAlias:
            CodePage(
                "an alias without an anchor",
                """
                An alias, *name, repeats a value that an anchor, &name, has marked before it. There is no such \
                anchor before this place. A text that begins with an asterisk needs quotes.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        methods: *method
                        respond: { status: 204 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        methods: &method [POST]
                        respond: { status: 204 }
                      shop2:
                        path: /hooks/shop2
                        auth: none
                        methods: *method
                        respond: { status: 204 }
                    """#
            )
        case .yamlLimit:
            CodePage(
                "a limit of the reader of YAML is passed",
                """
                The file is too large, nested too deeply, has too many values, or grows too much when its \
                aliases are put in. The limits keep a hostile file from taking the machine. A file that people \
                write stays far below them.
                """,
                wrong: """
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { json: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\
                    [[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] }
                    """,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { json: [[1]] }
                    """#
            )
        case .yamlUnsupported:
            CodePage(
                "a part of YAML that is not supported",
                """
                Tags, merge keys (<<), keys that are no text, directives and several documents in one file are \
                parts of YAML that readers understand differently, so they are refused. Write the values out.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        methods: !!set [POST]
                        respond: { status: 204 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        methods: [POST]
                        respond: { status: 204 }
                    """#
            )
        case .yamlEncoding:
            CodePage(
                "the file is not UTF-8",
                """
                A configuration is UTF-8 text without control characters. Bytes of another encoding would be \
                read as something that nobody wrote, in a password or in an answer. Save the file as UTF-8.
                """,
                wrong: .situation(
                    """
                    A byte in the file is not UTF-8, such as 0xE9 for an e with an acute accent in Latin-1, or \
                    is a control character.
                    """
                ),
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { text: "déjà vu" }
                    """#
            )
        case .fileUnreadable:
            CodePage(
                "the file cannot be read",
                """
                A file that was named is not there, may not be read, or is a directory without a \
                configuration; or a glob matches no file. What was not looked at is not sound, so the check \
                fails instead of passing over it.
                """,
                wrong: .situation(
                    """
                    hookgate check no-such-file.yaml, or a glob that matches no file.
                    """
                ),
                right: CodePage.plain,
                seeAlso: ["hookgate-check(1)"]
            )
        default: nil
        }
    }
}
