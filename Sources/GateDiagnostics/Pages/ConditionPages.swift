extension DiagnosticCode {
    /// The pages of macros, limits and conditions in CEL, E307 to E349; nil for any other code.
    var pageCondition: CodePage? {
        switch self {
        case .celMacro:
            CodePage(
                "a macro that is used wrongly",
                """
                has(), all(), exists(), map(), filter() and the like are macros: they take a field, or a name \
                and an expression, and no other values. has(x.y) asks for a field; whether a name has a value \
                is asked with x != null.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: $.type }
                        branches:
                          - when: has(event)
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
                          - when: event != null
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celLimit:
            CodePage(
                "an expression beyond a limit",
                """
                The expression is longer, deeper or larger than any that people write. The limits bound what a \
                check and a request can take.
                """,
                wrong: """
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amount == ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((\
                    ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((\
                    ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((\
                    ((((((((((((((((((((((((((((((((((((((((((1)))))))))))))))))))))))))))))))))))))))))))))))))))\
                    ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))\
                    ))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))\
                    )))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))
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
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amount == 1
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celNotBool:
            CodePage(
                "a condition that is not true or false",
                """
                when and require take a bool. CEL has no notion of a text or a number that counts as true, so \
                write the comparison that is meant.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amount
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
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celTextAgainstNumber:
            CodePage(
                "text compared with a number",
                """
                Headers, queries, forms and path parameters are text. Compared with a number they are never \
                equal. Declare the type where the value is extracted, or convert it with int() or double().
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { page: { query: page } }
                        branches:
                          - when: page == 2
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
                        extract: { page: { query: page, type: int, default: 1 } }
                        branches:
                          - when: page == 2
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celRegex:
            CodePage(
                "a regular expression that is not valid",
                """
                This code is not given any more: a pattern that is not valid is E312 where the expression \
                holds it, and E353 in a path. matches() takes the syntax of RE2. Look-ahead, look-behind and \
                back references are not part of it, since they make time that is not linear. A backslash in a \
                text of CEL needs another, or a raw text: r'\\d+'.
                """,
                wrong: .situation(
                    """
                    Nothing gives this code any more; it stays here because codes are never used for something \
                    else.
                    """
                ),
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: { body: $.type, type: string, default: "" } }
                        branches:
                          - when: event.matches('^sale')
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .celConstantFault:
            CodePage(
                "a part of an expression that always fails",
                """
                This part does not depend on the request and cannot be evaluated: a division by zero, a \
                conversion of a text that is no number, an index that is not there. Every request that gets \
                here would be answered 500.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amount > 1 / 0
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
                          - when: amount > 1 / 2
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
