import GateDiagnostics

/// Builds the located document out of libyaml's events.
///
/// What is wrong with the meaning of the file (duplicate keys, aliases, tags) is noted and composing goes on. A syntax
/// error, or a collection that is nested too deeply, ends it with a ``Failure``; ``parseYAML(_:file:limits:)`` decides
/// how to go on from there.
struct Composer {
    /// Why composing ended early.
    struct Failure: Error {
        var diagnostic: Diagnostic
        /// A byte of the entry that is to blame.
        var place: Int
        /// Whether reading again without that entry can help.
        var isRecoverable = true
    }

    /// What is known of a node besides the node itself.
    private struct Extent {
        /// Nodes that a walk of it visits, itself included.
        var walkCount = 1
        /// Collections inside each other: 0 for a scalar.
        var height = 0
    }

    /// The bytes as libyaml reads them; of the same length as the file.
    private let bytes: [UInt8]
    /// How many bytes a byte order mark takes.
    private let base: Int
    private let file: UInt32
    private let limits: YAMLLimits
    private let offsets: CharacterOffsets
    /// Anchors that may be defined in parts left out; an alias to one is no finding.
    private let skippedAnchors: Set<String>

    private var nodes: [YAMLNode] = []
    private var extents: [Extent] = []
    private var frames: [Frame] = []
    private var anchors: [String: YAMLDocument.NodeID] = [:]
    private var openAnchors: [String] = []
    private var nodeCount = 0
    /// Nodes that a walk of what has been read so far visits.
    private var walkCount = 0
    private var root: YAMLDocument.NodeID?
    private(set) var diagnostics: [Diagnostic] = []

    init(bytes: [UInt8], base: Int, file: UInt32, limits: YAMLLimits, skippedAnchors: Set<String>) {
        self.bytes = bytes
        self.base = base
        self.file = file
        self.limits = limits
        self.offsets = CharacterOffsets(bytes, base: base)
        self.skippedAnchors = skippedAnchors
    }

    /// Reads the first document of the stream; a second one is reported and left unread.
    mutating func compose(_ reader: inout EventReader) throws(Failure) -> YAMLDocument {
        var documentCount = 0
        while true {
            let event = try next(&reader)
            let start = offsets.byteOffset(ofCharacter: event.start)
            let end = offsets.byteOffset(ofCharacter: event.end)
            switch event.kind {
            case .streamStart, .documentEnd: continue
            case .streamEnd: return finish()
            case .documentStart:
                documentCount += 1
                if documentCount > 1 {
                    diagnostics.append(.severalDocuments(at: span(start..<min(start + 3, bytes.count))))
                    return finish()
                }
            case .alias(let name):
                try composeAlias(name, at: start..<end)
            case .scalar(let text, let style):
                try composeScalar(text, style, event, at: start..<end)
            case .sequenceStart(let isFlow):
                try beginCollection(.sequence, isFlow: isFlow, event, at: start..<end)
            case .mappingStart(let isFlow):
                try beginCollection(.mapping, isFlow: isFlow, event, at: start..<end)
            case .sequenceEnd, .mappingEnd:
                endCollection(at: end)
            }
        }
    }

    private func next(_ reader: inout EventReader) throws(Failure) -> YAMLEvent {
        do throws(LibYAMLProblem) {
            return try reader.next()
        } catch {
            let problem = SyntaxProblem(
                error,
                bytes: bytes,
                file: file,
                place: offsets.byteOffset(ofCharacter: error.place),
                contextStart: error.contextStart.map { offsets.byteOffset(ofCharacter: $0) }
            )
            let finding = problem.describe()
            throw Failure(diagnostic: finding.diagnostic, place: finding.blame)
        }
    }

    private mutating func finish() -> YAMLDocument {
        let emptyRoot = YAMLScalar(text: "", style: .plain, value: .null, runs: [YAMLScalar.Run(decoded: 0, source: 0)])
        let root = self.root ?? add(YAMLNode(content: .scalar(emptyRoot), span: span(0..<0)))
        return YAMLDocument(nodes: nodes, root: root)
    }

