import GateDiagnostics
import GateExpression

/// The value that tells kinds of requests apart, and the samples of each kind.
struct Discriminator {
    var place: InferredPlace
    /// The values in the order in which the samples have them, with the numbers of their samples.
    var values: [(text: String, samples: [Int])]
}

/// Most kinds of requests that are told apart.
private let kindCountMax = 64

/// Last names that are meant to say what kind a request is of.
private let kindNames: Set<String> = [
    "type", "event", "eventtype", "eventname", "kind", "action", "topic", "object", "objecttype", "resourcetype",
    "notificationtype", "messagetype", "trigger", "status",
]

extension Inference {
    /// The text that tells the samples apart best, or nil.
    ///
    /// It is in every sample, its values are words and 2 to 64, and not each sample has its own, unless its name is one
    /// such as type, event or action. Of those the one counts whose kinds explain most of the differences in shape, in
    /// tenths; then one with such a name, then the one with fewer values, the shorter path, and the earlier.
    func chooseDiscriminator() -> Discriminator? {
        let count = source.shape.all.count
        guard count > 1 else { return nil }
        let all = differences(of: [Array(0..<count)])
        var best: (score: [Int], found: Discriminator)?
        for place in places where place.source == .body && place.type == "string" && place.isCommon {
            let found = Discriminator(place: place, values: values(of: place))
            let isNamed = kindNames.contains(place.lastName)
            guard (2...kindCountMax).contains(found.values.count), isNamed || found.values.count < count,
                found.values.allSatisfy({ isWord($0.text) })
            else { continue }
            let rest = differences(of: found.values.map(\.samples))
            let explained = all == 0 ? 0 : (all - rest) * 10 / all
            let score = [explained, isNamed ? 1 : 0, -found.values.count, -place.steps.count]
            if best.map({ $0.score.lexicographicallyPrecedes(score) }) ?? true { best = (score, found) }
        }
        return best?.found
    }

    /// The place that the user names by its path, with or without `$.`, or by its alias.
    ///
    /// - Throws: ``InferFailure`` where it is no text, or has too many values.
    func discriminator(on name: String) throws(InferFailure) -> Discriminator {
        let texts = places.filter { $0.source == .body && $0.type == "string" && !$0.isList }
        guard let place = texts.first(where: { [$0.path, String($0.path.dropFirst(2)), $0.alias].contains(name) })
        else {
            let other = places.first { [$0.path, String($0.path.dropFirst(2)), $0.alias].contains(name) }
            if other != nil {
                throw InferFailure("\(name) is no text in every sample that has it", help: help(texts, nil))
            }
            throw InferFailure("no sample has a value at \(name)", help: help(texts, name))
        }
        let found = Discriminator(place: place, values: values(of: place))
        guard found.values.count <= kindCountMax else {
            let help = "a branch for each would be too many; choose a value that says what kind of request it is"
            throw InferFailure("\(name) has \(found.values.count) values in the samples", help: help)
        }
        return found
    }

    private func help(_ texts: [InferredPlace], _ name: String?) -> String {
        let near = name.flatMap { Suggestion.nearest(to: $0, in: texts.map { String($0.path.dropFirst(2)) }) }
        if let near { return "did you mean \(near)?" }
        return texts.isEmpty
            ? "the samples have no text" : "texts are at \(texts.prefix(8).map(\.path).joined(separator: ", "))"
    }

    private func values(of place: InferredPlace) -> [(text: String, samples: [Int])] {
        var values: [(text: String, samples: [Int])] = []
        var indices: [String: Int] = [:]
        for (sample, body) in source.bodies.enumerated() {
            guard case .string(let text)? = body?.values(at: place.steps[...]).first else { continue }
            if let index = indices[text] {
                values[index].samples.append(sample)
            } else {
                indices[text] = values.count
                values.append((text, [sample]))
            }
        }
        return values
    }

    /// How often samples of one group differ in having a place: for each group and place the lesser number.
    private func differences(of groups: [[Int]]) -> Int {
        let sets = groups.map { group in
            var set = SampleSet()
            for sample in group { set.insert(sample) }
            return set
        }
        var sum = 0
        for present in source.shape.placesPresent {
            for (set, group) in zip(sets, groups) {
                let count = present.intersection(set).count
                sum += min(count, group.count - count)
            }
        }
        return sum
    }

    /// Whether a text may be the name of a kind: no sentence, address, number or time.
    private func isWord(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64 else { return false }
        let isLetter = (0x41...0x5A).contains(first) || (0x61...0x7A).contains(first)
        return isLetter
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "_.-:/".utf8.contains(byte)
            } && !text.contains("://") && text.utf8.count { (0x30...0x39).contains($0) } <= 4
    }
}

extension InferredPlace {
    /// The last name on the way, letters only.
    fileprivate var lastName: String {
        (names.last ?? "").lowercased().filter(\.isLetter)
    }
}

extension SampleShape {
    /// For each place, the samples that have it.
    fileprivate var placesPresent: [SampleSet] {
        var sets: [SampleSet] = []
        var rest = [SampleShape.root]
        while let id = rest.popLast() {
            sets.append(self[id].present)
            rest += self[id].members.map(\.node)
            if let element = self[id].element { rest.append(element) }
        }
        return sets
    }
}
