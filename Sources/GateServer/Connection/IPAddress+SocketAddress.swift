import GateRuntime
import NIOCore

extension IPAddress {
    /// The address of a TCP peer; nil on a unix socket.
    init?(_ address: SocketAddress) {
        switch address {
        case .v4(let v4):
            // `sin_addr` follows the family and the port.
            let octets = withUnsafeBytes(of: v4.address) { $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self) }
            self.init(v4: UInt32(bigEndian: octets))
        case .v6(let v6):
            // `sin6_addr` follows the family, the port and the flow label.
            let (high, low) = withUnsafeBytes(of: v6.address) { bytes in
                let high = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                return (high, bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            }
            self.init(high: UInt64(bigEndian: high), low: UInt64(bigEndian: low))
        case .unixDomainSocket:
            return nil
        }
    }
}
