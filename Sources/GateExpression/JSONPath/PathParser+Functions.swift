private import GateDiagnostics
private import GateRuntime

/// Function calls and their types (RFC 9535, sections 2.4.1 to 2.4.3).
extension PathParser {
    /// Parses the arguments of a call, from its opening parenthesis.
    mutating func parseCall(_ name: String, at nameRange: TextRange) throws(PathFailure) -> PathSyntax.Call {
        guard let function = PathFunction(rawValue: name) else {
            let nearest = Suggestion.nearest(to: name, in: PathFunction.allCases.map(\.rawValue))
            throw PathFailure(diagnostic: .unknownPathFunction(name, at: nameRange, nearest: nearest))
        }
        scanner.offset += 1
        let arguments = try nested { parser throws(PathFailure) in try parser.parseArguments(of: function) }
        let call = PathSyntax.Call(
            function: function,
            arguments: arguments,
            range: scanner.range(from: Int(nameRange.start))
        )
        try check(call)
        return call
    }

    private mutating func parseArguments(of function: PathFunction) throws(PathFailure) -> [Operand] {
        var arguments: [Operand] = []
        scanner.skipBlanks()
        if scanner.take(")") { return [] }
        while true {
            let start = scanner.offset
            let isCondition = scanner.current == UInt8(ascii: "(") || scanner.current == UInt8(ascii: "!")
            // No function here takes a condition: it is named as one, not refused as a stray character.
            if isCondition { throw conditionAsArgument(function, arguments.count, from: start) }
            arguments.append(try parseOperand())
            scanner.skipBlanks()
            if scanner.take(",") {
                scanner.skipBlanks()
                continue
            }
            if scanner.take(")") { return arguments }
            if "=!<>&|".utf8.contains(scanner.current) {
                throw conditionAsArgument(function, arguments.count - 1, from: start)
            }
            throw scanner.unexpected(expected: ", or )")
        }
    }

    private func conditionAsArgument(_ function: PathFunction, _ index: Int, from start: Int) -> PathFailure {
        let parameters = function.parameters
        let wanted = index < parameters.count ? parameters[index] : .value
        let range = TextRange(UInt32(truncatingIfNeeded: start), scanner.currentRange.end)
        return PathFailure(diagnostic: .pathArgument(function, wants: wanted, at: range))
    }

    private mutating func check(_ call: PathSyntax.Call) throws(PathFailure) {
        let parameters = call.function.parameters
        guard call.arguments.count == parameters.count else {
            let found = call.arguments.count
            throw PathFailure(diagnostic: .pathArgumentCount(call.function, found: found, at: call.range))
        }
        for (argument, parameter) in zip(call.arguments, parameters) where !argument.fits(parameter) {
            throw PathFailure(diagnostic: .pathArgument(call.function, wants: parameter, at: argument.range))
        }
        if call.function == .match || call.function == .search { try checkPattern(call) }
    }

    /// A pattern that is written out is checked now.
    ///
    /// One that is no text can never match; RFC 9535 allows it.
    private mutating func checkPattern(_ call: PathSyntax.Call) throws(PathFailure) {
        for case .literal(let literal, let range) in call.arguments {
            guard case .string = literal else {
                warnings.append(.patternNotText(at: range))
                return
            }
        }
        guard case .literal(.string(let pattern), let range) = call.arguments[1] else { return }
        do throws(RegexProgram.CompileError) {
            _ = try RegexProgram(IRegexp.translated(pattern))
        } catch {
            let diagnostic = ExpressionDiagnostic.invalidPathPattern(error.message, at: range, note: error.note)
            throw PathFailure(diagnostic: diagnostic)
        }
    }
}

extension PathSyntax.Operand {
    /// Whether it can be given for a parameter of a form.
    fileprivate func fits(_ form: PathFunction.Form) -> Bool {
        switch (form, self) {
        case (.nodes, .query): true
        case (.value, .literal): true
        case (.value, .query(let query)): query.isSingular
        case (.value, .function(let call)): call.function.result == .value
        default: false
        }
    }
}
