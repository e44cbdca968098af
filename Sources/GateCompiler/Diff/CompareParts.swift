import GateDiagnostics

/// Compares what two endpoints do, part by part.
struct PartComparison {
    /// The endpoint's new name.
    let endpoint: String
    private(set) var changes: [GatewayChange] = []
    /// What the log called an end before, by what it calls it now.
    private(set) var oldBranches: [String: String] = [:]

    init(endpoint: String) {
        self.endpoint = endpoint
    }

    /// Compares the parts of two blocks.
    ///
    /// `isGuarded` says whether a requirement stands behind them in both, which whoever is answered here does not meet.
    mutating func compare(
        _ old: [NormalPart],
        _ new: [NormalPart],
        isOrdered: Bool = true,
        isGuarded: Bool = false
    ) {
        let pairs = PartMatching(old, new).pairs
        let requirement = pairs.last { new[$0.new].guards }?.new
        let positions = pairs.map(\.old)
        // A requirement that is asked for later is what moved, not what comes before it now.
        let late = Set(pairs.indices.filter { isBehindMore($0, pairs, old, new, isOrdered) })
        let rest = pairs.indices.filter { !late.contains($0) }.map { positions[$0] }
        let kept = isOrdered ? longestAscending(rest) : Set(positions)
        var next = 0
        for (position, part) in new.enumerated() {
            let isBefore = isGuarded || (isOrdered && requirement.map { position < $0 } ?? false)
            guard next < pairs.count, pairs[next].new == position else {
                add(part, isGuarded: isBefore)
                continue
            }
            let before = old[pairs[next].old]
            oldBranches[part.branch] = before.branch
            compareNames(before, part)
            if !kept.contains(pairs[next].old) { move(before, part, isBehindMore: late.contains(next)) }
            compareFields(before, part, isGuarded: isBefore)
            let inner = before.isOrdered || part.isOrdered
            compare(before.children, part.children, isOrdered: inner, isGuarded: isBefore)
            next += 1
        }
        let matched = Set(positions)
        for (position, part) in old.enumerated() where !matched.contains(position) { remove(part) }
    }

    /// Whether a requirement stands behind something now that can answer and stood behind it before.
    private func isBehindMore(
        _ index: Int,
        _ pairs: [PartMatching.Pair],
        _ old: [NormalPart],
        _ new: [NormalPart],
        _ isOrdered: Bool
    ) -> Bool {
        guard isOrdered, new[pairs[index].new].guards else { return false }
        return pairs[..<index].contains { $0.old > pairs[index].old && new[$0.new].canAnswer }
    }

    // MARK: Whole parts

    private mutating func add(_ part: NormalPart, isGuarded: Bool) {
        if part.kind == .branches {
            for arm in part.children { add(arm, isGuarded: isGuarded) }
            return
        }
        var change = change(.added, part.area, part.title, new: part.summary, newSpan: part.span)
        if isGuarded, part.canAnswer {
            change.weakness = "requests are answered here before the requirement behind it is looked at"
        }
        changes.append(change)
    }

    private mutating func remove(_ part: NormalPart) {
        if part.kind == .branches {
            for arm in part.children { remove(arm) }
            return
        }
        var change = change(.removed, part.area, part.title, old: part.summary, oldSpan: part.span)
        if part.kind == .require { change.weakness = "requests go on that did not" }
        if part.kind != .require, part.hasRequirement { change.weakness = "a requirement in it is gone" }
        changes.append(change)
    }

    private mutating func move(_ old: NormalPart, _ new: NormalPart, isBehindMore: Bool) {
        var change = change(.moved, new.area, new.title, oldSpan: old.span, newSpan: new.span)
        if isBehindMore { change.weakness = "requests are answered before it that had to meet it" }
        changes.append(change)
    }

    private mutating func compareNames(_ old: NormalPart, _ new: NormalPart) {
        guard old.name != new.name, !old.name.isEmpty || !new.name.isEmpty else { return }
        guard old.kind != .answer || !old.branch.isEmpty || !new.branch.isEmpty else { return }
        let names = new.kind == .set || new.kind == .call ? (old.name, new.name) : (old.branch, new.branch)
        changes.append(
            change(.renamed, new.area, new.title, old: names.0, oldSpan: old.span, new: names.1, newSpan: new.span)
        )
    }

    // MARK: Fields

