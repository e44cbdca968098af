package import GateCompiler
import GateDiagnostics

/// Replays requests one after another, and keeps of each only what changed.
///
/// Not `Sendable`, as the simulations that it uses.
package final class Replay {
    /// What makes changes alike.
    private struct Key: Hashable {
        var old: String
        var new: String
        var aspects: [ReplayDecision.Aspect]
    }

    private let old: (simulation: Simulation, explaining: Simulation)?
    private let new: (simulation: Simulation, explaining: Simulation)
    private let keepsAll: Bool
    private var groups: [Key: Int] = [:]
    private(set) package var report: ReplayReport

    /// A replay on two files, or on one beside what was recorded where there is no old one.
    ///
    /// `keepsAll` keeps every change, not the first of each kind alone. Nil where a file has errors.
    package init?(old: Compilation?, new: Compilation, keepsAll: Bool) {
        func pair(_ compilation: Compilation) -> (simulation: Simulation, explaining: Simulation)? {
            guard let simulation = Simulation(compilation), let explaining = Simulation(compilation, explaining: true)
            else { return nil }
            return (simulation, explaining)
        }
        guard let pairOfNew = pair(new) else { return nil }
        if let old {
            guard let pairOfOld = pair(old) else { return nil }
            self.old = pairOfOld
        } else {
            self.old = nil
        }
        self.new = pairOfNew
        self.keepsAll = keepsAll
        report = ReplayReport(old: old?.sources[0].name ?? "recorded", new: new.sources[0].name)
    }

    /// Counts a request that cannot be read.
    package func skip(_ name: String, _ reason: String) {
        report.skipped.append(ReplayReport.Skipped(name: name, reason: reason))
    }

    /// Replays a request.
    package func add(_ name: String, _ request: RecordedRequest) {
        guard let decision = new.simulation.decide(request) else { return skip(name, "it is no whole request") }
        let before: ReplayDecision
        if let old {
            guard let decided = old.simulation.decide(request) else { return skip(name, "it is no whole request") }
            before = decided
        } else {
            guard let answer = request.answer else {
                return skip(name, "no answer was recorded with it: --against compares it with another file")
            }
            before = ReplayDecision(answer)
        }
        report.requestCount += 1
        let aspects = before.changes(to: decision)
        guard !aspects.isEmpty else { return }
        report.changedCount += 1
        let key = Key(old: before.words, new: decision.words, aspects: aspects)
        if let index = groups[key] {
            report.groups[index].count += 1
            guard keepsAll else { return }
            report.groups[index].changes.append(change(name, request, before, decision, aspects))
        } else {
            groups[key] = report.groups.count
            let first = change(name, request, before, decision, aspects)
            report.groups.append(ReplayReport.Group(changes: [first], count: 1))
        }
    }

    private func change(
        _ name: String,
        _ request: RecordedRequest,
        _ before: ReplayDecision,
        _ after: ReplayDecision,
        _ aspects: [ReplayDecision.Aspect]
    ) -> ReplayReport.Change {
        let mask = SecretMask(request)
        let explained = new.explaining.explain(request)
        var detail = ReplayDetail(old: old?.explaining.explain(request), new: explained)
        if let headers = before.headers, let others = after.headers {
            detail.oldHeaders = lines(headers, without: others, mask)
            detail.newHeaders = lines(others, without: headers, mask)
        }
        if let body = before.body, let other = after.body, body != other {
            detail.oldBody = String(decoding: mask.masked(body), as: UTF8.self)
            detail.newBody = String(decoding: mask.masked(other), as: UTF8.self)
        }
        return ReplayReport.Change(name: name, old: before, new: after, aspects: aspects, detail: detail)
    }

    /// The header lines that the other answer does not have, masked.
    private func lines(
        _ headers: [ReplayDecision.Header],
        without others: [ReplayDecision.Header],
        _ mask: SecretMask
    ) -> [String] {
        headers.compactMap { header in
            guard !others.contains(header), header.name.lowercased() != "content-length" else { return nil }
            return "\(header.name): \(mask.masked((name: header.name, value: header.value)).value)"
        }
    }
}

