import GateCompiler
import GateRuntime
import GateTestSupport
import Testing

/// Each case is a sound file; the dump of its graph stands beside it.
@Suite("graphs")
struct GraphTests {
    @Test("dump", arguments: caseNames(in: "Cases/graphs", extension: "yaml"))
    func dump(_ name: String) throws {
        let compilation = try compileCase("Cases/graphs/\(name).yaml")
        let graph = try #require(compilation.graph, "\(rendered(compilation))")
        expectGolden(GraphDump.text(of: graph), at: "Cases/graphs/\(name).txt")
    }

    @Test("compiling twice gives the same graph", arguments: caseNames(in: "Cases/graphs", extension: "yaml"))
    func isDeterministic(_ name: String) throws {
        let first = try #require(try compileCase("Cases/graphs/\(name).yaml").graph)
        let second = try #require(try compileCase("Cases/graphs/\(name).yaml").graph)
        #expect(GraphDump.text(of: first) == GraphDump.text(of: second))
        #expect(first.constants == second.constants)
    }

    @Test("sizes of what a request walks over")
    func sizes() {
        #expect(MemoryLayout<Value>.size == 16)
        #expect(MemoryLayout<FlowNode>.stride == 16)
        #expect(MemoryLayout<Instruction>.stride == 16)
        #expect(MemoryLayout<SegmentEntry>.stride <= 16)
        #expect(MemoryLayout<Fault>.size <= 8)
    }
}
