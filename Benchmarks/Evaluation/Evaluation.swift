import GateRuntime

/// Prints what evaluating costs: time and allocations of the usual and of the worst, and what a step is worth.
@main
struct Evaluation {
    static func main() {
        print(row("one evaluation", "ns", "allocations", "steps", ""))
        for scenario in usual + hostile { report(scenario) }
        print("\n" + row("one request from memory: read, routed, evaluated, answered", "ns", "allocations", "", ""))
        for scenario in requests { report(scenario) }
        print("\n" + row("the worth of a step, on 64 KiB of text or a list of 20,000", "ns", "ns a step", "steps", ""))
        for text in dear { reportStep(text) }
    }

    struct Scenario {
        var name: String
        var json = "null"
        var rounds = 200_000
        var paths: [String] = []
        var expressions: [String] = []
        var isTemplate = false
    }

    static func report(_ scenario: Scenario) {
        let bench = Bench()
        bench.declare("event", text: "customer.sale.completed")
        bench.declare("email", text: "jane.doe@example.com")
        bench.declare("amount", .int(1_250), .int)
        if !scenario.paths.isEmpty { bench.add(paths: scenario.paths) }
        for text in scenario.expressions where !bench.add(text) { print("\(text) does not compile") }
        let write = scenario.isTemplate ? writeTemplate : nil
        let figures = bench.measure(scenario.json, rounds: scenario.rounds, after: write)
        let fault = figures.fault.map { "\($0)" } ?? ""
        print(row(scenario.name, whole(figures.nanoseconds), tenths(figures.allocations), "\(figures.steps)", fault))
    }

    /// Texts and values in turn, as an answer's segments are written.
    static func writeTemplate(_ workspace: inout Workspace, _ values: [Value]) {
        do throws(Fault) {
            try workspace.output.append("thanks, ")
            try workspace.output.append(workspace.view(values[0]))
            try workspace.output.append(": ")
            try workspace.output.append(workspace.view(values[1]))
            try workspace.output.append(" received")
        } catch {
            preconditionFailure("the answer fits")
        }
    }

    static func reportStep(_ text: String) {
        let bench = Bench()
        let words = String(repeating: "a", count: 65_536)
        let list = (0..<20_000).map { "\($0)" }.joined(separator: ",")
        let members = (0..<20_000).map { #""k\#($0)":\#($0)"# }.joined(separator: ",")
        guard bench.add(text) else { return print("\(text) does not compile") }
        let json =
            #"{"text":"\#(words)","list":[\#(list)],"map":{\#(members)},"blank":"\#(words.map { _ in " " }.joined())"}"#
        let figures = bench.measure(json, rounds: 20)
        let worth = figures.nanoseconds / Double(max(figures.steps, 1))
        let fault = figures.fault.map { "\($0)" } ?? ""
        print(row(text, whole(figures.nanoseconds), tenths(worth), "\(figures.steps)", fault))
    }

    static func row(_ name: String, _ columns: String...) -> String {
        name.padded(to: 68) + columns.dropLast().map { $0.padded(to: -14) }.joined() + "  " + (columns.last ?? "")
    }

    static func whole(_ number: Double) -> String { "\(Int(number.rounded()))" }

    static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension String {
    /// The text with spaces behind it up to a width, or before it for a negative one.
    func padded(to width: Int) -> String {
        let spaces = String(repeating: " ", count: max(abs(width) - count, 0))
        return width < 0 ? spaces + self : self + spaces
    }
}
