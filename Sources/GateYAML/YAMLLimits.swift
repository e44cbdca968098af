/// What a YAML file may be at most; passing a limit is an error E104 that names it.
package struct YAMLLimits: Hashable, Sendable {
    /// Size of a file in bytes.
    package var fileBytesMax: Int
    /// How many collections may stand inside each other.
    package var depthMax: Int
    /// How many values, lists and mappings a file may have; keys do not count.
    package var nodeCountMax: Int
    /// How many of them a walk of the whole document may visit, with aliases standing for what they refer to.
    package var expandedNodeCountMax: Int
    /// After how many syntax errors reading is given up.
    package var syntaxErrorCountMax: Int

    /// The limits of hookgate, or others for a test.
    package init(
        fileBytesMax: Int = 1 << 20,
        depthMax: Int = 128,
        nodeCountMax: Int = 100_000,
        expandedNodeCountMax: Int = 100_000,
        syntaxErrorCountMax: Int = 20
    ) {
        self.fileBytesMax = fileBytesMax
        self.depthMax = depthMax
        self.nodeCountMax = nodeCountMax
        self.expandedNodeCountMax = expandedNodeCountMax
        self.syntaxErrorCountMax = syntaxErrorCountMax
    }
}
