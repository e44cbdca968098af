package import GateDiagnostics

/// A YAML file as located nodes: what it says and where it says it.
///
/// Nodes live in one array and refer to each other by index. An alias is expanded into the anchor's node (the same
/// index), so a document is a directed acyclic graph; the expansion limit bounds what a walk of it can visit.
package struct YAMLDocument: Sendable {
    /// Index of a node in ``nodes``.
    package struct NodeID: Hashable, Sendable {
        package var index: Int32
        package init(_ index: Int32) { self.index = index }
    }

    package var nodes: [YAMLNode]
    /// The document's root; an empty file has a null scalar of an empty span.
    package var root: NodeID
    /// Parts of the file that are not in the document, because a syntax error was reported in them.
    ///
    /// While this is not empty, a name that cannot be found may be defined there.
    package var skipped: [SourceSpan]
    /// The aliases that stand for values, in the order of the file.
    package var aliases: [Alias]

    /// A place where an anchor's node is used again.
    package struct Alias: Sendable {
        package var target: NodeID
        /// The alias itself, `*name`.
        package var span: SourceSpan

        package init(target: NodeID, span: SourceSpan) {
            self.target = target
            self.span = span
        }
    }

    package init(nodes: [YAMLNode], root: NodeID, skipped: [SourceSpan] = [], aliases: [Alias] = []) {
        self.nodes = nodes
        self.root = root
        self.skipped = skipped
        self.aliases = aliases
    }

    package subscript(_ id: NodeID) -> YAMLNode { nodes[Int(id.index)] }
}

/// One node of a ``YAMLDocument``.
package struct YAMLNode: Sendable {
    /// What a node holds.
    package enum Content: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLDocument.NodeID])
        case mapping([Entry])
    }

    /// A key and its value, in the order of the file; duplicate keys have been reported and dropped.
    package struct Entry: Sendable {
        package var key: YAMLScalar
        package var keySpan: SourceSpan
        package var value: YAMLDocument.NodeID

        package init(key: YAMLScalar, keySpan: SourceSpan, value: YAMLDocument.NodeID) {
            self.key = key
            self.keySpan = keySpan
            self.value = value
        }
    }

    package var content: Content
    /// The node's text, without blank space at its end.
    ///
    /// That of a quoted scalar has its quotes, that of a block scalar begins with its indicator; an anchor or tag is
    /// not part of it. Where the node is reached by an alias this is the anchor's place.
    package var span: SourceSpan
    /// Whether something here was reported and left out, so that nothing more need be said about what is missing: a
    /// scalar stands for a value of any kind, a mapping or sequence lacks entries.
    package var isIncomplete: Bool

    package init(content: Content, span: SourceSpan, isIncomplete: Bool = false) {
        self.content = content
        self.span = span
        self.isIncomplete = isIncomplete
    }
}

/// A scalar: its decoded text, how it was written, and where each decoded byte came from.
package struct YAMLScalar: Hashable, Sendable {
    /// How the scalar is written; only a plain one can be other than a string.
    package enum Style: Hashable, Sendable {
        case plain, singleQuoted, doubleQuoted, literal, folded
    }

    /// A YAML 1.2 core value (YAML 1.2.2, section 10.3.2): `no` is a string, `0o17` is 15.
    package enum CoreValue: Hashable, Sendable {
        case null
        case bool(Bool)
        case int(Int64)
        /// Also an integer that 64 bits do not hold.
        case float(Double)
        case string
    }

    /// A run of decoded bytes that stand in the file one after another.
    package struct Run: Hashable, Sendable {
        /// Offset in the decoded text (UTF-8).
        package var decoded: UInt32
        /// Offset in the file.
        package var source: UInt32

        package init(decoded: UInt32, source: UInt32) {
            self.decoded = decoded
            self.source = source
        }
    }

    package var text: String
    package var style: Style
    package var value: CoreValue
    /// Where the decoded bytes stand: ascending by `decoded`, the first at 0.
    ///
    /// Inside a run, offsets advance together; a run starts wherever they do not (at and after an escape, a doubled
    /// quote, a folded line break, an indentation). Where two have the same `decoded`, the first says where the text
    /// before ends and the last where the next byte stands.
    package var runs: [Run]

    package init(text: String, style: Style, value: CoreValue, runs: [Run]) {
        self.text = text
        self.style = style
        self.value = value
        self.runs = runs
    }
}
