import GateCompiler
import GateDiagnostics
import Testing

/// What the proof calls dead in whole files, beside what running them reaches for every input.
@Suite("the proof of flows")
struct FlowProofTests {
    @Test("nothing that a request reaches is called dead, in files made at random", arguments: 0..<8)
    func random(_ part: Int) {
        var dead = 0
        for seed in 0..<400 {
            let flow = RandomFlow(seed: UInt64(part * 1000 + seed + 1))
            let source = SourceText(name: "gateway.yaml", bytes: Array(flow.text.utf8))
            let compilation = compile(source)
            var reached = Reached()
            for x in 0...4 {
                for y in 0...4 {
                    var run = FlowRun(flow, x: x, y: y)
                    run.runEndpoint(&reached)
                    // A flow by itself: whoever calls it, with whatever.
                    for argument in 0...8 {
                        for index in flow.flows.indices { run.runFlow(index, argument, &reached) }
                    }
                }
            }
            for finding in compilation.diagnostics.diagnostics where finding.severity == .error {
                let line = source.position(of: finding.primary.span.start).line
                switch finding.code {
                case .neverTaken:
                    let wrong =
                        finding.message.contains("always met")
                        ? reached.unmet.contains(line) : reached.taken.contains(line)
                    #expect(!wrong, "line \(line), \(finding.message):\n\(flow.text)")
                    dead += 1
                case .unreachableStep: #expect(!reached.steps.contains(line), "line \(line):\n\(flow.text)")
                default: Issue.record("\(finding.code) \(finding.message) in line \(line):\n\(flow.text)")
                }
            }
        }
        #expect(dead > 100, "the files have too little that is dead to show anything")
    }
}

/// The lines that were reached.
struct Reached {
    /// Arms that were taken and requirements that were met.
    var taken: Set<Int> = []
    /// Requirements that were not met.
    var unmet: Set<Int> = []
    /// Steps that were begun.
    var steps: Set<Int> = []
}

/// Runs a random flow for one input, by the meaning that the manual gives to steps.
struct FlowRun {
    private enum End {
        case falls, answers, output(Int)
    }

    private let flow: RandomFlow
    private let (x, y): (Int, Int)

    init(_ flow: RandomFlow, x: Int, y: Int) {
        self.flow = flow
        (self.x, self.y) = (x, y)
    }

    mutating func runEndpoint(_ reached: inout Reached) { _ = run(flow.steps, [:], &reached) }

    mutating func runFlow(_ index: Int, _ argument: Int, _ reached: inout Reached) {
        _ = run(flow.flows[index], ["p\(index)": argument], &reached)
    }

    private func run(_ steps: [RandomFlow.Step], _ names: [String: Int], _ reached: inout Reached) -> End {
        var names = names
        for step in steps {
            switch step {
            case .set(let name, let operand, let number, let line):
                reached.steps.insert(line)
                names[name] = value(operand, names) + number
            case .require(let condition, let line):
                reached.steps.insert(line)
                guard holds(condition, names) else {
                    reached.unmet.insert(line)
                    return .answers
                }
                reached.taken.insert(line)
            case .branches(let arms, let line):
                reached.steps.insert(line)
                guard let arm = arms.first(where: { $0.condition.map { holds($0, names) } ?? true }) else { continue }
                reached.taken.insert(arm.line)
                let end = run(arm.steps, names, &reached)
                guard case .falls = end else { return end }
            case .loop(let name, let inner, let line):
                reached.steps.insert(line)
                for item in 0...2 {
                    let end = run(inner, names.merging([name: item]) { $1 }, &reached)
                    guard case .falls = end else { return end }
                }
            case .call(let index, let argument, let result, let line):
                reached.steps.insert(line)
                let end = run(flow.flows[index], ["p\(index)": value(argument, names)], &reached)
                guard case .output(let output) = end else { return .answers }
                names[result] = output
            case .output(let operand, let line):
                reached.steps.insert(line)
                return .output(value(operand, names))
            case .respond(let line):
                reached.steps.insert(line)
                return .answers
            }
        }
        return .falls
    }

    private func value(_ operand: RandomFlow.Operand, _ names: [String: Int]) -> Int {
        switch operand {
        case .x: x
        case .y: y
        case .name(let name): names[name] ?? 0
        }
    }

    private func holds(_ condition: RandomFlow.Condition, _ names: [String: Int]) -> Bool {
        switch condition {
        case .compare(let operand, let relation, let number):
            let value = value(operand, names)
            return switch relation {
            case "==": value == number
            case "!=": value != number
            case "<": value < number
            case "<=": value <= number
            case ">": value > number
            default: value >= number
            }
        case .both(let left, let right): return holds(left, names) && holds(right, names)
        case .either(let left, let right): return holds(left, names) || holds(right, names)
        case .not(let inner): return !holds(inner, names)
        }
    }
}
