import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// The bound that the compiler gives for an expression.
@Suite struct StepBoundTests {
    private static let variables = [
        VariableDeclaration(name: "body", type: .dyn, slot: 0),
        VariableDeclaration(name: "amount", type: .int, slot: 1),
        VariableDeclaration(name: "event", type: .string, slot: 2),
    ]

    private func bound(_ text: String) throws -> ExpressionBound {
        let syntax = try #require(parseExpression(text).0)
        let (checked, errors) = checkExpression(syntax, environment: ExpressionEnvironment(variables: Self.variables))
        return boundSteps(of: try #require(checked, "\(text): \(errors.map(\.message))"))
    }

    /// How the turns of the widest macro grow with the body.
    @Test(arguments: [
        ("amount > 3", 0), ("[1, 2, 3].exists(x, x == amount)", 0), ("body.a.exists(x, x == 1)", 1),
        ("body.a.filter(x, x.b == 1).map(x, x.c).all(x, x > 0)", 1),
        ("[1, 2, 3].exists(x, body.a.exists(y, x == y))", 1), ("body.a.exists(y, [1, 2].exists(x, x == y))", 1),
        // Parts of what the outer macro goes over add to its turns.
        ("body.orders.exists(o, o.items.exists(i, i.price > 5))", 1),
        ("body.a.all(x, x.b.all(y, y.c.all(z, z > 0)))", 1), ("body.all(k, v, v.all(x, x > 0))", 1),
        ("body.a.filter(x, x.ok).exists(x, x.items.exists(i, i > 0))", 1),
        ("body.a.map(x, x.items).exists(l, l.exists(i, i > 0))", 1),
        ("body.a.map(x, x.items.filter(i, i > 0)).size() > 0", 1),
        // Anything else multiplies them.
        ("body.a.exists(x, body.b.exists(y, x == y))", 2), ("body.a.all(x, body.a.all(y, x == y))", 2),
        ("body.a.exists(x, body.b.exists(y, body.c.exists(z, z == 1)))", 3),
        ("body.a.exists(x, body.b.exists(y, x.items.exists(z, z == y)))", 2),
        ("body.a.map(x, body.b).exists(l, l.exists(i, i > 0))", 2),
        ("cel.bind(b, body.b, body.a.exists(x, b.exists(y, x == y)))", 2),
        ("body.a.exists(x, string(body.text).split(',').exists(y, x == y))", 2),
    ]) func nestingMultiplies(_ text: String, _ power: Int) throws {
        #expect(try bound(text).turns.power == power)
    }

    @Test func boundsAreReadable() throws {
        #expect(try bound("amount > 3").steps.text == "11")
        #expect(try bound("body.a.exists(x, x == 1)").turns.text == "n")
        #expect(try bound("body.a.exists(x, body.b.exists(y, x == y))").turns.text == "n²")
        #expect(StepBound.zero.text == "0")
        #expect((StepBound.elements * 1.5 + StepBound(3)).text == "2n + 3")
        #expect((StepBound.elements * StepBound.elements * 4 + StepBound(2)).value(at: 10) == 402)
        #expect(StepBound.rounded(1_099_511_627_776) == "2e12")
        #expect(StepBound.rounded(.infinity) == "∞")
        let high = (0..<9).reduce(StepBound(1)) { bound, _ in bound * .elements }
        #expect(high.value(at: 2) == .infinity)
    }

    /// No run takes more steps than its bound for the body that it has.
    @Test(arguments: [
        "amount > 3 && event == 'a'", "event in ['a', 'b'] || amount in [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]",
        "body.list.exists(x, x == 'none')", "body.list.map(x, x + 'b').size() > 0",
        "body.list.filter(x, x != 'a').all(x, x == 'q')", "body.list.exists_one(x, x == 'z')",
        "body.list.exists(x, body.list.exists(y, x == y + '?'))", "body.orders.all(o, o.items.all(i, i < 99))",
        "body.map.all(k, v, v > 0 && k != '')", "body.map.transformMap(k, v, v * 2).size() > 0",
        "body.map.transformMapEntry(k, v, {k + 'x': v}).size() > 0", "size(body.map) + size(body.list) > 0",
        "string(body.text).matches('(a|b)*c')", "regex.extractAll(string(body.text), 'a(.*b)?').size() > 0",
        "regex.replace(string(body.text), '[ab]', '<0>').size() > 0", "string(body.text).matches('a' + event)",
        "string(body.text).contains('aab')", "string(body.text).replace('a', 'xyz').size() > 0",
        "string(body.text).split('').map(c, c + '.').join('-').size() > 0",
        "json.encode(body) != '' && json.parse(json.encode(body)) == body", "body == body && body.list == body.list",
        "url.query(body.map) != ''", "'%s %s'.format([body.list, body.map]) != ''", "'a' in body.list",
        "body.text in body.map", "hash.sha256(string(body.text)) + base64.encode(bytes(string(body.text))) != ''",
        "timestamp('2026-02-03T04:05:06Z').getHours('Europe/Paris') > 0",
        "body.?list[?3].orValue('') != 'x' && body.list[7] != ''", "has(body.map.k7) && body.map.k7 > 0",
        "cel.bind(x, body.list.map(l, l), x.exists(y, x.exists(z, y + z == '')))",
        "[body.list, body.list].all(l, l.all(x, x != ''))", "string(body.text).reverse().lowerAscii().trim() != ''",
        "string(body.text).lastIndexOf('aab') < 0 && math.greatest(body.numbers) > 0",
        "{'a': body.list, 'b': body.map}.all(k, k != '')", "body.list + body.list != []",
    ]) func runsStayWithinTheirBounds(_ text: String) throws {
        for count in [0, 1, 3, 40, 100] {
            var evaluation = Evaluation()
            evaluation.steps = .max
            evaluation.limits.arenaBytes = 1 << 26
            let list = (0..<count).map { _ in "\"a\"" }.joined(separator: ",")
            let numbers = (0...count).map { "\($0)" }.joined(separator: ",")
            let orders = (0..<count).map { _ in #"{"items":[1,2,3]}"# }.joined(separator: ",")
            let members = (0..<count).map { #""k\#($0)":\#($0 + 1)"# }.joined(separator: ",")
            let body = """
                {"list":[\(list)],"numbers":[\(numbers)],"orders":[\(orders)],"map":{\(members)},\
                "text":"\(String(repeating: "a", count: count * 4))"}
                """
            evaluation.json = body
            evaluation.head = "a"
            evaluation.declare("body", .dyn, .json(.map, tapeIndex: 1))
            evaluation.declare("amount", .int, .int(7))
            evaluation.declare("event", .string, .string(.head, offset: 0, count: 1))
            let outcome = evaluation(text)
            let used = evaluation.steps - outcome.stepsLeft
            let most = try bound(text).steps.value(at: body.utf8.count / 2)
            #expect(Double(used) <= most, "\(text) with \(count): \(outcome.text)")
        }
    }
}
