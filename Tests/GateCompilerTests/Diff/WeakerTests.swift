import GateCompiler
import GateDiagnostics
import Testing

/// One rule of what lets more through, and its opposite.
struct ChangeCase: Sendable, CustomTestStringConvertible {
    var name: String
    /// Replaced in the base file.
    var text: String
    /// By this in the new file.
    var with: String
    /// What comes out: `! changed limit body: 1MiB -> 4MiB`, a line for each change.
    var changes: [String]
    /// The same in the other direction.
    var back: [String]

    init(_ name: String, _ text: String, _ with: String, _ changes: [String], back: [String]) {
        (self.name, self.text, self.with) = (name, text, with)
        (self.changes, self.back) = (changes, back)
    }

    var testDescription: String { name }
}

/// Every change on a line of its own: a mark for weaker, the kind, the subject, and the values.
func changeLines(_ old: String, _ new: String, endpoint: String? = nil) throws -> [String] {
    let compilations = [old, new].map { compile(SourceText(name: "gateway.yaml", bytes: Array($0.utf8))) }
    for compilation in compilations {
        try #require(compilation.graph != nil, "\(compilation.diagnostics)")
    }
    let difference = try #require(compareGateways(compilations[0], compilations[1], endpoint: endpoint))
    return difference.changes.map { change in
        let values = [change.old, change.new].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " -> ")
        let line = "\(change.kind.rawValue) \(change.subject)" + (values.isEmpty ? "" : ": \(values)")
        return (change.isWeaker ? "! " : "  ") + line
    }
}

@Suite("diff: what lets more through")
struct WeakerTests {
    static let base = """
        hookgate: 1
        server:
          listen: ["127.0.0.1:8080"]
          admin: { listen: "127.0.0.1:8081", token: key }
          trusted_proxies: [10.0.0.0/8]
          limits: { body: 1MiB, connections: 100 }
          log: { fields: [id, status] }
        secrets:
          key: { env: KEY }
          other: { env: OTHER }
        endpoints:
          shop:
            path: /hooks/shop
            methods: [POST]
            auth: { source_ip: [192.0.2.0/25, 192.0.2.128/25], basic: { username: shop, password: other } }
            extract:
              event: { body: $.event, type: string, required: true }
              amount: { body: $.amount, type: int, default: 0 }
              note: $.note
            steps:
              - require: event.startsWith("order.") && amount > 0
                name: order
              - for_each: { in: "[1, 2]", as: item, max: 10, collect: { doubled: "${item * 2}" } }
              - branches:
                  - name: big
                    when: amount >= 500 || note == "big"
                    respond: { status: 202, json: { note: "${note}", all: "${doubled}" } }
                  - else:
                    respond: { text: small }
        """

