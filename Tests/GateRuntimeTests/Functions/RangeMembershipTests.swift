import GateRuntime
import Testing

@Suite struct RangeMembershipTests {
    @Test(arguments: [
        "ip('192.0.2.7') in cidr('192.0.2.0/24')", "!(ip('192.0.3.7') in cidr('192.0.2.0/24'))",
        "'2001:db8::1' in cidr('2001:db8::/32')", "!('192.0.2.7' in cidr('::/0'))",
        "cidr('192.0.2.0/25') in cidr('192.0.2.0/24')", "!(cidr('192.0.2.0/23') in cidr('192.0.2.0/24'))",
        "[cidr('10.0.0.0/8'), cidr('192.0.2.0/24')].exists(range, '192.0.2.7' in range)",
        "dyn('192.0.2.7') in dyn(cidr('192.0.2.0/24'))",
    ]) func holds(_ text: String) {
        FunctionCase.expectHolds(text)
    }

    @Test func otherOperandsAreRefused() {
        FunctionCase.expectFinding("1 in cidr('192.0.2.0/24')", "`in` needs a list or a map")
        FunctionCase.expectFinding("ip('192.0.2.7') in '192.0.2.0/24'", "`in` needs a list or a map")
        FunctionCase.expectFault("'host' in cidr('192.0.2.0/24')", .invalidConversion)
        FunctionCase.expectFault("dyn(1) in cidr('192.0.2.0/24')", .noSuchOverload)
    }
}
