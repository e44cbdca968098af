/// How a report is written.
package enum CoverageFormat: String, CaseIterable, Sendable {
    /// A table and what is missing, for people.
    case text
    /// All points and lines, for programs.
    case json
    /// The tracefile of lcov, for genhtml, editors and services.
    case lcov
    /// The file with its lines coloured: one page that needs nothing else.
    case html
}

extension CoverageReport {
    /// The report as a text that ends with a newline.
    package func render(_ format: CoverageFormat) -> String {
        switch format {
        case .text: renderText()
        case .json: renderJSON()
        case .lcov: renderLCOV()
        case .html: renderHTML()
        }
    }
}
