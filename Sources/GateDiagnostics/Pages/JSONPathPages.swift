extension DiagnosticCode {
    /// The pages of JSONPath, E35x to E39x; nil for any other code.
    var pageJSONPath: CodePage? {
        switch self {
        case .pathSyntax:
            CodePage(
                "the path is not JSONPath",
                """
                A path into the body is JSONPath (RFC 9535), or a dotted name for short. Names with hyphens or \
                spaces stand in brackets and quotes.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: { body: "$.order[" } }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: { body: "$['order-type']" } }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate.yaml(5)", "RFC 9535"]
            )
        case .pathFunction:
            CodePage(
                "a function that a filter does not know, or takes wrongly",
                """
                JSONPath has the functions length, count, match, search and value, each with arguments of \
                certain kinds. match and search give true or false and are not compared.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { kinds: { body: "$.items[?size(@.a) > 1].kind" } }
                        branches:
                          - when: kinds.size() > 0
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { kinds: { body: "$.items[?length(@.a) > 1].kind" } }
                        branches:
                          - when: kinds.size() > 0
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate.yaml(5)", "RFC 9535"]
            )
        case .pathLiteral:
            CodePage(
                "a literal of a path that cannot be",
                """
                An index is out of the range of exact integers, a text has an escape that JSON does not know, \
                or a regular expression is not an I-Regexp (RFC 9485).
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: { body: "$.items[99999999999999999999]" } }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: { body: "$.items[0]" } }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate.yaml(5)", "RFC 9535"]
            )
        case .pathLimit:
            CodePage(
                "a path beyond a limit",
                """
                The path is longer, deeper or larger than any that people write. The limits bound what a check \
                and a request can take.
                """,
                wrong: """
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { kinds: { body: '$[?((((((((((((((((((((((((((((((((((((((((@.a)))))))))))))))))\
                    )))))))))))))))))))))))]' } }
                        branches:
                          - when: kinds.size() > 0
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: { body: $.a.b } }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate.yaml(5)", "RFC 9535"]
            )
        default: nil
        }
    }
}
