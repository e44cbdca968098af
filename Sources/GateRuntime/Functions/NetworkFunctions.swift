extension Workspace {
    /// The network extension: IP addresses and CIDR ranges.
    mutating func callNetwork(_ operation: Operation, _ arguments: Arguments) throws(Fault) -> Value {
        let first = arguments.first
        if operation == .containsIP || operation == .containsCIDR {
            try arguments.expect(2)
            return .bool(try contains(operation, first, arguments.second))
        }
        try arguments.expect(1)
        switch operation {
        case .toIP:
            if first.kind == .cidr {
                var network = address(first)
                network.prefixLength = 128
                return try value(.ip, network)
            }
            return try value(.ip, NetworkAddress(address: try parsedIP(first)))
        case .toCIDR: return try value(.cidr, try parsedCIDR(first))
        case .isIP, .isCIDR:
            guard first.kind == .string else { throw Fault(.noSuchOverload) }
            return .bool(operation == .isIP ? view(first).ipAddress() != nil : view(first).addressRange() != nil)
        case .isCanonicalIP: return .bool(try isCanonical(first))
        case .maskedCIDR:
            guard first.kind == .cidr else { throw Fault(.noSuchOverload) }
            return try value(.cidr, address(first).masked)
        case .prefixLength:
            guard first.kind == .cidr else { throw Fault(.noSuchOverload) }
            return .int(Int64(address(first).writtenPrefix))
        default:
            guard first.kind == .ip else { throw Fault(.noSuchOverload) }
            let address = address(first).address
            return operation == .ipFamily ? .int(address.isV4 ? 4 : 6) : .bool(address.isInScope(operation))
        }
    }

    private mutating func parsedIP(_ value: Value) throws(Fault) -> IPAddress {
        guard value.kind == .string else { throw Fault(.noSuchOverload) }
        guard let address = view(value).ipAddress() else { throw Fault(.invalidConversion) }
        return address
    }

    private mutating func parsedCIDR(_ value: Value) throws(Fault) -> NetworkAddress {
        guard value.kind == .string else { throw Fault(.noSuchOverload) }
        guard let network = view(value).addressRange() else { throw Fault(.invalidConversion) }
        return network
    }

    /// Whether a range has an address, or with ``Operation/containsCIDR`` all of another range; either may be text.
    mutating func contains(_ operation: Operation, _ range: Value, _ other: Value) throws(Fault) -> Bool {
        guard range.kind == .cidr else { throw Fault(.noSuchOverload) }
        let network = address(range)
        if operation == .containsIP {
            return network.contains(other.kind == .ip ? address(other).address : try parsedIP(other))
        }
        let inner = other.kind == .cidr ? address(other) : try parsedCIDR(other)
        return network.prefixLength <= inner.prefixLength && network.contains(inner.address)
    }

    /// Whether the text is what the address's own text would be.
    private mutating func isCanonical(_ text: Value) throws(Fault) -> Bool {
        let address = try parsedIP(text)
        let start = bytes.count
        try bytes.appendAddress(address)
        let isSame = bytes.view(from: start, count: bytes.count - start) == view(text)
        bytes.truncate(to: start)
        return isSame
    }
}

extension IPAddress {
    /// The address as IPv4, where it is.
    private var v4: UInt64? { isV4 ? low & 0xFFFF_FFFF : nil }

    private var isUnspecified: Bool { v4.map { $0 == 0 } ?? (high == 0 && low == 0) }

    private var isLoopback: Bool { v4.map { $0 >> 24 == 127 } ?? (high == 0 && low == 1) }

    private var isMulticast: Bool { v4.map { $0 >> 28 == 0xE } ?? (high >> 56 == 0xFF) }

    private var isLinkLocalUnicast: Bool { v4.map { $0 >> 16 == 0xA9FE } ?? (high >> 54 == 0x3FA) }

    private var isLinkLocalMulticast: Bool {
        v4.map { $0 >> 8 == 0xE0_0000 } ?? (high >> 56 == 0xFF && high >> 48 & 0xF == 2)
    }

    /// Whether the address is of a scope (RFC 4291, section 2.4; RFC 1122, section 3.2.1.3).
    fileprivate func isInScope(_ operation: Operation) -> Bool {
        switch operation {
        case .isUnspecified: isUnspecified
        case .isLoopback: isLoopback
        case .isLinkLocalUnicast: isLinkLocalUnicast
        case .isLinkLocalMulticast: isLinkLocalMulticast
        default: !isUnspecified && !isLoopback && !isMulticast && !isLinkLocalUnicast && v4 != 0xFFFF_FFFF
        }
    }
}

