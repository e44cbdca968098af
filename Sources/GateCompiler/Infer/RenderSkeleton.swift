/// What a skeleton is to be called and where its samples lie.
package struct SkeletonOptions: Sendable {
    package var name: String
    package var path: String
    /// File names and globs for `samples:`; empty where the bodies came from elsewhere.
    package var samples: [String]
    /// The path of the value that tells kinds apart; nil to choose one.
    package var discriminator: String?

    package init(name: String, path: String, samples: [String], discriminator: String? = nil) {
        self.name = name
        self.path = path
        self.samples = samples
        self.discriminator = discriminator
    }
}

/// Values that a skeleton reads at most; the others are in comments.
private let valueCountMax = 12
/// Values of one kind alone that a comment names.
private let ownCountMax = 6
/// Most characters of that comment's paths.
private let ownTextMax = 80

extension Inference {
    /// A whole file with one endpoint, which compiles as it is: what all samples have is extracted, and a `switch` has an
    /// arm for each kind of request with a placeholder for its answer.
    ///
    /// - Throws: ``InferFailure`` where the value that is to tell kinds apart cannot.
    package func renderSkeleton(_ options: SkeletonOptions) throws(InferFailure) -> String {
        let chosen: Discriminator? =
            if let on = options.discriminator { try discriminator(on: on) } else { chooseDiscriminator() }
        let isSame = { (place: InferredPlace) in
            place.source == .body && place.steps == (chosen?.place.steps ?? []) && chosen != nil
        }
        var common = places.filter {
            ($0.isCommon || $0.source != .body) && !isSame($0) && !$0.isSecret && !$0.isParent
        }
        // Links tell a condition little, and what lies near the top mostly tells more.
        let depths = Set(common.map(\.steps.count)).sorted()
        common = depths.flatMap { depth in common.filter { $0.steps.count == depth && !$0.isLink } }
        common = Array(common.prefix(valueCountMax))
        let rest = places.count { place in !isSame(place) && !common.contains { $0.alias == place.alias } }
        var text = head(options)
        if chosen != nil || !common.isEmpty { text += "    extract:\n" }
        if let chosen { text += "      \(chosen.place.discriminatorLine)\n" }
        for place in common { text += "      \(place.line)\n" }
        if rest > 0 {
            let them = rest == 1 ? "one more value is" : "\(rest) more values are"
            text += "      # \(them) in the samples: hookgate infer without --endpoint lists all.\n"
        }
        return text + (chosen.map { branches($0, common) } ?? answer(common))
    }

    private func head(_ options: SkeletonOptions) -> String {
        let word = options.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }.joined()
        let safe = word.first?.isNumber == true ? "_" + word : word
        var text = """
            hookgate: 1

            secrets:
              \(yamlText("\(options.name)_password")): { env: \(safe.uppercased())_PASSWORD }

            endpoints:
              \(yamlText(options.name)):
                path: \(yamlText(options.path))
                # PLEASE CHOOSE who may call: a password, source_ip, or both. Without the secret the gateway does not start.
                auth:
                  basic: { username: \(yamlText(options.name)), password: \(yamlText("\(options.name)_password")) }

            """
        if !options.samples.isEmpty {
            let names = options.samples.map { yamlText($0, inFlow: true) }
            let line = "    samples: [\(names.joined(separator: ", "))]\n"
            text += line.utf8.count <= 120 ? line : "    samples:\n" + names.map { "      - \($0)\n" }.joined()
        }
        return text
    }

    private func branches(_ chosen: Discriminator, _ common: [InferredPlace]) -> String {
        var text = "    switch: \(chosen.place.alias)\n    branches:\n"
        for (index, value) in chosen.values.enumerated() {
            let count = value.samples.count == 1 ? "1 sample" : "\(value.samples.count) samples"
            let own = ownPaths(value.samples)
            text += "      # \(count)\(own.isEmpty ? "" : "; of its own: \(own)").\n"
            text += "      - name: \(yamlText(value.text))\n        case: \(yamlText(value.text))\n"
            if index == 0 {
                text +=
                    "        # Placeholder answers; this one shows what was read.\n        respond:\n          status: 200\n"
                text += "          json:\n" + members([chosen.place] + common, indent: 12)
            } else {
                text += "        respond: { status: 200, text: ok }\n"
            }
        }
        // Any other kind is taken, so that its sender does not try again and again.
        return text + "      - else:\n        respond: { status: 202, text: ignored }\n"
    }

    private func answer(_ common: [InferredPlace]) -> String {
        if common.isEmpty { return "    # A placeholder for the answer.\n    respond: { status: 200, text: ok }\n" }
        return
            "    # A placeholder for the answer; it shows what was read.\n    respond:\n      status: 200\n      json:\n"
            + members(common, indent: 8)
    }

    private func members(_ places: [InferredPlace], indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return places.map { "\(margin)\($0.alias): \"${\($0.alias)}\"\n" }.joined()
    }

    /// Paths that all of these samples have and no other.
    private func ownPaths(_ samples: [Int]) -> String {
        let others = Set(source.bodies.indices).subtracting(samples)
        let own = places.filter { place in
            guard place.source == .body, !place.isParent, place.absentCount > 0 else { return false }
            func has(_ sample: Int) -> Bool { source.bodies[sample]?.values(at: place.steps[...]).isEmpty == false }
            return samples.allSatisfy(has) && !others.contains(where: has)
        }
        var shown: [String] = []
        for place in own.prefix(ownCountMax) {
            let path = String(place.path.dropFirst(2))
            if shown.reduce(path.count, { $0 + $1.count + 2 }) > ownTextMax { break }
            shown.append(path)
        }
        if shown.isEmpty { return "" }
        return shown.joined(separator: ", ") + (own.count > shown.count ? " and \(own.count - shown.count) more" : "")
    }
}

extension InferredPlace {
    fileprivate var isLink: Bool { sample?.hasPrefix("\"http") == true }

    /// The entry of the value that decides; one that every sample has is required, so that it is never null.
    fileprivate var discriminatorLine: String {
        let value = yamlText(path, inFlow: true)
        let required = isCommon ? ", required: true" : ""
        return "\(alias): { body: \(value), type: string\(required) }"
    }
}
