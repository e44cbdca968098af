/// Why a request gets the answer that it gets: everything that was decided, in order, with secrets masked.
package struct Explanation: Sendable {
    /// A line of the configuration file.
    package struct Place: Sendable, Equatable {
        package var line: Int
        package var column: Int
        /// The line as a terminal may show it, secrets masked.
        package var text: String
    }

    /// A value at the time.
    package struct Value: Sendable, Equatable {
        /// JSON; for an error what went wrong.
        package var text: String
        package var isError = false
        /// Whether there was nothing, where JSON only has null.
        package var isAbsent = false
    }

    /// What came.
    package struct Request: Sendable {
        package var method: String
        package var target: String
        package var headers: [(name: String, value: String)]
        package var bodyBytes: Int
        /// The other end of the connection.
        package var peer: String
        /// Whom `source_ip` looks at: the peer, or the address that a trusted proxy names; nil where nobody looked.
        package var client: String?
    }

    /// Where the request was led.
    package struct Route: Sendable {
        /// Nil where no endpoint was reached.
        package var endpoint: String?
        package var place: Place?
        /// The endpoint's methods and path: `POST /hooks/shop`.
        package var pattern: String?
        /// Why there is none.
        package var reason: String?
        /// What paths there are, with methods, where none was reached.
        package var paths: [String] = []
        package var nearest: String?
    }

    /// Whether something was passed.
    package enum Verdict: String, Sendable {
        case passed
        case failed
        case notLookedAt = "not looked at"
    }

    /// A verifier of the endpoint.
    package struct Verifier: Sendable {
        package var name: String
        package var verdict: Verdict
        /// What was seen, without what was expected.
        package var detail: String
    }

    /// How far the body got.
    package struct Body: Sendable {
        /// What became of it.
        package enum State: String, Sendable {
            case parsed
            case empty
            case malformed
            case refused
            case notRead = "not read"
        }

        package var state: State
        package var detail: String
    }

    /// A value that the endpoint reads from the request.
    package struct Extraction: Sendable {
        /// Whether there is a value, and where it comes from.
        package enum State: String, Sendable {
            case found
            /// None of the places has it, and it may be missing.
            case absent
            /// None of the places has it, and the default counts.
            case defaulted
            /// None of the places has it, and the request is refused.
            case missing
            /// It is of another type than declared, and the request is refused.
            case mistyped
            case notRead = "not read"
        }

        package var name: String
        package var place: Place
        package var state: State
        /// The place that it was found at, in words: `body $.data.email`.
        package var source: String?
        /// The places in order.
        package var sources: [String]
        package var value: Value?
    }

    /// A fault: the evaluation could not go on.
    package struct Failure: Sendable {
        package var reason: String
        /// What it is part of: `when of "big sale"`.
        package var role: String?
        package var expression: String?
        package var place: Place?
    }

    /// The answer as it would be sent.
    package struct Answer: Sendable {
        package var status: Int
        /// The status line.
        package var statusLine: String
        package var headers: [(name: String, value: String)]
        package var body: [UInt8]
    }

    /// The file's name.
    package var file: String
    package var request: Request
    package var route: Route
    package var verifiers: [Verifier]
    package var body: Body
    package var extractions: [Extraction]
    /// Whether the answer is given before the steps.
    package var isAnsweredFirst: Bool
    package var steps: [Step]
    /// Whether there were more steps than are kept.
    package var isCut: Bool
    /// Name of the branch that was taken; nil where none was.
    package var branch: String?
    /// Why the gateway answers by itself, as the log names it; nil where the file's own answer is given.
    package var refusal: String?
    package var failure: Failure?
    package var answer: Answer
    /// What the reader can do where something stands in the way.
    package var advice: [String]
}

extension Explanation {
    /// Something that the flow did.
    package struct Step: Sendable {
        package var what: What
        /// Index of the graph's node.
        package var node: Int
        /// The name that is bound, or of the branch.
        package var name: String
        package var place: Place

        /// The kinds of steps.
        package indirect enum What: Sendable {
            case condition(Condition)
            /// A switch: its value, and the cases that hold it; none for else.
            case choice(value: Value?, text: String, cases: [(text: String, place: Place)])
            /// A loop, item by item.
            case loop(list: Value?, text: String, items: [Item])
            /// A name got a value: by set, or as input or output of a flow.
            case bound(Value?)
            /// Something was begun and failed.
            case failed
            /// The file's answer.
            case answer
            /// The gateway's own answer.
            case refusal
            /// The end of a flow that answered before.
            case end
        }
    }

    /// What was done for one item of a loop.
    package struct Item: Sendable {
        package var value: Value?
        package var steps: [Step]
    }

    /// A condition, its parts, and how it came out.
    package struct Condition: Sendable {
        /// Whether the request is refused where it is not met.
        package var isRequirement: Bool
        /// Nil where it could not be evaluated.
        package var isMet: Bool?
        /// The whole first, operands behind what they belong to.
        package var parts: [Part]
        /// In one line why it is not met, or what went wrong; nil where it is met.
        package var reason: String?
    }

    /// A part of a condition.
    package struct Part: Sendable {
        /// How it came out.
        package enum Verdict: String, Sendable {
            case met
            case notMet = "not met"
            case error
            case notEvaluated = "not evaluated"
            /// It is neither true nor false.
            case value
        }

        package var text: String
        package var operands: [Int]
        package var isLiteral: Bool
        /// Whether it combines other conditions.
        package var isLogic: Bool
        package var verdict: Verdict
        /// Nil where it was not evaluated.
        package var value: Value?
    }
}
