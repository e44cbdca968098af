/// A node of the execution graph.
///
/// A flow is a position in the nodes and the registers of its names: nothing else has to be kept to go on later from where
/// it stopped.
package struct FlowNode: BitwiseCopyable, Sendable {
    /// What the node does.
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// Evaluates program `a`: true goes to node `b`, false to node `c`, anything else is a fault.
        case test
        /// Answers with response `a`; `b` is the branch.
        case respond
        /// Answers 422 by itself: branch `b`, refusal `a` (a ``Refusal``'s raw value), naming constant `c`.
        case refuse
        /// Ends the flow without an answer; `b` is the branch.
        case end
        /// Register `b` = the value of program `a`; goes to `c`.
        case set
        /// Register `b` = the value that the construction `a` makes; goes to `c`.
        case make
        /// Register `b` is to be of the type in the low eight bits of `a` (``ExtractionEntry/Target``): another is a
        /// fault, at the place of the program in the bits above; goes to `c`.
        case expect
        /// Where register `b` is null or absent it becomes constant value `a`; goes to `c`.
        case fill
        /// Evaluates the switch `a` and goes to the node of its case.
        case choose
        /// Begins loop `a`: evaluates its list.
        case loop
        /// Takes the next item of loop `a`; at the end makes its lists and goes to what follows.
        case next
        /// Adds the value of construction `a` to those that loop `b` collects; goes to `c`.
        case collect
        /// Drops what loop `a`, and those in it, have collected: the flow leaves it midway. Goes to `c`.
        case leave
        /// Where the compiler proves that nothing comes.
        case unreachable
    }

    package var kind: Kind
    package var a: UInt32
    package var b: UInt32
    package var c: UInt32

    package init(_ kind: Kind, a: UInt32 = 0, b: UInt32 = 0, c: UInt32 = 0) {
        self.kind = kind
        self.a = a
        self.b = b
        self.c = c
    }
}

/// A `switch`: a hash table from values to nodes.
package struct SwitchEntry: BitwiseCopyable, Sendable {
    /// Gives the value.
    package var program: UInt32
    /// Where the table stands among the constant values (see ``ConstantSet``), and its places, a power of two.
    package var table: UInt32
    package var places: UInt32
    /// Where the node of each place stands among the targets.
    package var targets: UInt32
    /// The node for every other value.
    package var otherwise: UInt32

    package init(program: UInt32, table: UInt32, places: UInt32, targets: UInt32, otherwise: UInt32) {
        self.program = program
        self.table = table
        self.places = places
        self.targets = targets
        self.otherwise = otherwise
    }
}

/// A loop over a list.
package struct LoopEntry: BitwiseCopyable, Sendable {
    /// Gives the list.
    package var program: UInt32
    /// Most items.
    package var max: UInt32
    /// The register of the cursor; behind it those of the items so far and of where what is collected begins.
    package var state: UInt16
    package var item: UInt16
    /// The register of the position, or ``noRegister``.
    package var index: UInt16
    /// The registers of the lists that are made, a run of the graph's results.
    package var results: TableRange
    /// The first node of the block.
    package var body: UInt32
    /// The node after the loop.
    package var exit: UInt32
    /// The node that answers where there are too many items.
    package var overflow: UInt32

    /// Stands for a register that is not there.
    package static let noRegister = UInt16.max

    package init(program: UInt32, max: UInt32, state: UInt16, item: UInt16, index: UInt16, results: TableRange) {
        self.program = program
        self.max = max
        self.state = state
        self.item = item
        self.index = index
        self.results = results
        body = 0
        exit = 0
        overflow = 0
    }
}

/// A part of a value that a step makes, in postfix order: parts push what they make, and collections take it.
package struct ValuePart: BitwiseCopyable, Sendable {
    /// What the part does.
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// Pushes constant value `index`.
        case constant
        /// Pushes the value of program `index`.
        case program
        /// Takes `count` texts and pushes them as one.
        case text
        /// Takes `count` values and pushes a list of them.
        case list
        /// Takes `count` pairs of key and value and pushes a map of them.
        case map
    }

    package var kind: Kind
    package var index: UInt32
    package var count: UInt32

    package init(_ kind: Kind, index: UInt32 = 0, count: UInt32 = 0) {
        self.kind = kind
        self.index = index
        self.count = count
    }
}
