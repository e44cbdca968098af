extension Evaluation {
    /// A webhook's body of about so many bytes, with what the paths look for at its end.
    private static func body(bytes: Int) -> String {
        let item = #"{"sku":"AB-12345","name":"a thing of some kind","price":1999,"tags":["new","sale"],"stock":null},"#
        let count = max(bytes - 500, 0) / item.utf8.count
        let items = String(repeating: item, count: count).dropLast()
        return """
            {"items":[\(items)],"id":"evt_1KqB3m2eZvKYlo2C","type":"customer.sale.completed","live":true,"data":{"contact":\
            {"email":"jane.doe@example.com","name":{"first":"Jane","last":"Doe"},"phone":null},"order":{"id":77,"total":1250,\
            "currency":"EUR","lines":[{"sku":"A"},{"sku":"B"}]},"coupon":{"code":"SPRING","percent":12.5}}}
            """
    }

    private static let tenPaths = [
        "$.id", "$.type", "$.live", "$.data.contact.email", "$.data.contact.name.first", "$.data.contact.phone",
        "$.data.order.total", "$.data.order.lines[1].sku", "$.data.coupon.percent", "$.data.missing.path",
    ]

    static func list(_ count: Int, of element: (Int) -> String) -> String {
        "[" + (0..<count).map(element).joined(separator: ",") + "]"
    }

    static let usual = [
        Scenario(
            name: "a condition of three terms",
            rounds: 2_000_000,
            expressions: ["event == 'customer.sale.completed' && amount >= 500 && email.contains('@')"]
        ),
        Scenario(
            name: "a template of five parts",
            rounds: 2_000_000,
            expressions: ["string(email)", "string(amount)"],
            isTemplate: true
        ),
        Scenario(name: "ten paths in a body of 1.5 kB, parsed", json: body(bytes: 1_500), paths: tenPaths),
        Scenario(
            name: "ten paths in a body of 100 kB, parsed",
            json: body(bytes: 100_000),
            rounds: 2_000,
            paths: tenPaths
        ),
        Scenario(
            name: "a filter over 1,000 items",
            json: #"{"items":\#(list(1_000) { #"{"id":\#($0),"price":\#($0 * 7 % 100)}"# })}"#,
            rounds: 5_000,
            expressions: ["body.items.filter(i, i.price > 50)"]
        ),
        Scenario(
            name: "a pattern in an address",
            rounds: 500_000,
            expressions: [#"email.matches('^[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}$')"#]
        ),
    ]

    private static let hostileLists: String = {
        let half = 262_000
        return #"{"a":\#(list(half) { _ in "1" }),"b":\#(list(half) { _ in "2" })}"#
    }()

    private static func text(_ count: Int) -> String { #"{"text":"\#(String(repeating: "a", count: count))"}"# }

    static let hostile = [
        Scenario(
            name: "hostile: a.exists(x, b.exists(y, x == y)), 1 MiB",
            json: hostileLists,
            rounds: 10,
            expressions: ["body.a.exists(x, body.b.exists(y, x == y))"]
        ),
        Scenario(
            name: "hostile: matches('(a?){500}b'), 1 MiB",
            json: text(1 << 20),
            rounds: 10,
            expressions: ["string(body.text).matches('(a?){500}b')"]
        ),
        Scenario(
            name: "hostile: matches('(a?){500}b'), the longest text in the budget",
            json: text(7_900),
            rounds: 3,
            expressions: ["string(body.text).matches('(a?){500}b')"]
        ),
        Scenario(
            name: "hostile: matches('(a|aa)*b(a|b){12}c'), the longest text in the budget",
            json: #"{"text":"\#((0..<330_000).map { ($0 &* 2_654_435_761) >> 13 & 1 == 0 ? "a" : "b" }.joined())"}"#,
            rounds: 3,
            expressions: ["string(body.text).matches('(a|aa)*b(a|b){12}c')"]
        ),
    ]

    /// One for each kind of work that takes steps.
    static let dear = [
        "string(body.text).size()", "string(body.text).contains('ab')", "string(body.text).indexOf('ab')",
        "string(body.text).lastIndexOf('ab')", "string(body.text).replace('a', 'bc')", "string(body.text).split('')",
        "string(body.text).lowerAscii()", "string(body.text).reverse()", "strings.quote(string(body.text))",
        "string(body.blank).trim()", "string(body.text).charAt(65535)", "hash.sha256(string(body.text))",
        "hash.md5(string(body.text))", "base64.encode(bytes(string(body.text)))", "url.encode(string(body.blank))",
        "double(string(body.text))", "string(body.text) + string(body.blank) + 'a'", "body.text == body.blank",
        "'%x'.format([body.text])", "json.encode(body)", "json.parse(json.encode(body))", "body.map.all(k, v, v >= 0)",
        "body.list.all(x, x >= 0)", "body.list.all(x, x in [1, 2, 3] || true)", "size(body.map)",
        "body.map == body.map",
        "body.list.map(x, string(x))", "body.list.map(x, string(double(x) / 3.0))",
        "body.list.map(x, '%.3f'.format([x]))",
        "body.list.map(x, timestamp(int(x))).map(t, t.getHours('Europe/Paris'))",
        "body.list.map(x, time.format(timestamp(int(x)), '%Y-%m-%d %H:%M:%S'))",
        "body.list.map(x, {string(x): x}).size()", "body.list.map(x, hash.sha256(string(x)))",
        "body.list.map(x, json.parse(string(x)))", "body.list.map(x, url.query({'a': x}))",
        "body.list.map(x, ip('192.0.2.1').family() + x)", "body.map.transformMapEntry(k, v, {v: k})",
        "body.list.map(x, string(x).matches('^[0-9]+$'))", "'%s'.format([body.map])",
        "regex.replace(string(body.text), 'a', 'b')", "regex.extractAll(string(body.text), '[ab]')",
        "body.list.map(x, string(x).matches(string(x)) || true)",
    ]
}