    static let cases: [ChangeCase] = [
        .init(
            "auth becomes none",
            #"auth: { source_ip: [192.0.2.0/25, 192.0.2.128/25], basic: { username: shop, password: other } }"#,
            "auth: { source_ip: 192.0.2.0/24 }",
            ["  removed secret other: env OTHER", "! removed basic: shop with env OTHER"],
            back: ["  added secret other: env OTHER", "  added basic: shop with env OTHER"]
        ),
        .init(
            "another user name",
            "username: shop",
            "username: store",
            ["  changed basic: shop with env OTHER -> store with env OTHER"],
            back: ["  changed basic: store with env OTHER -> shop with env OTHER"]
        ),
        .init(
            "another secret",
            "password: other",
            "password: key",
            ["  removed secret other: env OTHER", "  changed basic: shop with env OTHER -> shop with env KEY"],
            back: ["  added secret other: env OTHER", "  changed basic: shop with env KEY -> shop with env OTHER"]
        ),
        .init(
            "the place of a secret",
            "env: OTHER",
            "file: /run/other",
            ["  changed secret other: env OTHER -> file /run/other"],
            back: ["  changed secret other: file /run/other -> env OTHER"]
        ),
        .init(
            "more addresses",
            "192.0.2.128/25",
            "192.0.2.128/25, 198.51.100.7",
            ["! changed source_ip: 192.0.2.0/25, 192.0.2.128/25 -> 192.0.2.0/25, 192.0.2.128/25, 198.51.100.7"],
            back: ["  changed source_ip: 192.0.2.0/25, 192.0.2.128/25, 198.51.100.7 -> 192.0.2.0/25, 192.0.2.128/25"]
        ),
        .init("the same addresses in another way", "192.0.2.0/25, 192.0.2.128/25", "192.0.2.0/24", [], back: []),
        .init(
            "more proxies",
            "10.0.0.0/8",
            "10.0.0.0/8, unix",
            ["! changed trusted_proxies: 10.0.0.0/8 -> unix, 10.0.0.0/8"],
            back: ["  changed trusted_proxies: unix, 10.0.0.0/8 -> 10.0.0.0/8"]
        ),
        .init(
            "a limit",
            "body: 1MiB",
            "body: 4MiB",
            ["! changed limit body: 1MiB -> 4MiB"],
            back: ["  changed limit body: 4MiB -> 1MiB"]
        ),
        .init(
            "a limit with a default",
            "connections: 100",
            "connections: 100, idle_timeout: 80s",
            ["! changed limit idle_timeout: 75s -> 80s"],
            back: ["  changed limit idle_timeout: 80s -> 75s"]
        ),
        .init(
            "a default spelled out",
            "connections: 100",
            "connections: 100, idle_timeout: 75000ms, header: 16384",
            [],
            back: []
        ),
        .init(
            "the limit of a loop",
            "max: 10",
            "max: 20",
            ["! changed max of loop \"for_each 2\": 10 -> 20"],
            back: ["  changed max of loop \"for_each 2\": 20 -> 10"]
        ),
        .init(
            "a method",
            "methods: [POST]",
            "methods: [PUT, POST]",
            ["! added method PUT: PUT"],
            back: ["  removed method PUT: PUT"]
        ),
        .init(
            "a value that is required",
            "type: string, required: true",
            "type: string, default: order.none",
            ["! added default of event: \"order.none\"", "! changed required of event: true -> false"],
            back: ["  removed default of event: \"order.none\"", "  changed required of event: false -> true"]
        ),
        .init(
            "a type",
            "note: $.note",
            "note: { body: note, type: string }",
            ["  changed type of note: any -> string"],
            back: ["! changed type of note: string -> any"]
        ),
        .init(
            "a requirement with one part less",
            " && amount > 0",
            "",
            [
                "! changed condition of requirement \"order\": event.startsWith(\"order.\") && amount > 0 -> "
                    + "event.startsWith(\"order.\")"
            ],
            back: [
                "  changed condition of requirement \"order\": event.startsWith(\"order.\") -> "
                    + "event.startsWith(\"order.\") && amount > 0"
            ]
        ),
        .init(
            "a requirement in another order",
            "event.startsWith(\"order.\") && amount > 0",
            "(amount>0) && event.startsWith('order.')",
            [],
            back: []
        ),
        .init(
            "a requirement that is gone",
            "      - require: event.startsWith(\"order.\") && amount > 0\n        name: order\n",
            "",
            ["! removed requirement \"order\": event.startsWith(\"order.\") && amount > 0"],
            back: ["  added requirement \"order\": event.startsWith(\"order.\") && amount > 0"]
        ),
        .init(
            "an address for all",
            "[\"127.0.0.1:8080\"]",
            "[\"0.0.0.0:8080\"]",
            ["! added address to listen on: 0.0.0.0:8080", "  removed address to listen on: 127.0.0.1:8080"],
            back: ["  added address to listen on: 127.0.0.1:8080", "  removed address to listen on: 0.0.0.0:8080"]
        ),
        .init(
            "one more address of this machine",
            "[\"127.0.0.1:8080\"]",
            "[\"127.0.0.1:8080\", \"unix:/run/h.sock\"]",
            ["  added address to listen on: unix:/run/h.sock"],
            back: ["  removed address to listen on: unix:/run/h.sock"]
        ),
        .init(
            "the admin listener",
            "  admin: { listen: \"127.0.0.1:8081\", token: key }\n",
            "",
            ["  removed admin listener: 127.0.0.1:8081", "  removed secret key: env KEY"],
            back: ["! added admin listener: 127.0.0.1:8081", "  added secret key: env KEY"]
        ),
        .init(
            "reload over the admin listener",
            "token: key }",
            "token: key, reload: true }",
            ["! changed admin reload: false -> true"],
            back: ["  changed admin reload: true -> false"]
        ),
        .init(
            "the admin token",
            ", token: key",
            "",
            ["! removed admin token: env KEY", "  removed secret key: env KEY"],
            back: ["  added admin token: env KEY", "  added secret key: env KEY"]
        ),
        .init(
            "fields of the log",
            "[id, status]",
            "[id, status, client]",
            ["! changed log fields: id, status -> id, status, client"],
            back: ["  changed log fields: id, status, client -> id, status"]
        ),
        .init(
            "an open endpoint",
            "endpoints:\n",
            "endpoints:\n  open: { path: /open, auth: none, respond: {} }\n",
            ["! added endpoint: POST /open, auth: none"],
            back: ["  removed endpoint: POST /open, auth: none"]
        ),
        .init(
            "an endpoint with auth",
            "endpoints:\n",
            "endpoints:\n  more: { path: /more, auth: { source_ip: 192.0.2.1 }, respond: {} }\n",
            ["  added endpoint: POST /more, auth: source_ip 192.0.2.1"],
            back: ["  removed endpoint: POST /more, auth: source_ip 192.0.2.1"]
        ),
        .init(
            "another name of an endpoint",
            "  shop:\n",
            "  store:\n",
            ["  renamed endpoint: shop -> store"],
            back: ["  renamed endpoint: store -> shop"]
        ),
        .init(
            "an answer before the requirement",
            "    steps:\n",
            "    steps:\n      - branches:\n          - name: early\n            when: note == \"x\"\n            respond: {}\n",
            ["! added branch \"early\": note == \"x\": answers 200"],
            back: ["  removed branch \"early\": note == \"x\": answers 200"]
        ),
        .init(
            "an answer",
            "status: 202, json: { note: \"${note}\",",
            "status: 201, json: { text: hello,",
            [
                "  changed status of \"big\": 202 -> 201", "  added json.text of \"big\": \"hello\"",
                "  removed json.note of \"big\": \"${note}\"",
            ],
            back: [
                "  changed status of \"big\": 201 -> 202", "  added json.note of \"big\": \"${note}\"",
                "  removed json.text of \"big\": \"hello\"",
            ]
        ),
        .init(
            "the name of a branch",
            "name: big",
            "name: large",
            ["  renamed branch \"large\": big -> large"],
            back: ["  renamed branch \"big\": large -> big"]
        ),
        .init(
            "another path",
            "/hooks/shop",
            "/hooks/store",
            ["  changed path: /hooks/shop -> /hooks/store"],
            back: ["  changed path: /hooks/store -> /hooks/shop"]
        ),
    ]

    @Test("a change and its opposite", arguments: cases)
    func change(_ item: ChangeCase) throws {
        // What a case leaves without a use is gone as well.
        func clean(_ text: String) -> String {
            var text = text
            if !text.contains("password: other") { text = text.replacing("  other: { env: OTHER }\n", with: "") }
            if !text.contains("token: key"), !text.contains("password: key") {
                text = text.replacing("  key: { env: KEY }\n", with: "")
            }
            return text
        }
        let new = Self.base.replacing(item.text, with: item.with)
        try #require(new != Self.base)
        #expect(try changeLines(Self.base, clean(new)) == item.changes)
        #expect(try changeLines(clean(new), Self.base) == item.back)
    }
}
