extension DiagnosticCode {
    /// The pages of answers, values and listeners, E411 to E419; nil for any other code.
    var pageAnswer: CodePage? {
        switch self {
        case .invalidStatus:
            CodePage(
                "a status that cannot be answered",
                """
                A final answer has a status from 200 to 599 (RFC 9110, section 15). 1xx are interim: a client \
                that gets one waits for the answer.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 600 }
                    """#,
                right: CodePage.plain
            )
        case .invalidHeader:
            CodePage(
                "a header that cannot be",
                """
                The name has characters that header names do not have, the header is one that the gateway \
                writes itself (such as Content-Length), it is given twice, or its value holds a line break.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { headers: { Content-Length: 5 }, text: hello }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { headers: { X-Shop: a }, text: hello }
                    """#
            )
        case .bodyNotAllowed:
            CodePage(
                "a body where the status allows none",
                """
                Answers with 204, 205 and 304 have no body (RFC 9110). A client would take the body for the \
                beginning of the next answer.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 204, text: hello }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 200, text: hello }
                    """#
            )
        case .invalidExtraction:
            CodePage(
                "a value that cannot be extracted so",
                """
                The source and the rest of the extraction do not fit: the type is one that the source cannot \
                give, a path that can match several places is declared as one value, or the path into a query \
                or form cannot be read.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: { body: "$.items[*].kind", type: string } }
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
                        extract: { event: { body: "$.items[0].kind", type: string, default: "" } }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#
            )
        case .reservedName:
            CodePage(
                "a name that is taken by the language",
                """
                Values cannot have the names of the parts of a request, words that CEL reserves, or names that \
                CEL cannot read. Names have letters, digits and underscores.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { in-stock: $.type, event: $.kind }
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
                        extract: { in_stock: $.type }
                        branches:
                          - when: in_stock == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .defaultType:
            CodePage(
                "a default of another type",
                """
                The default stands in for a value that is absent, so it has the declared type. A number in \
                quotes is text.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: "0" } }
                        branches:
                          - when: amount > 0
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
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amount > 0
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#
            )
        case .invalidTemplate:
            CodePage(
                "a text with ${...} that cannot be written out",
                """
                The braces are not closed, there is nothing between them, keys are made of values, or a list \
                or mapping stands within longer text. A value alone, "${items}", keeps its type in json. $${ \
                is a literal ${.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { email: $.email }
                        respond: { json: { email: "${email" } }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { email: $.email }
                        respond: { json: { email: "${email}" } }
                    """#
            )
        case .graphLimit:
            CodePage(
                "more than the graph holds",
                """
                A path, an endpoint or the file has more parts than the execution graph takes. The limits keep \
                what a request costs, and what a graph takes in memory, bounded.
                """,
                wrong: """
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /s0/s1/s2/s3/s4/s5/s6/s7/s8/s9/s10/s11/s12/s13/s14/s15/s16/s17/s18/s19/s20/s21/s22/s\
                    23/s24/s25/s26/s27/s28/s29/s30/s31/s32
                        auth: none
                        respond: { status: 204 }
                    """,
                right: CodePage.plain
            )
        case .invalidListener:
            CodePage(
                "an address that cannot be listened on",
                """
                A listener is host:port with an IP address or localhost, [ipv6]:port, unix:/path or \
                systemd:name. An address may be given once, and the admin listener has one of its own, which \
                not everybody can reach.
                """,
                wrong: #"""
                    hookgate: 1
                    server: { listen: [example.com:80] }
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 204 }
                    """#,
                right: #"""
                    hookgate: 1
                    server: { listen: ["127.0.0.1:8080"] }
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 204 }
                    """#
            )
        default: nil
        }
    }
}
