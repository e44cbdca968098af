import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// Requests made from models, evaluated.
@Suite("witnesses")
struct WitnessTests {
    static let paths = [
        "event == 'customer.sale.completed' && n >= 500",
        "- event == 'a'\n- event == 'b'\nevent in ['a', 'b', 'c']",
        "- event == 'x'\n- event == 'y'\n- event.startsWith('x')",
        "n > 4\nn < 6",
        "n != 0\nn != 1\nn != 2\nn != 3",
        "n < -5\nn != -6",
        "maybe == null",
        "maybe != null\nmaybe > 3",
        "x > 1.0\nx < 1.5",
        "u >= 3u",
        "n * 100 >= 550",
        "n * 100 == 500",
        "n / 7 == 3",
        "n % 5 == 3",
        "n + 3 == 10\nm - 4 < 0",
        "-n == 7",
        "n + m == 5",
        "n < m\nm < 3",
        "n == m\nm == 8",
        "n != m\nm == 0",
        "event == other\nevent.startsWith('ab')",
        "event < other\nother < 'b'",
        "event.startsWith('ab') && event.endsWith('ba') && size(event) == 3",
        "event.startsWith('a') && event.contains('@') && event.endsWith('.org')",
        "event.matches('^order-[0-9]+$')",
        "event.matches('^(sale|refund)\\\\.[a-z]{3,5}$')\n- event.startsWith('sale')",
        "event.matches('^[^@]+@example\\\\.com$')\nevent != 'x@example.com'",
        "size(event) == 12",
        "size(event) > 3\n- event.contains('x')",
        "event.lowerAscii() == 'sale'",
        "event.trim().upperAscii() == 'SALE'",
        "event + '!' == 'stop!'",
        "int(event) > 41",
        "double(event) == 1.5",
        "string(n) == '17'",
        "timestamp(event) > timestamp('2026-03-01T00:00:00Z')",
        "time >= timestamp('2026-03-01T00:00:00Z')\ntime < timestamp('2026-03-01T00:00:01Z')",
        "flag && hint == null",
        "!flag || hint != true",
        "flag ? n > 5 : n > 10",
        "(flag ? 1 : 2) == 2",
        "body.type == 'a'\nbody.data.amount > 500",
        "body.data.amount > 500 && body.data.amount < 500.5",
        "has(body.coupon)",
        "!has(body.coupon)",
        "has(body.a.b)\n- has(body.a.c)",
        "body.a.b == null\nbody.list[2].id == 7",
        "body['odd name'] == true",
        "body == null",
        "body == 'x'",
        "body.items.size() == 3\nbody.items[0] == 'first'",
        "body.items.size() == 0",
        "body.tags == ['a', 'b']",
        "body.point == {'x': 1, 'y': null}",
        "'vip' in body.tags\n'new' in body.tags",
        "'vip' in tags",
        "body.items.exists(i, i.sku == 'x' && i.quantity > 2)",
        "!body.items.exists(i, i.sku == 'x')",
        "body.items.all(i, i.price > 0)",
        "!body.items.all(i, i.price > 0)",
        "body.groups.exists(g, g.members.exists(m, m == 'ann'))",
        "['sale', 'refund'].exists(p, event.startsWith(p))",
        "body.?a.?b.orValue('x') == 'y'",
        "body.?a.?b.orValue('x') == 'x'\n- has(body.a)",
        "headers.?x_mode.orValue('live') == 'test'",
        "headers['x-mode'] == 'test' && params.id != ''",
        "int(headers.`x-count`) >= 10",
        "query.page == '2'\nquery.filter.kind == 'b'",
        "cel.bind(e, event.lowerAscii(), e == 'a' || e == 'b')\nevent != 'a'",
        "any == 'x' || any == 1\nany != 'x'",
        "any > 4\nany < 5",
    ]

    /// The first request out of a few models that takes the path; nil where none does.
    static func request(_ path: [(checked: CheckedExpression, isTrue: Bool)], _ solver: Solver, _ formulas: [Formula])
        throws
        -> WitnessRequest?
    {
        for model in solver.models(formulas, limit: 8, budget: 200) {
            let request = WitnessRequest(solver.assignments(for: model))
            if try path.allSatisfy({ try request.outcome(of: $0.checked) == $0.isTrue }) { return request }
        }
        return nil
    }

    @Test("the request takes the path", arguments: paths)
    func takesPath(_ text: String) throws {
        var translator = try ProofNames.translator()
        let formulas = try ProofNames.path(text, &translator)
        let path = try ProofNames.conditions(text)
        let solver = Solver(translator)
        let model = try #require(solver.models(formulas, limit: 1).first)
        let request = try Self.request(path, solver, formulas)
        #expect(request != nil, "\(solver.assignments(for: model))")
    }

    @Test("known values come first where they may be")
    func hints() throws {
        var translator = try ProofNames.translator()
        let formulas = try ProofNames.path("body.email != null\nbody.total > 5\nhas(body.id)", &translator)
        let solver = Solver(translator)
        let model = try #require(solver.models(formulas, limit: 1).first)
        let known: [InputPlace: [TermConstant]] = [
            InputPlace(.body, [.key("email")]): [.null, .text("jane@example.com")],
            InputPlace(.body, [.key("total")]): [.int(3), .int(12)],
            InputPlace(.body, [.key("id")]): [.text("A-1")],
        ]
        let assignments = solver.assignments(for: model) { known[$0] ?? [] }
        #expect(
            Set(assignments) == [
                InputAssignment(InputPlace(.body, [.key("email")]), .string("jane@example.com")),
                InputAssignment(InputPlace(.body, [.key("total")]), .int(12)),
                InputAssignment(InputPlace(.body, [.key("id")]), .string("A-1")),
            ]
        )
    }

    @Test("a value is put into what is there, and taken out of it")
    func set() {
        var value = WitnessValue.map([.init("a", .string("x")), .init("b", .int(1))])
        value.set([.key("c"), .index(1), .key("d")], to: .bool(true))
        value.set([.key("a")], to: nil)
        value.set([.key("b")], to: .null)
        let inner = WitnessValue.map([.init("d", .bool(true))])
        #expect(value == .map([.init("b", .null), .init("c", .list([.null, inner]))]))
        value.set([.key("b"), .index(WitnessValue.elementsMax)], to: .null)
        value.set([.key("c"), .index(0)], to: nil)
        #expect(value == .map([.init("b", .null), .init("c", .list([]))]))
        value.set([], to: .timestamp(0, 0))
        #expect(value.text == "1970-01-01T00:00:00Z")
    }
}
