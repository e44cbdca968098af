package import GateDiagnostics

extension YAMLScalar {
    /// The place in the file of a part of the decoded text, for an error inside an expression.
    ///
    /// - Parameters:
    ///   - decodedStart: offset of the part's first byte in the decoded text (UTF-8).
    ///   - decodedEnd: offset after its last byte.
    ///   - fallback: the span of the scalar's node.
    /// - Returns: a span within `fallback`, which is `fallback` itself for offsets that make no sense.
    package func sourceSpan(decodedStart: Int, decodedEnd: Int, fallback: SourceSpan) -> SourceSpan {
        guard decodedStart >= 0, decodedStart <= decodedEnd, !runs.isEmpty else { return fallback }
        let begin = runs[lastRun(atOrBefore: decodedStart)]
        let start = UInt64(begin.source) + UInt64(decodedStart) - UInt64(begin.decoded)
        var end = start
        if decodedEnd > decodedStart {
            // Of several runs at one place, the first tells where the text before it ends.
            var index = lastRun(atOrBefore: decodedEnd)
            while index > 0, Int(runs[index - 1].decoded) == decodedEnd { index -= 1 }
            end = UInt64(runs[index].source) + UInt64(decodedEnd) - UInt64(runs[index].decoded)
        }
        let limit = UInt64(fallback.end)
        let clampedStart = min(max(start, UInt64(fallback.start)), limit)
        let clampedEnd = min(max(end, clampedStart), limit)
        return SourceSpan(file: fallback.file, start: UInt32(clampedStart), end: UInt32(clampedEnd))
    }

    private func lastRun(atOrBefore decoded: Int) -> Int {
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(runs[middle].decoded) <= decoded { low = middle } else { high = middle }
        }
        return low
    }
}
