/// A place in a file as people count it.
package struct SourcePosition: Hashable, Sendable {
    /// Line, from 1.
    package var line: Int
    /// Column in Unicode scalars, from 1; a tab counts as one.
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
