/// What looks on while a request is evaluated.
///
/// The evaluation is the same with and without: an observer leaves the workspace as it was. The server's is
/// ``Unobserved``, for which the compiler leaves nothing of this.
protocol EvaluationObserver {
    /// Extraction `index` has been read: from the place of that index, or from none.
    mutating func extracted(_ index: Int, from place: Int?, _ view: GraphView, _ workspace: inout Workspace)

    /// All that an endpoint extracts has been read, or what comes before a refusal.
    mutating func extractedAll(_ endpoint: Int, _ workspace: inout Workspace)

    /// Extraction `index` refuses the request for the value that it found.
    mutating func refused(
        _ index: Int,
        from place: Int?,
        _ refusal: Refusal,
        _ value: Value,
        _ workspace: inout Workspace
    )

    /// The flow has come to a node, which is not carried out yet.
    mutating func reached(_ node: Int, _ view: GraphView, _ workspace: inout Workspace)

    /// The condition of a node came out so.
    mutating func tested(_ node: Int, _ isTrue: Bool)

    /// The switch of a node chose the case at a place of its table, or none.
    mutating func chose(_ node: Int, place: Int?)

    /// The loop of a node takes an item.
    mutating func tookItem(_ node: Int, _ view: GraphView, _ workspace: inout Workspace)

    /// The loop of a node has taken its last item: the lists that it collects are made.
    mutating func closed(_ node: Int, _ view: GraphView, _ workspace: inout Workspace)

    /// A node has put a value into a register.
    mutating func bound(_ node: Int, register: Int, _ view: GraphView, _ workspace: inout Workspace)
}

/// Nobody looks on.
struct Unobserved: EvaluationObserver {
    @inline(__always)
    mutating func extracted(_ index: Int, from place: Int?, _ view: GraphView, _ workspace: inout Workspace) {}
    @inline(__always)
    mutating func extractedAll(_ endpoint: Int, _ workspace: inout Workspace) {}
    @inline(__always)
    mutating func refused(
        _ index: Int,
        from place: Int?,
        _ refusal: Refusal,
        _ value: Value,
        _ workspace: inout Workspace
    ) {}
    @inline(__always)
    mutating func reached(_ node: Int, _ view: GraphView, _ workspace: inout Workspace) {}
    @inline(__always)
    mutating func tested(_ node: Int, _ isTrue: Bool) {}
    @inline(__always)
    mutating func chose(_ node: Int, place: Int?) {}
    @inline(__always)
    mutating func tookItem(_ node: Int, _ view: GraphView, _ workspace: inout Workspace) {}
    @inline(__always)
    mutating func closed(_ node: Int, _ view: GraphView, _ workspace: inout Workspace) {}
    @inline(__always)
    mutating func bound(_ node: Int, register: Int, _ view: GraphView, _ workspace: inout Workspace) {}
}
