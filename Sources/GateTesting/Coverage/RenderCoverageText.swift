extension CoverageReport {
    /// A table of the endpoints, and a line for each point that was never reached.
    func renderText() -> String {
        let header = [""] + CoveragePoint.Kind.allCases.map(\.rawValue) + ["all", ""]
        var table = [header] + rows.map { cells($0.endpoint ?? "(shared)", $0.kinds, $0.all) }
        if rows.count > 1 { table.append(cells("all", kinds, all)) }
        let widths = header.indices.map { column in table.map { $0[column].unicodeScalars.count }.max() ?? 0 }
        var lines = table.map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].unicodeScalars.count)
                return column == 0 ? row[column] + space : space + row[column]
            }.joined(separator: "  ").trimmingSpaces
        }
        if !missing.isEmpty {
            lines += ["", "never reached:"]
            lines += told.map { number in
                let point = points.points[number]
                return "\(place(of: point)): \(plain(point.missing))"
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func cells(
        _ name: String,
        _ kinds: [CoveragePoint.Kind: CoverageTally],
        _ all: CoverageTally
    ) -> [String] {
        let tallies = CoveragePoint.Kind.allCases.map { kind in
            kinds[kind].map { "\($0.reached)/\($0.total)" } ?? "-"
        }
        return [plain(name)] + tallies + ["\(all.reached)/\(all.total)", "\(all.percent)%"]
    }
}

/// A text that a terminal or a page shows as it is: nothing in it is invisible or changes the direction of reading.
func plain(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator:
            shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
