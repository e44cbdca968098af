/// The paths of all endpoints as a trie over segments, flat: literal edges in one hash table, so that finding a route
/// costs the same with ten endpoints as with ten thousand.
package struct RouteTable: Sendable {
    /// Most segments of a declared path; a request with more matches nothing.
    package static let segmentCountMax = 32
    /// Most parameters of a declared path.
    package static let parameterCountMax = 16

    /// A place in a path: after some segments.
    package struct Node: BitwiseCopyable, Sendable {
        /// The node after a parameter segment, or -1.
        package var parameterChild: Int32 = -1
        /// The methods of the endpoints whose path ends here.
        package var methods: TableRange = .empty
        /// The value of Allow for a method that none of them takes.
        package var allow: ByteRange = .empty
    }

    /// A literal edge, in an open-addressed table whose size is a power of two.
    package struct Edge: BitwiseCopyable, Sendable {
        package var hash: UInt32 = 0
        /// The node that the edge leaves; -1 marks a free place.
        package var parent: Int32 = -1
        package var child: Int32 = -1
        package var segment: ByteRange = .empty
    }

    /// A method that an endpoint takes.
    package struct Method: BitwiseCopyable, Sendable {
        package var name: ByteRange
        package var endpoint: UInt32
    }

    package var nodes: [Node] = [Node()]
    package var edges: [Edge] = []
    package var methods: [Method] = []

    package init() {}

    /// FNV-1a over the parent and the segment.
    ///
    /// The table's keys come from the file, so a client cannot crowd it.
    static func hash(parent: Int32, _ segment: ByteView) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        hash = (hash ^ UInt32(bitPattern: parent)) &* 16_777_619
        for index in 0..<segment.count {
            hash = (hash ^ UInt32(segment[index])) &* 16_777_619
        }
        return hash ^ (hash >> 15)
    }
}

/// What a path and method lead to.
package enum RouteMatch {
    case endpoint(Int)
    case methodNotAllowed(allow: ByteRange)
    case notFound
    /// A segment cannot be percent-decoded to UTF-8.
    case malformed
}
