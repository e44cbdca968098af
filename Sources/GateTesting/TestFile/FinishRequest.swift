import GateCompiler
import GateConfig
import GateDiagnostics
import GateRuntime

extension TestChecker {
    /// Puts the body in; false where it is wrong, which is reported.
    mutating func setBody(
        _ request: inout RecordedRequest,
        _ config: TestRequestConfig,
        _ payload: TestLoader.Payload
    ) -> Bool {
        if let tree = config.json {
            guard let value = filler.fill(tree) else { return false }
            request.body = Array(value.line.utf8)
        } else if let text = config.body {
            guard let value = filler.fill(text) else { return false }
            request.body = Array(value.utf8)
        } else {
            request.body = payload.bytes
        }
        if config.json != nil || config.body != nil || config.file != nil {
            request.headers.append((name: "Content-Type", value: "application/json"))
        }
        return true
    }

    /// Puts in what holds for recorded requests too: changes to the body, headers, caller and time.
    mutating func finish(_ made: inout MadeRequest, _ config: TestRequestConfig) -> Bool {
        guard change(&made.request, config) else { return false }
        if let text = config.from {
            guard let address = filler.fill(text) else { return false }
            guard case .range(let range) = parseAddressRange(address), range.prefixLength == 128 else {
                let note = "write an IPv4 or IPv6 address, such as 192.0.2.7"
                findings.append(.invalidTestValue("\"\(address)\" is no address", note: note, at: text.span))
                return false
            }
            made.request.peer = range.base
        }
        if let text = config.time {
            guard let time = filler.fill(text) else { return false }
            guard let value = Array(time.utf8).withUnsafeBufferPointer({ parseTimestampText(ByteView($0)) }) else {
                let note = "write it as RFC 3339 has it, such as 2026-02-28T23:59:59Z"
                findings.append(.invalidTestValue("\"\(time)\" is no time", note: note, at: text.span))
                return false
            }
            made.request.time = (value.seconds, value.nanoseconds)
        }
        if let words = config.as, !setCaller(&made, words) { return false }
        return setHeaders(&made.request, config.headers)
    }

    private mutating func setCaller(_ made: inout MadeRequest, _ words: [ConfigText]) -> Bool {
        guard let endpoint = made.endpoint, simulation.callers.indices.contains(endpoint) else { return true }
        let caller = simulation.callers[endpoint]
        for text in words {
            guard let word = filler.fill(text) else { return false }
            guard TestRequestConfig.callers.contains(word) else {
                findings.append(.unknownVerifier(word, known: TestRequestConfig.callers, at: text.span))
                return false
            }
            if word == "nobody" { continue }
            if word != "valid", !caller.verifiers.contains(word) {
                let name = simulation.compilation.endpoints[endpoint].name
                findings.append(.missingVerifier(word, of: name, at: text.span))
                return false
            }
            if word != "source_ip", let authorization = caller.authorization,
                !made.request.headers.contains(where: { $0.name.lowercased() == "authorization" })
            {
                made.request.headers.append((name: "Authorization", value: authorization))
            }
            if word != "basic", made.request.peer == nil { made.request.peer = caller.address }
        }
        return true
    }

    private mutating func setHeaders(_ request: inout RecordedRequest, _ tree: ConfigTree?) -> Bool {
        guard case .map(let members, _)? = tree else { return true }
        for member in members {
            guard let name = filler.fill(member.key), let value = filler.fill(member.value) else { return false }
            request.headers.removeAll { $0.name.lowercased() == name.lowercased() }
            for item in value.items ?? [value] {
                if case .null = item { continue }
                guard let text = item.plainText, !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F })
                else {
                    let note = "a header's value is one line of text, a list of them, or null"
                    findings.append(
                        .invalidTestValue("the header \(name) is \(item.kind)", note: note, at: member.value.span)
                    )
                    return false
                }
                request.headers.append((name: name, value: text))
            }
        }
        return true
    }

    private mutating func change(_ request: inout RecordedRequest, _ config: TestRequestConfig) -> Bool {
        guard config.set != nil || config.remove != nil else { return true }
        let span = config.set?.span ?? config.remove?.first?.span ?? config.key
        var body: JSONTree
        do throws(JSONError) {
            body = try JSONTree(parsing: request.body)
        } catch {
            let note = "set and remove change a body that is JSON"
            findings.append(.invalidTestValue("the body is not JSON: \(error.code.reason)", note: note, at: span))
            return false
        }
        if case .map(let members, _)? = config.set {
            for member in members {
                guard let steps = steps(of: member.key), let value = filler.fill(member.value) else { return false }
                body.set(steps[...], to: value)
            }
        }
        for path in config.remove ?? [] {
            guard let steps = steps(of: path) else { return false }
            body.set(steps[...], to: nil)
        }
        request.body = Array(body.line.utf8)
        return true
    }

    /// The steps of a path of one place; nil where it is none, which is reported.
    mutating func steps(of text: ConfigText) -> [InputStep]? {
        guard let path = filler.fill(text) else { return nil }
        switch parseSingularPath(path) {
        case .success(let steps): return steps
        case .failure(let error):
            let note = "write a JSONPath of one place, such as $.data.items[0].id"
            findings.append(.invalidTestValue("\"\(path)\": \(error.reason)", note: note, at: text.span))
            return nil
        }
    }
}

extension JSONTree {
    /// What is at the end of some steps; nil where there is nothing.
    func value(at steps: ArraySlice<InputStep>) -> JSONTree? {
        switch steps.first {
        case nil: self
        case .key(let name)?: self[name]?.value(at: steps.dropFirst())
        case .index(let index)?:
            if let items, items.indices.contains(index) { items[index].value(at: steps.dropFirst()) } else { nil }
        }
    }

    /// Puts a value at the end of some steps, or takes what is there away; what stands in the way is replaced.
    mutating func set(_ steps: ArraySlice<InputStep>, to value: JSONTree?) {
        switch steps.first {
        case nil: if let value { self = value }
        case .key(let name)?:
            var members = members ?? []
            let place = members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
            if value == nil, place == nil { return }
            if value == nil, steps.count == 1 {
                if let place { members.remove(at: place) }
            } else {
                var inner = place.map { members[$0].value } ?? .null
                inner.set(steps.dropFirst(), to: value)
                if let place { members[place].value = inner } else { members.append(Member(name, inner)) }
            }
            self = .map(members)
        case .index(let index)?:
            var items = items ?? []
            if value == nil, !items.indices.contains(index) { return }
            if value == nil, steps.count == 1 {
                items.remove(at: index)
            } else {
                guard index < 10_000 else { return }
                while items.count <= index { items.append(.null) }
                items[index].set(steps.dropFirst(), to: value)
            }
            self = .list(items)
        }
    }
}
