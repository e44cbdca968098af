extension CheckReport {
    /// The report as a SARIF log (OASIS SARIF 2.1.0), for code scanning.
    ///
    /// It has a rule for each code that was found. Columns count Unicode code points, as `columnKind` says.
    package var sarif: String {
        let findings = files.flatMap(\.findings)
        let codes = DiagnosticCode.allCases.filter { code in findings.contains { $0.code == code } }
        var seen: [String: Int] = [:]
        let results = findings.map { finding in
            let count = seen[finding.identity, default: 0]
            seen[finding.identity] = count + 1
            return finding.result(rule: codes.firstIndex(of: finding.code) ?? -1, occurrence: count)
        }
        let driver = JSONValue.members([
            ("name", .string("hookgate")),
            ("version", .string(version)),
            ("semanticVersion", .string(version)),
            ("rules", .list(codes.map(\.rule))),
        ])
        let run = JSONValue.members([
            ("tool", .members([("driver", driver)])),
            (
                "invocations",
                .list([.members([("executionSuccessful", .bool(true)), ("exitCode", .int(passes ? 0 : 1))])])
            ),
            ("columnKind", .string("unicodeCodePoints")),
            ("artifacts", .list(artifacts.map { .members([("location", Finding.Place.location($0))]) })),
            ("results", .list(results)),
        ])
        return JSONValue.members([
            (
                "$schema",
                .string("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
            ),
            ("version", .string("2.1.0")),
            ("runs", .list([run])),
        ]).text
    }

    /// The files, each once: the schema wants them distinct.
    private var artifacts: [String] {
        var names: [String] = []
        for file in files where !names.contains(file.name) { names.append(file.name) }
        return names
    }
}

extension DiagnosticCode {
    /// A reporting descriptor (section 3.49) made of the code's page.
    fileprivate var rule: JSONValue {
        let page = page
        return .members([
            ("id", .string(rawValue)),
            ("name", .string(pascalCaseName)),
            ("shortDescription", .members([("text", .string(page.title))])),
            ("fullDescription", .members([("text", .string(page.explanation))])),
            ("help", .members([("text", .string(page.text)), ("markdown", .string(page.markdown))])),
            ("defaultConfiguration", .members([("level", .string(severity.rawValue))])),
        ])
    }

    /// `CelUnknownName`, the form that section 3.49.7 advises.
    private var pascalCaseName: String {
        let name = String(describing: self)
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}

extension Finding {
    /// What makes a finding the same when lines above it come and go.
    fileprivate var identity: String { "\(code.rawValue)\n\(place.file)\n\(message)" }

    fileprivate func result(rule: Int, occurrence: Int) -> JSONValue {
        let text = ([message] + notes.map { "help: \($0)" }).joined(separator: "\n")
        let others = related.enumerated().map { $1.sarif(id: $0 + 1) }
        return .members([
            ("ruleId", .string(code.rawValue)),
            ("ruleIndex", .int(rule)),
            ("level", .string(severity.rawValue)),
            ("message", .members([("text", .string(text))])),
            ("locations", .list([place.sarif(id: nil)])),
            ("relatedLocations", others.isEmpty ? nil : .list(others)),
            ("partialFingerprints", .members([("hookgate/v1", .string("\(fingerprint(identity)):\(occurrence + 1)"))])),
        ])
    }

    /// FNV-1a of 64 bits in hexadecimal: it tells findings apart and protects nothing.
    private func fingerprint(_ text: String) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

extension Finding.Place {
    fileprivate func sarif(id: Int?) -> JSONValue {
        let physical = JSONValue.members([("artifactLocation", Finding.Place.location(file)), ("region", region)])
        return .members([
            ("id", id.map(JSONValue.int)),
            ("physicalLocation", physical),
            ("message", label.isEmpty ? nil : .members([("text", .string(label))])),
        ])
    }

    /// The end of a region is the column after its last character (section 3.30.8).
    ///
    /// A file that could not be read has none; its first line stands for it, since readers ask for a line.
    private var region: JSONValue {
        guard let start, let end else { return .members([("startLine", .int(1))]) }
        return .members([
            ("startLine", .int(start.line)), ("startColumn", .int(start.column)),
            ("endLine", .int(end.line)), ("endColumn", .int(end.column)),
        ])
    }

    /// A relative reference for a relative path, so that the log holds on other machines; a file URI otherwise.
    fileprivate static func location(_ file: String) -> JSONValue {
        if file.hasPrefix("/") { return .members([("uri", .string("file://" + encoded(file)))]) }
        var path = file[...]
        while path.hasPrefix("./") { path = path.dropFirst(2) }
        return .members([("uri", .string(encoded(path))), ("uriBaseId", .string("%SRCROOT%"))])
    }

    /// A path as RFC 3986 writes it.
    ///
    /// A colon is encoded too: in a first segment it would end a scheme.
    private static func encoded(_ path: some StringProtocol) -> String {
        var text = ""
        for byte in path.utf8 {
            let scalar = Unicode.Scalar(byte)
            if byte < 0x80,
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-._~/".unicodeScalars.contains(scalar)
            {
                text.unicodeScalars.append(scalar)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }
}
