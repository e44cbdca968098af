import Foundation
import Testing

/// Steps, switches, loops, shared flows and endpoints that answer first, over real sockets.
@Suite struct FlowTests {
    private static let order = """
        hookgate: 1
        server: { listen: "127.0.0.1:0" }
        flows:
          customer:
            inputs: { contact: map, country: { type: string, default: FR } }
            steps:
              - set: { email: "${string(contact.email).lowerAscii()}" }
              - branches:
                  - name: blocked
                    when: email.endsWith("@spam.test")
                    respond: { status: 403, json: { blocked: "${email}" } }
            output: { email: "${email}", country: "${country}" }
        endpoints:
          order:
            path: /order
            auth: none
            extract:
              event: { body: $.type, type: string, required: true }
              items: { body: $.items }
            steps:
              - require: body.version == 2
                name: version
                respond: { status: 409, json: { version: "${body.version}" } }
              - require: items != null
              - call: customer
                with: { contact: "${body.contact}", country: "${body.?country.orValue(null)}" }
                as: customer
              - for_each:
                  in: items
                  as: item
                  index: position
                  max: 3
                  steps:
                    - branches:
                        - name: bad item
                          when: item.quantity <= 0
                          respond: { status: 422, json: { bad: "${position}" } }
                    - set: { total: "${item.price * item.quantity}" }
                  collect:
                    lines: { sku: "${item.sku}", total: "${total}", label: "#${position} for ${customer.email}" }
                    totals: "${total}"
              - switch: event
                branches:
                  - case: [sale, sale.completed]
                    when: size(lines) > 1
                    name: big
                    respond: { json: { lines: "${lines}", totals: "${totals}", customer: "${customer}" } }
                  - case: [sale, refund]
                    name: small
                    respond: { json: { totals: "${totals}" } }
              - respond: { status: 202, text: "ignored ${event}" }
        """

    private func body(_ type: String, _ items: String, contact: String = #"{"email":"JO@x.test"}"#) -> String {
        #"{"version":2,"type":"\#(type)","items":\#(items),"contact":\#(contact)}"#
    }

