import GateConfig
import GateDiagnostics
import GateRuntime

/// Compares two endpoints that are one.
struct EndpointComparison {
    private let old: CheckedEndpoint
    private let new: CheckedEndpoint
    private let oldPlaces: PlaceFinder
    private let newPlaces: PlaceFinder
    private(set) var changes: [GatewayChange] = []
    /// What the log called an end before, by what it calls it now.
    private(set) var oldBranches: [String: String] = [:]

    init(_ old: CheckedEndpoint, _ new: CheckedEndpoint, _ oldPlaces: PlaceFinder, _ newPlaces: PlaceFinder) {
        (self.old, self.new, self.oldPlaces, self.newPlaces) = (old, new, oldPlaces, newPlaces)
    }

    mutating func compare(oldSecrets: [SecretReference], newSecrets: [SecretReference]) {
        if old.name != new.name {
            report(.endpoint, .renamed, "endpoint", old.name, new.name, [])
        }
        compareRoute()
        compareAuth(oldSecrets, newSecrets)
        let (wasAsync, isAsync) = (old.firstAnswer != nil, new.firstAnswer != nil)
        if wasAsync != isAsync {
            report(.mode, .changed, "mode", wasAsync ? "async" : "sync", isAsync ? "async" : "sync", ["mode"])
        }
        compareExtractions()
        compareFlow()
        // What a requirement looks at decides it as much as its condition does.
        let looked = requiredNames(of: new).union(requiredNames(of: old))
        for index in changes.indices {
            guard let name = changes[index].name, looked.contains(name), changes[index].weakness == nil else {
                continue
            }
            changes[index].weakness = "a requirement looks at \(name), so that it may be met by more"
        }
    }

    // MARK: Route

    private mutating func compareRoute() {
        if old.path != new.path { report(.route, .changed, "path", old.path, new.path, ["path"]) }
        for method in new.methods where !old.methods.contains(method) {
            report(.methods, .added, "method \(method)", nil, method, ["methods"], "requests with \(method) are taken")
        }
        for method in old.methods where !new.methods.contains(method) {
            report(.methods, .removed, "method \(method)", method, nil, ["methods"])
        }
    }

    // MARK: Auth

    private mutating func compareAuth(_ oldSecrets: [SecretReference], _ newSecrets: [SecretReference]) {
        let before = CallerRule.rules(of: old.auth, oldSecrets)
        let now = CallerRule.rules(of: new.auth, newSecrets)
        for rule in before where !now.contains(where: { $0.key == rule.key }) {
            let why = now.isEmpty ? "anybody may call" : "it is not asked for any more"
            report(.auth, .removed, rule.key, rule.text, now.isEmpty ? "none" : nil, ["auth"], why)
        }
        for rule in now {
            guard let known = before.first(where: { $0.key == rule.key }) else {
                report(.auth, .added, rule.key, before.isEmpty ? "none" : nil, rule.text, ["auth", rule.key])
                continue
            }
            guard !rule.isSame(as: known) else { continue }
            let why = rule.weakness(after: known)
            report(.auth, .changed, rule.key, known.text, rule.text, ["auth", rule.key], why)
        }
    }

    // MARK: Extractions

    private mutating func compareExtractions() {
        for extraction in new.extractions {
            let key = ["extract", extraction.name]
            guard let before = old.extractions.first(where: { $0.name == extraction.name }) else {
                report(.extraction, .added, "value \(extraction.name)", nil, extraction.words, key)
                continue
            }
            if before.placesText != extraction.placesText {
                let subject = "source of \(extraction.name)"
                report(.extraction, .changed, subject, before.placesText, extraction.placesText, key)
                changes[changes.count - 1].name = extraction.name
            }
            compareType(before, extraction, key)
            let (oldDefault, newDefault) = (before.defaultValue?.normalText, extraction.defaultValue?.normalText)
            if oldDefault != newDefault {
                let kind: GatewayChange.Kind = oldDefault == nil ? .added : newDefault == nil ? .removed : .changed
                report(.extraction, kind, "default of \(extraction.name)", oldDefault, newDefault, key)
                // Without a default less is met.
                if newDefault != nil { changes[changes.count - 1].name = extraction.name }
            }
            if before.isRequired != extraction.isRequired {
                let why = before.isRequired ? "requests without the value are no longer answered 422" : nil
                let subject = "required of \(extraction.name)"
                let (was, now) = ("\(before.isRequired)", "\(extraction.isRequired)")
                report(.extraction, .changed, subject, was, now, key, why)
            }
        }
        for extraction in old.extractions where !new.extractions.contains(where: { $0.name == extraction.name }) {
            let why: String? =
                extraction.isRequired
                ? "requests without the value are no longer answered 422"
                : extraction.hasType ? "values of another type are no longer answered 422" : nil
            let key = ["extract", extraction.name]
            report(.extraction, .removed, "value \(extraction.name)", extraction.words, nil, key, why)
        }
    }

