/// A node of a query string while it is read: text, or children by key.
///
/// `a[0][b]=1` nests, a repeated key makes a list, `?flag` is null and `?flag=` is "". A node whose keys are all decimal
/// numbers becomes a list, sorted by number and without gaps; any other becomes a map in the order of first appearance.
struct QueryNode: BitwiseCopyable {
    /// The key under the parent, decoded.
    var key: Value = .absent
    /// The text; absent for a node with children.
    var leaf: Value = .absent
    var firstChild: Int32 = -1
    var lastChild: Int32 = -1
    var nextSibling: Int32 = -1
    var childCount: Int32 = 0
    /// The key as a number, or -1.
    var number: Int32 = -1
}

/// Limits of a query string; passing one is 400.
enum QueryLimits {
    /// Most parameters.
    static let parameterCountMax = 1000
    /// Deepest nesting of brackets.
    static let depthMax = 16
    /// Digits of an index; longer ones are names.
    static let indexDigitsMax = 6
}
