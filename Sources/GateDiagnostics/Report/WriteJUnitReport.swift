extension CheckReport {
    /// The report as JUnit XML: a test case for each file, which fails with all findings of the file as its text.
    ///
    /// Readers show one failure of a case, so a case has one. Warnings that refuse nothing are its output.
    package var junit: String {
        let failures = files.count { !passes($0) }
        let counts = "tests=\"\(files.count)\" failures=\"\(failures)\" errors=\"0\""
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += "<testsuites name=\"hookgate check\" \(counts)>\n"
        text += "  <testsuite name=\"hookgate check\" \(counts) skipped=\"0\">\n"
        for file in files { text += testCase(file) }
        return text + "  </testsuite>\n</testsuites>"
    }

    private func testCase(_ file: FileReport) -> String {
        let name = escapedMarkup(VisibleText.escape(file.name))
        let head = "    <testcase name=\"\(name)\" classname=\"hookgate.check\" file=\"\(name)\""
        guard let first = file.findings.first(where: { $0.severity == .error }) ?? file.findings.first else {
            return head + "/>\n"
        }
        let all = SnippetRenderer(sources: file.sources, shownCountMax: .max).render(file.diagnostics)
        guard !passes(file) else {
            return head + ">\n      <system-out>\(escapedMarkup(all))</system-out>\n    </testcase>\n"
        }
        let message = escapedMarkup("\(first.place.text): \(first.message)")
        let failure = "<failure message=\"\(message)\" type=\"\(first.code.rawValue)\">\(escapedMarkup(all))</failure>"
        return head + ">\n      \(failure)\n    </testcase>\n"
    }
}
