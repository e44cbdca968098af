extension DiagnosticCode {
    /// The pages of steps and flows, E425 to E499; nil for any other code.
    var pageFlow: CodePage? {
        switch self {
        case .unreachableStep:
            CodePage(
                "a step that is never reached",
                """
                Every way through the steps before it ends first, with an answer or otherwise. A step that \
                never runs is mostly one that stands in the wrong place.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - respond: { status: 204 }
                          - respond: { status: 200 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - respond: { status: 204 }
                    """#
            )
        case .misplacedStep:
            CodePage(
                "a step that cannot stand here",
                """
                Where the client has its answer already (mode: async) a step cannot answer, and where the \
                client still waits for one, end cannot stop the flow. output gives a value to a caller, so it \
                stands in a flow.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - end:
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - respond: { status: 204 }
                    """#
            )
        case .nameTaken:
            CodePage(
                "a name that has a value already",
                """
                Values never change. A name that an extraction or an earlier step has given cannot be given \
                again; choose another.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        steps:
                          - set: { amount: "${amount + 1}" }
                          - respond: { json: "${amount}" }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        steps:
                          - set: { total: "${amount + 1}" }
                          - respond: { json: "${total}" }
                    """#
            )
        case .unknownFlow:
            CodePage(
                "a flow that is not declared",
                """
                call names a flow that flows: does not declare. The nearest one is offered.
                """,
                wrong: #"""
                    hookgate: 1
                    flows:
                      note:
                        inputs: { text: string }
                        steps: [{ output: { said: "${text}" } }]
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - call: nte
                            with: { text: hello }
                          - respond: { json: "sent" }
                    """#,
                right: #"""
                    hookgate: 1
                    flows:
                      note:
                        inputs: { text: string }
                        steps: [{ output: { said: "${text}" } }]
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - call: note
                            with: { text: hello }
                            as: result
                          - respond: { json: "${result}" }
                    """#
            )
        case .flowCycle:
            CodePage(
                "flows that call each other in a circle",
                """
                A flow stands in the place of its call, so one that calls itself, also through others, would \
                have no end. To repeat steps, use for_each.
                """,
                wrong: #"""
                    hookgate: 1
                    flows:
                      again:
                        steps: [{ call: again }]
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - call: again
                          - respond: { status: 204 }
                    """#,
                right: #"""
                    hookgate: 1
                    flows:
                      note:
                        inputs: { text: string }
                        steps: [{ output: { said: "${text}" } }]
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - call: note
                            with: { text: hello }
                            as: result
                          - respond: { json: "${result}" }
                    """#
            )
        case .flowInput:
            CodePage(
                "an input of a flow that does not fit",
                """
                A call lacks an input without a default, gives one that the flow does not have, or gives a \
                value of another type.
                """,
                wrong: #"""
                    hookgate: 1
                    flows:
                      note:
                        inputs: { text: string }
                        steps: [{ output: { said: "${text}" } }]
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - call: note
                            with: { txt: hello }
                            as: result
                          - respond: { json: "${result}" }
                    """#,
                right: #"""
                    hookgate: 1
                    flows:
                      note:
                        inputs: { text: string }
                        steps: [{ output: { said: "${text}" } }]
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - call: note
                            with: { text: hello }
                            as: result
                          - respond: { json: "${result}" }
                    """#
            )
        case .invalidCase:
            CodePage(
                "a case that cannot be",
                """
                A case is a text, a number, true, false or null, or a list of those, and each value is given \
                once. Each branch of a switch but else has a case, and the switch is over a text, a number or \
                a bool.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { event: { body: $.type, type: string, default: "" } }
                        switch: event
                        branches:
                          - case: sale
                            respond: { status: 200 }
                          - case: sale
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
                        extract: { event: { body: $.type, type: string, default: "" } }
                        switch: event
                        branches:
                          - case: sale
                            respond: { status: 200 }
                          - case: order
                            respond: { status: 201 }
                          - else:
                            respond: { status: 202 }
                    """#
            )
        case .neverTaken:
            CodePage(
                "a branch that is never taken",
                """
                No request can take this branch: its condition is false for each request, or the branches \
                before it leave nothing over. Either it stands in the wrong place, or the condition does not \
                say what was meant.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amount > 10
                            respond: { status: 200 }
                          - when: amount > 100
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
                        extract: { amount: { body: $.amount, type: int, default: 0 } }
                        branches:
                          - when: amount > 100
                            respond: { status: 201 }
                          - when: amount > 10
                            respond: { status: 200 }
                          - else:
                            respond: { status: 202 }
                    """#
            )
        case .notAList:
            CodePage(
                "for_each over what is no list",
                """
                for_each goes over a list. For the entries of a map, make a list of them first.
                """,
                wrong: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - for_each: { in: request.path, as: item, steps: [{ set: { a: "${item}" } }] }
                          - respond: { status: 204 }
                    """#,
                right: #"""
                    hookgate: 1
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - for_each: { in: body.items, as: item, collect: { names: "${item.name}" } }
                          - respond: { json: "${names}" }
                    """#
            )
        case .missingOutput:
            CodePage(
                "a flow that may end without an output",
                """
                The call gives a name to what the flow outputs, and some way through the flow has no output. \
                End every way with output.
                """,
                wrong: #"""
                    hookgate: 1
                    flows:
                      note:
                        inputs: { text: string }
                        steps: [{ set: { said: "${text}" } }]
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - call: note
                            with: { text: hello }
                            as: result
                          - respond: { json: "${result}" }
                    """#,
                right: #"""
                    hookgate: 1
                    flows:
                      note:
                        inputs: { text: string }
                        steps: [{ output: { said: "${text}" } }]
                    endpoints:
                      shop:
                        path: /hooks/shop
                        auth: none
                        steps:
                          - call: note
                            with: { text: hello }
                            as: result
                          - respond: { json: "${result}" }
                    """#
            )
        default: nil
        }
    }
}
