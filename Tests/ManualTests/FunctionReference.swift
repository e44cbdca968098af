import GateConfig
import GateRuntime

/// The operators and functions of the expression language in mdoc(7), from their one description.
func renderFunctionReference(_ library: [FunctionSpec] = FunctionLibrary.all) -> String {
    let operators = library.filter { operatorForm($0.name) != nil }
    let functions = library.filter { operatorForm($0.name) == nil && isPlainName($0.name) }
    return section("Operators", operators) { [operatorForm($0.name) ?? $0.name] }
        + section("Functions", functions) { callForms($0) }
}

private func section(_ title: String, _ specs: [FunctionSpec], _ forms: (FunctionSpec) -> [String]) -> String {
    var page = ".Ss \(title)\n.Bl -tag -width Ds\n"
    for spec in specs {
        let heads = forms(spec).map { "Li \(MdocText.argument($0))" }
        page += ".It \(heads.joined(separator: " , "))\n"
        page += MdocText.prose(spec.summary) + "\n"
        for example in spec.examples.prefix(2) { page += ".Dl \(MdocText.argument(example))\n" }
    }
    return page + ".El\n"
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

private func isPlainName(_ name: String) -> Bool { name.first?.isLetter == true }

/// How a function is called: a form for each number of arguments, on a receiver or not.
private func callForms(_ spec: FunctionSpec) -> [String] {
    var groups: [(isMember: Bool, types: [[String]])] = []
    for overload in spec.overloads {
        let types = overload.parameters.map(shortName)
        let index = groups.firstIndex { $0.isMember == overload.isMember && $0.types.count == types.count }
        guard let index else {
            groups.append((overload.isMember, types.map { [$0] }))
            continue
        }
        for (position, type) in types.enumerated() where !groups[index].types[position].contains(type) {
            groups[index].types[position].append(type)
        }
    }
    // The forms of a function that takes any number of arguments come to two.
    if groups.count > 4 { return ["\(spec.name)(list)", "\(spec.name)(number, ...)"] }
    return groups.map { group in
        let names = group.types.map { $0.joined(separator: "|") }
        guard group.isMember, let receiver = names.first else {
            return "\(spec.name)(\(names.joined(separator: ", ")))"
        }
        return "\(receiver).\(spec.name)(\(names.dropFirst().joined(separator: ", ")))"
    }
}

private func shortName(_ type: ValueType) -> String {
    switch type {
    case .list: "list"
    case .map: "map"
    case .optional: "optional"
    case .parameter, .dyn: "any"
    default: "\(type)"
    }
}
