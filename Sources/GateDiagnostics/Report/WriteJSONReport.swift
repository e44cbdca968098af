extension CheckReport {
    /// The report as one JSON object, described in hookgate-check(1).
    ///
    /// Members are added in later versions, and none is taken away or changes its meaning under the same `version`.
    package var json: String {
        JSONValue.members([
            ("version", .int(1)),
            ("hookgate", .string(version)),
            ("strict", .bool(isStrict)),
            ("ok", .bool(passes)),
            (
                "counts",
                .members([
                    ("files", .int(files.count)),
                    ("ok", .int(files.count(where: passes))),
                    ("failed", .int(files.count { !passes($0) })),
                    ("errors", .int(errorCount)),
                    ("warnings", .int(warningCount)),
                ])
            ),
            ("files", .list(files.map(json))),
        ]).text
    }

    private func json(_ file: FileReport) -> JSONValue {
        .members([
            ("file", .string(VisibleText.escape(file.name))),
            ("ok", .bool(passes(file))),
            ("findings", .list(file.findings.map(\.json))),
            ("endpoints", file.diagnostics.hasErrors ? nil : .list(file.endpoints.map(\.json))),
        ])
    }
}

extension FileReport.Endpoint {
    fileprivate var json: JSONValue {
        .members([
            ("endpoint", .string(name)),
            ("path", .string(VisibleText.escape(path))),
            ("methods", .list(methods.map(JSONValue.string))),
            ("branches", .int(branchCount)),
            ("answers", .list(statuses.map(JSONValue.int))),
            ("refusals", .list(refusals.map(JSONValue.int))),
        ])
    }
}

extension Finding {
    fileprivate var json: JSONValue {
        .members(
            [
                ("code", .string(code.rawValue)),
                ("severity", .string(severity.rawValue)),
                ("message", .string(message)),
            ] + place.members + [
                ("related", .list(related.map { .members($0.members) })),
                ("help", .list(notes.map(JSONValue.string))),
                ("explain", .string(explanation)),
            ]
        )
    }
}

extension Finding.Place {
    fileprivate var members: [(String, JSONValue?)] {
        [
            ("file", .string(file)),
            ("line", start.map { .int($0.line) }),
            ("column", start.map { .int($0.column) }),
            ("end_line", end.map { .int($0.line) }),
            ("end_column", end.map { .int($0.column) }),
            ("label", label.isEmpty ? nil : .string(label)),
        ]
    }
}