    // MARK: Scalars

    private mutating func composeScalar(
        _ text: String,
        _ style: YAMLScalar.Style,
        _ event: YAMLEvent,
        at range: Range<Int>
    ) throws(Failure) {
        try countNode(at: range)
        let place = placeOfContent(event, at: range, style: style)
        try checkIndentation(of: place, style: style)
        var scalar = YAMLScalar(
            text: text,
            style: style,
            value: .string,
            runs: findRuns(of: text, style: style, in: bytes, span: place.full, parentIndent: parentIndent)
        )
        var isIncomplete = false
        if let value = resolve(text, style, tag: event.tag, at: range) {
            scalar.value = value
        } else {
            isIncomplete = true
        }
        let isKey = frames.last?.expectsKey ?? false
        guard isKey else {
            let id = add(YAMLNode(content: .scalar(scalar), span: span(place.tight), isIncomplete: isIncomplete))
            if let anchor = event.anchor { anchors[anchor] = id }
            deliver(id, endingAt: place.tight.upperBound)
            return
        }
        if let anchor = event.anchor {
            anchors[anchor] = add(YAMLNode(content: .scalar(scalar), span: span(place.tight)))
        }
        deliver(key: scalar, at: place.tight)
    }

    /// Resolves a scalar's value by its tag or the core schema; nil after a finding.
    private mutating func resolve(
        _ text: String,
        _ style: YAMLScalar.Style,
        tag: String?,
        at range: Range<Int>
    ) -> YAMLScalar.CoreValue? {
        guard let tag else { return style == .plain ? CoreSchema.resolve(text) : .string }
        if tag == "!" { return .string }
        let tagSpan = span(tagRange(in: range))
        guard let known = CoreSchema.ScalarTag(rawValue: tag) else {
            diagnostics.append(.unsupportedTag(tag, of: .scalar, at: tagSpan))
            return nil
        }
        guard let value = CoreSchema.resolve(text, as: known) else {
            diagnostics.append(.tagMismatch(known, text: text, at: tagSpan))
            return nil
        }
        return value
    }

    /// Refuses a quoted scalar whose next lines stand no deeper than the block around it (YAML 1.2.2, section 7.3).
    ///
    /// libyaml lets that pass. It is nearly always a missing quote, and the keys that follow would be swallowed.
    private func checkIndentation(
        of place: (full: Range<Int>, tight: Range<Int>),
        style: YAMLScalar.Style
    ) throws(Failure) {
        guard style == .singleQuoted || style == .doubleQuoted else { return }
        var line = bytes.afterBreak(bytes.lineEnd(place.full.lowerBound))
        while line < place.full.upperBound {
            var content = line
            while content < place.full.upperBound, bytes[content] == Byte.space { content += 1 }
            let isBlankLine = bytes[content].isBreak || bytes[content] == Byte.tab
            if !isBlankLine, content - line <= parentIndent {
                let quote = place.full.lowerBound..<place.full.lowerBound + 1
                let text = content..<max(content + 1, min(bytes.lineEnd(content), place.full.upperBound))
                throw Failure(
                    diagnostic: .unclosedQuote(bytes[quote.lowerBound], at: span(quote), swallows: span(text)),
                    place: quote.lowerBound
                )
            }
            line = bytes.afterBreak(bytes.lineEnd(line))
        }
    }

    // MARK: Aliases

