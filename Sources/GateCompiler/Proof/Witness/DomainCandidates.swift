import GateRuntime

extension Domain {
    /// Values that the domain admits, the plainest first: a few of each kind that may be.
    ///
    /// - Parameter hints: known values, which come first where they are admitted.
    /// - Returns: values that differ; empty where none is known, as for lists.
    func candidates(hints: [TermConstant] = []) -> [TermConstant] {
        var found: [TermConstant] = []
        var known: Set<TermConstant> = []
        func add(_ value: TermConstant) {
            if known.insert(value).inserted, admits(value) { found.append(value) }
        }
        if let values {
            for hint in hints where values.contains(hint) { add(hint) }
            for value in values { add(value) }
            return found
        }
        for hint in hints { add(hint) }
        if kinds.contains(.string) {
            for text in textCandidates() { add(.string(text)) }
        }
        if kinds.contains(.number) {
            for number in numberCandidates() { add(.number(number)) }
        }
        if kinds.contains(.bool) {
            add(.bool(true))
            add(.bool(false))
        }
        if kinds.contains(.timestamp) { timeCandidates(.timestamp).forEach(add) }
        if kinds.contains(.duration) { timeCandidates(.duration).forEach(add) }
        if kinds.contains(.bytes) {
            for bound in [lower, upper] {
                if let bound { add(bound.value) }
            }
            add(.bytes([0x78]))
        }
        if kinds.contains(.null) { add(.null) }
        return found
    }

    /// How far to look for whole numbers that are not left out.
    private static var stepsMax: Int64 { 32 }

    private func numberCandidates() -> [ExactNumber] {
        var found: [ExactNumber] = []
        let ends = [lower, upper].map { bound -> ExactNumber? in
            if case .number(let number)? = bound?.value { number } else { nil }
        }
        let near: [Int64] = [0, 1, 2, 10, 100]
        if ends[0] == nil, ends[1] == nil { found += near.map(ExactNumber.int) }
        for (end, sign) in [(ends[0], Int64(1)), (ends[1], -1)] {
            guard let end, let start = sign > 0 ? end.ceiling : end.floor else { continue }
            // Those of a type's own range are no plain numbers.
            guard start != .min, start != .max else {
                found += near.map(ExactNumber.int)
                found.append(.int(start))
                continue
            }
            for step in 0...Domain.stepsMax {
                let (number, overflow) = start.addingReportingOverflow(sign * step)
                if !overflow { found.append(.int(number)) }
            }
            found.append(end)
        }
        guard !isWhole else { return found + (3..<3 + Domain.stepsMax).map(ExactNumber.int) }
        if let low = ends[0], let high = ends[1] {
            let middle = low.approximate / 2 + high.approximate / 2
            if let number = ExactNumber(middle) { found.append(number) }
            if let number = ExactNumber(low.approximate.nextUp) { found.append(number) }
        }
        return found + [.double(0.5)] + (3..<3 + Domain.stepsMax).map(ExactNumber.int)
    }

    private func timeCandidates(_ kind: KindSet) -> [TermConstant] {
        var found: [TermConstant] = []
        for (bound, sign) in [(lower, Int64(1)), (upper, -1)] {
            for step in [0, 1, 60] as [Int64] {
                switch bound?.value {
                case .timestamp(let seconds, let part)?: found.append(.timestamp(seconds &+ sign * step, part))
                case .duration(let seconds, let part)?: found.append(.duration(seconds &+ sign * step, part))
                default: break
                }
            }
        }
        let plain: [Int64] = [1_767_225_600, 1_767_225_601, 1_767_225_660]
        return found + (kind == .timestamp ? plain.map { .timestamp($0, 0) } : [0, 1, 60].map { .duration($0, 0) })
    }

    /// Texts of so many code points.
    func candidates(ofSize size: Int64) -> [TermConstant] {
        guard size >= 0, size <= Int64(WitnessValue.elementsMax), valueKinds.contains(.string) else { return [] }
        let wanted = Int(size)
        if let values { return values.filter { $0.text?.codePointCount == wanted } }
        var found = textCandidates().filter { $0.codePointCount == wanted }
        let facts = texts ?? TextFacts()
        let parts = facts.parts.flatMap(\.utf8)
        for middle in [parts, []] {
            let fixed = ExactText(utf8: facts.prefix.utf8 + middle + facts.suffix.utf8)
            let missing = wanted - fixed.codePointCount
            guard missing >= 0 else { continue }
            for filler in "xab0" {
                let padding = String(repeating: filler, count: missing)
                found.append(ExactText(utf8: facts.prefix.utf8 + middle + Array(padding.utf8) + facts.suffix.utf8))
            }
        }
        return found.map { .string($0) }.filter { admits($0) }
    }

    private func textCandidates() -> [ExactText] {
        let facts = texts ?? TextFacts()
        var found: [ExactText] = []
        for pattern in facts.patterns { found += PatternText.examples(of: pattern.text) }
        var middles = ["", "x", "y", "z", "1", "a", "example", "a@example.com"].map { Array($0.utf8) }
        for (bound, isLower) in [(lower, true), (upper, false)] {
            guard case .string(let text)? = bound?.value else { continue }
            middles += [text.utf8, text.utf8 + Array("a".utf8), Array(text.utf8.dropLast())]
            if isLower { middles.append(text.utf8 + [0x20]) } else { middles.append([0x20]) }
        }
        let parts = facts.parts.map(\.utf8)
        let joined = parts.flatMap { $0 }
        let spaced = Array(parts.joined(separator: [0x20]))
        let isPlain = facts.prefix.isEmpty && facts.suffix.isEmpty && parts.isEmpty
        for middle in isPlain ? Array(middles.dropFirst()) + [[]] : middles {
            found.append(ExactText(utf8: facts.prefix.utf8 + joined + middle + facts.suffix.utf8))
            if parts.count > 1 {
                found.append(ExactText(utf8: facts.prefix.utf8 + middle + spaced + facts.suffix.utf8))
            }
        }
        // One that is the beginning and the end at once.
        for count in 0..<min(facts.prefix.utf8.count, facts.suffix.utf8.count) {
            found.append(ExactText(utf8: facts.prefix.utf8 + facts.suffix.utf8.dropFirst(count + 1)))
        }
        found += [facts.prefix, facts.suffix]
        // Excluded texts may be all of the plain ones.
        found += (2..<12).map { ExactText(utf8: facts.prefix.utf8 + joined + Array("x\($0)".utf8) + facts.suffix.utf8) }
        return found
    }
}
