import GateConfig
import GateExpression
import GateRuntime

/// The operators and functions of the expression language in mdoc(7), from their one description.
func renderFunctionReference(_ families: [FunctionFamily] = FunctionLibrary.families) -> String {
    var page = ""
    for family in families {
        page += ".Ss \(family.title)\n.Bl -tag -width Ds -compact\n"
        page += family.functions.map(renderFunction).joined(separator: ".Pp\n")
        page += ".El\n"
    }
    return page
}

/// The conversions in patterns of times.
func renderConversions(_ conversions: [TimePattern.Conversion] = TimePattern.conversions) -> String {
    var page = ".Bl -tag -width \"XX, XX\" -compact\n"
    for conversion in conversions {
        page += ".It Li \(MdocText.argument(conversion.text))\n"
        page += MdocText.prose("\(conversion.meaning) (\(conversion.origin))") + "\n"
    }
    return page + ".El\n"
}

private func renderFunction(_ spec: FunctionSpec) -> String {
    var item = ""
    if let form = operatorForm(spec.name) {
        item += ".It Li \(MdocText.argument(form))\n\(MdocText.prose(spec.summary))\n"
        item += MdocText.prose(operands(of: spec)) + "\n"
    } else {
        for form in CallForm.merged(of: spec) { item += ".It Li \(MdocText.argument(form.text(spec)))\n" }
        item += MdocText.prose(spec.summary) + "\n"
    }
    for example in spec.examples { item += ".Dl \(MdocText.argument(example))\n" }
    return item
}

/// The types that an operator is defined for.
private func operands(of spec: FunctionSpec) -> String {
    let numbers: Set<ValueType> = [.int, .uint, .double]
    let mixed = spec.overloads.filter { $0.parameters.allSatisfy(numbers.contains) && Set($0.parameters).count == 2 }
    guard !mixed.isEmpty else {
        return "Defined: \(spec.overloads.map { $0.signature(named: spec.name) }.joined(separator: ", "))."
    }
    // Every pair of numbers, and pairs of one type.
    let others = spec.overloads.compactMap(\.parameters.first).filter { !numbers.contains($0) }
    return "Defined for two numbers, and for two of \(others.map(\.description).joined(separator: ", "))."
}

/// An operator as it is written; nil for a function.
private func operatorForm(_ name: String) -> String? {
    switch name {
    case "@in": "a in b"
    case "_?_:_": "a ? b : c"
    case "_[_]": "a[b]"
    case "_[?_]": "a[?b]"
    case "!_": "!a"
    case "-_": "-a"
    default:
        name.hasPrefix("_") && name.hasSuffix("_") && name.count > 2 ? "a \(name.dropFirst().dropLast()) b" : nil
    }
}

/// A way to call a function; overloads that differ in one parameter are one way.
private struct CallForm {
    var overload: FunctionSpec.Overload
    /// The types that each parameter may have.
    var types: [[String]]

    static func merged(of spec: FunctionSpec) -> [CallForm] {
        var forms: [CallForm] = []
        for overload in spec.overloads {
            let types = overload.parameters.map(\.description)
            let index = forms.firstIndex { $0.differsInOne(from: overload, types) }
            guard let index else {
                forms.append(CallForm(overload: overload, types: types.map { [$0] }))
                continue
            }
            for (position, type) in types.enumerated() where !forms[index].types[position].contains(type) {
                forms[index].types[position].append(type)
            }
        }
        return forms
    }

    private func differsInOne(from other: FunctionSpec.Overload, _ others: [String]) -> Bool {
        guard overload.isMember == other.isMember, overload.isVariadic == other.isVariadic,
            overload.result == other.result, types.count == others.count
        else { return false }
        let differing = types.indices.filter { types[$0] != [others[$0]] }
        return differing.count == 1
    }

    func text(_ spec: FunctionSpec) -> String {
        var names = types.enumerated().map { position, types in
            let type = types.joined(separator: "|")
            return spec.textArguments[position].map { "\($0.name): \(type)" } ?? type
        }
        if overload.isVariadic { names.append("...") }
        var name = spec.name
        if overload.isMember { name = "\(names.removeFirst()).\(name)" }
        return "\(name)(\(names.joined(separator: ", "))) -> \(overload.result)"
    }
}
