import GateDiagnostics

extension CoverageReport {
    /// One page without scripts and without anything from elsewhere.
    func renderHTML() -> String {
        let names = points.sources.files.map(\.name).joined(separator: ", ")
        var page = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Coverage of \(html(names))</title>
            <style>
            \(coverageStyle)
            </style>
            </head>
            <body>
            <h1>Coverage of \(html(names))</h1>
            <p>\(all.percent)%: \(all.reached) of \(all.total) points, by \(counts.requests) \
            request\(counts.requests == 1 ? "" : "s").</p>

            """
        page += summary() + missingList()
        let told = Set(told)
        for file in lines.indices { page += listing(of: file, telling: told) }
        return page + "</body>\n</html>\n"
    }

    private func summary() -> String {
        var text = "<table class=\"summary\">\n<thead><tr><th scope=\"col\">Endpoint</th>"
        for kind in CoveragePoint.Kind.allCases { text += "<th scope=\"col\">\(kind.rawValue)</th>" }
        text += "<th scope=\"col\">all</th><th scope=\"col\">%</th></tr></thead>\n<tbody>\n"
        for row in rows { text += summaryRow(row.endpoint ?? "(shared)", row.kinds, row.all) }
        text += "</tbody>\n"
        if rows.count > 1 { text += "<tfoot>\n" + summaryRow("all", kinds, all) + "</tfoot>\n" }
        return text + "</table>\n"
    }

    private func summaryRow(
        _ name: String,
        _ kinds: [CoveragePoint.Kind: CoverageTally],
        _ all: CoverageTally
    ) -> String {
        var text = "<tr><th scope=\"row\">\(html(name))</th>"
        for kind in CoveragePoint.Kind.allCases {
            guard let tally = kinds[kind] else {
                text += "<td class=\"void\">–</td>"
                continue
            }
            text += "<td class=\"\(tally.style)\">\(tally.reached)/\(tally.total)</td>"
        }
        text += "<td class=\"\(all.style)\">\(all.reached)/\(all.total)</td>"
        return text + "<td class=\"\(all.style)\">\(all.percent)</td></tr>\n"
    }

    private func missingList() -> String {
        guard !missing.isEmpty else { return "<p>Nothing is missing.</p>\n" }
        var text = "<details open>\n<summary>Never reached</summary>\n<ul>\n"
        for number in told {
            let point = points.points[number]
            let line = position(of: point).position.line
            text += "<li><a href=\"#\(anchor(point.span.file, line))\">\(html(place(of: point)))</a> "
            text += html(point.missing) + "</li>\n"
        }
        return text + "</ul>\n</details>\n"
    }

    private func listing(of file: Int, telling told: Set<Int>) -> String {
        let source = points.sources[UInt32(file)]
        let counted = Dictionary(uniqueKeysWithValues: lines[file].map { ($0.number, $0) })
        var text = "<h2>\(html(source.name))</h2>\n"
        text +=
            "<p class=\"legend\"><span class=\"full\">reached</span> <span class=\"partial\">reached in part</span> "
        text += "<span class=\"none\">never reached</span> <span>not counted</span></p>\n"
        text += "<table class=\"listing\">\n<thead><tr><th scope=\"col\">Line</th><th scope=\"col\">Hits</th>"
        text += "<th scope=\"col\">Text</th></tr></thead>\n<tbody>\n"
        // What follows the last line break is no line where it is empty.
        let count = source.line(source.lineCount).isEmpty ? source.lineCount - 1 : source.lineCount
        for number in 1...max(1, count) {
            let line = counted[number]
            text +=
                "<tr id=\"\(anchor(UInt32(file), number))\"\(line.map { " class=\"\($0.status.rawValue)\"" } ?? "")>"
            text += "<td>\(number)</td><td>\(line.map { "\($0.hits)" } ?? "")</td><td><code>"
            text += html(shownLine(number, of: source, file: UInt32(file))) + "</code>"
            let lacking = (line?.points ?? []).filter(told.contains).map { points.points[$0].missing }
            if !lacking.isEmpty { text += "<ul>" + lacking.map { "<li>\(html($0))</li>" }.joined() + "</ul>" }
            text += "</td></tr>\n"
        }
        return text + "</tbody>\n</table>\n"
    }

    /// A line of a file with `***` for what must not be shown.
    private func shownLine(_ number: Int, of source: SourceText, file: UInt32) -> String {
        let line = source.line(number)
        var bytes: [UInt8] = []
        var isMasked = false
        for (offset, byte) in zip(line.indices, line) {
            let isHidden = points.redacted.contains { $0.file == file && $0.start <= offset && offset < $0.end }
            if !isHidden { bytes.append(byte) } else if !isMasked { bytes += Array("***".utf8) }
            isMasked = isHidden
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func anchor(_ file: UInt32, _ line: Int) -> String { file == 0 ? "L\(line)" : "F\(file)L\(line)" }
}

extension CoverageTally {
    fileprivate var style: String { isComplete ? "full" : reached > 0 ? "partial" : "none" }
}

/// A text as HTML has it, between tags and in quoted attributes.
private func html(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        case "'": escaped += "&#39;"
        case "\t": escaped += "\t"
        default: escaped += plain(String(scalar))
        }
    }
    return escaped
}
