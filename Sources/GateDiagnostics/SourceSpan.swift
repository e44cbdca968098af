/// A range of bytes in one source file: half-open, offsets from the file's first byte.
///
/// Twelve bytes, so every node keeps one. Lines and columns are computed only when a diagnostic is rendered.
package struct SourceSpan: Hashable, Sendable {
    /// Index of the file in its ``SourceMap``.
    package var file: UInt32
    /// Offset of the first byte.
    package var start: UInt32
    /// Offset after the last byte; equal to `start` for a place between two characters.
    package var end: UInt32

    package init(file: UInt32, start: UInt32, end: UInt32) {
        self.file = file
        self.start = start
        self.end = max(start, end)
    }

    /// The empty span at this span's first byte.
    package var startPoint: SourceSpan { SourceSpan(file: file, start: start, end: start) }

    /// The smallest span that covers both; `other` must be of the same file, otherwise this span is returned.
    package func union(_ other: SourceSpan) -> SourceSpan {
        guard other.file == file else { return self }
        return SourceSpan(file: file, start: min(start, other.start), end: max(end, other.end))
    }
}
