/// What the keys of a mapping must be besides known: which go together, which do not.
///
/// The decoder and the checks report these in words of their own, with both places; a rule is what a JSON Schema can say
/// of the same.
package indirect enum KeyRule: Hashable, Sendable {
    /// One of the keys is there, and no other of them.
    case exactlyOne([String])
    case atLeastOne([String])
    case atMostOne([String])
    /// None of the keys is there.
    case without([String])
    /// A key that stands only beside another.
    case needs(String, String)
    /// Where a key is there these hold, and otherwise those.
    case ifPresent(String, [KeyRule], otherwise: [KeyRule] = [])
    /// Where a key has this value these hold, and otherwise those.
    case ifEqual(String, KeyValue, [KeyRule], otherwise: [KeyRule] = [])
    /// What holds for each mapping in the list under a key.
    case items(String, [KeyRule])
    /// The list or mapping under a key is not empty.
    case filled(String)
    /// No value stands twice in the list under a key.
    case distinct(String)
    /// The mapping itself has a key.
    case notEmpty

    /// A value that a rule can ask for.
    package enum KeyValue: Hashable, Sendable {
        case word(String)
        case flag(Bool)
    }
}

/// What the text of a key matches.
package struct TextPattern: Hashable, Sendable {
    /// A regular expression that JSON Schema, RE2 and Perl read alike.
    package var regex: String
    /// Whether a number, true or false, written without quotes, can be meant as well.
    package var takesBareWords: Bool

    package init(_ regex: String, takesBareWords: Bool = false) {
        self.regex = regex
        self.takesBareWords = takesBareWords
    }

    /// A name that expressions can use.
    package static let identifier = TextPattern("^[A-Za-z_][A-Za-z0-9_]*$")
    /// A token (RFC 9110, section 5.6.2), such as the name of a header.
    package static let token = TextPattern("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", takesBareWords: true)
}

/// What the names of an author's choice are.
package struct KeyShape: Hashable, Sendable, ExpressibleByStringLiteral {
    /// What one of them is called, for the manual.
    package var noun: String
    package var pattern: TextPattern?
    /// Words that none of them may be.
    package var reserved: [String] = []

    package init(stringLiteral noun: String) {
        self.noun = noun
    }

    private init(_ noun: String, _ pattern: TextPattern, reserved: [String] = []) {
        self.noun = noun
        self.pattern = pattern
        self.reserved = reserved
    }

    /// A name for logs and metrics: of an endpoint, a secret, a flow.
    package static let plainName = KeyShape("name", TextPattern("^[A-Za-z0-9_.-]{1,64}$"))
    /// The name of a header.
    package static let header = KeyShape("name", .token)
    /// A name that expressions can use.
    package static let variable = KeyShape("name", .identifier, reserved: reservedNames.keys.sorted())
}
