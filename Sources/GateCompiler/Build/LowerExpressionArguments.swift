import GateDiagnostics
import GateExpression
import GateRuntime

/// Holds the literal texts that functions are given to what they must be, and adds the time zones that an expression may
/// name to the tables: the literal ones, or all of the system's where a name is computed.
///
/// - Returns: a fault for each text that is not what it must be.
func checkTextArguments(of checked: CheckedExpression, _ builder: inout ProgramBuilder) -> [ConstantFault] {
    var faults: [ConstantFault] = []
    for (index, node) in checked.syntax.nodes.enumerated() {
        guard case .function(let function, _) = checked.references[index], !function.textArguments.isEmpty,
            case .call(_, let receiver, let arguments, _) = node.kind
        else { continue }
        let operands = checked.operands(of: ExpressionSyntax.NodeID(Int32(index)), receiver, arguments)
        for (position, rule) in function.textArguments.sorted(by: { $0.key < $1.key }) where position < operands.count {
            let argument = checked.syntax[operands[position]]
            guard case .literal(let literal) = argument.kind else {
                if rule == .timeZone { addAllZones(to: &builder) }
                continue
            }
            guard case .string(let text) = literal, let problem = problem(with: text, rule, &builder) else { continue }
            faults.append(ConstantFault(range: argument.range, code: .invalidArgument, detail: problem))
        }
    }
    return faults
}

/// What is wrong with a text; nil where nothing is, or where the lowering of the call finds out.
private func problem(with text: String, _ rule: TextArgument, _ builder: inout ProgramBuilder) -> String? {
    switch rule {
    case .timeZone: return addZone(named: text, to: &builder) ? nil : "no time zone is called `\(text)`"
    case .word(let words):
        if words.contains(text) { return nil }
        let near = Suggestion.nearest(to: text, in: words).map { ", did you mean `\($0)`?" } ?? ""
        return "`\(text)` is none of \(words.joined(separator: ", "))\(near)"
    case .timePattern(let isParsed):
        return Array(text.utf8).withUnsafeBufferPointer {
            TimePattern.problem(with: ByteView($0), isParsed: isParsed)
        }
    case .regex, .replacement: return nil
    }
}
