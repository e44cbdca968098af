/// The files of one run, by the number that a ``SourceSpan`` carries.
package struct SourceMap: Sendable {
    /// The files in the order they were added; a file's id is its index.
    package private(set) var files: [SourceText] = []

    /// An empty map.
    package init() {}

    /// A map of the given files, whose ids are 0, 1, and so on.
    package init(_ files: [SourceText]) {
        self.files = files
    }

    /// Adds a file and returns the id for its spans.
    package mutating func add(_ file: SourceText) -> UInt32 {
        files.append(file)
        return UInt32(files.count - 1)
    }

    /// The file of an id; an empty text named `<unknown>` for an id that was never given out.
    package subscript(file: UInt32) -> SourceText {
        guard files.indices.contains(Int(file)) else { return SourceText(name: "<unknown>", bytes: []) }
        return files[Int(file)]
    }
}