    private mutating func compareFields(_ old: NormalPart, _ new: NormalPart, isGuarded: Bool) {
        for field in new.fields {
            guard let before = old.field(field.label) else {
                let subject = new.subject(of: field)
                var change = change(.added, field.area, subject, new: field.text, newSpan: field.span ?? new.span)
                (change.oldSpan, change.name) = (old.span, new.boundName(field))
                if field.area == .condition, new.hasRequirement {
                    change.weakness = "fewer requests have to meet the requirement in it"
                }
                changes.append(change)
                continue
            }
            guard before.text != field.text else { continue }
            if let weakness = weakness(before, field, new, isGuarded: isGuarded) {
                let subject = new.subject(of: field)
                var change = change(.changed, field.area, subject, old: before.text, new: field.text)
                (change.oldSpan, change.newSpan) = (before.span ?? old.span, field.span ?? new.span)
                change.weakness = weakness.isEmpty ? nil : weakness
                change.name = new.boundName(field)
                changes.append(change)
            }
        }
        for field in old.fields where new.field(field.label) == nil {
            let subject = new.subject(of: field)
            var change = change(.removed, field.area, subject, old: field.text, oldSpan: field.span ?? old.span)
            (change.newSpan, change.name) = (new.span, new.boundName(field))
            if case .choice = field.rule, isGuarded, new.canAnswer {
                change.weakness = "requests are answered here before the requirement behind it is looked at"
            }
            changes.append(change)
        }
    }

    /// Why another value lets more through; empty where it does not, nil where both mean the same.
    private func weakness(
        _ old: NormalPart.Field,
        _ new: NormalPart.Field,
        _ part: NormalPart,
        isGuarded: Bool
    ) -> String? {
        switch (old.rule, new.rule) {
        case (.limit(let before), .limit(let now)): return now > before ? "the limit is raised" : ""
        case (.requirement(let before), .requirement(let now)):
            if acceptSame(now, before) { return nil }
            return isAsStrict(now, as: before) ? "" : "it is not certain that whoever meets it met it before"
        case (.choice(let before), .choice(let now)):
            if acceptSame(now, before) { return nil }
            if part.hasRequirement, !isAsStrict(before, as: now) {
                return "requests may pass by the requirement in it"
            }
            guard isGuarded, part.canAnswer, !isAsStrict(now, as: before) else { return "" }
            return "more may be answered here before the requirement behind it is looked at"
        default:
            guard new.area == .condition, part.hasRequirement else { return "" }
            return "requests may pass by the requirement in it"
        }
    }

    private func change(
        _ kind: GatewayChange.Kind,
        _ area: GatewayChange.Area,
        _ subject: String,
        old: String? = nil,
        oldSpan: SourceSpan? = nil,
        new: String? = nil,
        newSpan: SourceSpan? = nil
    ) -> GatewayChange {
        GatewayChange(
            endpoint: endpoint,
            area: area,
            kind: kind,
            subject: subject,
            old: old,
            new: new,
            oldSpan: oldSpan,
            newSpan: newSpan
        )
    }
}

extension NormalPart {
    /// What a change of the whole part is a change of.
    fileprivate var area: GatewayChange.Area {
        switch kind {
        case .arm, .otherwise, .branches: .branch
        case .answer: .answer
        case .call, .output: .flow
        case .set, .require, .loop, .end: .step
        }
    }

    fileprivate var hasRequirement: Bool { children.contains { $0.kind == .require || $0.hasRequirement } }

    /// Whether who is answered before it does not meet a requirement: it is one, or a branch that has one.
    fileprivate var guards: Bool {
        kind == .require || ((kind == .arm || kind == .otherwise || kind == .call) && hasRequirement)
    }

    /// The name whose value a field decides.
    fileprivate func boundName(_ field: Field) -> String? {
        switch kind {
        case .set: name
        case .call where field.label.hasPrefix("with "): String(field.label.dropFirst("with ".count))
        case .loop where field.label == "in": self.field("as")?.text
        case .loop where field.label.hasPrefix("collect "): String(field.label.dropFirst("collect ".count))
        case .output: name
        default: nil
        }
    }

    /// One of its fields in words.
    fileprivate func subject(of field: Field) -> String {
        switch kind {
        case .set: field.label == "value" ? "value of \(name)" : "\(field.label) of \(name)"
        case .answer: branch.isEmpty ? "\(field.label) of the answer" : "\(field.label) of \(jsonString(branch))"
        default: "\(field.label) of \(title)"
        }
    }
}
