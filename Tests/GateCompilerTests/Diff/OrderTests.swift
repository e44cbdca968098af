import Testing

@testable import GateCompiler

@Suite("diff: order and decisions")
struct OrderTests {
    private func file(_ branches: [String]) -> String {
        """
        hookgate: 1
        endpoints:
          a:
            path: /a
            auth: none
            extract: { event: { body: $.event, type: string, required: true } }
            branches:
        \(branches.map { "      - " + $0 }.joined(separator: "\n"))
              - else:
                respond: { status: 204 }
        """
    }

    private static let one = #"{ name: one, when: 'event == "one"', respond: { status: 201 } }"#
    private static let two = #"{ name: two, when: 'event == "two"', respond: { status: 202 } }"#
    private static let three = #"{ when: 'event == "three"', respond: { status: 203 } }"#

    @Test("a branch that moves is told once")
    func moved() throws {
        let lines = try changeLines(
            file([Self.one, Self.three, Self.two]),
            file([Self.two, Self.one, Self.three])
        )
        #expect(lines == ["  moved branch \"two\""])
    }

    @Test("a branch without a name keeps its identity where others come before it")
    func unnamed() throws {
        let lines = try changeLines(file([Self.three]), file([Self.one, Self.three]))
        #expect(lines == ["  added branch \"one\": event == \"one\": answers 201"])
    }

    @Test("a requirement that comes after an answer lets more through, not the other way round")
    func requirement() throws {
        let file = { (steps: [String]) in
            """
            hookgate: 1
            endpoints:
              a:
                path: /a
                auth: none
                extract: { event: { body: $.event, type: string, required: true } }
                steps:
            \(steps.map { "      - " + $0 }.joined(separator: "\n"))
                  - respond: { status: 204 }
            """
        }
        let require = #"{ require: 'event != "x"', name: known }"#
        let answer = #"{ branches: [\#(Self.one)] }"#
        #expect(
            try changeLines(file([require, answer]), file([answer, require])) == ["! moved requirement \"known\""]
        )
        #expect(try changeLines(file([answer, require]), file([require, answer])).allSatisfy { !$0.hasPrefix("!") })
        // A name that is bound between them is not an answer.
        let set = #"{ set: { kind: "${event}" } }"#
        #expect(try changeLines(file([require, set]), file([set, require])).allSatisfy { !$0.hasPrefix("!") })
    }

    /// A branch with a requirement in it, and another way around it.
    private func guarded(_ steps: String, _ when: String, extract: String = "$.event", early: String = "") -> String {
        """
        hookgate: 1
        endpoints:
          a:
            path: /a
            auth: none
            extract: { event: { body: \(extract), type: string, required: true }, kind: $.kind }
            steps:
              - set: \(steps)
              - branches:
                  \(early)
                  - name: checked
                    when: \(when)
                    steps:
                      - require: isKnown
                        name: known
                      - respond: { status: 200 }
                  - else:
                    respond: { status: 204 }
        """
    }

    @Test("what a requirement looks at, and who gets to it, decides it")
    func lookedAt() throws {
        let base = guarded(#"{ isKnown: "${event != 'x'}" }"#, "kind == 1")
        let cases = [
            guarded(#"{ isKnown: "${event != 'y'}" }"#, "kind == 1"):
                ["! changed value of isKnown: \"${event != \\\"x\\\"}\" -> \"${event != \\\"y\\\"}\""],
            guarded(#"{ isKnown: "${event != 'x'}" }"#, "kind == 1", extract: "$.other"):
                ["! changed source of event: body $.event -> body $.other"],
            guarded(#"{ isKnown: "${event != 'x'}" }"#, "kind == 1 && event != 'z'"):
                ["! changed condition of branch \"checked\": kind == 1 -> kind == 1 && event != \"z\""],
            guarded(#"{ isKnown: "${event != 'x'}" }"#, "kind == 1 || event == 'z'"):
                ["  changed condition of branch \"checked\": kind == 1 -> kind == 1 || event == \"z\""],
            guarded(
                #"{ isKnown: "${event != 'x'}" }"#,
                "kind == 1",
                early: #"- { name: early, when: kind == 1 && event == "a", respond: {} }"#
            ): ["! added branch \"early\": kind == 1 && event == \"a\": answers 200"],
        ]
        for (new, lines) in cases { #expect(try changeLines(base, new) == lines) }
    }

    @Test("a longest ascending part is kept")
    func ascending() {
        #expect(longest([3, 0, 1, 2]) == [0, 1, 2])
        #expect(longest([0, 1, 2]) == [0, 1, 2])
        #expect(longest([2, 1, 0]).count == 1)
        #expect(longest([]) == [])
    }

    private func longest(_ numbers: [Int]) -> [Int] { longestAscending(numbers).sorted() }
}
