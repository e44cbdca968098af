import GateExpression
import Testing
@Test func placeholder() { #expect(parseExpression("1").0 != nil) }
