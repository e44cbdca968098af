extension DiagnosticCode {
    /// The pages of names and types in CEL, E301 to E306; nil for any other code.
    var pageExpression: CodePage? {
        switch self {
        case .celSyntax:
            CodePage(
                "the expression is not CEL",
                """
                The text of a condition, or between ${ and }, is not an expression of CEL: something is \
                missing, or an operator is written as in another language. The words and, or and = are &&, || \
                and == in CEL.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - when: event == "sale" and event != "test"
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
                          - when: event == "sale" || event == "order"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celUnknownName:
            CodePage(
                "a name that nothing declares",
                """
                The expression uses a name that is not extracted, not set by an earlier step, and none of \
                body, query, headers, params, form and request. The nearest name in scope is offered.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amout >= 500
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
                          - when: amount >= 500
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celUnknownFunction:
            CodePage(
                "a function that there is not",
                """
                No function has this name. Of a name that is only misspelt, the nearest that exists is \
                offered. hookgate-cel(7) lists every function with examples.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - when: event.startWith("sale")
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
                        extract: { event: { body: $.type, type: string, default: "" } }
                        branches:
                          - when: event.startsWith("sale")
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celNoOverload:
            CodePage(
                "an operator or function that does not take these types",
                """
                The function or operator exists, and no form of it takes values of these types. Types are \
                known before a request comes, so the condition would fail for each request, or always have the \
                same outcome. Convert one side, or compare with a value of its type.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amount >= "500"
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
                          - when: amount >= 500
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celUnknownField:
            CodePage(
                "a field that a value does not have",
                """
                The value is of a type that has no field of this name: a text has functions and no fields, and \
                of a list an element is taken first.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        branches:
                          - when: request.ip.text == "192.0.2.1"
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
                        branches:
                          - when: request.ip == "192.0.2.1"
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celLiteral:
            CodePage(
                "a literal that cannot be",
                """
                A number does not fit its type, or is written in a way that is no number. An int has 64 bits; \
                a double ends at about 1.8e308.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amount > 99999999999999999999
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
                          - when: amount > 999999999
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        default: nil
        }
    }
}
