import GateCompiler
import GateConfig
import GateDiagnostics
import GateRuntime

extension TestChecker {
    /// What a test expects; nil where it is wrong or can never be, which is reported.
    mutating func check(_ config: TestExpectConfig, _ made: MadeRequest, _ source: SourceText) -> TestExpectation? {
        var expect = TestExpectation()
        for key in config.keys { expect.lines[key.value] = source.position(of: key.span.start).line }
        let summary = made.endpoint.map { simulation.compilation.endpoints[$0] }
        if let tree = config.status {
            guard let value = filler.fill(tree) else { return nil }
            guard case .int(let number) = value, (200...599).contains(number) else {
                let note = "a status is a number from 200 to 599"
                findings.append(
                    .invalidTestValue("the status is \(value.plainText ?? value.kind)", note: note, at: tree.span)
                )
                return nil
            }
            expect.status = Int(number)
        }
        if let text = config.branch {
            guard let name = filler.fill(text) else { return nil }
            expect.branch = name
            guard let summary else {
                findings.append(.unknownBranch(name, of: made.request.target, known: [], at: text.span))
                return nil
            }
            guard summary.branchNames.contains(name) else {
                findings.append(.unknownBranch(name, of: summary.name, known: summary.branchNames, at: text.span))
                return nil
            }
        }
        guard setRefuser(&expect, config.refusedBy), setHeaders(&expect, config.headers), setBody(&expect, config)
        else {
            return nil
        }
        return review(expect, config, summary, made.endpoint) ? expect : nil
    }

    private mutating func setRefuser(_ expect: inout TestExpectation, _ text: ConfigText?) -> Bool {
        guard let text else { return true }
        guard let name = filler.fill(text) else { return false }
        if name == "none" {
            expect.refusedBy = .nobody
            return true
        }
        let known = Refusal.allCases.map { String(describing: $0) }
        let aliases = ["source_ip": "forbiddenAddress", "basic": "unauthenticated"]
        guard known.contains(name) || aliases[name] != nil else {
            findings.append(.unknownRefusal(name, known: known, at: text.span))
            return false
        }
        expect.refusedBy = .refusal(aliases[name] ?? name)
        return true
    }

    private mutating func setHeaders(_ expect: inout TestExpectation, _ tree: ConfigTree?) -> Bool {
        guard case .map(let members, _)? = tree else { return true }
        for member in members {
            guard let name = filler.fill(member.key), let value = filler.fill(member.value) else { return false }
            if case .null = value {
                expect.headers.append(TestExpectation.Header(name: name, value: nil))
                continue
            }
            guard let text = value.plainText else {
                let note = "write the value as text, or null where the header is not to be there"
                findings.append(
                    .invalidTestValue("the header \(name) is \(value.kind)", note: note, at: member.value.span)
                )
                return false
            }
            expect.headers.append(TestExpectation.Header(name: name, value: text))
        }
        return true
    }

    private mutating func setBody(_ expect: inout TestExpectation, _ config: TestExpectConfig) -> Bool {
        if let tree = config.json {
            guard let value = filler.fill(tree) else { return false }
            expect.body = .json(value)
        }
        if let text = config.text {
            guard let value = filler.fill(text) else { return false }
            expect.body = .text(value)
        }
        if case .map(let members, _)? = config.parts {
            var parts: [(path: String, steps: [InputStep], value: JSONTree)] = []
            for member in members {
                guard let steps = steps(of: member.key), let value = filler.fill(member.value) else { return false }
                parts.append((member.key.text, steps, value))
            }
            expect.body = .parts(parts)
        }
        return true
    }

    /// Whether some request could meet the expectation, as the compiler knows it.
    private mutating func review(
        _ expect: TestExpectation,
        _ config: TestExpectConfig,
        _ summary: EndpointSummary?,
        _ endpoint: Int?
    ) -> Bool {
        guard let summary, let endpoint else { return true }
        let place = config.status?.span ?? config.key
        if let status = expect.status {
            let possible = Set(summary.statuses + summary.refusals + Array(TestChecker.statusesOfAny))
            guard possible.contains(status) else {
                findings.append(
                    .impossibleStatus(
                        status,
                        of: summary.name,
                        own: summary.statuses,
                        refusals: summary.refusals,
                        at: place
                    )
                )
                return false
            }
            if let branch = expect.branch, let text = config.branch {
                let actual = Set(summary.branchAnswers.filter { $0.name == branch }.map(\.status)).sorted()
                guard actual.contains(status) else {
                    findings.append(
                        .impossibleBranchStatus(status, branch: branch, actual: actual, first: text.span, at: place)
                    )
                    return false
                }
            }
        }
        guard case .refusal(let name)? = expect.refusedBy, let text = config.refusedBy else { return true }
        let refusal = Refusal.allCases.first { String(describing: $0) == name }
        if let status = expect.status, let refusal, Int(refusal.status) != status {
            let reason = "it answers \(refusal.status), and \(status) is expected"
            findings.append(.impossibleRefusal(text.text, reason, at: text.span))
            return false
        }
        let reason: String? =
            switch refusal {
            case .unauthenticated where simulation.callers[endpoint].authorization == nil:
                "the endpoint has no basic verifier"
            case .forbiddenAddress where simulation.callers[endpoint].address == nil:
                "the endpoint has no source_ip"
            case .missingValue where !simulation.places.endpoints[endpoint].extractions.contains(where: \.isRequired):
                "the endpoint requires no value"
            case .mistypedValue where !simulation.places.endpoints[endpoint].extractions.contains(where: \.isTyped):
                "the endpoint declares no type"
            case .slowHead, .slowBody, .overloaded: "a test has no clock that runs and no other connections"
            default: nil
            }
        if let reason {
            findings.append(.impossibleRefusal(text.text, reason, at: text.span))
            return false
        }
        return true
    }

    /// Statuses that a request gets before its endpoint is looked at.
    private static let statusesOfAny: Set<Int> = [400, 404, 405, 413, 414, 415, 417, 431, 501, 505]
}
