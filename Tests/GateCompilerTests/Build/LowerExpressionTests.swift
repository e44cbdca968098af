import GateCompiler
import GateExpression
import GateRuntime
import GateTestSupport
import Testing

@Suite struct LowerExpressionTests {
    private var evaluation: Evaluation {
        var evaluation = Evaluation()
        evaluation.declare("event", .string, .null)
        evaluation.declare("amount", .int, .null)
        evaluation.declare("body", .dyn, .null)
        return evaluation
    }

    /// What the programs look like.
    @Test(arguments: [
        ("fused", "event == 'sale' && amount >= 500 && event.contains('@')"),
        ("absorbing", "body.a == 1 && body.b > 2 || has(body.c)"),
        ("conditional", "(amount > 3 || event != 'x') ? [amount, 2 + 3] : [body.n, ?body.?m]"),
        ("macros", "body.items.filter(i, i.price > amount).map(i, i.name).exists_one(n, n.startsWith(event))"),
        ("constants", "event in ['a' + 'b', 'c'] && size('four') == amount && event.matches('^a+$')"),
        ("optionals", "body.?a.optMap(x, x + 1).or(body[?'b']).orValue(amount)"),
    ])
    func listing(_ name: String, _ source: String) {
        let outcome = evaluation.compiled(source)
        let builder = outcome.builder
        let listing = ProgramListing(instructions: builder.instructions, values: builder.values, bytes: builder.bytes)
        let lines = listing.lines(0..<builder.instructions.count)
        expectGolden(([source] + lines).joined(separator: "\n"), at: "Listings/\(name).txt")
    }

    @Test func constantsAreComputedAhead() {
        let outcome = evaluation.compiled("[1, 2].map(x, x * 2) + [size('abc')]")
        #expect(outcome.lowered?.constant?.kind == .list)
        #expect(outcome.builder.instructions.count == 1)
        #expect(evaluation("[1, 2].map(x, x * 2) + [dyn('a'.upperAscii())]").text == #"[2, 4, "A"]"#)
        #expect(evaluation.compiled("amount > 3").lowered?.constant == nil)
        #expect(evaluation("{'k': [optional.of(1)], 'd': duration('1m')}.d").text == "duration(60, 0)")
    }

    @Test func constantFaultsAreReported() {
        let outcome = evaluation.compiled("amount > 3 && [1, 10 / (5 - 5)].size() > 1")
        #expect(outcome.faults.map(\.code) == [.divisionByZero])
        #expect(outcome.faults.map(\.range.start) == [18])
        #expect(evaluation.compiled("false && 1 / 0 > 0").faults.isEmpty)
        let regex = evaluation.compiled("event.matches('(a')")
        #expect(regex.faults.map(\.code) == [.invalidArgument])
        #expect(regex.faults.first?.detail.isEmpty == false)
        let zone = evaluation.compiled("timestamp(amount).getHours('Europe/Nowhere')")
        #expect(zone.faults.first?.detail == "no time zone is called `Europe/Nowhere`")
    }

    @Test func faultsPointAtTheirSource() {
        let source = "event == 'x' || body.missing > amount"
        var evaluation = Evaluation()
        evaluation.declare("event", .string, .string(.constant, offset: 0, count: 0))
        evaluation.declare("amount", .int, .int(1))
        evaluation.declare("body", .dyn, .json(.map, tapeIndex: 1))
        evaluation.json = "{}"
        let outcome = evaluation(source)
        #expect(outcome.fault?.code == .noSuchKey)
        let site = outcome.builder.sites[Int(outcome.fault?.site ?? 0)]
        #expect(source.dropFirst(Int(site.start)).prefix(Int(site.end - site.start)) == "body.missing")
    }

    /// What was computed ahead is written like what is computed for a request.
    @Test(arguments: [
        ("optional.of('x')", "\"x\""), ("[optional.of(1), optional.none()]", "[1,null]"),
        ("{'k': [b'a', 1.5]}", #"{"k":["YQ==",1.5]}"#),
        ("[timestamp(0), duration('1.5s')]", #"["1970-01-01T00:00:00Z","1.5s"]"#),
        ("{1: true, 'a': null}", #"{"1":true,"a":null}"#),
    ])
    func constantsAreWritten(_ source: String, _ wanted: String) {
        for text in [source, "amount == 1 ? \(source) : dyn(null)"] {
            let outcome = evaluation.compiled(text)
            guard let program = outcome.lowered?.program else {
                Issue.record("\(text): \(outcome.text)")
                continue
            }
            let found = outcome.builder.withWorkspace { tables, workspace in
                do throws(Fault) {
                    for slot in [Value.null, .int(1), .null] { try workspace.registers.append(slot) }
                    try JSONWriter.write(run(program, tables, &workspace), in: &workspace)
                    return workspace.output.view(from: 0, count: workspace.output.count).string
                } catch {
                    return "\(error.code)"
                }
            }
            #expect(found == wanted, "\(text)")
        }
    }

    @Test func programsShareTables() {
        let first = evaluation.compiled("event == 'sale'")
        var second = evaluation
        second.builder = first.builder
        let outcome = second.compiled("event != 'sale' && 'sale' == event")
        #expect(outcome.builder.bytes == Array("sale".utf8))
        #expect(outcome.lowered?.program.entry == 2)
        #expect(outcome.builder.expressionCount == 2)
    }
}