    private mutating func composeAlias(_ name: String, at range: Range<Int>) throws(Failure) {
        try countNode(at: range)
        let target = anchors[name]
        var isUsable = false
        if openAnchors.contains(name) {
            diagnostics.append(.recursiveAlias(name, at: span(range)))
        } else if let target {
            let extent = extents[Int(target.index)]
            if frames.count + extent.height > limits.depthMax {
                diagnostics.append(.tooDeepByAlias(name, limit: limits.depthMax, at: span(range)))
            } else if walkCount - 1 + extent.walkCount > limits.expandedNodeCountMax {
                throw tooManyByAliases(at: range)
            } else {
                walkCount += extent.walkCount - 1
                isUsable = true
            }
        } else if !skippedAnchors.contains(name) {
            let near = Suggestion.nearest(to: name, in: anchors.keys.sorted())
            diagnostics.append(.unknownAlias(name, at: span(range), near: near))
        }
        let isKey = frames.last?.expectsKey ?? false
        if isKey {
            guard isUsable, let target, case .scalar(let scalar) = nodes[Int(target.index)].content else {
                if isUsable { diagnostics.append(.complexKey(at: span(range), isTemplate: false)) }
                frames[frames.count - 1].dropNextValue(endingAt: range.upperBound)
                return
            }
            deliver(key: scalar, at: range)
        } else if isUsable, let target {
            deliver(target, endingAt: range.upperBound)
        } else {
            deliver(addPlaceholder(at: range), endingAt: range.upperBound)
        }
    }

    /// A null that stands for something already reported.
    private mutating func addPlaceholder(at range: Range<Int>) -> YAMLDocument.NodeID {
        let run = YAMLScalar.Run(decoded: 0, source: UInt32(range.lowerBound))
        let scalar = YAMLScalar(text: "", style: .plain, value: .null, runs: [run])
        return add(YAMLNode(content: .scalar(scalar), span: span(range), isIncomplete: true))
    }

    // MARK: Collections

    private mutating func beginCollection(
        _ kind: Frame.Kind,
        isFlow: Bool,
        _ event: YAMLEvent,
        at range: Range<Int>
    ) throws(Failure) {
        try countNode(at: range)
        let content = skipProperties(event, from: range.lowerBound)
        guard frames.count < limits.depthMax else {
            throw Failure(
                diagnostic: .tooDeep(limit: limits.depthMax, at: span(content..<min(content + 1, bytes.count))),
                place: content
            )
        }
        if let tag = event.tag, tag != "!", tag != kind.tag {
            diagnostics.append(.unsupportedTag(tag, of: kind.tagged, at: span(tagRange(in: range))))
        }
        // The content is put in at the end; the place is taken now, so that parents stand before children.
        let id = add(YAMLNode(content: .sequence([]), span: span(content..<content)))
        if let anchor = event.anchor {
            anchors[anchor] = id
            openAnchors.append(anchor)
        }
        let isBracketed = isFlow && content < bytes.count
            && (bytes[content] == Byte.openBracket || bytes[content] == Byte.openBrace)
        frames.append(
            Frame(
                kind: kind,
                id: id,
                start: content,
                isBracketed: isBracketed,
                indent: isFlow ? parentIndent : content - max(bytes.lineStart(content), base),
                hasAnchor: event.anchor != nil,
                isKey: frames.last?.expectsKey ?? false
            )
        )
    }

    private mutating func endCollection(at end: Int) {
        guard let frame = frames.popLast() else { return }
        if frame.hasAnchor { openAnchors.removeLast() }
        let range = frame.start..<(frame.isBracketed ? end : max(frame.end, frame.start))
        let index = Int(frame.id.index)
        nodes[index].content = frame.kind == .mapping ? .mapping(frame.entries) : .sequence(frame.items)
        nodes[index].span = span(range)
        nodes[index].isIncomplete = frame.isIncomplete
        extents[index] = Extent(walkCount: frame.walkCount, height: frame.height + 1)
        guard frame.isKey else {
            deliver(frame.id, endingAt: range.upperBound)
            return
        }
        let isTemplate = frame.start > 0 && bytes[frame.start - 1] == Byte.openBrace
            && bytes[frame.start] == Byte.openBrace
        diagnostics.append(.complexKey(at: span(range), isTemplate: isTemplate))
        if !frames.isEmpty { frames[frames.count - 1].dropNextValue(endingAt: range.upperBound) }
    }

