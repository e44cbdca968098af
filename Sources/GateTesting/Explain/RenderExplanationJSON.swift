import GateCompiler

extension Explanation {
    /// The explanation as JSON, described in hookgate-explain(1).
    package var json: JSONTree {
        var answer: [JSONTree.Member] = [.init("status", .int(Int64(self.answer.status)))]
        answer.append(.init("headers", .pairs(self.answer.headers)))
        let text = String(validating: self.answer.body, as: UTF8.self)
        answer.append(
            text.map { .init("body", .string($0)) }
                ?? .init("body_base64", .string(base64(self.answer.body)))
        )
        return .map([
            .init("hookgate_explanation", .int(1)),
            .init("file", .string(file)),
            .init(
                "request",
                .map([
                    .init("method", .string(request.method)),
                    .init("target", .string(request.target)),
                    .init("headers", .pairs(request.headers)),
                    .init("body_bytes", .int(Int64(request.bodyBytes))),
                    .init("peer", .string(request.peer)),
                ])
            ),
            .init(
                "decision",
                .map([
                    .init("endpoint", .text(route.endpoint)),
                    .init("branch", .text(branch)),
                    .init("status", .int(Int64(self.answer.status))),
                    .init("refusal", .text(refusal)),
                ])
            ),
            .init("route", route.json),
            .init("verifiers", .list(verifiers.map(\.json))),
            .init("body", .map([.init("state", .key(body.state.rawValue)), .init("detail", .string(body.detail))])),
            .init("values", .list(extractions.map(\.json))),
            .init("answered_first", .bool(isAnsweredFirst)),
            .init("steps", .list(steps.map(\.json))),
            .init("cut", .bool(isCut)),
            .init("fault", failure?.json ?? .null),
            .init("answer", .map(answer)),
            .init("notes", .list(advice.map(JSONTree.string))),
        ])
    }
}

extension JSONTree {
    fileprivate static func text(_ text: String?) -> JSONTree { text.map(JSONTree.string) ?? .null }

    /// A word of a fixed set, with underscores.
    fileprivate static func key(_ text: String) -> JSONTree { .string(text.replacing(" ", with: "_")) }

    fileprivate static func pairs(_ headers: [(name: String, value: String)]) -> JSONTree {
        .list(headers.map { .list([.string($0.name), .string($0.value)]) })
    }
}

extension Explanation.Place {
    fileprivate var json: JSONTree {
        .map([
            .init("line", .int(Int64(line))), .init("column", .int(Int64(column))), .init("text", .string(text)),
        ])
    }
}

extension Explanation.Value {
    /// The value; one that was too long to keep is the text of its beginning.
    fileprivate var json: JSONTree {
        if isAbsent { return .null }
        return (try? JSONTree(parsing: Array(text.utf8))) ?? .string(text)
    }

    /// Members for the value: `value`, `absent` where there was nothing, `error` where it failed.
    fileprivate var members: [JSONTree.Member] {
        if isError { return [.init("error", .string(text))] }
        return [.init("value", json)] + (isAbsent ? [.init("absent", .bool(true))] : [])
    }
}

extension Explanation.Route {
    fileprivate var json: JSONTree {
        .map([
            .init("endpoint", .text(endpoint)),
            .init("place", place?.json ?? .null),
            .init("pattern", .text(pattern)),
            .init("reason", .text(reason)),
            .init("nearest", .text(nearest)),
            .init("paths", .list(paths.map(JSONTree.string))),
        ])
    }
}

extension Explanation.Verifier {
    fileprivate var json: JSONTree {
        .map([
            .init("name", .string(name)), .init("verdict", .key(verdict.rawValue)), .init("detail", .string(detail)),
        ])
    }
}

extension Explanation.Extraction {
    fileprivate var json: JSONTree {
        .map(
            [
                .init("name", .string(name)), .init("place", place.json), .init("state", .key(state.rawValue)),
                .init("source", .text(source)), .init("sources", .list(sources.map(JSONTree.string))),
            ] + (value?.members ?? [])
        )
    }
}

extension Explanation.Failure {
    fileprivate var json: JSONTree {
        .map([
            .init("reason", .string(reason)), .init("role", .text(role)), .init("expression", .text(expression)),
            .init("place", place?.json ?? .null),
        ])
    }
}

extension Explanation.Step {
    fileprivate var json: JSONTree {
        var members: [JSONTree.Member] = [.init("kind", .string(kind)), .init("name", .string(name))]
        members.append(.init("place", place.json))
        switch what {
        case .condition(let condition):
            members.append(.init("met", condition.isMet.map(JSONTree.bool) ?? .null))
            members.append(.init("reason", .text(condition.reason)))
            if !condition.parts.isEmpty { members.append(.init("part", condition.json(of: 0))) }
        case .choice(let value, let text, let cases):
            members.append(.init("text", .string(text)))
            members += value?.members ?? []
            members.append(.init("cases", .list(cases.map { .string($0.text) })))
        case .loop(let list, let text, let items):
            members.append(.init("text", .string(text)))
            members += list?.members ?? []
            let taken = items.map { item -> JSONTree in
                .map((item.value?.members ?? []) + [.init("steps", .list(item.steps.map(\.json)))])
            }
            members.append(.init("items", .list(taken)))
        case .bound(let value): members += value?.members ?? []
        case .failed, .answer, .refusal, .end: break
        }
        return .map(members)
    }

    private var kind: String {
        switch what {
        case .condition(let condition): condition.isRequirement ? "require" : "when"
        case .choice: "switch"
        case .loop: "for_each"
        case .bound: "bind"
        case .failed: "fault"
        case .answer: "respond"
        case .refusal: "refuse"
        case .end: "end"
        }
    }
}

extension Explanation.Condition {
    /// A part with its operands within.
    fileprivate func json(of index: Int) -> JSONTree {
        let part = parts[index]
        var members: [JSONTree.Member] = [
            .init("text", .string(part.text)), .init("verdict", .key(part.verdict.rawValue)),
        ]
        if let value = part.value { members += value.members }
        if !part.operands.isEmpty { members.append(.init("parts", .list(part.operands.map { json(of: $0) }))) }
        return .map(members)
    }
}
