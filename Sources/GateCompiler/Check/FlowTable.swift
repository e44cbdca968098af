import GateConfig
import GateDiagnostics
import GateRuntime

/// The flows of a file, as calls find them.
struct FlowTable {
    private let flows: [String: FlowConfig]
    /// Their names in the order of the file.
    let names: [String]
    /// Flows in which something is wrong by themselves; a call of one of them says nothing more.
    private(set) var broken: Set<String> = []

    init(_ flows: [FlowConfig]) {
        names = flows.map(\.name.value)
        self.flows = Dictionary(flows.map { ($0.name.value, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(name: String) -> FlowConfig? { flows[name] }

    /// Checks every flow by itself, whoever calls it.
    mutating func checkAll(_ context: inout CompileContext) {
        for name in names {
            guard let flow = flows[name] else { continue }
            let known = context.errorCount
            context.usedNames = []
            var blocks = BlockChecker(
                scope: ExpressionScope(rootVariables),
                slotCount: RootSlot.allCases.count,
                mode: .flow,
                flows: self
            )
            let isSound = blocks.checkFlow(flow, wantsOutput: true, branch: name, depth: 1, &context) != nil
            if !isSound || context.errorCount > known {
                broken.insert(name)
            } else {
                blocks.reviewNames(&context)
            }
        }
        context.usedNames = []
    }
}
