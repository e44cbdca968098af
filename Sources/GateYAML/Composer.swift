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
        /// What is to blame; the entries that hold it can be left out.
        var place: Range<Int>
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

    private let layout: SourceLayout
    private let limits: YAMLLimits
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
    /// The quoted scalar that was read last, if it has several lines.
    private var lastLongQuote: Range<Int>?
    private(set) var diagnostics: [Diagnostic] = []

    init(_ layout: SourceLayout, limits: YAMLLimits, skippedAnchors: Set<String>) {
        self.layout = layout
        self.limits = limits
        self.skippedAnchors = skippedAnchors
    }

    /// Reads the first document of the stream; a second one is reported and left unread.
    mutating func compose(_ reader: inout EventReader) throws(Failure) -> YAMLDocument {
        var documentCount = 0
        while true {
            let event = try next(&reader)
            let start = layout.offsets.byteOffset(ofCharacter: event.start)
            let end = layout.offsets.byteOffset(ofCharacter: event.end)
            switch event.kind {
            case .streamStart, .documentEnd: continue
            case .streamEnd: return finish()
            case .documentStart:
                documentCount += 1
                if documentCount > 1 {
                    diagnostics.append(.severalDocuments(at: span(start..<min(start + 3, layout.bytes.count))))
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
            let place = layout.offsets.byteOffset(ofCharacter: error.place)
            if let quote = lastLongQuote, let failure = swallowed(by: quote, before: place) { throw failure }
            let problem = SyntaxProblem(
                error,
                bytes: layout.bytes,
                file: layout.file,
                place: place,
                contextStart: error.contextStart.map { layout.offsets.byteOffset(ofCharacter: $0) }
            )
            let finding = problem.describe()
            throw Failure(diagnostic: finding.diagnostic, place: finding.blame..<finding.blame)
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
        let place = layout.placeOfContent(event, at: range, style: style)
        try checkIndentation(of: place.full, style: style)
        let isLongQuote = style == .singleQuoted || style == .doubleQuoted
        lastLongQuote = isLongQuote && layout.hasSeveralLines(place.full) ? place.full : nil
        var scalar = YAMLScalar(
            text: text,
            style: style,
            value: .string,
            runs: findRuns(of: text, style: style, in: layout.bytes, span: place.full, parentIndent: parentIndent)
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
        let tagSpan = span(layout.tagRange(in: range))
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
    private func checkIndentation(of range: Range<Int>, style: YAMLScalar.Style) throws(Failure) {
        guard style == .singleQuoted || style == .doubleQuoted else { return }
        guard let line = layout.line(in: range, where: { _, column in column <= parentIndent }) else { return }
        // A line that reads like an entry is one; any other goes with the value.
        throw unclosedQuote(range, swallows: line, blame: layout.bytes.looksLikeEntry(line) ? nil : range)
    }

    /// The failure if text follows directly on a quoted scalar that holds what reads like an entry: its closing quote
    /// was the opening one of another value.
    private func swallowed(by quote: Range<Int>, before place: Int) -> Failure? {
        guard place >= quote.upperBound, place <= layout.bytes.lineEnd(quote.upperBound) else { return nil }
        let line = layout.line(in: quote) { line, _ in layout.bytes.looksLikeEntry(line) }
        return line.map { unclosedQuote(quote, swallows: $0, blame: nil) }
    }

    private func unclosedQuote(_ range: Range<Int>, swallows line: Range<Int>, blame: Range<Int>?) -> Failure {
        let quote = range.lowerBound..<range.lowerBound + 1
        return Failure(
            diagnostic: .unclosedQuote(layout.bytes[quote.lowerBound], at: span(quote), swallows: span(line)),
            place: blame ?? quote
        )
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
        let content = layout.contentStart(of: event, from: range.lowerBound)
        guard frames.count < limits.depthMax else {
            throw Failure(
                diagnostic: .tooDeep(limit: limits.depthMax, at: span(content..<min(content + 1, layout.bytes.count))),
                place: content..<content
            )
        }
        if let tag = event.tag, tag != "!", tag != kind.tag {
            diagnostics.append(.unsupportedTag(tag, of: kind.tagged, at: span(layout.tagRange(in: range))))
        }
        // The content is put in at the end; the place is taken now, so that parents stand before children.
        let id = add(YAMLNode(content: .sequence([]), span: span(content..<content)))
        if let anchor = event.anchor {
            anchors[anchor] = id
            openAnchors.append(anchor)
        }
        let isBracketed = isFlow && layout.isOpeningBracket(content)
        frames.append(
            Frame(
                kind: kind,
                id: id,
                start: content,
                isBracketed: isBracketed,
                indent: isFlow ? parentIndent : layout.column(of: content),
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
        diagnostics.append(.complexKey(at: span(range), isTemplate: layout.isTemplate(at: frame.start)))
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
        layout.span(range)
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
                place: range,
                isRecoverable: false
            )
        }
        if walkCount > limits.expandedNodeCountMax { throw tooManyByAliases(at: range) }
    }

    private func tooManyByAliases(at range: Range<Int>) -> Failure {
        Failure(
            diagnostic: .tooManyByAliases(limit: limits.expandedNodeCountMax, at: span(range)),
            place: range,
            isRecoverable: false
        )
    }
}
