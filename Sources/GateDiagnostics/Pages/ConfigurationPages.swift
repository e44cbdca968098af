extension DiagnosticCode {
    /// The pages of decoding the configuration, E2xx; nil for any other code.
    var pageConfiguration: CodePage? {
        switch self {
        case .unknownKey:
            CodePage(
                "a key that is not known",
                """
                Nothing reads this key here. Ignoring it would mean that the file says one thing and the \
                gateway does another, and a misspelt auth would leave an endpoint open. The nearest key that \
                is known is named, and where a key belongs to another place, that place.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        repond: { status: 204 }
                        respond: { status: 204 }
                    """#,
                right: CodePage.plain
            )
        case .missingKey:
            CodePage(
                "a key that has to be there is missing",
                """
                The mapping lacks a key that nothing can stand in for, such as the path of an endpoint or the \
                list of a loop.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        auth: none
                        respond: { status: 204 }
                    """#,
                right: CodePage.plain
            )
        case .wrongType:
            CodePage(
                "a value of another type",
                """
                A text stands where a number is expected, a list where a mapping is, or the like. Values are \
                not converted: that a word such as no can become false is how other tools read what nobody \
                meant.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: "204" }
                    """#,
                right: CodePage.plain
            )
        case .invalidValue:
            CodePage(
                "a value that the key cannot have",
                """
                The value has the right type and is none of those that the key takes: a word that is not in \
                its list, a number out of its range, a duration without a unit, or a name with characters that \
                names do not have.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        mode: asynch
                        respond: { status: 204 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        mode: sync
                        respond: { status: 204 }
                    """#
            )
        case .conflictingKeys:
            CodePage(
                "keys that exclude each other",
                """
                Two keys stand together of which only one can hold, or none of several that one is needed of. \
                An answer has one body, and a block has one of respond, branches and steps.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { json: { a: 1 }, text: hello }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { text: hello }
                    """#
            )
        case .languageVersion:
            CodePage(
                "the language version is missing or not known",
                """
                The key hookgate says which version of the language the file is written in, so that a later \
                program can read it as it was meant. This program knows version 1.
                """,
                wrong: #"""
                    hookgate: 2
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 204 }
                    """#,
                right: CodePage.plain
            )
        case .literalSecret:
            CodePage(
                "a secret is written into the file",
                """
                A secret is a reference: an environment variable, a systemd credential or a file. A value in \
                the file would be in git, in every clone and in every backup for good. The text is not shown. \
                If it was ever committed, take it for known and change it where it is used.
                """,
                wrong: #"""
                    hookgate: 1
                    secrets:
                      shop_password: open-sesame
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: { basic: { username: shop, password: shop_password } }
                        respond: { status: 204 }
                    """#,
                right: #"""
                    hookgate: 1
                    secrets:
                      shop_password: { env: SHOP_PASSWORD }
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: { basic: { username: shop, password: shop_password } }
                        respond: { status: 204 }
                    """#,
                seeAlso: ["hookgate.yaml(5), SECRETS"]
            )
        default: nil
        }
    }
}
