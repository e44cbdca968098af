import GateCompiler
import GateDiagnostics

extension Explanation {
    /// The explanation as one HTML file that needs nothing else: the chart with the way lit, and the file beside it.
    package func html(_ simulation: Simulation) -> String {
        let title = "\(request.method) \(request.target): \(answer.status)"
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(shownHTML(title))</title>
            <style>
            \(explanationStyle)
            </style>
            </head>
            <body>
            <header>
            <h1>\(shownHTML("\(request.method) \(request.target)"))</h1>
            <p class="outcome">\(shownHTML(decisionWords))</p>
            \(facts)
            </header>
            <main>
            \(chart(simulation))<section class="file"><h2>\(shownHTML(file))</h2>
            <div class="yaml">
            \(lines(simulation))</div>
            </section>
            </main>
            </body>
            </html>

            """
    }

    private var decisionWords: String {
        var words = ["\(answer.status)"]
        if let endpoint = route.endpoint { words.append("endpoint \(endpoint)") }
        if let branch { words.append("branch \"\(branch)\"") }
        if let refusal { words.append("the gateway's own answer: \(refusal)") }
        if let failure { words.append("fault: \(failure.role.map { "\($0): " } ?? "")\(failure.reason)") }
        return words.joined(separator: ", ")
    }

    /// What is not in the file: the request, the checks and the answer.
    private var facts: String {
        var rows: [(String, String)] = [("from", request.peer)]
        if let reason = route.reason { rows.append(("route", "none: \(reason)")) }
        if let nearest = route.nearest { rows.append(("nearest", nearest)) }
        for verifier in verifiers {
            let detail = verifier.detail.isEmpty ? "" : ": \(verifier.detail)"
            rows.append((verifier.name, verifier.verdict.rawValue + detail))
        }
        rows.append(("body", body.state.rawValue + (body.detail.isEmpty ? "" : ": \(body.detail)")))
        for note in advice { rows.append(("note", note)) }
        let list = rows.map { "<dt>\(shownHTML($0.0))</dt><dd>\(shownHTML($0.1))</dd>" }.joined(separator: "\n")
        let sent = ([request.method + " " + request.target] + request.headers.map { "\($0.name): \($0.value)" })
        let answered = [answer.statusLine] + answer.headers.map { "\($0.name): \($0.value)" }
        let text = String(decoding: answer.body, as: UTF8.self)
        return """
            <dl>
            \(list)
            </dl>
            <div class="messages">
            <details><summary>Request</summary><pre>\(shownHTML(sent))</pre></details>
            <details open><summary>Answer</summary><pre>\(shownHTML(answered + (text.isEmpty ? [] : ["", text])))</pre></details>
            </div>
            """
    }

    private func chart(_ simulation: Simulation) -> String {
        guard let name = route.endpoint, let chart = simulation.compilation.charts(endpoint: name).first,
            let index = simulation.places.endpoints.firstIndex(where: { $0.name == name })
        else { return "" }
        let lit = LitChart(chart, steps, simulation, endpoint: index)
        return
            "<section class=\"chart\"><h2>The way</h2>\n<div class=\"scroll\">\n\(drawChart(lit))</div>\n</section>\n"
    }

    /// The lines of the file, with what was decided below those that the request passed.
    private func lines(_ simulation: Simulation) -> String {
        let source = simulation.compilation.sources[0]
        let hidden = simulation.compilation.hiddenSpans
        var notes = LineNotes()
        if let place = route.place { notes.add("takes \(route.pattern ?? "")", at: place) }
        for extraction in extractions where extraction.state != .notRead {
            notes.add("\(extraction.name) \(extraction.words)", at: extraction.place)
        }
        notes.add(steps)
        if let failure, let place = failure.place { notes.add("fault: \(failure.reason)", at: place) }
        var html = ""
        for number in 1...max(1, source.lineCount) {
            let text = source.shownLine(number, hiding: hidden)
            let found = notes.lines[number]
            html +=
                "<div class=\"line\(found == nil ? "" : " passed")\"><i>\(number)</i><code>\(escapedMarkup(text))</code></div>\n"
            for note in found?.texts ?? [] { html += "<div class=\"note\">\(shownHTML([note]))</div>\n" }
            if let more = found?.more, more > 0 { html += "<div class=\"note\">and \(grouped(more)) more</div>\n" }
        }
        return html
    }
}

/// What is told below the lines of the file.
private struct LineNotes {
    /// Notes below a line before the rest is counted: a loop comes by many times.
    private static let shown = 4

    private(set) var lines: [Int: (texts: [String], more: Int)] = [:]

    mutating func add(_ text: String, at place: Explanation.Place) {
        var line = lines[place.line] ?? ([], 0)
        if line.texts.count < LineNotes.shown { line.texts.append(text) } else { line.more += 1 }
        lines[place.line] = line
    }

    mutating func add(_ steps: [Explanation.Step]) {
        for step in steps {
            add(step.words, at: step.place)
            switch step.what {
            case .condition(let condition):
                let lines = condition.partLines.map { "  \($0)" }
                if !lines.isEmpty { add(lines.joined(separator: "\n"), at: step.place) }
            case .choice(_, _, let cases): for item in cases { add("case \(item.text)", at: item.place) }
            case .loop(_, _, let items): for item in items { add(item.steps) }
            default: break
            }
        }
    }
}

/// A text of the request, as HTML shows it.
private func shownHTML(_ text: String) -> String { escapedMarkup(visibleText(text)) }

/// Lines, each as HTML shows it.
private func shownHTML(_ lines: [String]) -> String {
    lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }.map { shownHTML(String($0)) }
        .joined(separator: "\n")
}

/// The style of the page: one set of colours for light and one for dark.
private let explanationStyle = """
    :root { --back: #ffffff; --text: #1f2328; --dim: #656d76; --line: #d0d7de; --panel: #f6f8fa; --lit: #0969da;
      --ok: #1a7f37; --moved: #0969da; --client: #9a6700; --server: #cf222e; --mark: #ddf4ff; }
    @media (prefers-color-scheme: dark) { :root { --back: #0d1117; --text: #e6edf3; --dim: #8d96a0; --line: #3d444d;
      --panel: #161b22; --lit: #58a6ff; --ok: #3fb950; --moved: #58a6ff; --client: #d29922; --server: #f85149;
      --mark: #12304f; } }
    * { box-sizing: border-box; }
    body { margin: 0; padding: 1rem 1.5rem; background: var(--back); color: var(--text);
      font: 14px/1.45 system-ui, sans-serif; }
    h1 { font-size: 1.2rem; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 1rem; margin: 0 0 .5rem; }
    .outcome { font-size: 1.05rem; font-weight: 600; margin: .3rem 0 .8rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 .8rem; }
    dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; }
    .messages { display: flex; flex-wrap: wrap; gap: 1rem; } details { min-width: 0; }
    summary { cursor: pointer; color: var(--dim); }
    pre { margin: .3rem 0; padding: .6rem; background: var(--panel); border: 1px solid var(--line); border-radius: 6px;
      white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px; }
    main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.5rem; margin-top: 1rem; }
    @media (max-width: 1000px) { main { grid-template-columns: minmax(0, 1fr); } }
    .scroll, .yaml { overflow: auto; border: 1px solid var(--line); border-radius: 6px; }
    .yaml { font: 12px/1.6 ui-monospace, monospace; padding: .5rem 0; }
    .line { display: flex; white-space: pre; color: var(--dim); min-width: max-content; }
    .line i { width: 3.5em; padding-right: 1em; text-align: right; font-style: normal; flex: none; }
    .line.passed { background: var(--mark); color: var(--text); }
    code { font: inherit; }
    .note { padding: 0 1em 0 4.5em; color: var(--lit); white-space: pre-wrap; overflow-wrap: anywhere; }
    svg { display: block; font: 12px system-ui, sans-serif; }
    svg text { fill: var(--text); } .box rect { fill: var(--panel); stroke: var(--dim); }
    .box:not(.lit) { opacity: .5; } .box.lit rect { stroke-width: 2.5; stroke: var(--lit); }
    .start text { font-weight: 600; } .ok rect { stroke: var(--ok); } .moved rect { stroke: var(--moved); }
    .client rect { stroke: var(--client); } .server rect { stroke: var(--server); }
    .box.lit.ok rect { stroke: var(--ok); fill: color-mix(in srgb, var(--ok) 20%, var(--back)); }
    .box.lit.moved rect { stroke: var(--moved); fill: color-mix(in srgb, var(--moved) 20%, var(--back)); }
    .box.lit.client rect { stroke: var(--client); fill: color-mix(in srgb, var(--client) 20%, var(--back)); }
    .box.lit.server rect { stroke: var(--server); fill: color-mix(in srgb, var(--server) 20%, var(--back)); }
    .edge { fill: none; stroke: var(--line); stroke-width: 1.3; } .edge.back { stroke-dasharray: 4 3; }
    .edge.lit { stroke: var(--lit); stroke-width: 2.5; }
    .tip { fill: var(--line); } .tip.lit { fill: var(--lit); }
    text.label { fill: var(--dim); font-size: 11px; } text.label.lit { fill: var(--lit); font-weight: 600; }
    @media print { .scroll, .yaml { overflow: visible; } }
    """
