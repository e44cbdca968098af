import Foundation
import Glibc

/// The service manager's end of sd_notify(3).
final class NotifySocket {
    let path: String
    private let directory: TemporaryDirectory
    private let descriptor: CInt

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.url.appendingPathComponent("notify").path
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard result == 0 else { throw HarnessError.system("bind") }
    }

    deinit {
        close(descriptor)
    }

    /// The next message as its assignments; signs of life are passed over unless they are waited for.
    func message(withSignsOfLife: Bool = false) throws -> [String: String] {
        while true {
            guard try Deadline().awaitInput([descriptor]) != nil else { throw HarnessError("no message in time") }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            guard count >= 0 else { throw HarnessError.system("recv") }
            var fields: [String: String] = [:]
            for line in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n") {
                let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
                fields[parts[0]] = parts.count > 1 ? parts[1] : ""
            }
            if fields["WATCHDOG"] == nil || withSignsOfLife { return fields }
        }
    }
}
