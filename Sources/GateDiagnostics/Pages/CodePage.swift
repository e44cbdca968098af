/// What `hookgate check --explain CODE` says of a code.
package struct CodePage: Sendable {
    /// What makes the finding appear.
    package enum Wrong: Sendable {
        /// A whole file that gets this finding.
        case file(String)
        /// No text of a file alone does: what does instead, in a sentence.
        case situation(String)
    }

    /// What is wrong, in a few words.
    package var title: String
    /// What it means and why it is refused, in full sentences.
    package var explanation: String
    package var wrong: Wrong
    /// A whole file without the mistake, which compiles without a finding.
    package var right: String
    /// Where more is written, such as `hookgate.yaml(5), PATHS`.
    package var seeAlso: [String]

    init(_ title: String, _ explanation: String, wrong: Wrong, right: String, seeAlso: [String] = ["hookgate.yaml(5)"])
    {
        self.title = title
        self.explanation = explanation
        self.wrong = wrong
        self.right = right
        self.seeAlso = seeAlso
    }

    init(_ title: String, _ explanation: String, wrong: String, right: String, seeAlso: [String] = ["hookgate.yaml(5)"])
    {
        self.init(title, explanation, wrong: .file(wrong), right: right, seeAlso: seeAlso)
    }
}

extension CodePage {
    /// An endpoint and no more: the right example where a mistake is about what the file lies among, or is left out.
    static let plain = """
        hookgate: 1
        endpoints:
          shop:
            path: /hooks/shop
            auth: none
            respond: { status: 204 }
        """

    /// What stands in for a page that is missing; a test keeps it from being seen.
    static let missing = CodePage("", "", wrong: .situation(""), right: plain)
}

extension DiagnosticCode {
    /// What the code means, with examples.
    package var page: CodePage {
        let reading = pageYAML ?? pageConfiguration ?? pageExpression ?? pageCondition ?? pageJSONPath
        let gateway = pageEndpoint ?? pageAnswer ?? pageSample ?? pageFlow
        return reading ?? gateway ?? pageTest ?? pageWarning ?? .missing
    }

    /// How much a finding with this code weighs.
    package var severity: Diagnostic.Severity { rawValue.hasPrefix("W") ? .warning : .error }

    /// `E302: a name that nothing declares`.
    package var heading: String { "\(rawValue): \(page.title)" }
}

extension CodePage {
    /// The page without its heading, as plain text.
    package var text: String {
        var text = wrapped(explanation) + "\n\n"
        switch wrong {
        case .file(let file): text += "Wrong:\n\n" + indented(file)
        case .situation(let sentence): text += "When:\n\n" + indented(wrapped(sentence))
        }
        text += "\n\nRight:\n\n" + indented(right)
        return text + "\n\nSee also: " + seeAlso.joined(separator: "; ")
    }

    /// The page without its heading, as Markdown.
    package var markdown: String {
        var text = explanation + "\n\n"
        switch wrong {
        case .file(let file): text += "**Wrong**\n\n```yaml\n\(file)\n```"
        case .situation(let sentence): text += "**When**\n\n\(sentence)"
        }
        text += "\n\n**Right**\n\n```yaml\n\(right)\n```"
        return text + "\n\nSee also: " + seeAlso.joined(separator: "; ")
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
            .joined(separator: "\n")
    }

    /// Text in lines of at most 76 characters.
    private func wrapped(_ text: String) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > 76 {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return (lines + [line]).joined(separator: "\n")
    }
}
