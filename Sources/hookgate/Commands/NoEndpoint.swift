import GateCompiler
import GateDiagnostics

/// What to do where `--endpoint` names none of the endpoints of some files: the one that was meant, or the list.
func noEndpointHelp(_ name: String, _ compilations: Compilation...) -> String {
    var names: [String] = []
    for endpoint in compilations.flatMap(\.endpoints) where !names.contains(endpoint.name) {
        names.append(endpoint.name)
    }
    if let near = Suggestion.nearest(to: name, in: names) { return "did you mean \"\(near)\"?" }
    return names.isEmpty ? "there are no endpoints" : "\"hookgate routes\" lists the endpoints of a file"
}
