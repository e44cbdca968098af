import Foundation
import Testing

/// The project's own gateway.yaml with the payloads that systeme.io documents.
@Suite struct SystemeIOTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var payload: String
        var status = 200
        var branch: String
        var body: String
        /// The value of X-Branch.
        var header: String?

        var testDescription: String { payload }
    }

    static let cases = [
        Case(
            payload: "contact.campaign.finished",
            branch: "campaign finished",
            body: #"{"status":"campaign-finished","email":"ada+luiklas@example.com","campaign":"test campaign"}"#
        ),
        Case(
            payload: "contact.course.enrolled",
            branch: "course",
            body: #"{"status":"course","email":"ada+kek@example.com","first_name":"name","#
                + #""course":"webhook data structure doc"}"#
        ),
        Case(
            payload: "contact.course_bundle.enrolled",
            branch: "course bundle",
            body: #"{"status":"course-bundle","email":"ada+test@example.com","bundle":"webhook data structure doc"}"#
        ),
        Case(
            payload: "contact.email_link.clicked",
            branch: "link clicked",
            body: #"{"status":"link-clicked","email":"owner@example.com","subject":"test email webhook"}"#
        ),
        Case(
            payload: "contact.optin.completed.blog-page",
            status: 202,
            branch: "opt-in on a blog page",
            body: #"{"status":"optin","email":"ada+sdadk@example.com","page":"Home page"}"#
        ),
        Case(
            payload: "contact.optin.completed.funnel-step",
            status: 202,
            branch: "opt-in on a funnel step",
            body: #"{"status":"optin","email":"ada+lists@example.com","step":"Squeeze page"}"#
        ),
        Case(
            payload: "contact.page.visited",
            branch: "page visited",
            body: #"{"status":"page-visited","email":"ada+asdfg@example.com","page":"Thank You / Download Page"}"#
        ),
        Case(
            payload: "contact.tag.added",
            branch: "tag added",
            body: #"{"status":"tag-added","email":"ada+lksdllfnsnkfdls@example.com","tag":"MyAwesomeTag"}"#
        ),
        Case(
            payload: "contact.tag.removed",
            branch: "tag removed",
            body: #"{"status":"tag-removed","email":"ada+test@example.com","tag":"MyAwesomeTag"}"#
        ),
        Case(
            payload: "contact.webinar.registered",
            branch: "webinar",
            body: #"{"status":"webinar","email":"ada+wklm@example.com","webinar":"webinar funnel","minutes":120}"#
        ),
        Case(
            payload: "customer.sale.completed",
            branch: "big sale",
            body: #"{"status":"sale","email":"grace@example.com","amount":583,"#
                + #""courses":["Formation Un blog qui rapporte"],"note":"thanks, grace@example.com"}"#,
            header: "big-sale"
        ),
    ]

    @Test("Each payload gets the answer of its branch", arguments: cases)
    func payload(_ expected: Case) throws {
        try withProjectGateway { gateway in
            let answer = try gateway.send(.hook(Payload.text(expected.payload)))
            #expect(answer.status == expected.status)
            #expect(answer.reason == (expected.status == 202 ? "Accepted" : "OK"))
            #expect(answer.text == expected.body)
            #expect(answer.header("Content-Type") == "application/json")
            #expect(answer.header("Content-Length") == "\(expected.body.utf8.count)")
            #expect(answer.header("X-Branch") == expected.header)
            expectFramed(answer)
            let names = answer.headers.map(\.name).filter { $0 != "X-Branch" }
            #expect(names == ["Content-Type", "Content-Length", "Date", "X-Request-Id"])
            let line = try gateway.awaitLine(of: answer)
            #expect(line.status == expected.status)
            #expect(line.string("endpoint") == "systemeio")
            #expect(line.string("branch") == expected.branch)
            #expect(line.string("method") == "POST")
            #expect(line.string("client") == "127.0.0.1")
            #expect(line.fields["bytes"] as? Int == expected.body.utf8.count)
            #expect(!line.text.contains("example.com"), "no payload in the log: \(line.text)")
        }
    }

    @Test("Every payload of the example has its case")
    func allPayloads() throws {
        let folder = Program.root.appendingPathComponent("examples/systemeio/payloads")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.map { String($0.dropLast(5)) }.sorted() == Self.cases.map(\.payload).sorted())
    }

    @Test(
        "500 cents make a sale big",
        arguments: [(499, "small-sale"), (500, "sale"), (583, "sale"), (0, "small-sale")]
    )
    func sale(_ cents: Int, _ status: String) throws {
        let payload = try Payload.text("customer.sale.completed")
            .replacingOccurrences(of: "583", with: "\(cents)")
        try withProjectGateway { gateway in
            let answer = try gateway.send(.hook(payload))
            #expect(answer.status == 200)
            #expect(answer.text.hasPrefix(#"{"status":"\#(status)","email":"grace@example.com","amount":\#(cents)"#))
            #expect(answer.header("X-Branch") == (status == "sale" ? "big-sale" : "sale"))
        }
    }

    @Test("A kind of event that is unknown is ignored with 200")
    func unknownType() throws {
        try withProjectGateway { gateway in
            let answer = try gateway.send(.hook(#"{"type":"contact.something.new","data":{}}"#))
            #expect(answer.status == 200)
            #expect(answer.text == "ignored")
            #expect(answer.header("Content-Type") == "text/plain; charset=utf-8")
            #expect(answer.header("Content-Length") == "7")
            expectFramed(answer)
            try #expect(gateway.awaitLine(of: answer).string("branch") == "else")
        }
    }

    static let texts: [(sent: String, answered: String)] = [
        (#"a\/b"#, "a/b"),
        (#"Cr\u00e9er"#, "Créer"),
        ("Créer", "Créer"),
        (#"\ud83c\udf89"#, "🎉"),
        (#"\" \\ \n \t"#, #"\" \\ \n \t"#),
        (#"\u0001\u001f"#, #"\u0001\u001f"#),
        ("a+b=c&d", "a+b=c&d"),
        ("${email}", "${email}"),
        ("", ""),
    ]

    @Test("Texts are decoded, and written as they were meant", arguments: texts)
    func decoding(_ sent: String, _ answered: String) throws {
        let payload = try Payload.text("contact.tag.added")
            .replacingOccurrences(of: "MyAwesomeTag", with: sent)
        try withProjectGateway { gateway in
            let answer = try gateway.send(.hook(payload))
            #expect(
                answer.text
                    == #"{"status":"tag-added","email":"ada+lksdllfnsnkfdls@example.com","tag":"\#(answered)"}"#
            )
        }
    }

    @Test("Fields that a payload lacks, or has in another shape, are null or their default")
    func missingParts() throws {
        try withProjectGateway { gateway in
            let none = try gateway.send(.hook(#"{"type":"contact.course.enrolled"}"#))
            #expect(none.text == #"{"status":"course","email":"","first_name":null,"course":null}"#)
            let list = #"{"type":"contact.course.enrolled","data":{"contact":{"email":null,"fields":[]},"course":7}}"#
            let odd = try gateway.send(.hook(list))
            #expect(odd.text == #"{"status":"course","email":"","first_name":null,"course":null}"#)
            let sale = try gateway.send(.hook(#"{"type":"customer.sale.completed","data":{"customer":null}}"#))
            #expect(sale.text == #"{"status":"small-sale","email":"","amount":0}"#)
        }
    }
}