/// The network extension.
enum NetworkSpecs {
    static let all: [FunctionSpec] = [
        FunctionSpec(
            "ip",
            .toIP,
            [.init([.string], .ip), .init(isMember: true, [.cidr], .ip)],
            summary: "The address that the text writes, or the address of a range. Other text is an error.",
            examples: ["ip('192.0.2.1').family() == 4", "cidr('192.0.2.0/24').ip() == ip('192.0.2.0')"]
        ),
        FunctionSpec(
            "cidr",
            .toCIDR,
            [.init([.string], .cidr)],
            summary: "The range of addresses that the text writes. Other text is an error.",
            examples: ["cidr('192.0.2.0/24').containsIP('192.0.2.7')"]
        ),
        FunctionSpec(
            "isIP",
            .isIP,
            [.init([.string], .bool)],
            summary: "Whether the text is an IPv4 or IPv6 address.",
            examples: ["isIP('2001:db8::1')", "!isIP('192.0.2')"]
        ),
        FunctionSpec(
            "isCIDR",
            .isCIDR,
            [.init([.string], .bool)],
            summary: "Whether the text is a range of addresses.",
            examples: ["isCIDR('2001:db8::/32')"]
        ),
        FunctionSpec(
            "ip.isCanonical",
            .isCanonicalIP,
            [.init([.string], .bool)],
            summary: "Whether the text is an address in its canonical form. Text that is no address is an error.",
            examples: ["ip.isCanonical('2001:db8::1')", "!ip.isCanonical('2001:DB8::1')"]
        ),
        FunctionSpec(
            "family",
            .ipFamily,
            [.init(isMember: true, [.ip], .int)],
            summary: "4 or 6.",
            examples: ["ip('2001:db8::1').family() == 6"]
        ),
        scope("isUnspecified", .isUnspecified, "Whether the address is 0.0.0.0 or ::.", "ip('::').isUnspecified()"),
        scope("isLoopback", .isLoopback, "Whether the address is the host itself.", "ip('127.0.0.1').isLoopback()"),
        scope(
            "isGlobalUnicast",
            .isGlobalUnicast,
            "Whether the address is unicast and not of the link or the host.",
            "ip('192.0.2.1').isGlobalUnicast()"
        ),
        scope(
            "isLinkLocalMulticast",
            .isLinkLocalMulticast,
            "Whether the address is a multicast address of the link.",
            "ip('ff02::1').isLinkLocalMulticast()"
        ),
        scope(
            "isLinkLocalUnicast",
            .isLinkLocalUnicast,
            "Whether the address is a unicast address of the link.",
            "ip('169.254.1.1').isLinkLocalUnicast()"
        ),
        FunctionSpec(
            "containsIP",
            .containsIP,
            [.init(isMember: true, [.cidr, .ip], .bool), .init(isMember: true, [.cidr, .string], .bool)],
            summary: "Whether the range has the address.",
            examples: ["cidr('192.0.2.0/24').containsIP(ip('192.0.2.7'))"]
        ),
        FunctionSpec(
            "containsCIDR",
            .containsCIDR,
            [.init(isMember: true, [.cidr, .cidr], .bool), .init(isMember: true, [.cidr, .string], .bool)],
            summary: "Whether the range has all addresses of another.",
            examples: ["cidr('192.0.2.0/24').containsCIDR('192.0.2.0/25')"]
        ),
        FunctionSpec(
            "masked",
            .maskedCIDR,
            [.init(isMember: true, [.cidr], .cidr)],
            summary: "The range with the bits after its prefix cleared.",
            examples: ["cidr('192.0.2.7/24').masked() == cidr('192.0.2.0/24')"]
        ),
        FunctionSpec(
            "prefixLength",
            .prefixLength,
            [.init(isMember: true, [.cidr], .int)],
            summary: "The bits of the range's prefix.",
            examples: ["cidr('192.0.2.0/24').prefixLength() == 24"]
        ),
    ]

    private static func scope(
        _ name: String,
        _ operation: Operation,
        _ summary: String,
        _ example: String
    ) -> FunctionSpec {
        FunctionSpec(
            name,
            operation,
            [.init(isMember: true, [.ip], .bool)],
            summary: summary,
            examples: [example]
        )
    }
}
