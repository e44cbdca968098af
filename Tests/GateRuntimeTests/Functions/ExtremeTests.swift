import GateExpression
import GateRuntime
import Testing

/// `math.greatest` and `math.least` of any number of arguments.
@Suite struct ExtremeTests {
    @Test(arguments: [
        "math.greatest(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 11) == 12", "math.least(4u) == 4u",
        "math.least(1, 2, 3, 4, 5, 6, 7, 8, 9, -10.5) == -10.5", "math.greatest(dyn(1), 2.5) == 2.5",
        "math.greatest([1, 2.5, 2u]) == 2.5", "math.least(dyn([3, 2])) == 2",
    ]) func holds(_ text: String) {
        FunctionCase.expectHolds(text)
    }

    @Test(arguments: [
        "math.greatest('a', 'b') == 1", "math.greatest(1, 'b') == 1", "math.greatest(1, 2, 3, 4, 5, 6, 7, 8, 'b') == 1",
        "math.least(['a']) == 1", "math.least(true) == 1", "math.least() == 1", "math.least(null, 1) == 1",
    ]) func textIsRefused(_ text: String) {
        FunctionCase.expectFinding(text, "does not take")
    }

    @Test(arguments: [
        ("math.greatest(1, 2, 3)", ValueType.int), ("math.least(1.5, 2.5)", .double), ("math.least([1u])", .uint),
        ("math.least(1, 2.5)", .dyn), ("math.least(dyn(1), 2)", .dyn),
    ]) func types(_ text: String, _ type: ValueType) throws {
        let syntax = try #require(parseExpression(text).0)
        let checked = try #require(checkExpression(syntax, environment: ExpressionEnvironment()).0)
        #expect(checked.type == type)
    }
}
