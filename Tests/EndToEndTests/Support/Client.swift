import Glibc

/// One connection to a gateway: bytes out, bytes in, nothing done behind the test's back.
final class Client {
    private var descriptor: CInt
    private var received: [UInt8] = []

    /// Connects to a port of this machine.
    init(port: Int) throws {
        descriptor = socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw HarnessError.system("socket") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        try connect(address)
        var isOn: CInt = 1
        setsockopt(descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<CInt>.size))
    }

    /// Connects to a unix socket.
    init(path: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw HarnessError.system("socket") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw HarnessError("too long: \(path)")
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        try connect(address)
    }

    deinit {
        close()
    }

    /// Sends all of it.
    func send(_ bytes: some Collection<UInt8>) throws {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { bytes in
                Glibc.send(descriptor, bytes.baseAddress, bytes.count, CInt(MSG_NOSIGNAL))
            }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw HarnessError.system("send")
            }
        }
    }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Says that no more will be sent.
    func finishSending() {
        shutdown(descriptor, CInt(SHUT_WR))
    }

    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Closes with a reset, as a client that crashed does.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// The next answer; the bytes after it are kept for the one that follows.
    ///
    /// An answer to HEAD has no body whatever its length says.
    func readAnswer(toHead isHead: Bool = false) throws -> Answer {
        let deadline = Deadline()
        while true {
            if let (answer, count) = try Answer.parse(received, toHead: isHead) {
                received.removeFirst(count)
                return answer
            }
            guard try receive(deadline) else {
                throw HarnessError("the connection ended after: \(String(decoding: received, as: UTF8.self))")
            }
        }
    }

    /// Whether something has come, or comes soon.
    func hasInput(withinMilliseconds limit: CInt) throws -> Bool {
        if !received.isEmpty { return true }
        var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let count = poll(&polled, 1, limit)
        guard count >= 0 || errno == EINTR else { throw HarnessError.system("poll") }
        return count > 0
    }

    /// Reads until the server has closed its side; gives what came.
    func readToEnd() throws -> [UInt8] {
        let deadline = Deadline()
        while try receive(deadline) {}
        defer { received = [] }
        return received
    }

    // MARK: -

    /// Waits for bytes; false at the end.
    private func receive(_ deadline: Deadline) throws -> Bool {
        guard try deadline.awaitInput([descriptor]) != nil else {
            throw HarnessError("no answer in time, only: \(String(decoding: received, as: UTF8.self))")
        }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count >= 0 else {
            if errno == EINTR { return true }
            throw HarnessError.system("recv")
        }
        received += chunk[..<count]
        return count > 0
    }

    private func connect<Address>(_ address: Address) throws {
        var limit = timeval(tv_sec: Deadline.usualSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<Address>.size))
            }
        }
        guard result == 0 else { throw HarnessError.system("connect") }
    }
}
