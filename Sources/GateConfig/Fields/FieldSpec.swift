import GateDiagnostics
import GateYAML

/// What the manual, the JSON Schema and the decoder's messages say of one key.
package struct FieldDescription: Sendable {
    package var name: String
    package var shape: ValueShape
    package var isRequired: Bool
    /// The value that an absent key stands for, as it would be written; nil where absence means "none".
    package var defaultText: String?
    /// What the key does, limits and answers included; plain sentences.
    package var doc: String
    /// A value as it would be written.
    package var example: String?
    /// Whether a literal here may be a secret, so that its text must not be printed.
    package var isSensitive: Bool
    /// What its text matches, where the shape alone does not say it.
    package var pattern: TextPattern?
}

/// A mapping with fixed keys: its name, what it is for, and its keys.
package struct ObjectDescription: Sendable {
    package var name: String
    package var doc: String
    package var fields: [FieldDescription]
    /// What its keys must be besides known.
    package var rules: [KeyRule]
}

/// The only description of a key: how it is documented and how it is decoded.
struct FieldSpec<Root>: Sendable {
    var description: FieldDescription
    /// Stores the decoded value.
    ///
    /// The key's own place comes with it.
    var store: @Sendable (inout Root, YAMLDocument.NodeID, SourceSpan, inout ConfigDecoder) -> Void

    init(
        _ name: String,
        _ shape: ValueShape,
        required: Bool = false,
        default defaultText: String? = nil,
        doc: String,
        example: String? = nil,
        sensitive: Bool = false,
        pattern: TextPattern? = nil,
        store: @escaping @Sendable (inout Root, YAMLDocument.NodeID, SourceSpan, inout ConfigDecoder) -> Void
    ) {
        self.description = FieldDescription(
            name: name,
            shape: shape,
            isRequired: required,
            defaultText: defaultText,
            doc: doc,
            example: example,
            isSensitive: sensitive,
            pattern: pattern
        )
        self.store = store
    }
}

/// The table of a mapping's keys.
struct ObjectSpec<Root>: Sendable {
    var name: String
    var doc: String
    var fields: [FieldSpec<Root>]
    /// Whether a value that is out of place here may be a literal secret, so that its text must not be printed.
    var isSensitive = false
    /// What its keys must be besides known, for the JSON Schema; the decoder or a check reports the same.
    var rules: [KeyRule] = []
    /// Told of an unknown key and the known one that it is near to, or "", so that what it was meant to be is not reported
    /// as missing as well.
    var misspelt: @Sendable (inout Root, _ meant: String, SourceSpan) -> Void = { _, _, _ in }
    /// Told where the value is no mapping at all, for the same reason.
    var unreadable: @Sendable (inout Root, SourceSpan) -> Void = { _, _ in }
    /// Called once every key is decoded, for what concerns several of them.
    var finish: @Sendable (inout Root, inout ConfigDecoder) -> Void = { _, _ in }

    var description: ObjectDescription {
        ObjectDescription(name: name, doc: doc, fields: fields.map(\.description), rules: rules)
    }
}
