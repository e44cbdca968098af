import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing

/// A text that was parsed, with what came of it.
struct Parsed {
    let source: SourceText
    let document: YAMLDocument?
    let diagnostics: [Diagnostic]

    init(_ bytes: [UInt8], name: String = "sample.yaml", limits: YAMLLimits = YAMLLimits()) {
        source = SourceText(name: name, bytes: bytes)
        (document, diagnostics) = parseYAML(source, file: 0, limits: limits)
    }

    init(_ text: String, limits: YAMLLimits = YAMLLimits()) {
        self.init(Array(text.utf8), limits: limits)
    }

    /// The diagnostics as a user sees them.
    var rendered: String {
        SnippetRenderer(sources: SourceMap([source])).render(DiagnosticBag(diagnostics))
    }

    /// The codes in the order of the file.
    var codes: [String] { diagnostics.map(\.code.rawValue) }

    /// The node at a path of keys and indices.
    func node(_ path: String...) -> YAMLNode? {
        guard let document else { return nil }
        var id = document.root
        for step in path {
            switch document[id].content {
            case .mapping(let entries):
                guard let entry = entries.first(where: { $0.key.text == step }) else { return nil }
                id = entry.value
            case .sequence(let items):
                guard let index = Int(step), items.indices.contains(index) else { return nil }
                id = items[index]
            case .scalar: return nil
            }
        }
        return document[id]
    }

    /// The text of a node's span.
    func text(_ node: YAMLNode?) -> String? {
        node.map { source.text(of: $0.span) }
    }

    /// The document as an indented tree: kind, value and span of each node.
    var tree: String {
        guard let document else { return "no document\n" }
        var lines: [String] = []
        func add(_ id: YAMLDocument.NodeID, _ indent: String, _ label: String) {
            let node = document[id]
            let place = "\(node.span.start)..<\(node.span.end)\(node.isIncomplete ? " incomplete" : "")"
            switch node.content {
            case .scalar(let scalar):
                lines.append(
                    "\(indent)\(label)\(scalar.value) \(scalar.text.debugDescription) \(scalar.style) \(place)"
                )
            case .sequence(let items):
                lines.append("\(indent)\(label)sequence \(place)")
                for item in items { add(item, indent + "  ", "- ") }
            case .mapping(let entries):
                lines.append("\(indent)\(label)mapping \(place)")
                for entry in entries {
                    let key = "\(entry.key.text.debugDescription) \(entry.keySpan.start)..<\(entry.keySpan.end): "
                    add(entry.value, indent + "  ", key)
                }
            }
        }
        add(document.root, "", "")
        for span in document.skipped { lines.append("skipped \(span.start)..<\(span.end)") }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension YAMLNode {
    /// The scalar, if it is one.
    var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { return scalar }
        return nil
    }
}

/// What is wrong with the places in a parsed document; empty if nothing is.
///
/// Every span is within the file, children are within their parents (but for aliases), and every byte of every scalar comes
/// from where its runs say.
func faults(of parsed: Parsed) -> [String] {
    var faults: [String] = []
    let count = parsed.source.bytes.count
    func check(_ span: SourceSpan, _ what: String) {
        if span.file != 0 || span.start > span.end || Int(span.end) > count { faults.append("\(what) has \(span)") }
    }
    for diagnostic in parsed.diagnostics {
        check(diagnostic.primary.span, diagnostic.message)
        for label in diagnostic.context { check(label.span, diagnostic.message) }
    }
    guard let document = parsed.document else {
        if parsed.diagnostics.isEmpty { faults.append("neither a document nor a diagnostic") }
        return faults
    }
    for node in document.nodes {
        check(node.span, "a node")
        switch node.content {
        case .scalar(let scalar):
            faults += runFaults(scalar, in: node.span, bytes: parsed.source.bytes)
        case .sequence(let items):
            for item in items where !document.nodes.indices.contains(Int(item.index)) { faults.append("no item") }
        case .mapping(let entries):
            if Set(entries.map(\.key.text)).count != entries.count { faults.append("a key is there twice") }
            for entry in entries {
                check(entry.keySpan, "a key")
                if !document.nodes.indices.contains(Int(entry.value.index)) { faults.append("no value") }
                if parsed.source.bytes[Int(entry.keySpan.start)...].first != UInt8(ascii: "*") {
                    faults += runFaults(entry.key, in: entry.keySpan, bytes: parsed.source.bytes)
                }
            }
        }
    }
    return faults
}

/// What is wrong with the runs of one scalar.
func runFaults(_ scalar: YAMLScalar, in span: SourceSpan, bytes: [UInt8]) -> [String] {
    let decoded = Array(scalar.text.utf8)
    guard let first = scalar.runs.first, first.decoded == 0 else { return ["no run at 0"] }
    var faults: [String] = []
    var previousEnd = Int(first.source)
    for (index, run) in scalar.runs.enumerated() {
        let isLast = index + 1 == scalar.runs.count
        let start = Int(run.decoded)
        let end = isLast ? decoded.count : Int(scalar.runs[index + 1].decoded)
        let source = Int(run.source)
        guard start <= end, end <= decoded.count, source + (end - start) <= bytes.count else {
            return ["run \(index) is out of order or out of the file"]
        }
        if source < Int(span.start) { faults.append("run \(index) begins before the scalar") }
        // What stands between two runs decodes into nothing.
        if source < previousEnd {
            faults.append("run \(index) goes back")
        } else if !bytes[previousEnd..<source].allSatisfy({ isSpace($0) || $0 == UInt8(ascii: "\\") }) {
            faults.append("text is lost before run \(index)")
        }
        let slice = decoded[start..<end]
        if bytes[source..<source + slice.count].elementsEqual(slice) {
            previousEnd = source + slice.count
            // A doubled quote is two bytes for one.
            if scalar.style == .singleQuoted, slice == [UInt8(ascii: "'")] { previousEnd += 1 }
        } else if scalar.style == .doubleQuoted, bytes[source] == UInt8(ascii: "\\"), !isLast {
            previousEnd = Int(scalar.runs[index + 1].source)
            if ![2, 4, 6, 10].contains(previousEnd - source) {
                faults.append("escape of \(previousEnd - source) bytes")
            }
        } else if isSpace(bytes[source]), slice == [0x20] || slice == [0x0A] {
            var end = source
            while end < bytes.count, isSpace(bytes[end]), isLast || end < Int(scalar.runs[index + 1].source) {
                end += 1
            }
            previousEnd = end
        } else {
            faults.append("run \(index) of \(scalar.text.debugDescription) is not in the file")
        }
    }
    return faults
}

private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}
