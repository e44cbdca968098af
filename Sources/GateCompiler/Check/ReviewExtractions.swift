import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// The names of an endpoint with what its samples say of them.
struct SampleScope {
    /// The names with the types and places that the samples give them.
    var environment: ExpressionEnvironment
    /// Which samples come to the place that is checked.
    var assumption: SampleAssumption
}

/// Checks body extractions against the samples, and finds the types and values that their names have.
func reviewExtractions(
    _ extractions: [ExtractionConfig],
    _ names: CheckedNames,
    _ shape: SampleShape,
    _ context: inout CompileContext
) -> SampleScope {
    var shape = shape
    var passing = shape.all
    var variables = names.variables
    if let body = variables.firstIndex(where: { $0.slot == RootSlot.body.rawValue }) {
        variables[body].place = SampleShape.root
        variables[body].type = shape.type(of: SampleShape.root)
    }
    let known = Dictionary(names.extractions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let indices = Dictionary(variables.indices.map { (Int(variables[$0].slot), $0) }, uniquingKeysWith: { $1 })
    for extraction in extractions where extraction.source == .body {
        guard let checked = known[extraction.name.value], let index = indices[checked.slot] else { continue }
        let variable = review(extraction, checked, &shape, &context)
        passing = passing.intersection(variable.passing)
        variables[index].place = variable.node
        let sampled = shape.type(of: variable.node)
        switch variables[index].type.withoutNull {
        case .dyn: variables[index].type = sampled
        case .list, .map: if sampled != .dyn { variables[index].type = sampled }
        default: break
        }
    }
    return SampleScope(
        environment: ExpressionEnvironment(variables: variables, samples: shape),
        assumption: SampleAssumption(samples: passing)
    )
}

private func review(
    _ extraction: ExtractionConfig,
    _ checked: CheckedExtraction,
    _ shape: inout SampleShape,
    _ context: inout CompileContext
) -> SampleVariable {
    var matches: [SampleMatch] = []
    var isList = false
    // Of a checked extraction every place was parsed.
    for (text, place) in zip(extraction.places, checked.places) {
        guard case .body(let path) = place else { continue }
        isList = isList || !path.isSingular
        let match = shape.match(path)
        context.report(match.findings, in: text)
        matches.append(match)
    }
    if isList, let match = matches.first { return shape.variable(listOf: match) }
    let places = matches.map(\.nodes.first)
    if let type = extraction.type { reviewType(type, checked.target, places, extraction, shape, &context) }
    var variable = shape.variable(
        firstOf: places,
        accepted: checked.target.kinds,
        defaultValue: checked.defaultValue.flatMap(kindAndValue),
        isRequired: checked.isRequired
    )
    if checked.target == .timestamp { variable = shape.withoutValues(variable) }
    return variable
}

/// Reports a declared type that no sample has (E424).
private func reviewType(
    _ type: Located<String>,
    _ target: ExtractionEntry.Target,
    _ places: [SampleShape.NodeID?],
    _ extraction: ExtractionConfig,
    _ shape: SampleShape,
    _ context: inout CompileContext
) {
    guard let accepted = target.kinds else { return }
    let nodes = places.compactMap { $0 }.map { shape[$0] }
    let found = SampleShape.Kind.allCases.filter { kind in nodes.contains { $0.valueKinds.contains(kind) } }
    guard !found.isEmpty, !nodes.contains(where: { hasValue($0, of: target, accepted) }) else { return }
    let count = nodes.reduce(SampleSet()) { $0.union($1.valued) }.count
    context.report(
        .sampleType(type.value, found: found, sampleCount: count, at: type.span, path: extraction.places.map(\.span))
    )
}

/// Whether a place may have a value of a type, as the request path converts it.
private func hasValue(
    _ node: SampleShape.Node,
    of target: ExtractionEntry.Target,
    _ accepted: Set<SampleShape.Kind>
) -> Bool {
    let kinds = Set(node.valueKinds).intersection(accepted)
    guard !kinds.isEmpty else { return false }
    guard let values = node.values?.keys else { return true }
    switch target {
    // Of the numbers only integral ones are ints.
    case .int where !kinds.contains(.int):
        return values.contains { if case .int = $0 { true } else { false } }
    case .timestamp:
        return values.contains { value in
            guard case .string(let text) = value else { return false }
            return Array(text.utf8).withUnsafeBufferPointer { parseTimestampText(ByteView($0)) != nil }
        }
    default: return true
    }
}

private func kindAndValue(_ tree: ConfigTree) -> (kind: SampleShape.Kind, value: SampleShape.Scalar?)? {
    switch tree {
    case .null: nil
    case .bool(let value, _): (.bool, .bool(value))
    case .int(let value, _): (.int, .int(value))
    case .double(let value, _): (.double, .double(value))
    case .string(let text): (.string, .string(text.text))
    case .list: (.list, nil)
    case .map: (.map, nil)
    }
}

extension ExtractionEntry.Target {
    /// The kinds of body values that a type takes; nil for any.
    fileprivate var kinds: Set<SampleShape.Kind>? {
        switch self {
        case .any: nil
        case .int: [.int, .double]
        case .double: [.int, .uint, .double]
        case .bool: [.bool]
        case .string, .timestamp: [.string]
        case .list: [.list]
        case .map: [.map]
        }
    }
}
