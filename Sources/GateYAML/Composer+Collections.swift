import GateDiagnostics

extension Composer {
    mutating func beginCollection(
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
        if let anchor = event.anchor { anchors[anchor] = id }
        let isBracketed = isFlow && layout.isOpeningBracket(content)
        frames.append(
            Frame(
                kind: kind,
                id: id,
                start: content,
                isBracketed: isBracketed,
                indent: isFlow ? parentIndent : layout.column(of: content),
                isKey: frames.last?.expectsKey ?? false
            )
        )
    }

    mutating func endCollection(at end: Int) {
        guard let frame = frames.popLast() else { return }
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
    mutating func deliver(_ id: YAMLDocument.NodeID, endingAt end: Int) {
        guard !frames.isEmpty else {
            root = id
            return
        }
        let extent = extents[Int(id.index)]
        frames[frames.count - 1].append(id, walkCount: extent.walkCount, height: extent.height, endingAt: end)
    }

    /// Hands a key to the mapping around it, reporting one that is there already.
    mutating func deliver(key: YAMLScalar, at range: Range<Int>) {
        let top = frames.count - 1
        if key.text == "<<", key.style == .plain {
            diagnostics.append(.mergeKey(at: span(range)))
            frames[top].dropNextValue(endingAt: range.upperBound)
        } else if let first = frames[top].begin(key: key, at: span(range), endingAt: range.upperBound) {
            diagnostics.append(.duplicateKey(key.text, at: span(range), first: first))
        }
    }
}
