import GateRuntime

extension ExpressionSyntax {
    /// The expression in canonical form: one blank around operators, no needless brackets, text in double quotes.
    ///
    /// Parsing it gives the same syntax, apart from ranges and from how chains of `&&` and of `||` are grouped.
    package var canonicalText: String { Unparser.text(of: root, in: self) }
}

extension CheckedExpression {
    /// The expression in canonical form, each name, literal, field and call with its type: `amount~int >= 500~int`.
    package var typedText: String {
        var unparser = Unparser(syntax: syntax, checked: self)
        unparser.write(syntax.root, above: 0)
        return unparser.output
    }
}

/// Writes syntax as text.
struct Unparser {
    typealias NodeID = ExpressionSyntax.NodeID

    let syntax: ExpressionSyntax
    /// Gives the type of each node, to be written behind it; nil for plain text.
    var checked: CheckedExpression?
    var output = ""

    /// How strongly the parts of an expression bind; operators between operands are from 1 on, by ``Precedence``.
    private enum Level {
        static let conditional = 0
        static let unary = Precedence.product.rawValue + 2
        static let operand = unary + 1
    }

    /// The canonical text of a node.
    static func text(of id: NodeID, in syntax: ExpressionSyntax) -> String {
        var unparser = Unparser(syntax: syntax, checked: nil)
        unparser.write(id, above: 0)
        return unparser.output
    }

    /// Writes a node, in brackets if it binds less strongly than the level.
    mutating func write(_ id: NodeID, above level: Int) {
        switch syntax[id].kind {
        case .literal(let literal):
            let isNumber = literal.type.isNumber
            bracketed(isNumber && level >= Level.operand) { $0.output += literal.canonicalText }
        case .identifier(let name, let isAbsolute):
            output += (isAbsolute ? "." : "") + name
        case .select(let operand, let field, let isOptional, _):
            if isQualifiedName(id) { writePlain(operand) } else { write(operand, above: Level.operand) }
            output += (isOptional ? ".?" : ".") + fieldText(field)
        case .has(let operand, let field, _):
            output += "has("
            write(operand, above: Level.operand)
            output += "." + fieldText(field) + ")"
        case .call(let function, let receiver, let arguments, _):
            if receiver == nil, operatorSymbol(function) != nil {
                writeOperator(function, arguments, above: level)
                if !function.hasPrefix("_[") { return }
            } else {
                if let receiver {
                    if isNamespaced(id) { writePlain(receiver) } else { write(receiver, above: Level.operand) }
                    output += "."
                }
                output += function
                writeList(arguments, "(", ")")
            }
        case .list(let elements, let optionalIndices):
            writeList(elements, "[", "]", optional: Set(optionalIndices))
        case .map(let entries):
            writeMap(entries)
        case .macro(let macro):
            writeMacro(macro)
        }
        if let checked { output += "~\(annotation(checked.types[Int(id.index)]))" }
    }

    private func annotation(_ type: ValueType) -> String {
        if case .nullable = type { "(\(type))" } else { type.description }
    }

    /// Whether a select is one name that has a meaning, so that what is below it has none.
    private func isQualifiedName(_ id: NodeID) -> Bool {
        switch checked?.references[Int(id.index)] {
        case .variable, .type: true
        default: false
        }
    }

    /// Whether a call's receiver is only a namespace.
    private func isNamespaced(_ id: NodeID) -> Bool {
        if case .function(_, true) = checked?.references[Int(id.index)] { true } else { false }
    }

    /// Writes a node without types.
    private mutating func writePlain(_ id: NodeID) {
        let types = checked
        checked = nil
        write(id, above: Level.operand)
        checked = types
    }

    private mutating func bracketed(_ isNeeded: Bool, _ body: (inout Unparser) -> Void) {
        if isNeeded { output += "(" }
        body(&self)
        if isNeeded { output += ")" }
    }

    private func fieldText(_ field: String) -> String {
        let bytes = Array(field.utf8)
        let isWord = bytes.first.map(isWordStart) ?? false
        let isPlain = isWord && bytes.allSatisfy(isWordPart) && !["in", "true", "false", "null"].contains(field)
        return isPlain ? field : "`\(field)`"
    }

    // MARK: Operators

    private mutating func writeOperator(_ function: String, _ arguments: [NodeID], above level: Int) {
        switch (function, arguments.count) {
        case ("_[_]", 2), ("_[?_]", 2):
            write(arguments[0], above: Level.operand)
            output += function == "_[_]" ? "[" : "[?"
            write(arguments[1], above: Level.conditional)
            output += "]"
        case ("_?_:_", 3):
            bracketed(level > Level.conditional) {
                $0.write(arguments[0], above: 1)
                $0.output += " ? "
                $0.write(arguments[1], above: 1)
                $0.output += " : "
                $0.write(arguments[2], above: Level.conditional)
            }
        case ("!_", 1), ("-_", 1):
            bracketed(level > Level.unary) {
                $0.output += function == "!_" ? "!" : "-"
                $0.writeUnaryOperand(function, arguments[0])
            }
        case (_, 2):
            writeBinary(function, arguments[0], arguments[1], above: level)
        default:
            output += function
            writeList(arguments, "(", ")")
        }
    }

    /// A sign directly before a number would belong to it, so the number stands in brackets.
    private mutating func writeUnaryOperand(_ function: String, _ operand: NodeID) {
        if case .call(function, nil, _, _) = syntax[operand].kind {
            write(operand, above: Level.unary)
        } else {
            write(operand, above: Level.operand)
        }
    }

    private mutating func writeBinary(_ function: String, _ left: NodeID, _ right: NodeID, above level: Int) {
        let symbol = function == "@in" ? Token.Symbol.isIn : Token.Symbol(rawValue: operatorSymbol(function) ?? "")
        guard let symbol, let precedence = symbol.precedence else { return }
        let own = precedence.rawValue + 1
        // && and || do not care how they are grouped; the others group from the left.
        let rightLevel = precedence <= .and ? own : own + 1
        bracketed(level > own) {
            $0.write(left, above: own)
            $0.output += " \(symbol.rawValue) "
            $0.write(right, above: rightLevel)
        }
    }

    // MARK: Lists, maps, macros

    private mutating func writeList(_ elements: [NodeID], _ open: String, _ close: String, optional: Set<Int> = []) {
        output += open
        for (index, element) in elements.enumerated() {
            if index > 0 { output += ", " }
            if optional.contains(index) { output += "?" }
            write(element, above: Level.conditional)
        }
        output += close
    }

    private mutating func writeMap(_ entries: [ExpressionSyntax.MapEntry]) {
        output += "{"
        for (index, entry) in entries.enumerated() {
            if index > 0 { output += ", " }
            if entry.isOptional { output += "?" }
            write(entry.key, above: Level.conditional)
            output += ": "
            write(entry.value, above: Level.conditional)
        }
        output += "}"
    }

    private mutating func writeMacro(_ macro: ExpressionSyntax.Macro) {
        if macro.name == .bind {
            output += "cel.bind(\(macro.variables.joined(separator: ", ")), "
            write(macro.operand, above: Level.conditional)
        } else {
            write(macro.operand, above: Level.operand)
            output += ".\(macro.spelling)(\(macro.variables.joined(separator: ", "))"
        }
        for part in [macro.filter, macro.result].compactMap({ $0 }) {
            output += ", "
            write(part, above: Level.conditional)
        }
        output += ")"
    }
}
