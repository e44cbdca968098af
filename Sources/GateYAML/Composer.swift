import GateDiagnostics

/// Builds the located document out of libyaml's events.
///
/// What is wrong with the meaning of the file (duplicate keys, aliases, tags) is noted and composing goes on. A syntax
/// error, or a collection that is nested too deeply, ends it with a ``Failure``; ``parseYAML(_:file:limits:)`` decides
/// how to go on from there.
struct Composer {
    /// Why composing ended early.
    struct Failure: Error {
        /// What to report; nothing if it follows from what was reported before.
        var diagnostic: Diagnostic?
        /// What is to blame; the entries that hold it can be left out.
        var place: Range<Int>
        /// Whether reading again without that entry can help.
        var isRecoverable = true
    }

    /// What is known of a node besides the node itself.
    struct Extent {
        /// Nodes that a walk of it visits, itself included.
        var walkCount = 1
        /// Collections inside each other: 0 for a scalar.
        var height = 0
    }

    let layout: SourceLayout
    let limits: YAMLLimits
    /// Parts left out, which stand in the bytes as comments.
    let skipped: [Range<Int>]
    /// Anchors that may be defined in those parts; an alias to one is no finding.
    let skippedAnchors: Set<String>

    var nodes: [YAMLNode] = []
    var extents: [Extent] = []
    var frames: [Frame] = []
    var anchors: [String: YAMLDocument.NodeID] = [:]
    var aliases: [YAMLDocument.Alias] = []
    var nodeCount = 0
    /// Nodes that a walk of what has been read so far visits.
    var walkCount = 0
    var root: YAMLDocument.NodeID?
    /// The quoted scalar that was read last, if it has several lines.
    var lastLongQuote: Range<Int>?
    var diagnostics: [Diagnostic] = []

    init(_ layout: SourceLayout, limits: YAMLLimits, skipped: [Range<Int>], skippedAnchors: Set<String>) {
        self.layout = layout
        self.limits = limits
        self.skipped = skipped
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

    func next(_ reader: inout EventReader) throws(Failure) -> YAMLEvent {
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

    mutating func finish() -> YAMLDocument {
        let emptyRoot = YAMLScalar(text: "", style: .plain, value: .null, runs: [YAMLScalar.Run(decoded: 0, source: 0)])
        let root = self.root ?? add(YAMLNode(content: .scalar(emptyRoot), span: span(0..<0)))
        return YAMLDocument(nodes: nodes, root: root, aliases: aliases)
    }

    // MARK: Scalars

    mutating func composeScalar(
        _ text: String,
        _ style: YAMLScalar.Style,
        _ event: YAMLEvent,
        at range: Range<Int>
    ) throws(Failure) {
        let isKey = frames.last?.expectsKey ?? false
        if !isKey { try countNode(at: range) }
        let place = layout.placeOfContent(event, at: range, style: style)
        try checkIndentation(of: place.full, style: style)
        let isQuoted = style == .singleQuoted || style == .doubleQuoted
        lastLongQuote = isQuoted && layout.hasSeveralLines(place.full) ? place.full : nil
        if let quote = lastLongQuote, skipped.contains(where: { $0.overlaps(quote) }) {
            // What was skipped was no entry but part of this value: the fault is somewhere before, in a quote.
            throw Failure(diagnostic: nil, place: quote, isRecoverable: false)
        }
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
    mutating func resolve(
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
    func checkIndentation(of range: Range<Int>, style: YAMLScalar.Style) throws(Failure) {
        guard style == .singleQuoted || style == .doubleQuoted else { return }
        guard let line = layout.line(in: range, where: { _, column in column <= parentIndent }) else { return }
        // A line that reads like an entry is one; any other goes with the value.
        throw unclosedQuote(range, swallows: line, blame: layout.bytes.looksLikeEntry(line) ? nil : range)
    }

    /// The failure if text follows directly on a quoted scalar that holds what reads like an entry: its closing quote
    /// was the opening one of another value.
    func swallowed(by quote: Range<Int>, before place: Int) -> Failure? {
        guard place >= quote.upperBound, place <= layout.bytes.lineEnd(quote.upperBound) else { return nil }
        let line = layout.line(in: quote) { line, _ in layout.bytes.looksLikeEntry(line) }
        return line.map { unclosedQuote(quote, swallows: $0, blame: nil) }
    }

    func unclosedQuote(_ range: Range<Int>, swallows line: Range<Int>, blame: Range<Int>?) -> Failure {
        let quote = range.lowerBound..<range.lowerBound + 1
        return Failure(
            diagnostic: .unclosedQuote(layout.bytes[quote.lowerBound], at: span(quote), swallows: span(line)),
            place: blame ?? quote
        )
    }

    // MARK: Places

    /// The column of the innermost block collection, or -1 at the top.
    var parentIndent: Int { frames.last?.indent ?? -1 }

    func span(_ range: Range<Int>) -> SourceSpan {
        layout.span(range)
    }

    mutating func add(_ node: YAMLNode) -> YAMLDocument.NodeID {
        nodes.append(node)
        extents.append(Extent())
        return YAMLDocument.NodeID(Int32(nodes.count - 1))
    }

    /// Counts a node, or an alias that stands for `walkCount` of them, against the limits.
    mutating func countNode(at range: Range<Int>, walkCount: Int = 1) throws(Failure) {
        nodeCount += 1
        // Neither can overflow: both are checked before they grow again.
        self.walkCount += walkCount
        if nodeCount > limits.nodeCountMax {
            throw Failure(
                diagnostic: .tooManyNodes(limit: limits.nodeCountMax, at: span(range.lowerBound..<range.lowerBound)),
                place: range,
                isRecoverable: false
            )
        }
        if self.walkCount > limits.expandedNodeCountMax { throw tooManyByAliases(at: range) }
    }

    func tooManyByAliases(at range: Range<Int>) -> Failure {
        Failure(
            diagnostic: .tooManyByAliases(limit: limits.expandedNodeCountMax, at: span(range)),
            place: range,
            isRecoverable: false
        )
    }
}