    private mutating func compareType(_ before: CheckedExtraction, _ now: CheckedExtraction, _ key: [String]) {
        guard before.target != now.target else { return }
        let isDropped = before.hasType && !now.hasType
        let why = isDropped ? "values of another type are no longer answered 422" : nil
        report(.extraction, .changed, "type of \(now.name)", "\(before.target)", "\(now.target)", key, why)
    }

    // MARK: Flow

    private mutating func compareFlow() {
        let (before, now) = (BlockNormalizer(old), BlockNormalizer(new))
        if let first = old.firstAnswer, let second = new.firstAnswer {
            let spans = (oldPlaces.span(of: old.name, "respond"), newPlaces.span(of: new.name, "respond"))
            compare(
                [answer(first, before, spans.0)],
                [answer(second, now, spans.1)]
            )
        }
        let oldParts = before.parts(old.block, in: "")
        let newParts = now.parts(new.block, in: "")
        if oldParts.map(\.content) != newParts.map(\.content),
            let oldFlat = before.flattened(oldParts, taken: old.extractions.map(\.name)),
            let newFlat = now.flattened(newParts, taken: new.extractions.map(\.name)),
            oldFlat.map(\.content) == newFlat.map(\.content)
        {
            compare(oldFlat, newFlat)
        } else {
            compare(oldParts, newParts)
        }
    }

    private func answer(_ response: CheckedResponse, _ normalizer: BlockNormalizer, _ span: SourceSpan?) -> NormalPart {
        NormalPart(
            kind: .answer,
            branch: "",
            fields: normalizer.fields(of: response, at: span),
            span: span
        )
    }

    private mutating func compare(_ old: [NormalPart], _ new: [NormalPart]) {
        var comparison = PartComparison(endpoint: self.new.name)
        comparison.compare(old, new)
        changes += comparison.changes
        oldBranches.merge(comparison.oldBranches) { first, _ in first }
    }

    private mutating func report(
        _ area: GatewayChange.Area,
        _ kind: GatewayChange.Kind,
        _ subject: String,
        _ old: String?,
        _ new: String?,
        _ key: [String],
        _ weakness: String? = nil
    ) {
        var change = GatewayChange(area: area, kind: kind, subject: subject, old: old, new: new, weakness: weakness)
        change.endpoint = self.new.name
        change.oldSpan = oldPlaces.span(of: self.old.name, key)
        change.newSpan = newPlaces.span(of: self.new.name, key)
        changes.append(change)
    }
}

extension PlaceFinder {
    /// The place of a key of an endpoint, or of as much of the path as the file has.
    func span(of endpoint: String, _ path: [String]) -> SourceSpan? {
        for count in stride(from: path.count, through: 0, by: -1) {
            if let span = span(["endpoints", endpoint] + path.prefix(count)) { return span }
        }
        return nil
    }
}

extension CheckedEndpoint {
    /// The path as it is declared.
    var path: String {
        segments.map { segment in
            switch segment {
            case .literal(let text): "/" + text
            case .parameter(let name): "/{\(name)}"
            }
        }.joined()
    }
}

extension CheckedExtraction {
    /// Whether values of some type are refused.
    fileprivate var hasType: Bool { target != .any && !(isText && target == .string) }

    /// All of it on one line.
    fileprivate var words: String {
        var words = placesText
        if hasType { words += ", type \(target)" }
        if isRequired { words += ", required" }
        if let defaultValue { words += ", default \(defaultValue.normalText)" }
        return words
    }
}
