import Foundation
import GateDiagnostics
import GateExpression

/// The lines of a case file beside the tests, without comments (#) and blank lines; `⏎` stands for a line end.
func caseLines(_ name: String, testFile: String = #filePath) -> [String] {
    let folder = URL(fileURLWithPath: testFile).deletingLastPathComponent().deletingLastPathComponent()
    let url = folder.appendingPathComponent("Cases").appendingPathComponent(name)
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
        .filter { !$0.hasPrefix("#") && !$0.allSatisfy(\.isWhitespace) }
        .map { $0.replacingOccurrences(of: "⏎", with: "\n") }
}

/// A text with its findings below it, each with the place that it concerns.
func render(_ text: String, _ diagnostics: [ExpressionDiagnostic]) -> String {
    var lines = [shown(text)]
    for diagnostic in diagnostics {
        let label = diagnostic.label.isEmpty ? "" : " (\(diagnostic.label))"
        lines.append("\(underline(text, diagnostic.range)) \(diagnostic.code.rawValue) \(diagnostic.message)\(label)")
        for context in diagnostic.context {
            lines.append("\(underline(text, context.range, mark: "-")) \(context.text)")
        }
        for note in diagnostic.notes { lines.append("    = \(note)") }
    }
    return lines.joined(separator: "\n")
}

/// Marks below a range; an empty range has one mark.
private func underline(_ text: String, _ range: ExpressionSyntax.TextRange, mark: String = "^") -> String {
    let bytes = Array(text.utf8)
    let start = min(Int(range.start), bytes.count)
    let end = min(Int(range.end), bytes.count)
    let before = shown(String(decoding: bytes[..<start], as: UTF8.self)).unicodeScalars.count
    let width = shown(String(decoding: bytes[start..<end], as: UTF8.self)).unicodeScalars.count
    return String(repeating: " ", count: before) + String(repeating: mark, count: max(1, width))
}

private func shown(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars { output.unicodeScalars.append(scalar == "\n" ? "⏎" : scalar) }
    return output
}

/// The tree of an expression with every node's range, one node a line.
func outline(_ syntax: ExpressionSyntax, flattensChains: Bool = false) -> String {
    var lines: [String] = []
    func slice(_ range: ExpressionSyntax.TextRange) -> String {
        let bytes = Array(syntax.text.utf8)
        let (start, end) = (Int(range.start - syntax.offset), Int(range.end - syntax.offset))
        return shown(String(decoding: bytes[start..<end], as: UTF8.self))
    }
    func operands(of id: ExpressionSyntax.NodeID, _ function: String) -> [ExpressionSyntax.NodeID] {
        guard case .call(function, nil, let arguments, _) = syntax[id].kind else { return [id] }
        return arguments.flatMap { operands(of: $0, function) }
    }
    func write(_ id: ExpressionSyntax.NodeID, _ depth: Int) {
        let node = syntax[id]
        var children: [ExpressionSyntax.NodeID] = []
        let title: String
        switch node.kind {
        case .literal(let literal): title = "literal \(literal.canonicalText)"
        case .identifier(let name, let isAbsolute): title = "name \(isAbsolute ? "." : "")\(name)"
        case .select(let operand, let field, let isOptional, let fieldRange):
            title = "\(isOptional ? "optional field" : "field") \(field) at ‹\(slice(fieldRange))›"
            children = [operand]
        case .has(let operand, let field, let fieldRange):
            title = "has \(field) at ‹\(slice(fieldRange))›"
            children = [operand]
        case .call(let function, let receiver, let arguments, let nameRange):
            title = "\(receiver == nil ? "call" : "method") \(function) at ‹\(slice(nameRange))›"
            children = (receiver.map { [$0] } ?? []) + arguments
            if flattensChains, function == "_&&_" || function == "_||_" { children = operands(of: id, function) }
        case .list(let elements, let optionalIndices):
            title = optionalIndices.isEmpty ? "list" : "list, optional at \(optionalIndices)"
            children = elements
        case .map(let entries):
            title = "map" + (entries.contains { $0.isOptional } ? ", optional entries" : "")
            children = entries.flatMap { [$0.key, $0.value] }
        case .macro(let macro):
            let names = zip(macro.variables, macro.variableRanges).map { "\($0) at ‹\(slice($1))›" }
            title = "macro \(macro.name.rawValue) \(names.joined(separator: ", "))"
            children = [macro.operand] + (macro.filter.map { [$0] } ?? []) + [macro.result]
        }
        lines.append(String(repeating: "  ", count: depth) + "\(title)  ‹\(slice(node.range))›")
        for child in children { write(child, depth + 1) }
    }
    write(syntax.root, 1)
    return lines.joined(separator: "\n")
}
