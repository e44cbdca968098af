import GateRuntime
import NIOCore
import NIOPosix

/// A listening socket that was opened at an address.
struct BoundSocket {
    var channel: any Channel
    /// Where it listens, with the port that the system chose.
    var address: ListenAddress
    /// The file of a unix socket.
    var file: UnixSocketFile?

    /// Opens a TCP port.
    static func bind(
        host: String,
        port: Int,
        _ bootstrap: ServerBootstrap
    ) async throws(ListenFailure) -> BoundSocket {
        do {
            let channel = try await bootstrap.bind(host: host, port: port).get()
            let address = ListenAddress.tcp(host: host, port: channel.localAddress?.port ?? port)
            return BoundSocket(channel: channel, address: address)
        } catch {
            throw ListenFailure(.tcp(host: host, port: port), error)
        }
    }

    /// Opens a unix socket, in the place of one that a dead process left.
    static func bind(path: String, _ bootstrap: ServerBootstrap) async throws(ListenFailure) -> BoundSocket {
        let address = ListenAddress.unix(path: path)
        try UnixSocketFile.removeStale(at: path)
        let channel: any Channel
        do {
            channel = try await bootstrap.bind(unixDomainSocketPath: path).get()
        } catch {
            throw ListenFailure(address, error)
        }
        do throws(ListenFailure) {
            return BoundSocket(channel: channel, address: address, file: try UnixSocketFile(bound: path))
        } catch {
            try? await channel.close()
            throw error
        }
    }
}
