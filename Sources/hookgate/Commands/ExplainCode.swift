import ArgumentParser
import GateDiagnostics

/// The page of a code, of all codes for `all`, or their headings for `list`.
///
/// - Throws: `ValidationError` for any other word, with the nearest code.
func explanation(of word: String) throws -> String {
    let codes = DiagnosticCode.allCases
    switch word.lowercased() {
    case "all": return codes.map { "\($0.heading)\n\n\($0.page.text)" }.joined(separator: "\n\n\n")
    case "list": return codes.map(\.heading).joined(separator: "\n")
    default: break
    }
    if let code = codes.first(where: { $0.rawValue == word.uppercased() }) {
        return "\(code.heading)\n\n\(code.page.text)"
    }
    // Of a number alone, or a letter that is wrong, the digits say which one is meant.
    let digits = String(word.drop { !$0.isNumber })
    let sameNumber = codes.first { !digits.isEmpty && $0.rawValue.dropFirst() == digits }
    let nearest = sameNumber?.rawValue ?? Suggestion.nearest(to: word, in: codes.map(\.rawValue) + ["all", "list"])
    let advice = nearest.map { "did you mean \($0)? " } ?? ""
    throw ValidationError("no code is called \"\(word)\"; \(advice)--explain list names every code")
}
