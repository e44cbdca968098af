import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// What hostile operands cost, within the steps of a request.
@Suite struct StepCostTests {
    /// An evaluation with the default budget on a body.
    private func evaluation(_ json: String) -> Evaluation {
        var evaluation = Evaluation()
        evaluation.steps = EvaluationLimits().steps
        evaluation.json = json
        evaluation.declare("body", .dyn, .json(.map, tapeIndex: 1))
        return evaluation
    }

    private func steps(_ text: String, _ evaluation: Evaluation) -> Int {
        evaluation.steps - evaluation(text).stepsLeft
    }

    private static let mebibyte = String(repeating: "a", count: (1 << 20) - 16)

    @Test(arguments: [
        "string(body.text).matches('(a?){500}b')", "regex.extract(string(body.text), '(a?){500}b').hasValue()",
        "regex.extractAll(string(body.text), '(a?){500}b') == []",
        "regex.replace(string(body.text), '(a?){500}b', '') == ''",
        // As dear where the pattern is only known now, also where the error would be passed by.
        "string(body.text).matches('(a?){400}' + string(body.end)) || true",
        "regex.extract(string(body.text), '(a?){400}' + string(body.end)).hasValue() || true",
    ]) func aHostilePatternEndsAtTheBudget(_ text: String) {
        let outcome = evaluation(#"{"text":"\#(Self.mebibyte)","end":"b"}"#)(text)
        #expect(outcome.faults.isEmpty)
        #expect(outcome.fault?.code == .stepsExceeded)
        #expect(outcome.fault?.site != Fault.unknownSite)
    }

    @Test(arguments: [
        "!body.text.matches('(?i)urgent')", "body.text.matches('^a+$')", "!body.text.matches('[0-9]{4}')",
        "regex.replace(string(body.words), r'\\s+', ' ').size() > 1000",
        "regex.extractAll(string(body.words), '[0-9]+').size() > 1000",
        "regex.extractAll(string(body.words), 'w(ord) ').size() > 1000",
        "regex.replace(string(body.words), '(?i)foo|bar|word', '-').size() > 1000",
    ]) func ordinaryPatternsOnLongTextsAreWithinIt(_ text: String) {
        let words = String(repeating: "word 12  ", count: 1_200)
        let outcome = evaluation(#"{"text":"\#(Self.mebibyte)","words":"\#(words)"}"#)(text)
        #expect(outcome.text == "true")
    }

    /// Where a pattern may read on past its matches, every match pays for the rest of the text.
    @Test(arguments: [
        ("a", 1), ("a+", 1), ("[ab]c*", 1), ("a(?:b)", 1), ("(?i)a", 1), (#"\x{61}"#, 1),
        ("a{1,2}", 1), ("a|b", 1), ("(a|b)c", 1),
        ("a(?:.*b)?", 100), ("a|.*b", 100), ("(?:a+)+", 1), (#"\Qa\E"#, 100),
    ]) func whatIsReadAgainIsPaidAgain(_ pattern: String, _ factor: Int) {
        let text = String(repeating: "a ", count: 512)
        let evaluation = evaluation(#"{"text":"\#(text)"}"#)
        let used = steps("regex.extractAll(string(body.text), r'\(pattern)').size() >= 0", evaluation)
        let once = steps("string(body.text).matches(r'\(pattern)')", evaluation)
        #expect(used >= once)
        // Half a thousand matches, each for half the text in the mean.
        // Beginning a search costs as well.
        let again = used - 512 * 40
        #expect((again > once * 100) == (factor > 1 || pattern == "(?:a+)+"), "\(pattern): \(used) for \(once)")
    }

    /// Each of these reads or makes about a megabyte, which is thousands of steps.
    @Test(arguments: [
        ("size(string(body.text))", 60_000), ("string(body.text).contains('ab')", 250_000),
        ("string(body.text).indexOf('ab')", 300_000), ("string(body.text).lastIndexOf('ab')", 1_000_000),
        ("string(body.text).replace('ab', 'c') == ''", 250_000), ("string(body.text).split('ab').size()", 250_000),
        ("string(body.text).lowerAscii() == ''", 60_000), ("string(body.text).reverse() == ''", 130_000),
        ("strings.quote(string(body.text)) == ''", 500_000), ("string(body.text).trim() == ''", 500_000),
        ("string(body.text).charAt(1000000)", 60_000), ("hash.sha256(string(body.text))", 60_000),
        ("base64.encode(bytes(string(body.text)))", 130_000), ("url.encode(string(body.text))", 500_000),
        ("json.encode(body)", 60_000), ("double(string(body.text))", 130_000), ("int(string(body.text))", 60_000),
        ("timestamp(string(body.text))", 60_000), ("duration(string(body.text))", 60_000),
        ("isIP(string(body.text))", 60_000), ("string(body.text).startsWith(string(body.text))", 16_000),
        ("body.text == body.same", 16_000), ("body.text + body.same", 16_000),
        ("string(body.text) in ['1', '2', '3', '4', '5', '6', '7', '8', '9']", 60_000),
        ("body.text < body.same", 16_000), ("body == body", 16_000), ("string(bytes(string(body.text)))", 60_000),
    ]) func lengthCosts(_ text: String, _ least: Int) {
        let evaluation = evaluation(#"{"text":"\#(Self.mebibyte)","same":"\#(Self.mebibyte)"}"#)
        let used = steps(text, evaluation)
        #expect(used >= least && used < 2_000_000, "\(text): \(used)")
    }

    /// The size of a map is found by looking at every key, again and again.
    @Test func mapsCost() {
        let members = (0..<20_000).map { #""key\#($0)":1"# }.joined(separator: ",")
        let evaluation = evaluation(#"{"map":{\#(members)},"list":[1,2,3,4]}"#)
        #expect(steps("body.list.filter(x, size(body.map) == x) == []", evaluation) > 4 * 20_000)
        #expect(steps("body.map.all(k, v, v == 1)", evaluation) > 2 * 20_000)
        #expect(steps("body.map == body.map", evaluation) > 20_000)
        #expect(steps("json.encode(body.map).size() > 0", evaluation) > 3 * 20_000)
    }

    /// A number's bits are no length.
    @Test(arguments: [
        "base64.encode(dyn(9223372036854775807))", "base64.decode(dyn(9223372036854775807))",
        "base64.encode(dyn(1.5))", "hash.sha256(dyn(9223372036854775807))", "url.encode(dyn(9223372036854775807))",
        "dyn(9223372036854775807).trim()", "dyn(9223372036854775807).split('')", "base64.decode(body)",
        "base64.decode(dyn(b'aa'))", "base64.encode(dyn('aa'))",
    ]) func theWrongTypeIsAnErrorAndNotALength(_ text: String) {
        let evaluation = evaluation(#"{"a":1}"#)
        let outcome = evaluation(text)
        #expect(outcome.fault?.code == .noSuchOverload)
        #expect(evaluation.steps - outcome.stepsLeft < 100)
        #expect(evaluation("\(text) == dyn(null) || true").text == "true")
    }

    @Test func refusedPatternsCostWhatTheyTake() {
        let evaluation = evaluation(#"{"a":"(","b":"\\pL{1000}"}"#)
        #expect(steps("'a'.matches(string(body.a)) || true", evaluation) < 10_000)
        #expect(steps("'a'.matches(string(body.b)) || true", evaluation) > 100_000)
    }

    @Test func nestedMacrosOverAHostileBodyEnd() {
        let list = Array(repeating: "1", count: 130_000).joined(separator: ",")
        let other = Array(repeating: "2", count: 130_000).joined(separator: ",")
        let evaluation = evaluation(#"{"a":[\#(list)],"b":[\#(other)]}"#)
        let text = "body.a.exists(x, body.b.exists(y, x == y))"
        let outcome = evaluation(text)
        #expect(outcome.fault?.code == .stepsExceeded)
        let site = Int(outcome.fault?.site ?? .max)
        #expect(outcome.builder.sites.indices.contains(site))
        #expect(evaluation("\(text) || true").fault?.code == .stepsExceeded)
    }

    /// What does not change is computed ahead, and a pattern is compiled once however often it is written.
    @Test func constantsAreComputedOnce() {
        let evaluation = evaluation(#"{"a":"x"}"#)
        let calls = evaluation.compiled("body.a == 'x'.upperAscii() + string(1 + 2)")
        #expect(calls.builder.instructions.map(\.code) == [.select, .test, .finish])
        let patterns = evaluation.compiled(
            "string(body.a).matches('^a') && string(body.b).matches('^a') && regex.extract(string(body.c), '^a').hasValue()"
        )
        #expect(patterns.builder.regexes.count == 1)
    }
}