extension ReplayDetail {
    /// Compares two explanations up to where they part.
    init(old: Explanation?, new: Explanation?) {
        let (before, after) = (old?.decisions ?? [], new?.decisions ?? [])
        guard old != nil else {
            self.new = after.map(\.text)
            return
        }
        var count = 0
        while count < before.count, count < after.count, before[count].isAlike(after[count]) { count += 1 }
        common = after[..<count].map(\.text)
        self.old = before[count...].map(\.text)
        self.new = after[count...].map(\.text)
        let values = Dictionary(old?.extractions.map { ($0.name, $0.value) } ?? []) { first, _ in first }
        for extraction in new?.extractions ?? [] {
            guard let former = values[extraction.name], former != extraction.value else { continue }
            self.values.append(
                (extraction.name, former?.short ?? "not read", extraction.value?.short ?? "not read")
            )
        }
    }
}

/// A decision on the way of a request.
private struct DecisionLine {
    /// What is compared.
    var what: String
    /// The line for people.
    var text: String

    func isAlike(_ other: DecisionLine) -> Bool { what == other.what }
}

extension Explanation {
    /// What was decided, in order: verifiers, values that refuse, conditions, cases, answers.
    fileprivate var decisions: [DecisionLine] {
        var lines: [DecisionLine] = []
        if let reason = route.reason { lines.append(DecisionLine(what: reason, text: reason)) }
        for verifier in verifiers where verifier.verdict != .notLookedAt {
            let words = "\(verifier.name): \(verifier.verdict.rawValue)"
            lines.append(DecisionLine(what: words, text: words))
        }
        if body.state == .refused || body.state == .malformed {
            let words = "body \(body.state.rawValue): \(body.detail)"
            lines.append(DecisionLine(what: words, text: words))
        }
        for extraction in extractions where extraction.state == .missing || extraction.state == .mistyped {
            let words = "\(extraction.name) \(extraction.words)"
            lines.append(DecisionLine(what: words, text: "line \(extraction.place.line): \(words)"))
        }
        add(steps, "", to: &lines)
        if let failure {
            let words = "fault: \(failure.role.map { "\($0): " } ?? "")\(failure.reason)"
            lines.append(DecisionLine(what: words, text: words))
        }
        return lines
    }

    private func add(_ steps: [Step], _ prefix: String, to lines: inout [DecisionLine]) {
        for step in steps {
            var words: String
            var reason = ""
            switch step.what {
            case .condition(let condition):
                let verdict = condition.isMet.map { $0 ? "met" : "not met" } ?? "fails"
                words = "\(condition.isRequirement ? "require" : "when") of \"\(step.name)\": \(verdict)"
                reason = condition.reason.map { ": \($0)" } ?? ""
            case .choice(let value, let text, let cases):
                words = "switch: \(text) is \(value?.short ?? "unknown"): "
                words += cases.first.map { "case \($0.text)" } ?? "no case has it"
            case .loop(_, let text, let items):
                words = "for each \(step.name) in \(text): \(items.count) item\(items.count == 1 ? "" : "s") taken"
                let line = "\(prefix)\(words)"
                lines.append(DecisionLine(what: line, text: "\(prefix)line \(step.place.line): \(words)"))
                for (index, item) in items.enumerated() {
                    add(item.steps, "\(prefix)\(step.name) \(index): ", to: &lines)
                }
                continue
            case .answer: words = "answers\(step.name.isEmpty ? "" : ": \"\(step.name)\"")"
            case .refusal: words = "refuses: \"\(step.name)\""
            case .end: words = "ends: \"\(step.name)\""
            case .bound, .failed: continue
            }
            let text = "\(prefix)line \(step.place.line): \(words)\(reason)"
            lines.append(DecisionLine(what: "\(prefix)\(words)", text: text))
        }
    }
}