    @Test("an order goes through require, call, for_each and switch to its answer")
    func order() throws {
        try withGateway(Self.order) { gateway in
            func expect(_ body: String, _ status: Int, _ text: String, branch: String?) throws {
                let answer = try gateway.send(.post("/order", body))
                #expect(answer.status == status)
                #expect(answer.text == text)
                let line = try gateway.awaitLine(of: answer)
                #expect(line.string("branch") == branch, "\(line.text)")
            }
            let one = #"[{"sku":"a","price":2,"quantity":3}]"#
            let two = #"[{"sku":"a","price":2,"quantity":3},{"sku":"b","price":1.5,"quantity":2.0}]"#
            let lines =
                ##"[{"sku":"a","total":6,"label":"#0 for jo@x.test"},"##
                + ##"{"sku":"b","total":3.0,"label":"#1 for jo@x.test"}]"##
            let customer = #"{"email":"jo@x.test","country":"FR"}"#
            let all = #"{"lines":\#(lines),"totals":[6,3.0],"customer":\#(customer)}"#
            try expect(body("sale", two), 200, all, branch: "big")
            // The same case without what the first arm asks for besides.
            try expect(body("sale", one), 200, #"{"totals":[6]}"#, branch: "small")
            try expect(body("sale.completed", one), 202, "ignored sale.completed", branch: nil)
            try expect(body("refund", two), 200, #"{"totals":[6,3.0]}"#, branch: "small")
            try expect(body("sale", "[]"), 200, #"{"totals":[]}"#, branch: "small")
            try expect(body("other", one), 202, "ignored other", branch: nil)
            // An arm in the loop and one in the flow that is called answer at once.
            let bad = #"[{"sku":"a","price":2,"quantity":3},{"sku":"b","price":1,"quantity":0},7]"#
            try expect(body("sale", bad), 422, #"{"bad":1}"#, branch: "for_each 4/bad item")
            let spam = body("sale", one, contact: #"{"email":"A@spam.test"}"#)
            try expect(spam, 403, #"{"blocked":"a@spam.test"}"#, branch: "customer/blocked")
            try expect(#"{"version":1,"type":"sale"}"#, 409, #"{"version":1}"#, branch: "version")
        }
    }

    @Test("a requirement without an answer of its own, and a list that is too long, are 422 and name the step")
    func ownRefusals() throws {
        try withGateway(Self.order) { gateway in
            let unmet = try gateway.send(.post("/order", body("sale", "null")))
            try expectProblem(unmet, 422)
            #expect(try step(of: unmet) == "require 2")
            #expect(try gateway.awaitLine(of: unmet).string("refusal") == "unmetRequirement")
            let item = #"{"sku":"a","price":2,"quantity":3}"#
            let three = "[\(item),\(item),\(item)]"
            #expect(try gateway.send(.post("/order", body("sale", three))).status == 200)
            // One past the edge; the items are not looked at.
            let long = try gateway.send(.post("/order", body("sale", "[1,2,3,4]")))
            try expectProblem(long, 422)
            #expect(try step(of: long) == "for_each 4")
            let line = try gateway.awaitLine(of: long)
            #expect(line.string("refusal") == "tooManyItems")
            #expect(line.string("branch") == "for_each 4/too many")
        }
    }

    private func step(of answer: Answer) throws -> String? {
        let document = try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any]
        return document?["step"] as? String
    }

    private static let loops = """
        hookgate: 1
        server: { listen: "127.0.0.1:0" }
        flows:
          typed: { inputs: { when: timestamp, ratio: double }, output: "${string(when) + ' ' + string(ratio)}" }
          until:
            inputs: { cells: any, stop: int }
            steps:
              - for_each:
                  in: cells
                  as: cell
                  steps:
                    - branches: [{ when: cell == stop, output: stopped }]
                  collect: { seen: "${cell}", twice: "${cell * 2}" }
            output: { seen: "${seen}", twice: "${twice}" }
        endpoints:
          until:
            path: /until
            auth: none
            steps:
              - for_each:
                  in: body.rows
                  as: row
                  steps: [{ call: until, with: { cells: "${row}", stop: 9 }, as: found }]
                  collect: { found: "${found}", first: "${row[0]}" }
              - branches:
                  - when: body.rows[0][0] == 9
                    respond: { status: 201, json: { found: "${found}", first: "${first}" } }
              - respond: { json: { found: "${found}", first: "${first}" } }
          any:
            path: /any
            auth: none
            extract: { items: { body: $.items } }
            steps:
              - for_each: { in: items, as: item, max: 100000, collect: { all: "${item}" } }
              - respond: { json: "${all}" }
          nested:
            path: /nested
            auth: none
            steps:
              - for_each:
                  in: body.rows
                  as: row
                  steps:
                    - for_each: { in: row, as: cell, collect: { cells: "${cell * 2}", texts: "<${cell}>" } }
                    - branches:
                        - when: size(cells) == 0
                          steps: []
                        - when: cells[0] == 26
                          respond: { status: 409, json: { cells: "${cells}", texts: "${texts}" } }
                  collect: { rows: "${cells}" }
              - respond: { json: { rows: "${rows}" } }
          typed:
            path: /typed
            auth: none
            steps:
              - call: typed
                with: { when: "${body.when}", ratio: "${body.ratio}" }
                as: text
              - respond: { text: "${text}" }
        """

    @Test("absent and null lists have no items; what is no list is a fault that names its place")
    func lists() throws {
        try withGateway(Self.loops) { gateway in
            func text(_ body: String) throws -> String { try gateway.send(.post("/any", body)).text }
            try #expect(text("{}") == "[]")
            try #expect(text(#"{"items":null}"#) == "[]")
            try #expect(text(#"{"items":[null,0,[],{"a":1}]}"#) == #"[null,0,[],{"a":1}]"#)
            for items in ["{}", "3", "\"text\"", "true"] {
                let answer = try gateway.send(.post("/any", #"{"items":\#(items)}"#))
                try expectProblem(answer, 500)
                let line = try gateway.awaitLine(of: answer)
                #expect(line.string("fault") == "notAList")
                let place = try FaultTests.place(of: "items, as", in: Self.loops)
                #expect(line.string("at")?.hasPrefix(place + ":") == true, "\(line.text)")
            }
        }
    }

    @Test("loops within loops keep what each of them collects apart")
    func nested() throws {
        try withGateway(Self.loops) { gateway in
            let rows = try gateway.send(.post("/nested", #"{"rows":[[1,2],[],[3]]}"#))
            #expect(rows.text == #"{"rows":[[2,4],[],[6]]}"#)
            let stopped = try gateway.send(.post("/nested", #"{"rows":[[1,2],[13,5],[3]]}"#))
            #expect(stopped.status == 409)
            #expect(stopped.text == #"{"cells":[26,10],"texts":["<13>","<5>"]}"#)
            // What was left of the loops that it broke off is gone.
            #expect(try gateway.send(.post("/nested", #"{"rows":[[7]]}"#)).text == #"{"rows":[[14]]}"#)
        }
    }

    @Test("an output within a loop leaves it, and what it had collected is nobody's")
    func left() throws {
        try withGateway(Self.loops) { gateway in
            let rows = try gateway.send(.post("/until", #"{"rows":[[1,2],[3,4,9,5],[6]]}"#))
            #expect(
                rows.text
                    == #"{"found":[{"seen":[1,2],"twice":[2,4]},"stopped",{"seen":[6],"twice":[12]}],"first":[1,3,6]}"#
            )
            let first = try gateway.send(.post("/until", #"{"rows":[[9,1]]}"#))
            #expect(first.status == 201)
            #expect(first.text == #"{"found":["stopped"],"first":[9]}"#)
        }
    }

    @Test("a loop of a hundred thousand items, and a body whose loops run out of steps")
    func long() throws {
        try withGateway(Self.loops) { gateway in
            let items = [String](repeating: "1", count: 100_000).joined(separator: ",")
            #expect(try gateway.send(.post("/any", #"{"items":[\#(items)]}"#)).text == "[\(items)]")
            let more = try gateway.send(.post("/any", #"{"items":[\#(items),1]}"#))
            try expectProblem(more, 422)
            let row = [String](repeating: "1", count: 999).joined(separator: ",")
            let rows = [String](repeating: "[\(row)]", count: 500).joined(separator: ",")
            let answer = try gateway.send(.post("/nested", #"{"rows":[\#(rows)]}"#))
            try expectProblem(answer, 500)
            #expect(try gateway.awaitLine(of: answer).string("fault") == "stepsExceeded")
        }
    }

    @Test("an input of another type than the flow declares is a fault")
    func inputs() throws {
        try withGateway(Self.loops) { gateway in
            let right = try gateway.send(.post("/typed", #"{"when":"2026-01-02T03:04:05Z","ratio":2}"#))
            #expect(right.text == "2026-01-02T03:04:05Z 2")
            for body in [#"{"when":"yesterday","ratio":2}"#, #"{"when":null,"ratio":2}"#] {
                let wrong = try gateway.send(.post("/typed", body))
                try expectProblem(wrong, 500)
                let line = try gateway.awaitLine(of: wrong)
                #expect(line.string("fault") == "mistypedInput")
                let place = try FaultTests.place(of: "body.when", in: Self.loops)
                #expect(line.string("at")?.hasPrefix(place + ":") == true, "\(line.text)")
            }
        }
    }

    private static let later = """
        hookgate: 1
        server: { listen: "127.0.0.1:0" }
        endpoints:
          plain: { path: /plain, auth: none, mode: async }
          later:
            path: /later
            auth: none
            mode: async
            extract: { x: { body: $.x, type: int, required: true } }
            respond:
              status: 202
              headers: { X-Got: "${x}" }
              json: { got: "${x}", id: "${request.id}" }
            steps:
              - branches:
                  - name: stopped
                    when: x == 1
                    steps: [{ end: }]
              - require: x < 10
                name: small
              - set: { share: "${100 / (x - 5)}" }
              - branches:
                  - name: large
                    when: share > 40
                    steps: [{ end: }]
        """

    @Test("an async endpoint answers first; what its flow comes to is in the log alone")
    func async() throws {
        try withGateway(Self.later) { gateway in
            let plain = try gateway.send(.post("/plain", "{}"))
            #expect(plain.status == 200)
            #expect(plain.text == "ok")
            for (x, branch, fault) in [
                (1, "stopped", nil), (7, "large", nil), (2, nil, nil), (20, "small", nil), (5, nil, "divisionByZero"),
            ] as [(Int, String?, String?)] {
                let answer = try gateway.send(.post("/later", #"{"x":\#(x)}"#))
                #expect(answer.status == 202)
                #expect(answer.header("X-Got") == "\(x)")
                expectFramed(answer)
                let line = try gateway.awaitLine(of: answer)
                #expect(line.string("branch") == branch, "\(line.text)")
                #expect(line.string("fault") == fault, "\(line.text)")
                #expect(line.fields["status"] as? Int == 202)
            }
            // What is wrong with the request itself is found before the answer.
            try expectProblem(try gateway.send(.post("/later", #"{"x":"1"}"#)), 422)
        }
    }

    @Test("requests that follow on the same connection wait for the flow, whatever became of it")
    func pipelined() throws {
        try withGateway(Self.later) { gateway in
            let client = try gateway.connect()
            let bodies = [1, 5, 20, 2]
            try client.send(bodies.flatMap { Request.post("/later", #"{"x":\#($0)}"#).bytes })
            for x in bodies {
                let answer = try client.readAnswer()
                #expect(answer.status == 202)
                #expect(answer.header("X-Got") == "\(x)")
            }
        }
    }
}
