import GateConfig
import GateTestSupport
import Testing

/// The generated part of hookgate.yaml(5).
@Suite struct ReferenceTests {
    @Test("the page holds the current key reference")
    func generatedParts() throws {
        let page = try ManualPage("hookgate.yaml.5")
        var current = page
        current.source = try #require(current.replacing("keys", with: renderKeyReference()))
        expectGolden(current.source, at: Repository.path("man/hookgate.yaml.5"))
    }

    @Test("the page of hookgate test holds the keys of its files")
    func generatedTestKeys() throws {
        var page = try ManualPage("hookgate-test.1")
        page.source = try #require(page.replacing("keys", with: renderKeyReference(ConfigSchema.testObjects)))
        expectGolden(page.source, at: Repository.path("man/hookgate-test.1"))
    }

    @Test("every mapping that a key refers to is described, and every key has a sentence")
    func describedObjects() {
        let page = renderKeyReference()
        for object in ConfigSchema.objects {
            #expect(page.contains(".Ss \(object.name)\n"))
            for field in object.fields {
                #expect(page.contains(".It Ic \(MdocText.literal(field.name)) "), "\(object.name).\(field.name)")
                #expect(field.doc.hasSuffix("."), "\(object.name).\(field.name) ends without a full stop")
                #expect(field.doc.utf8.allSatisfy { $0 < 0x80 }, "\(object.name).\(field.name) is not plain ASCII")
            }
        }
    }

    @Test("text is never read as a macro or an escape")
    func escapes() {
        #expect(MdocText.prose("One. Two e.g. three. Four.") == "One.\nTwo e.g. three.\nFour.")
        #expect(MdocText.prose(".Sh a\\b") == "\\&.Sh a\\eb")
        #expect(MdocText.argument("a-b \"c\" 'd'") == "\"a\\-b \\(dqc\\(dq \\(aqd\\(aq\"")
    }

    @Test("every example of a key compiles", arguments: ConfigSchema.objects.map(\.name))
    func keyExamples(object name: String) throws {
        let object = try #require(ConfigSchema.objects.first { $0.name == name })
        for field in object.fields {
            guard let example = field.example else { continue }
            let findings = ExampleFile.findings(hostFile(of: name, key: field.name, "\(field.name): \(example)"))
            #expect(findings.isEmpty, "\(name).\(field.name): \(findings)")
        }
    }

    private func endpoint(_ key: String, _ entry: String) -> String {
        let values = "extract: { amount: { body: $.amount, type: int, default: 0 } }\n"
        let selected = key == "switch" ? "\(cases)\n" : ""
        return ExampleFile.endpoint((key == "extract" ? "" : values) + selected + entry)
    }

    private func outputBranches(_ entry: String) -> String {
        "branches: [{ when: body.a == 1, \(entry) }, { else: , output: 1 }]\n"
    }

    private var cases: String { "branches: [{ case: sale, respond: {} }, { else: , respond: {} }]" }

    /// A file with one step, and what the step needs.
    private func step(_ key: String, _ entry: String) -> String {
        let others = [
            "name": "require: body.amount > 0", "with": "call: customer", "as": "call: customer", "switch": cases,
        ]
        let isCall = ["call", "as"].contains(key)
        let parts = [others[key], isCall ? "with: { contact: \"${body}\" }" : nil, entry].compactMap { $0 }
        let step =
            key == "for_each" ? "for_each: { in: body.items, as: item, steps: [] }" : parts.joined(separator: ", ")
        let flows = "flows: { customer: { inputs: { contact: any }, output: \"${contact}\" } }\n"
        if key == "output" {
            return ExampleFile.endpoint("") + "flows: { piece: { steps: [{ \(step) }] } }\n"
        }
        let last = ["respond", "end", "branches", "switch"].contains(key) ? "" : ", { respond: {} }"
        return ExampleFile.endpoint((key == "end" ? "mode: async\n" : "") + "steps: [{ \(step) }\(last)]\n") + flows
    }

    /// A whole file around one key of a mapping.
    private func hostFile(of object: String, key: String, _ entry: String) -> String {
        let server = "hookgate: 1\nendpoints: { a: { path: /a, auth: none, respond: { status: 204 } } }\nserver:\n"
        let values = """
            extract:
              email: { body: $.email, type: string, default: a }
              amount: { body: $.amount, type: int, default: 0 }

            """
        func answering(_ keys: String) -> String { ExampleFile.endpoint(values + keys) }
        switch object {
        case "the file":
            let version = key == "hookgate" ? "" : "hookgate: 1\n"
            let endpoints = key == "endpoints" ? "" : "endpoints: { a: { path: /a, auth: none, respond: {} } }\n"
            return version + endpoints + entry + "\n"
        case "server": return server + "  \(entry)\n"
        case "limits", "log": return server + "  \(object): { \(entry) }\n"
        case "access": return server + "  log: { access: { \(entry) } }\n"
        case "admin":
            let listen = key == "listen" ? "" : ", listen: \"127.0.0.1:8081\""
            return server + "  admin: { \(entry)\(listen) }\nsecrets: { admin_token: { env: A } }\n"
        case "secret": return server.replacing("server:\n", with: "secrets: { a: { \(entry) } }\n")
        case "endpoint": return endpoint(key, entry)
        case "auth": return answering("auth: { \(entry) }\n")
        case "basic":
            let other = key == "username" ? "password: shop_password" : "username: shop"
            return answering("auth: { basic: { \(entry), \(other) } }\n")
        case "extraction":
            let isSource = ["body", "query", "header", "param"].contains(key)
            return ExampleFile.extract("value: { \(isSource ? entry : "body: $.a, \(entry)") }")
        case "branch":
            let condition = ["when", "case"].contains(key) ? "" : "when: amount > 0, "
            let hasBlock = ["respond", "branches", "steps", "output"].contains(key)
            let arms = key == "switch" ? ", \(cases)" : hasBlock ? "" : ", respond: {}"
            let branches = "branches: [{ \(condition)\(entry)\(arms) }, { else: , respond: {} }]\n"
            if key == "output" { return ExampleFile.endpoint("") + "flows:\n  piece:\n    " + outputBranches(entry) }
            return answering((key == "case" ? "switch: body.event\n" : "") + branches)
        case "step": return step(key, entry)
        case "for_each":
            let others = ["in": "in: body.items", "as": "as: item"].filter { $0.key != key }.map(\.value)
            let hasBlock = ["branches", "steps", "respond"].contains(key)
            let block = key == "switch" ? cases : hasBlock ? nil : "steps: []"
            let loop = (others + [block].compactMap { $0 } + [entry]).joined(separator: ", ")
            return answering("steps: [{ for_each: { \(loop) } }, { respond: {} }]\n")
        case "flow":
            let hasBlock = ["branches", "steps", "respond", "output"].contains(key)
            let block = key == "switch" ? cases : hasBlock ? nil : "steps: []"
            return ExampleFile.endpoint("")
                + "flows: { piece: { \(([block].compactMap { $0 } + [entry]).joined(separator: ", ")) } }\n"
        case "input":
            return ExampleFile.endpoint("") + "flows: { piece: { inputs: { value: { \(entry) } }, steps: [] } }\n"
        case "respond": return answering("respond: { \(entry) }\n")
        default: return "the test knows no place for \(object)"
        }
    }
}