    /// Hands a finished node to the collection around it.
    private mutating func deliver(_ id: YAMLDocument.NodeID, endingAt end: Int) {
        guard !frames.isEmpty else {
            root = id
            return
        }
        let extent = extents[Int(id.index)]
        frames[frames.count - 1].append(id, walkCount: extent.walkCount, height: extent.height, endingAt: end)
    }

    /// Hands a key to the mapping around it, reporting one that is there already.
    private mutating func deliver(key: YAMLScalar, at range: Range<Int>) {
        let top = frames.count - 1
        if key.text == "<<", key.style == .plain {
            diagnostics.append(.mergeKey(at: span(range)))
            frames[top].dropNextValue(endingAt: range.upperBound)
        } else if let first = frames[top].begin(key: key, at: span(range), endingAt: range.upperBound) {
            diagnostics.append(.duplicateKey(key.text, at: span(range), first: first))
        }
    }

    // MARK: Places

    /// The column of the innermost block collection, or -1 at the top.
    private var parentIndent: Int { frames.last?.indent ?? -1 }

    private func span(_ range: Range<Int>) -> SourceSpan {
        SourceSpan(file: file, start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
    }

    private mutating func add(_ node: YAMLNode) -> YAMLDocument.NodeID {
        nodes.append(node)
        extents.append(Extent())
        return YAMLDocument.NodeID(Int32(nodes.count - 1))
    }

    private mutating func countNode(at range: Range<Int>) throws(Failure) {
        nodeCount += 1
        walkCount += 1
        if nodeCount > limits.nodeCountMax {
            throw Failure(
                diagnostic: .tooManyNodes(limit: limits.nodeCountMax, at: span(range.lowerBound..<range.lowerBound)),
                place: range.lowerBound,
                isRecoverable: false
            )
        }
        if walkCount > limits.expandedNodeCountMax { throw tooManyByAliases(at: range) }
    }

    private func tooManyByAliases(at range: Range<Int>) -> Failure {
        Failure(
            diagnostic: .tooManyByAliases(limit: limits.expandedNodeCountMax, at: span(range)),
            place: range.lowerBound,
            isRecoverable: false
        )
    }

    /// Where a scalar's own text is: `full` as libyaml marks it, `tight` without blank space at its end.
    private func placeOfContent(
        _ event: YAMLEvent,
        at range: Range<Int>,
        style: YAMLScalar.Style
    ) -> (full: Range<Int>, tight: Range<Int>) {
        let start = min(skipProperties(event, from: range.lowerBound), range.upperBound)
        let full = start..<range.upperBound
        guard style == .literal || style == .folded else { return (full, full) }
        var end = full.upperBound
        while end > start, bytes[end - 1].isBlank || bytes[end - 1].isBreak { end -= 1 }
        if end <= bytes.lineEnd(start) {
            // Only the header is left, perhaps with a comment.
            end = start + 1
            while end < full.upperBound, !bytes[end].isBlank, !bytes[end].isBreak { end += 1 }
        }
        return (full, start..<end)
    }

    /// The offset of a node's content after its anchor and tag.
    private func skipProperties(_ event: YAMLEvent, from start: Int) -> Int {
        guard event.anchor != nil || event.tag != nil else { return start }
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if byte == Byte.ampersand || byte == Byte.exclamation {
                while index < bytes.count, !bytes[index].isBlank, !bytes[index].isBreak { index += 1 }
            } else if byte.isBlank || byte.isBreak {
                index += 1
            } else if byte == Byte.hash {
                index = bytes.lineEnd(index)
            } else {
                break
            }
        }
        return index
    }

    /// The place of the tag among the properties that a node begins with.
    private func tagRange(in range: Range<Int>) -> Range<Int> {
        var index = range.lowerBound
        while index < bytes.count, bytes[index] != Byte.exclamation { index += 1 }
        var end = index
        while end < bytes.count, !bytes[end].isBlank, !bytes[end].isBreak { end += 1 }
        return min(index, bytes.count)..<end
    }
}
