/// A JSON Schema of the mappings of a language, from the field tables.
///
/// It is one of draft-07: every release of yaml-language-server reads that, and those before 1.16 nothing newer. What the
/// checks accept it accepts; what they refuse for its shape it refuses where a schema can tell.
///
/// - Parameters:
///   - objects: every mapping with its keys, that of the whole file first; ``ValueShape/object(_:)`` refers to them by name.
///   - title: what an editor calls a file of the kind.
///   - id: the name of the schema, a URI.
/// - Returns: a JSON document with a line break at its end; the same tables give the same bytes.
package func renderSchema(of objects: [ObjectDescription], title: String, id: String) -> String {
    guard let root = objects.first else { return "{}\n" }
    let head: SchemaValue = [
        "$schema": "http://json-schema.org/draft-07/schema#", "$id": .string(id), "title": .string(title),
    ]
    let definitions = objects.dropFirst().map { object in
        SchemaValue.Member(name: object.name, value: schema(of: object))
    }
    return head.with(schema(of: root)).with(["definitions": .object(definitions)]).rendered() + "\n"
}

/// A mapping: its keys, those that it must have, and what goes together.
private func schema(of object: ObjectDescription) -> SchemaValue {
    let keys = object.fields.map { SchemaValue.Member(name: $0.name, value: schema(of: $0)) }
    var result: SchemaValue = [
        "description": .string(object.doc), "type": "object", "additionalProperties": .bool(false),
        "properties": .object(keys),
    ]
    let required = object.fields.filter(\.isRequired).map(\.name)
    if !required.isEmpty { result = result.with(["required": .strings(required)]) }
    if !object.rules.isEmpty { result = result.with(["allOf": .array(object.rules.map(\.schema))]) }
    return result
}

/// A key: what it does, and what its value is.
///
/// Beside a reference a validator of draft-07 reads nothing and an editor the description, which suits both.
private func schema(of field: FieldDescription) -> SchemaValue {
    var result: SchemaValue = [
        "description": .string(field.doc), "markdownDescription": .string(markdown(of: field)),
    ]
    if let value = field.defaultText.flatMap({ SchemaValue(yaml: $0) }) { result = result.with(["default": value]) }
    if let value = field.example.flatMap({ SchemaValue(yaml: $0) }) { result = result.with(["examples": [value]]) }
    return result.with(field.shape.schema(pattern: field.pattern))
}

/// The text of a hover: what the key does, what its value is, and an example.
private func markdown(of field: FieldDescription) -> String {
    var text = "\(field.doc)\n\n*\(escaped("\(field.shape)"))"
    if field.isRequired { text += "; required" }
    text += "*"
    if let value = field.defaultText { text += ", default `\(value)`" }
    if let example = field.example { text += "\n\n```yaml\n\(field.name): \(example)\n```" }
    return text
}

private func escaped(_ text: String) -> String {
    text.replacing("*", with: "\\*").replacing("_", with: "\\_")
}

extension SchemaValue: ExpressibleByArrayLiteral {
    init(arrayLiteral items: SchemaValue...) {
        self = .array(items)
    }
}
