extension GraphDump {
    mutating func addNodes() {
        for (index, node) in graph.nodes.enumerated() {
            switch node.kind {
            case .test: add("node \(index) test program \(node.a), true -> \(node.b), false -> \(node.c)")
            case .respond: add("node \(index) respond \(node.a), branch \(branch(node))")
            case .refuse:
                let refusal = Refusal(rawValue: UInt8(truncatingIfNeeded: node.a)).map { "\($0)" } ?? "?"
                let name = describe(graph.constantValues[Int(node.c)])
                add("node \(index) refuse \(refusal) \(name), branch \(branch(node))")
            case .end: add("node \(index) end, branch \(branch(node))")
            case .set: add("node \(index) r\(node.b) = program \(node.a) -> \(node.c)")
            case .make: add("node \(index) r\(node.b) = \(construction(node.a)) -> \(node.c)")
            case .collect: add("node \(index) collect \(construction(node.a)) for loop \(node.b) -> \(node.c)")
            case .expect:
                let target = ExtractionEntry.Target(rawValue: UInt8(truncatingIfNeeded: node.a)) ?? .any
                add("node \(index) expect r\(node.b) to be \(target) -> \(node.c)")
            case .fill:
                add("node \(index) fill r\(node.b) with \(describe(graph.constantValues[Int(node.a)])) -> \(node.c)")
            case .choose: addSwitch(graph.switches[Int(node.a)], at: index)
            case .loop: addLoop(graph.loops[Int(node.a)], at: index)
            case .leave: add("node \(index) leave loop \(node.a) -> \(node.c)")
            case .next: add("node \(index) next of loop \(node.a)")
            case .unreachable: add("node \(index) unreachable")
            }
        }
    }

    private func branch(_ node: FlowNode) -> String { quoted(graph.branchNames[Int(node.b)]) }

    private mutating func addSwitch(_ entry: SwitchEntry, at index: Int) {
        add("node \(index) switch program \(entry.program), else -> \(entry.otherwise)")
        for place in 0..<Int(entry.places) {
            let value = graph.constantValues[Int(entry.table) + place]
            guard value.kind != .absent else { continue }
            add("  case \(describe(value)) -> \(graph.switchTargets[Int(entry.targets) + place])")
        }
    }

    private mutating func addLoop(_ entry: LoopEntry, at index: Int) {
        var line = "node \(index) loop over program \(entry.program), at most \(entry.max), item r\(entry.item)"
        if entry.index != LoopEntry.noRegister { line += ", position r\(entry.index)" }
        add(line + ", state r\(entry.state) -> \(entry.body), then \(entry.exit), too many \(entry.overflow)")
        for result in entry.results.indices { add("  list r\(graph.loopResults[result])") }
    }

    /// The parts of a value in postfix order.
    private func construction(_ index: UInt32) -> String {
        let parts = graph.constructions[Int(index)].indices.map { place -> String in
            let part = graph.valueParts[place]
            return switch part.kind {
            case .constant: describe(graph.constantValues[Int(part.index)])
            case .program: "program \(part.index)"
            case .text: "text \(part.count)"
            case .list: "list \(part.count)"
            case .map: "map \(part.count)"
            }
        }
        return "(\(parts.joined(separator: " ")))"
    }

    mutating func addResponses() {
        for (index, response) in graph.responses.enumerated() {
            add("response \(index) \(quoted(text(response.head)))")
            for header in response.headers.indices {
                let line = graph.headerLines[header]
                add("  header \(quoted(text(line.name)))")
                addSegments(line.segments)
            }
            if response.hasSegments {
                add("  body of segments")
                addSegments(response.segments)
            } else {
                add("  body \(quoted(text(response.body)))")
            }
        }
    }

    private mutating func addSegments(_ range: TableRange) {
        for index in range.indices {
            let segment = graph.segments[index]
            switch segment.kind {
            case .constant: add("    \(quoted(text(segment.constant)))")
            case .json: add("    program \(segment.program) as JSON")
            case .jsonText: add("    program \(segment.program) as text in JSON")
            case .text: add("    program \(segment.program) as text")
            }
        }
    }

    mutating func addPrograms() {
        for (index, program) in graph.programs.enumerated() {
            let site = graph.expressions[index]
            add("program \(index) at \(site.line):\(site.column), \(site.role): \(site.text)")
            if graph.bounds.indices.contains(index) { add("  steps at most \(graph.bounds[index].text)") }
            let end = index + 1 < graph.programs.count ? Int(graph.programs[index + 1].entry) : graph.instructions.count
            for place in Int(program.entry)..<max(end, Int(program.entry)) {
                add("  \(place) \(describe(graph.instructions[place]))")
            }
        }
    }

    private func describe(_ instruction: Instruction) -> String {
        let a = operand(instruction.a)
        let b = operand(instruction.b)
        switch instruction.code {
        case .finish: return "finish \(a)"
        case .move: return "r\(instruction.destination) = \(a)"
        case .jump: return "jump \(instruction.c)"
        case .jumpIfFalse, .jumpIfTrue: return "\(instruction.code) \(a) -> \(instruction.c)"
        case .branch:
            let jumps = instruction.destination == 0 ? "unless" : "if"
            return "branch \(jumps) \(instruction.operation) \(a) \(b) -> \(instruction.c)"
        case .test: return "r\(instruction.destination) = test \(instruction.operation) \(a) \(b)"
        case .call1: return "r\(instruction.destination) = \(instruction.operation) \(a)"
        case .call2: return "r\(instruction.destination) = \(instruction.operation) \(a) \(b)"
        case .callMany:
            let operands = "r\(instruction.a) and \(instruction.b) in all"
            return "r\(instruction.destination) = \(instruction.operation) \(operands)"
        default:
            return "r\(instruction.destination) = \(instruction.code) \(a) \(b) -> \(instruction.c)"
        }
    }

    private func operand(_ operand: UInt32) -> String {
        guard operand & Instruction.constantBit != 0 else { return "r\(operand)" }
        let index = Int(operand & ~Instruction.constantBit)
        guard graph.constantValues.indices.contains(index) else { return "constant \(index)" }
        return describe(graph.constantValues[index])
    }

    /// A constant in CEL's notation, lists and maps by their size.
    func describe(_ value: Value) -> String {
        switch value.kind {
        case .absent: "absent"
        case .null: "null"
        case .bool: value.isTrue ? "true" : "false"
        case .int: "\(value.asInt)"
        case .uint: "\(value.payload)u"
        case .double: "\(value.asDouble)"
        case .string: quoted(text(ByteRange(offset: value.offset, count: value.count)))
        case .bytes: "bytes of \(value.count)"
        case .timestamp: "timestamp \(value.seconds).\(value.nanoseconds)"
        case .duration: "duration \(value.seconds).\(value.nanoseconds)"
        case .list: "list of \(value.count)"
        case .map: "map of \(value.count)"
        default: "\(value.kind)"
        }
    }
}
