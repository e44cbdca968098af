package import GateCompiler
import GateDiagnostics

/// Tests for branches, as a file of tests has them: each request takes its branch, which evaluating it has shown.
///
/// - Parameters:
///   - witnesses: a request for each branch; those without a request become comments.
///   - callers: what it takes to pass the verifiers, by the name of the endpoint.
///   - methods: the method that a test takes where it says none, likewise.
///   - whole: whether the text is a file, and not only items to add to one.
/// - Returns: YAML, with a newline at its end.
package func renderStarterTests(
    _ witnesses: [Witness],
    callers: [String: ValidCaller],
    methods: [String: String],
    whole: Bool
) -> String {
    var lines = whole ? ["hookgate: 1", "", "tests:"] : []
    for witness in witnesses {
        let branch = witness.branch
        let title = branch.isEmpty ? "\(witness.endpoint): its answer" : "\(witness.endpoint): \(branch)"
        guard let request = witness.request, let status = witness.status else {
            lines.append("  # \(title): no request was found that gets there.")
            continue
        }
        lines.append("  - name: \(text(title))")
        lines.append("    request:")
        let caller = callers[witness.endpoint]
        let isPlain = !request.target.contains("?") && request.method == methods[witness.endpoint]
        if isPlain, !request.target.contains("/x"), !request.target.contains("%") {
            lines.append("      endpoint: \(text(witness.endpoint))")
        } else {
            lines.append("      path: \(text(request.target))")
            if request.method != "POST" { lines.append("      method: \(request.method)") }
        }
        if caller?.verifiers.isEmpty == false { lines.append("      as: valid") }
        let headers = request.headers.filter { $0.name.lowercased() != "authorization" }
        if !headers.isEmpty {
            let pairs = headers.map { "\(text($0.name)): \(text($0.value))" }.joined(separator: ", ")
            lines.append("      headers: { \(pairs) }")
        }
        if let body = request.body, let tree = try? JSONTree(parsing: Array(body.utf8)) {
            lines.append("      json: \(yamlFlow(tree))")
        }
        let expectation = branch.isEmpty ? "" : "branch: \(text(branch)), "
        lines.append("    expect: { \(expectation)status: \(status) }")
    }
    return lines.joined(separator: "\n") + "\n"
}

/// A text as YAML has it in double quotes; `${` stands for itself.
private func text(_ text: String) -> String { quotedJSON(escapingColumns(text)) }

private func escapingColumns(_ text: String) -> String {
    text.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${")
}

/// A value as YAML's flow style has it, which is that of JSON.
private func yamlFlow(_ tree: JSONTree) -> String { tree.escapingColumns.line }

extension JSONTree {
    fileprivate var escapingColumns: JSONTree {
        switch self {
        case .string(let text): .string(GateTesting.escapingColumns(text))
        case .list(let items): .list(items.map(\.escapingColumns))
        case .map(let members):
            .map(members.map { Member(GateTesting.escapingColumns($0.name), $0.value.escapingColumns) })
        default: self
        }
    }
}
