/// An endpoint of the graph: what the request path needs of it, fixed in size.
package struct EndpointEntry: BitwiseCopyable, Sendable {
    /// Parts of a request that the endpoint reads; what it does not read is not made.
    package struct Reads: OptionSet, BitwiseCopyable, Sendable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }
        package static let body = Reads(rawValue: 1)
        package static let query = Reads(rawValue: 2)
        package static let params = Reads(rawValue: 4)
        package static let requestID = Reads(rawValue: 8)
        package static let requestMethod = Reads(rawValue: 16)
        package static let requestPath = Reads(rawValue: 32)
        package static let requestIP = Reads(rawValue: 64)
        package static let requestTime = Reads(rawValue: 128)
        package static let headers = Reads(rawValue: 256)
    }

    package var reads: Reads = []
    /// Registers of roots, paths and extracted values; expressions use those above.
    package var slotCount: UInt32 = 0
    /// Addresses that may call; meaningful where ``checksAddress``.
    package var addresses: TableRange = .empty
    package var checksAddress = false
    /// Index of the Basic verifier, or -1.
    package var basic: Int32 = -1
    /// The endpoint's trie of singular body paths, or -1.
    package var trie: Int32 = -1
    /// Body queries that can match more than one place.
    package var queries: TableRange = .empty
    package var extractions: TableRange = .empty
    /// Names of the path parameters, in the order of the path.
    package var parameters: TableRange = .empty
    /// Where evaluation starts.
    package var entry: UInt32 = 0
    /// The answer that is given before evaluation goes on, or -1.
    package var firstAnswer: Int32 = -1
    /// The endpoint's branches, a run of the graph's.
    package var branches: TableRange = .empty
    /// The endpoint's nodes.
    package var nodes: TableRange = .empty
    /// Whether something that is evaluated can fail.
    package var canFault = false

    package init() {}
}

/// The registers of the roots; extracted values follow.
package enum RootSlot: UInt16, CaseIterable, Sendable {
    case body, query, headers, params
    case requestID, requestMethod, requestPath, requestIP, requestTime
}

/// A value to read before the conditions are looked at.
package struct ExtractionEntry: BitwiseCopyable, Sendable {
    /// The type that the file declares.
    package enum Target: UInt8, BitwiseCopyable, Sendable {
        case any, int, double, bool, string, timestamp, list, map
    }

    package var slot: UInt16
    package var target: Target
    /// Whether the value comes as text and is parsed.
    package var isText: Bool
    package var isRequired: Bool
    /// Index of the default among the constant values, or -1.
    package var defaultValue: Int32
    package var places: TableRange
    /// The name, for 422.
    package var name: ByteRange
    /// Where it stands in the file, among the graph's sites.
    package var site = Fault.unknownSite

    package init(
        slot: UInt16,
        target: Target,
        isText: Bool,
        isRequired: Bool,
        defaultValue: Int32,
        places: TableRange,
        name: ByteRange
    ) {
        self.slot = slot
        self.target = target
        self.isText = isText
        self.isRequired = isRequired
        self.defaultValue = defaultValue
        self.places = places
        self.name = name
    }
}

/// One of the places that an extraction looks at.
package struct PlaceEntry: BitwiseCopyable, Sendable {
    /// How the place is read.
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// `index` is a register that the walk over the body has filled.
        case register
        /// `name` is a header's name in lower case.
        case header
        /// `index` is the position of a path parameter.
        case parameter
        /// `steps` lead through the query.
        case query
    }

    package var kind: Kind
    package var index: UInt32 = 0
    package var name: ByteRange = .empty
    package var steps: TableRange = .empty

    package init(kind: Kind) {
        self.kind = kind
    }
}

/// A step into a query value: a key, or an index where `index` is not negative.
package struct QueryStep: BitwiseCopyable, Sendable {
    package var key: ByteRange
    package var index: Int32

    package init(key: ByteRange, index: Int32) {
        self.key = key
        self.index = index
    }
}

/// An answer, encoded as far as it can be before a request.
package struct ResponseEntry: BitwiseCopyable, Sendable {
    package var status: UInt16
    /// Status line and constant header lines, and Content-Length where the body is constant.
    package var head: ByteRange
    package var headers: TableRange = .empty
    /// The body where it is constant.
    package var body: ByteRange = .empty
    /// The body where it is not.
    package var segments: TableRange = .empty
    package var hasSegments = false
    /// Whether the status allows a body at all; without one there is no Content-Length (RFC 9110, section 8.6).
    package var hasContentLength = true

    package init(status: UInt16, head: ByteRange) {
        self.status = status
        self.head = head
    }
}

/// A header line whose value is made per request.
package struct HeaderEntry: BitwiseCopyable, Sendable {
    /// The name with its colon and space.
    package var name: ByteRange
    package var segments: TableRange

    package init(name: ByteRange, segments: TableRange) {
        self.name = name
        self.segments = segments
    }
}

/// A piece of a body or header value.
package struct SegmentEntry: BitwiseCopyable, Sendable {
    /// What the piece holds.
    package enum Kind: UInt8, BitwiseCopyable, Sendable {
        /// The bytes of `constant`.
        case constant
        /// The value of `program` as JSON.
        case json
        /// The value of `program`, a string, escaped for the inside of a JSON string.
        case jsonText
        /// The value of `program`, a string, as it is.
        case text
    }

    package var kind: Kind
    package var constant: ByteRange = .empty
    package var program: UInt32 = 0

    package init(constant: ByteRange) {
        kind = .constant
        self.constant = constant
    }

    package init(_ kind: Kind, program: UInt32) {
        self.kind = kind
        self.program = program
    }
}
