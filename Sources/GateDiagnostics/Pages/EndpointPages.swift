extension DiagnosticCode {
    /// The pages of endpoints and branches, E401 to E410; nil for any other code.
    var pageEndpoint: CodePage? {
        switch self {
        case .duplicateRoute:
            CodePage(
                "two endpoints with the same route",
                """
                Two endpoints have the same method and the same path, where the names of parameters do not \
                count. Only one of them could ever be called.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 204 }
                      order:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 200 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        respond: { status: 204 }
                      order:
                        path: /hooks/order
                        auth: none
                        respond: { status: 200 }
                    """#
            )
        case .invalidPath:
            CodePage(
                "a path that no request can have",
                """
                A path begins with a slash and has literal segments and {parameters}. A query, a wildcard, a \
                colon for a parameter or an empty segment is none.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: hooks/shop
                        auth: none
                        respond: { status: 204 }
                    """#,
                right: CodePage.plain
            )
        case .invalidMethod:
            CodePage(
                "a method that there is not",
                """
                Methods are those of HTTP in capital letters, since HTTP tells capitals and small letters \
                apart.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        methods: [post]
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
        case .missingAuth:
            CodePage(
                "an endpoint that does not say who may call",
                """
                Every endpoint says who may call it. To let anybody call, write auth: none. What is left out \
                would otherwise be open by mistake.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        respond: { status: 204 }
                    """#,
                right: CodePage.plain
            )
        case .unknownSecret:
            CodePage(
                "a secret that is not declared",
                """
                Here the name of a secret is expected, and secrets: declares none of this name. The nearest \
                one is offered. A password itself does not belong here; it would be in git.
                """,
                wrong: #"""
                    hookgate: 1
                    secrets:
                      shop_password: { env: SHOP_PASSWORD }
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: { basic: { username: shop, password: shop_pasword } }
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
        case .invalidAddress:
            CodePage(
                "an address that is none",
                """
                An address is written in full, as IPv4 or IPv6; a range has a prefix length, and no bits \
                behind the prefix. Names of hosts are not looked up.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: { source_ip: [192.0.2.1/24] }
                        respond: { status: 204 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: { source_ip: [192.0.2.0/24] }
                        respond: { status: 204 }
                    """#
            )
        case .missingAnswer:
            CodePage(
                "a request that would get no answer",
                """
                Some way through the endpoint ends without an answer: the branches have no else, or the steps \
                do not end with respond. Every request has to get exactly one answer, so the missing one is an \
                error and never an empty 200.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#
            )
        case .misplacedElse:
            CodePage(
                "else is not the last, or has more than its answer",
                """
                else stands last and without a condition: it is taken when no branch before it is. The answer \
                goes beside else and not below it.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - else:
                            respond: { status: 202 }
                          - when: event == "sale"
                            respond: { status: 200 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#
            )
        case .duplicateBranch:
            CodePage(
                "two branches with one name",
                """
                The names of branches stand in the log and in the metrics. Two of one name could not be told \
                apart.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - name: a
                            when: event == "sale"
                            respond: { status: 200 }
                          - name: a
                            when: event == "order"
                            respond: { status: 201 }
                          - else:
                            respond: { status: 202 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - name: a
                            when: event == "sale"
                            respond: { status: 200 }
                          - name: b
                            when: event == "order"
                            respond: { status: 201 }
                          - else:
                            respond: { status: 202 }
                    """#
            )
        case .emptyCondition:
            CodePage(
                "a condition that is empty",
                """
                when or require has no text. Other tools take that for always true, so that whoever forgot the \
                condition lets everything through.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - when: ""
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
                        extract: { event: $.type }
                        branches:
                          - when: event == "sale"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#
            )
        default: nil
        }
    }
}
