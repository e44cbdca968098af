import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// What the solver says beyond yes and no.
@Suite("solver, reasons and models")
struct SolverModelTests {
    @Test("a core is what the contradiction needs")
    func core() throws {
        var translator = try ProofNames.translator()
        let path = try ProofNames.path("flag\nn > 4\nname == null\n- event == 'a'\nn < 5\nm == 1", &translator)
        #expect(Solver(translator).core(of: path) == [1, 4])
        #expect(Solver(translator).core(of: Array(path.dropLast(2))) == [0, 1, 2, 3])
    }

    @Test("names stand for what they are defined as")
    func definitions() throws {
        let (contact, isLarge) = (100, 101)
        let variables =
            ProofNames.variables + [
                VariableDeclaration(name: "contact", type: .dyn, slot: 40, id: contact),
                VariableDeclaration(name: "isLarge", type: .bool, slot: 41, id: isLarge),
            ]
        func checked(_ text: String) throws -> CheckedExpression {
            let syntax = try #require(parseExpression(text).0)
            return try #require(checkExpression(syntax, environment: ExpressionEnvironment(variables: variables)).0)
        }
        var translator = Translator(definitions: [
            contact: try checked("body.data.contact"), isLarge: try checked("n >= 500 && contact.vip"),
        ])
        #expect(
            translator.term(of: try checked("contact.email"))
                == translator.term(of: try checked("body.data.contact.email"))
        )
        let large = translator.translate(try checked("isLarge"), is: true)
        for other in ["n == 499", "!body.data.contact.vip", "contact == 'x'", "!has(body.data.contact)", "!isLarge"] {
            let formula = translator.translate(try checked(other), is: true)
            #expect(Solver(translator).solve([large, formula]).isUnsatisfiable, "\(other)")
        }
        let same = translator.translate(try checked("n == 500"), is: true)
        #expect(!Solver(translator).solve([large, same]).isUnsatisfiable)
    }

    @Test("a name that is defined again stands for the new expression")
    func redefinition() throws {
        var translator = try ProofNames.translator()
        let any = try ProofNames.variable("any").id
        for (text, isPossible) in [("n > 5", false), ("n < 5", true)] {
            translator.define(any, as: try ProofNames.checked(text))
            let path = try ProofNames.path("any\nn == 1", &translator)
            #expect(Solver(translator).solve(path).isUnsatisfiable == !isPossible)
        }
    }

    @Test("models differ in their choices")
    func models() throws {
        var translator = try ProofNames.translator()
        let path = try ProofNames.path("event == 'a' || event == 'b' || event == 'c'\nevent != 'b'", &translator)
        let event = translator.term(of: try ProofNames.checked("event"))
        let models = Solver(translator).models(path, limit: 5)
        #expect(models.compactMap { $0[event].values } == [[.text("a")], [.text("c")]])
        #expect(Solver(translator).models(path, limit: 1).count == 1)
    }

    @Test("past its budget it does not know")
    func budget() throws {
        var translator = try ProofNames.translator()
        // No two of three pigeons fit into two holes, which takes splits to find out.
        let path = try ProofNames.path(
            """
            body.a || body.b
            body.c || body.d
            body.e || body.f
            - body.a && body.c
            - body.a && body.e
            - body.c && body.e
            - body.b && body.d
            - body.b && body.f
            - body.d && body.f
            """,
            &translator
        )
        #expect(Solver(translator).solve(path).isUnsatisfiable)
        guard case .unknown = Solver(translator).solve(path, budget: 0) else {
            Issue.record("known without a split")
            return
        }
        #expect(Solver(translator).core(of: path, budget: 0).count == path.count)
    }

    @Test("conditions in conditions take no more than their share", arguments: ["n", "1"])
    func nesting(_ innermost: String) throws {
        let text = (0..<60).reduce(innermost) { inner, step in "(\(inner) == \(step % 3) ? 1 : 2)" } + " == 1"
        var translator = try ProofNames.translator()
        let condition = try ProofNames.checked(text)
        let isTrue = translator.translate(condition, is: true)
        let isFalse = translator.translate(condition, is: false)
        #expect(Solver(translator).solve([isTrue, isFalse], budget: 20).isUnsatisfiable || innermost == "n")
    }

    @Test("a condition that grows without end is cut off")
    func growth() throws {
        var definitions: [Int: CheckedExpression] = [:]
        var variables = ProofNames.variables
        for step in 0..<200 {
            let name = step == 0 ? "flag" : "s\(step - 1)"
            let syntax = try #require(parseExpression("\(name) && n > \(step) || !\(name) && n < \(step)").0)
            let environment = ExpressionEnvironment(variables: variables)
            let checked: CheckedExpression = try #require(checkExpression(syntax, environment: environment).0)
            definitions[1_000 + step] = checked
            variables.append(VariableDeclaration(name: "s\(step)", type: .bool, slot: 50, id: 1_000 + step))
        }
        var translator = Translator(definitions: definitions)
        let syntax = try #require(parseExpression("s199").0)
        let last = try #require(checkExpression(syntax, environment: ExpressionEnvironment(variables: variables)).0)
        let (isTrue, isFalse) = (translator.translate(last, is: true), translator.translate(last, is: false))
        #expect(!Solver(translator).solve([isTrue], budget: 50).isUnsatisfiable)
        #expect(!Solver(translator).solve([isFalse], budget: 50).isUnsatisfiable)
    }
}
