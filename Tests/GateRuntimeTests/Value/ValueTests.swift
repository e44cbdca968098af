import GateRuntime
import Testing

@Suite struct ValueTests {
    @Test func valuesAreSixteenBytes() {
        #expect(MemoryLayout<Value>.size == 16)
        #expect(MemoryLayout<Value>.stride == 16)
        #expect(MemoryLayout<Instruction>.size == 16)
    }

    @Test func typesHaveNames() {
        for name in TypeName.allCases { #expect(Value.type(name).namedType == name) }
        #expect(Value.int(1).namedType == nil)
        #expect(Value.absent.typeName == .null)
        #expect(Value.headers.typeName == .map)
    }
}
