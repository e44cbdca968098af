extension CheckReport {
    /// The findings as workflow commands of GitHub Actions, one a line, which show beside the lines of a pull request;
    /// the last line is the total.
    package var github: String {
        (files.flatMap(\.findings).map(\.workflowCommand) + [totalLine]).joined(separator: "\n")
    }
}

extension Finding {
    /// `::error file=gateway.yaml,line=3,col=5,endLine=3,endColumn=9,title=E302%3A a name that…::message`.
    fileprivate var workflowCommand: String {
        var properties = [("file", place.file)]
        if let start = place.start, let end = place.end {
            // A span that ends with its line break ends on that line.
            let lastLine = end.column == 1 ? max(start.line, end.line - 1) : end.line
            properties.append(("line", "\(start.line)"))
            // Columns count only where both ends are in one line; the last one is part of the span.
            if lastLine == start.line { properties.append(("col", "\(start.column)")) }
            properties.append(("endLine", "\(lastLine)"))
            if end.line == start.line { properties.append(("endColumn", "\(max(start.column, end.column - 1))")) }
        }
        properties.append(("title", code.heading))
        let shown = properties.map { "\($0.0)=\(escapedProperty($0.1))" }.joined(separator: ",")
        var lines = [message]
        if !place.label.isEmpty { lines.append(place.label) }
        lines += related.map { $0.label.isEmpty ? "see \($0.text)" : "\($0.text): \($0.label)" }
        lines += notes.map { "help: \($0)" }
        return "::\(severity.rawValue) \(shown)::\(escapedData(lines.joined(separator: "\n")))"
    }

    /// What stands after the second pair of colons.
    private func escapedData(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    /// A property ends at a comma or a colon.
    private func escapedProperty(_ text: String) -> String {
        escapedData(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
