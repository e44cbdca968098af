import GateDiagnostics
import Testing

@Suite("Suggestion")
struct SuggestionTests {
    private static let keys = ["path", "methods", "auth", "respond", "branches", "description", "extract", "id"]

    @Test(
        "finds the near name",
        arguments: [
            ("respnd", "respond"), ("repsond", "respond"), ("Respond", "respond"), ("RESPOND", "respond"),
            ("responds", "respond"), ("pth", "path"), ("paht", "path"), ("paths", "path"), ("atuh", "auth"),
            ("method", "methods"), ("brnches", "branches"), ("descrption", "description"), ("dscripton", "description"),
            ("extarct", "extract"), ("ids", "id"),
        ]
    )
    func near(_ word: String, _ expected: String) {
        #expect(Suggestion.nearest(to: word, in: Self.keys) == expected)
    }

    @Test(
        "finds nothing near",
        arguments: ["", "x", "xyzzy", "pqtz", "branch-list-of-arms", "listen", "i", "a"]
    )
    func far(_ word: String) {
        #expect(Suggestion.nearest(to: word, in: Self.keys) == nil)
    }

    @Test(
        "the distance allowed grows with the word",
        arguments: [
            ("abcd", "abcX", true), ("abcd", "abXX", false), ("abcdefgh", "abcdefXX", true),
            ("abcdefgh", "abcdeXXX", false), ("abcdefghi", "abcdefXXX", true), ("abcdefghi", "abcdeXXXX", false),
        ]
    )
    func threshold(_ word: String, _ name: String, _ isNear: Bool) {
        #expect((Suggestion.nearest(to: word, in: [name]) != nil) == isNear)
    }

    @Test("of equally near names the first wins, and a nearer one before it does not lose")
    func ties() {
        #expect(Suggestion.nearest(to: "cat", in: ["bat", "hat", "cart"]) == "bat")
        #expect(Suggestion.nearest(to: "routes", in: ["route", "routs", "Routes"]) == "Routes")
    }

    @Test("a very long word has no near name")
    func long() {
        let word = String(repeating: "a", count: 65)
        #expect(Suggestion.nearest(to: word, in: [word]) == nil)
        #expect(Suggestion.nearest(to: String(word.dropLast()), in: [word]) == word)
    }
}
