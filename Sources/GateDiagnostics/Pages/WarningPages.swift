extension DiagnosticCode {
    /// The pages of warnings, W8xx; nil for any other code.
    var pageWarning: CodePage? {
        switch self {
        case .maybeNullInText:
            CodePage(
                "a value in text that may be null",
                """
                The value may be absent, and null has no text: the request would be answered 500. Give the \
                extraction default or required: true, or let a branch test the value first.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { email: { body: $.email, type: string } }
                        respond: { text: "thanks, ${email}" }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { email: { body: $.email, type: string, required: true } }
                        respond: { text: "thanks, ${email}" }
                    """#
            )
        case .noSamplePath:
            CodePage(
                "a path that no sample has",
                """
                The endpoint has samples, and none of them has a value at this path. Mostly the path is \
                misspelt. Where a sender leaves the value out, add a sample that has it.
                """,
                wrong: .situation(
                    """
                    An extraction reads $.data.emial, and the files that samples names have $.data.email.
                    """
                ),
                right: CodePage.plain
            )
        case .maybeAbsent:
            CodePage(
                "a value that some samples lack",
                """
                An expression uses a value as if it were always there, and some samples do not have it. \
                Requests like them would be answered 500. Test it with has(), or extract it with a default.
                """,
                wrong: .situation(
                    """
                    A condition says body.order.coupon == "A", and some of the files that samples names have \
                    no coupon.
                    """
                ),
                right: CodePage.plain,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .unseenValue:
            CodePage(
                "a value that no sample has",
                """
                A condition compares with a text that no sample has at that place. It may be a misspelling, or \
                a kind of event of which there is no sample yet.
                """,
                wrong: .situation(
                    """
                    A condition says event == "sale.complete", and the files that samples names have \
                    "sale.completed".
                    """
                ),
                right: CodePage.plain
            )
        case .otherTemplate:
            CodePage(
                "a template of another language",
                """
                The text looks like a template of another tool, with {{ and }}. hookgate answers it as it \
                stands. Values are written as ${name}.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { email: $.email }
                        respond: { json: { email: "${email}", text: "{{ email }}" } }
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
        case .costlyExpression:
            CodePage(
                "an expression that a request can make costly",
                """
                The expression goes over a list for each element of another, so a request with long lists \
                passes the limit of steps and is answered 500. Where lists are always short, nothing need be \
                done.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        branches:
                          - when: body.a.exists(x, body.b.exists(y, x == y))
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
                          - when: body.a.exists(x, x == 1)
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#,
                seeAlso: ["hookgate-cel(7)"]
            )
        case .unusedName:
            CodePage(
                "a name that nothing uses",
                """
                The value is extracted or set, and no condition and no answer uses it. It may be misspelt \
                where it is used, or left over.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { email: $.email }
                        respond: { status: 204 }
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
        case .effectless:
            CodePage(
                "a flow without an effect",
                """
                Where mode is async the flow runs after the answer, so what it computes reaches nobody. Answer \
                with what it computes, or leave it out.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        mode: async
                        extract: { event: $.type }
                        steps:
                          - require: event != null
                    """#,
                right: CodePage.plain
            )
        default: nil
        }
    }
}
