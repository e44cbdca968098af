/// The key reference of hookgate.yaml(5) in mdoc(7): every mapping with every key, from the field tables.
package func renderKeyReference(_ objects: [ObjectDescription] = ConfigSchema.objects) -> String {
    objects.map { renderObject($0, among: objects) }.joined()
}

private func renderObject(_ object: ObjectDescription, among objects: [ObjectDescription]) -> String {
    var page = ".Ss \(object.name)\n\(MdocText.prose(object.doc))\n"
    let places = places(of: object.name, among: objects)
    if !places.isEmpty { page += MdocText.prose("Stands under \(places.joined(separator: " and ")).") + "\n" }
    page += ".Bl -tag -width Ds\n"
    for field in object.fields { page += renderField(field) }
    return page + ".El\n"
}

private func renderField(_ field: FieldDescription) -> String {
    var kind = "\(field.shape)"
    if field.isRequired { kind += "; required" }
    if let value = field.defaultText { kind += "; default \(value)" }
    var item = ".It Ic \(MdocText.literal(field.name)) Pq \(MdocText.argument(kind))\n"
    item += MdocText.prose(field.doc) + "\n"
    if let example = field.example { item += ".Dl \(MdocText.argument("\(field.name): \(example)"))\n" }
    return item
}

/// The keys whose values are a mapping of this name: `limits in server`.
private func places(of name: String, among objects: [ObjectDescription]) -> [String] {
    var owners: [(key: String, objects: [String])] = []
    for object in objects {
        for field in object.fields where field.shape.contains(object: name) {
            if let index = owners.firstIndex(where: { $0.key == field.name }) {
                owners[index].objects.append(object.name)
            } else {
                owners.append((field.name, [object.name]))
            }
        }
    }
    return owners.map { "\($0.key) in \($0.objects.joined(separator: " and "))" }
}

extension ValueShape {
    /// Whether a value of the shape is, or holds, a mapping by this name.
    fileprivate func contains(object name: String) -> Bool {
        switch self {
        case .object(let own): own == name
        case .list(let element), .oneOrMore(let element), .map(_, let element): element.contains(object: name)
        case .either(let shapes): shapes.contains { $0.contains(object: name) }
        default: false
        }
    }
}
