/// A file with steps, branches, loops and flows made at random over two numbers of the body, and what running it reaches.
struct RandomFlow {
    /// A number that conditions look at.
    enum Operand {
        case x, y, name(String)
    }

    indirect enum Condition {
        case compare(Operand, String, Int)
        case both(Condition, Condition)
        case either(Condition, Condition)
        case not(Condition)
    }

    struct Arm {
        /// Nil for else.
        var condition: Condition?
        var line: Int
        var steps: [Step]
    }

    indirect enum Step {
        case set(String, Operand, Int, line: Int)
        case require(Condition, line: Int)
        case branches([Arm], line: Int)
        /// A loop over 0, 1, 2 that binds the name.
        case loop(String, [Step], line: Int)
        case call(Int, argument: Operand, result: String, line: Int)
        case output(Operand, line: Int)
        case respond(line: Int)
    }

    private(set) var lines: [String] = []
    private(set) var flows: [[Step]] = []
    private(set) var steps: [Step] = []
    private var random: SeededGenerator
    private var names = 0

    var text: String { lines.joined(separator: "\n") + "\n" }

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        lines = ["hookgate: 1", "flows:"]
        for flow in 0..<2 {
            lines.append("  f\(flow):")
            lines.append("    inputs: { p\(flow): int }")
            lines.append("    steps:")
            var made = block(["p\(flow)"], depth: 0, indent: 6, flow: flow, isInLoop: false)
            lines.append("      - output: \"${int(body.x)}\"")
            made.append(.output(.x, line: lines.count))
            flows.append(made)
        }
        lines += ["endpoints:", "  e:", "    path: /e", "    auth: none", "    extract:"]
        lines += [
            "      x: { body: $.x, type: int, required: true }", "      y: { body: $.y, type: int, required: true }",
        ]
        lines.append("    steps:")
        steps = block([], depth: 0, indent: 6, flow: nil, isInLoop: false)
        lines.append("      - respond: {}")
        steps.append(.respond(line: lines.count))
    }

    // MARK: Making

    private mutating func block(
        _ visible: [String],
        depth: Int,
        indent: Int,
        flow: Int?,
        isInLoop: Bool
    ) -> [Step] {
        var visible = visible
        var steps: [Step] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let kind = Int.random(in: 0..<10, using: &random)
            let margin = String(repeating: " ", count: indent)
            switch kind {
            case 0, 1:
                let (name, operand, number) = (newName(), operand(visible, flow), Int.random(in: 0...2, using: &random))
                lines.append("\(margin)- set: { \(name): \"${\(text(operand, flow)) + \(number)}\" }")
                steps.append(.set(name, operand, number, line: lines.count))
                visible.append(name)
            case 2:
                let condition = condition(visible, flow, depth: 1)
                lines.append("\(margin)- require: \(text(condition, flow))")
                steps.append(.require(condition, line: lines.count))
            case 3 where depth < 2 && flow != 0:
                let callee = flow == nil ? Int.random(in: 0...1, using: &random) : 0
                let (argument, name) = (operand(visible, flow), newName())
                lines.append("\(margin)- call: f\(callee)")
                let line = lines.count
                lines.append("\(margin)  with: { p\(callee): \"${\(text(argument, flow))}\" }")
                lines.append("\(margin)  as: \(name)")
                steps.append(.call(callee, argument: argument, result: name, line: line))
                visible.append(name)
            case 4 where depth < 2:
                let name = newName()
                lines.append("\(margin)- for_each:")
                let line = lines.count
                lines.append("\(margin)    in: \"[0, 1, 2]\"")
                lines.append("\(margin)    as: \(name)")
                lines.append("\(margin)    steps:")
                let inner = block(
                    visible + [name],
                    depth: depth + 1,
                    indent: indent + 6,
                    flow: flow,
                    isInLoop: true
                )
                steps.append(.loop(name, inner, line: line))
            default: steps.append(branches(visible, depth, indent, flow, isInLoop))
            }
        }
        return steps
    }

    private mutating func branches(
        _ visible: [String],
        _ depth: Int,
        _ indent: Int,
        _ flow: Int?,
        _ isInLoop: Bool
    ) -> Step {
        let margin = String(repeating: " ", count: indent)
        lines.append("\(margin)- branches:")
        let line = lines.count
        var arms: [Arm] = []
        let count = Int.random(in: 1...3, using: &random)
        for number in 0..<count + (Bool.random(using: &random) ? 1 : 0) {
            let condition = number < count ? condition(visible, flow, depth: 2) : nil
            lines.append("\(margin)    - " + (condition.map { "when: \(text($0, flow))" } ?? "else:"))
            let armLine = lines.count
            var inner: [Step] = []
            switch Int.random(in: 0..<4, using: &random) {
            case 0 where flow != nil:
                let value = operand(visible, flow)
                lines.append("\(margin)      output: \"${\(text(value, flow))}\"")
                inner = [.output(value, line: lines.count)]
            case 0, 1:
                lines.append("\(margin)      respond: {}")
                inner = [.respond(line: lines.count)]
            case 2 where depth < 2:
                lines.append("\(margin)      steps:")
                inner = block(visible, depth: depth + 1, indent: indent + 8, flow: flow, isInLoop: isInLoop)
            default: lines.append("\(margin)      steps: []")
            }
            arms.append(Arm(condition: condition, line: armLine, steps: inner))
        }
        return .branches(arms, line: line)
    }

    private mutating func newName() -> String {
        names += 1
        return "_n\(names)"
    }

    private mutating func operand(_ visible: [String], _ flow: Int?) -> Operand {
        let choice = Int.random(in: 0..<visible.count + 2, using: &random)
        return choice == 0 ? .x : choice == 1 ? .y : .name(visible[choice - 2])
    }

    private mutating func condition(_ visible: [String], _ flow: Int?, depth: Int) -> Condition {
        let kind = depth == 0 ? 9 : Int.random(in: 0..<10, using: &random)
        switch kind {
        case 0, 1: return .both(condition(visible, flow, depth: depth - 1), condition(visible, flow, depth: depth - 1))
        case 2, 3:
            return .either(condition(visible, flow, depth: depth - 1), condition(visible, flow, depth: depth - 1))
        case 4: return .not(condition(visible, flow, depth: depth - 1))
        default:
            let relation = ["==", "!=", "<", "<=", ">", ">="].randomElement(using: &random) ?? "=="
            return .compare(operand(visible, flow), relation, Int.random(in: 0...3, using: &random))
        }
    }

    // MARK: Text

    private func text(_ operand: Operand, _ flow: Int?) -> String {
        switch operand {
        case .x: flow == nil ? "x" : "int(body.x)"
        case .y: flow == nil ? "y" : "int(body.y)"
        case .name(let name): name
        }
    }

    private func text(_ condition: Condition, _ flow: Int?) -> String {
        switch condition {
        case .compare(let operand, let relation, let number): "\(text(operand, flow)) \(relation) \(number)"
        case .both(let left, let right): "(\(text(left, flow)) && \(text(right, flow)))"
        case .either(let left, let right): "(\(text(left, flow)) || \(text(right, flow)))"
        case .not(let inner): "(!(\(text(inner, flow))))"
        }
    }
}

/// Numbers that are the same for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}
