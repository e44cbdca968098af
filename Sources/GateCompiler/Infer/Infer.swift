import GateExpression

/// What the samples, the query string and the headers of a request hold, with names.
package struct Inference {
    var places: [InferredPlace]
    var source: InferSource
    /// Places that were left out, past a limit or because no path can name them.
    package var droppedCount: Int

    /// Whether there is nothing that could be read.
    package var isEmpty: Bool { places.isEmpty }
    /// How many values were found.
    package var count: Int { places.count }
}

/// Finds what can be extracted from a request, by samples of it.
///
/// - Throws: ``InferFailure`` where a sample is no JSON or the query string cannot be read.
package func infer(_ input: InferInput, parents: InferParents) throws(InferFailure) -> Inference {
    let source = try InferSource(input)
    var collector = PlaceCollector(source, parents: parents)
    collector.collectBody()
    collector.collectQuery()
    collector.collect(headers: input.headers)
    var places = collector.places
    chooseAliases(&places)
    return Inference(places: places, source: source, droppedCount: collector.droppedCount)
}

extension Inference {
    /// The `extract:` block, a value a line.
    package func renderExtract() -> String {
        "extract:\n" + places.map { "  \($0.line)\n" }.joined()
    }

    /// The same as JSON: an array of objects, a value a line.
    package func renderJSON() -> String {
        let lines = places.map { place in
            var members = [
                ("name", jsonString(place.alias)), (place.source.rawValue, jsonString(place.path)),
                ("type", place.type.map(jsonString) ?? (place.isList ? "\"list\"" : "\"any\"")),
                ("samples", "\(place.totalCount)"), ("absent", "\(place.absentCount)"), ("null", "\(place.nullCount)"),
            ]
            if let sample = place.sample { members.append(("sample", jsonString(sample))) }
            return "  {" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
        }
        return lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n"
    }
}

extension InferredPlace {
    /// The entry of `extract:`, with a comment on what the samples have there.
    var line: String {
        let value = yamlText(path, inFlow: true)
        // A path alone is short for a body value of any type.
        var entry = "\(alias): "
        switch (type, source) {
        case (nil, .body): entry += value
        case (nil, _), ("string", .header), ("string", .query): entry += "{ \(source.rawValue): \(value) }"
        case (let type?, _): entry += "{ \(source.rawValue): \(value), type: \(type) }"
        }
        var remarks: [String] = []
        if isList { remarks.append(kind.isEmpty ? "a list" : "a list, each \(kind)") }
        if type == nil, !isList { remarks.append(kind.isEmpty ? "always null" : kind) }
        if let sample { remarks.append(sample) }
        if absentCount > 0 { remarks.append("absent in \(absentCount) of \(totalCount)") }
        if nullCount > 0, !kind.isEmpty { remarks.append("null in \(nullCount) of \(totalCount)") }
        return remarks.isEmpty ? entry : "\(entry)  # \(remarks.joined(separator: "; "))"
    }
}

/// A text as YAML: plain where it reads as that text, else in double quotes.
func yamlText(_ text: String, inFlow: Bool = false) -> String {
    let isPlain =
        (text.utf8.first.map { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x24 || $0 == 0x2F }
            ?? false)
        && text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "_.-/$".utf8.contains(byte) || (byte == 0x20 && !inFlow)
        }
        && !text.hasSuffix(" ")
    let isWord = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
    if isPlain, !isWord { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": quoted += "\\\(scalar)"
        case _ where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value):
            let digits = String(scalar.value, radix: 16)
            quoted += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
        case "\u{2028}", "\u{2029}", "\u{FEFF}": quoted += "\\u" + String(scalar.value, radix: 16)
        default: quoted.unicodeScalars.append(scalar)
        }
    }
    return quoted + "\""
}
