import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// What an endpoint's extractions come to: themselves, and the names that expressions see.
struct CheckedNames {
    var extractions: [CheckedExtraction] = []
    var variables: [VariableDeclaration] = rootVariables
    var slotCount = RootSlot.allCases.count
}

/// The names that every expression sees.
let rootVariables: [VariableDeclaration] = [
    root("body", .dyn, .body, "the JSON body"),
    root("query", .map(.string, .dyn), .query, "the query string"),
    root("headers", .map(.string, .string), .headers, "the request's headers"),
    root("params", .map(.string, .string), .params, "the path's parameters"),
    root("request.id", .string, .requestID, "the request's id"),
    root("request.method", .string, .requestMethod, "the request's method"),
    root("request.path", .string, .requestPath, "the request's path"),
    root("request.ip", .string, .requestIP, "the client's address"),
    root("request.time", .timestamp, .requestTime, "when the request came"),
]

private func root(_ name: String, _ type: ValueType, _ slot: RootSlot, _ origin: String) -> VariableDeclaration {
    VariableDeclaration(name: name, type: type, slot: slot.rawValue, origin: origin)
}

/// Checks every extraction of an endpoint and declares its name.
func checkExtractions(
    _ extractions: [ExtractionConfig],
    segments: [RouteTableBuilder.Segment],
    _ context: inout CompileContext
) -> CheckedNames {
    var names = CheckedNames()
    for extraction in extractions {
        checkName(extraction.name, &context)
        let checked = checkExtraction(extraction, slot: names.slotCount, segments: segments, &context)
        names.slotCount += 1
        let declared = declaredType(extraction, checked)
        names.variables.append(
            VariableDeclaration(
                name: extraction.name.value,
                type: declared,
                slot: UInt16(truncatingIfNeeded: names.slotCount - 1),
                origin: origin(of: extraction),
                isText: extraction.source != .body && extraction.source != nil && declared.withoutNull == .string
            )
        )
        if let checked { names.extractions.append(checked) }
    }
    if names.slotCount > Int(UInt16.max) / 4, let last = extractions.last {
        context.report(.graphLimit("extractions", extractions.count, Int(UInt16.max) / 4, at: last.name.span))
    }
    return names
}

/// Reports a name that means something else, or is none.
func checkName(_ name: Located<String>, _ context: inout CompileContext) {
    if let why = reservedNames[name.value] {
        context.report(.reservedName(name.value, why, at: name.span))
    } else if !isIdentifier(name.value) {
        let why = "a name has letters, digits and _, and does not start with a digit"
        context.report(.reservedName(name.value, why, at: name.span))
    }
}

private func origin(of extraction: ExtractionConfig) -> String {
    let place = extraction.places.first?.text ?? ""
    switch extraction.source {
    case .body: return "extracted from the body"
    case .header: return "the header \(place)"
    case .query: return "the query parameter \(place)"
    case .param: return "the path parameter \(place)"
    case nil: return ""
    }
}

/// The type that expressions see: nullable unless a default or `required:` rules null out.
private func declaredType(_ extraction: ExtractionConfig, _ checked: CheckedExtraction?) -> ValueType {
    guard let checked else { return .dyn }
    if case .body(let path)? = checked.places.first, !path.isSingular {
        return .list(.dyn)
    }
    let type = checked.target.valueType
    if case .parameter? = checked.places.first { return type }
    let hasDefault = if let value = checked.defaultValue { !value.isNull } else { false }
    return type == .dyn || checked.isRequired || hasDefault ? type : .nullable(type)
}

private func checkExtraction(
    _ extraction: ExtractionConfig,
    slot: Int,
    segments: [RouteTableBuilder.Segment],
    _ context: inout CompileContext
) -> CheckedExtraction? {
    guard let source = extraction.source else { return nil }
    let known = context.diagnostics.count
    let isText = source != .body
    let target = extraction.type.flatMap { targets[$0.value] } ?? (isText ? .string : .any)
    let places = checkPlaces(extraction, source, segments: segments, &context)
    if isText, let type = extraction.type { checkTextType(type, target, source, &context) }
    if case .body(let path)? = places.first, !path.isSingular, let type = extraction.type,
        target != .list, target != .any
    {
        context.report(.listNotScalar(type.value, at: type.span))
    }
    if extraction.isRequired, let key = extraction.defaultKey {
        context.report(
            .requiredWithDefault(at: key, first: extraction.requiredKey ?? extraction.name.span)
        )
    }
    if let value = extraction.defaultValue { checkDefault(value, target, extraction.type, &context) }
    guard context.diagnostics.count == known, let text = extraction.places.first else { return nil }
    return CheckedExtraction(
        name: extraction.name.value,
        slot: slot,
        target: target,
        isText: isText,
        isRequired: extraction.isRequired,
        defaultValue: extraction.defaultValue,
        places: places,
        text: text
    )
}

let targets: [String: ExtractionEntry.Target] = [
    "any": .any, "int": .int, "double": .double, "bool": .bool, "string": .string, "timestamp": .timestamp,
    "list": .list, "map": .map,
]

private func checkTextType(
    _ type: Located<String>,
    _ target: ExtractionEntry.Target,
    _ source: ExtractionConfig.Source,
    _ context: inout CompileContext
) {
    guard source != .query, target == .list || target == .map else { return }
    let name = source == .param ? "path parameter" : "header"
    context.report(.typeForSource(type.value, name, at: type.span))
}

private func checkPlaces(
    _ extraction: ExtractionConfig,
    _ source: ExtractionConfig.Source,
    segments: [RouteTableBuilder.Segment],
    _ context: inout CompileContext
) -> [CheckedExtraction.Place] {
    var places: [CheckedExtraction.Place] = []
    for text in extraction.places {
        switch source {
        case .body:
            let (path, findings) = parseJSONPath(text.text)
            context.report(findings, in: text)
            guard let path else { continue }
            if !path.isSingular, extraction.places.count > 1 { context.report(.mixedQueries(at: text.span)) }
            places.append(.body(path))
        case .header:
            if isToken(text.text) {
                places.append(.header(text.text.lowercased()))
            } else {
                context.report(.invalidHeaderName(text.text, at: text.span))
            }
        case .param:
            let known = segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
            if let index = known.firstIndex(of: text.text) {
                places.append(.parameter(index))
            } else {
                context.report(.unknownParameter(text.text, known: known, at: text.span))
            }
        case .query:
            if let steps = parseQueryPath(text.text) {
                places.append(.query(steps))
            } else {
                context.report(.invalidQueryPath(text.text, at: text.span))
            }
        }
    }
    return places
}

/// Whether a text is a token (RFC 9110, section 5.6.2).
package func isToken(_ text: String) -> Bool {
    !text.isEmpty
        && text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
}

extension ExtractionEntry.Target {
    /// The type that expressions see.
    var valueType: ValueType {
        switch self {
        case .any: .dyn
        case .int: .int
        case .double: .double
        case .bool: .bool
        case .string: .string
        case .timestamp: .timestamp
        case .list: .list(.dyn)
        case .map: .map(.string, .dyn)
        }
    }
}
