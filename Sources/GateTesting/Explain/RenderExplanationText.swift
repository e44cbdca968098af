import GateDiagnostics

extension Explanation {
    /// The explanation for people, with the lines of the file beside what was decided there; ends with a line end.
    package var text: String {
        var writer = ExplanationWriter(self)
        return writer.write()
    }
}

/// Writes an explanation as lines.
private struct ExplanationWriter {
    /// Items of a loop that are shown before the rest is counted.
    private static let itemsShown = 3
    private static let pathsShown = 20

    private let explanation: Explanation
    private let margin: Int
    private var lines: [String] = []
    /// The line of the file that was shown last.
    private var lastLine = 0

    init(_ explanation: Explanation) {
        self.explanation = explanation
        margin = String(explanation.lastLine).count
    }

    mutating func write() -> String {
        writeRequest()
        writeRoute()
        writeChecks()
        writeValues()
        if !explanation.steps.isEmpty {
            begin(explanation.isAnsweredFirst ? "way, after the answer" : "way")
            write(explanation.steps, indent: "")
            if explanation.isCut { note("... the way is longer than what is kept of it", indent: "") }
        }
        writeFailure()
        writeAnswer()
        for advice in explanation.advice { lines += ["", "note: \(advice)"] }
        return lines.map(visibleText).joined(separator: "\n") + "\n"
    }

    private mutating func begin(_ title: String) {
        lines += ["", "\(title):"]
        lastLine = 0
    }

    private mutating func writeRequest() {
        let request = explanation.request
        lines.append("\(request.method) \(request.target) from \(request.peer)")
        for header in request.headers { lines.append("  \(header.name): \(header.value)") }
        lines.append("  \(grouped(request.bodyBytes)) byte\(request.bodyBytes == 1 ? "" : "s") of body")
    }

    private mutating func writeRoute() {
        let route = explanation.route
        guard let endpoint = route.endpoint else {
            lines += ["", "route: none: \(route.reason ?? "the request is refused")"]
            if let nearest = route.nearest { lines.append("  nearest: \(nearest)") }
            for path in route.paths.prefix(ExplanationWriter.pathsShown) { lines.append("  there is: \(path)") }
            let rest = route.paths.count - ExplanationWriter.pathsShown
            if rest > 0 { lines.append("  and \(rest) more") }
            return
        }
        begin("route")
        if let place = route.place {
            show(place)
            note("\(endpoint) takes \(route.pattern ?? "")", indent: "")
        }
    }

    private mutating func writeChecks() {
        guard explanation.route.endpoint != nil else { return }
        begin("checks")
        for verifier in explanation.verifiers {
            let detail = verifier.detail.isEmpty ? "" : ": \(verifier.detail)"
            lines.append("  \(verifier.name.padded(to: 10))\(verifier.verdict.rawValue)\(detail)")
        }
        if explanation.verifiers.isEmpty { lines.append("  auth      none") }
        let body = explanation.body
        let detail = body.detail.isEmpty ? "" : ": \(body.detail)"
        lines.append("  \("body".padded(to: 10))\(body.state.rawValue)\(detail)")
    }

    private mutating func writeValues() {
        let read = explanation.extractions.filter { $0.state != .notRead }
        guard !read.isEmpty else { return }
        begin("values")
        for extraction in explanation.extractions {
            show(extraction.place)
            note("\(extraction.name) \(extraction.words)", indent: "")
        }
    }

    private mutating func writeFailure() {
        guard let failure = explanation.failure else { return }
        begin("fault")
        if let place = failure.place { show(place) }
        note("\(failure.role.map { "\($0): " } ?? "")\(failure.reason)", indent: "")
    }

    private mutating func writeAnswer() {
        let answer = explanation.answer
        var words: [String] = []
        if let branch = explanation.branch { words.append("branch \"\(branch)\"") }
        if let refusal = explanation.refusal { words.append("the gateway's own (\(refusal))") }
        lines += ["", words.isEmpty ? "answer:" : "answer, \(words.joined(separator: ", ")):"]
        lines.append("  \(answer.statusLine)")
        for header in answer.headers { lines.append("  \(header.name): \(header.value)") }
        guard !answer.body.isEmpty else { return }
        lines.append("")
        let text = String(decoding: answer.body, as: UTF8.self)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { lines.append("  \(line)") }
    }

    // MARK: Steps

    /// A line of the file, unless it was the last to be shown.
    private mutating func show(_ place: Explanation.Place) {
        guard place.line != lastLine else { return }
        lastLine = place.line
        let number = "\(place.line)"
        lines.append("\(String(repeating: " ", count: max(0, margin - number.count)))\(number) | \(place.text)")
    }

    private mutating func note(_ text: String, indent: String) {
        lines.append("\(String(repeating: " ", count: margin)) |   \(indent)\(text)")
    }

    private mutating func write(_ steps: [Explanation.Step], indent: String) {
        for step in steps {
            show(step.place)
            note(step.words, indent: indent)
            switch step.what {
            case .condition(let condition):
                for line in condition.partLines { note("  \(line)", indent: indent) }
            case .choice(_, _, let cases): for item in cases { show(item.place) }
            case .loop(_, _, let items): write(items, of: step.name, indent)
            case .bound, .failed, .answer, .refusal, .end: break
            }
        }
    }

    private mutating func write(_ items: [Explanation.Item], of name: String, _ indent: String) {
        for (index, item) in items.enumerated() {
            // The last item is where the flow may have ended.
            let isShown = index < ExplanationWriter.itemsShown || index == items.count - 1
            if !isShown {
                if index == ExplanationWriter.itemsShown {
                    note("  ... \(items.count - ExplanationWriter.itemsShown - 1) items like these", indent: indent)
                }
                continue
            }
            note("  \(name) \(index): \(item.value?.short ?? "unknown")", indent: indent)
            lastLine = 0
            write(item.steps, indent: indent + "    ")
        }
        lastLine = 0
    }
}

extension Explanation.Extraction {
    /// What became of it: `= 12 from body $.amount`.
    var words: String {
        let shown = value?.short ?? "unknown"
        let tried = sources.joined(separator: " or ")
        switch state {
        case .found: return "= \(shown), from \(source ?? tried)"
        case .absent: return "= \(shown), \(tried) has none"
        case .defaulted: return "= \(shown), the default: \(tried) has none"
        case .missing: return "is missing: \(tried) has none, and it is required"
        case .mistyped: return "is of another type than declared: \(source ?? tried) has \(shown)"
        case .notRead: return "is not read"
        }
    }
}

extension Explanation {
    /// The highest number of a line that is shown.
    fileprivate var lastLine: Int {
        var last = [route.place?.line ?? 1, failure?.place?.line ?? 1].max() ?? 1
        for extraction in extractions { last = max(last, extraction.place.line) }
        return max(last, steps.lastLine)
    }
}

extension [Explanation.Step] {
    fileprivate var lastLine: Int {
        reduce(1) { last, step in
            var last = Swift.max(last, step.place.line)
            switch step.what {
            case .loop(_, _, let items): for item in items { last = Swift.max(last, item.steps.lastLine) }
            case .choice(_, _, let cases): for item in cases { last = Swift.max(last, item.place.line) }
            default: break
            }
            return last
        }
    }
}

extension String {
    /// The text with spaces behind it up to a width.
    func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(1, width - count)) }
}
