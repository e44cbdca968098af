import Foundation
import GateRuntime

/// A client that sends bytes as they are and waits for what comes back, on a blocking socket with deadlines.
final class RawClient {
    struct Answer: Equatable {
        var status: Int
        /// Names in lower case.
        var headers: [String: String]
        var body: String
    }

    enum Failure: Error, Equatable {
        case cannotConnect(CInt), cannotSend(CInt), cannotRead(CInt)
        case ended, timedOut, malformed(String)
    }

    private let descriptor: CInt
    private var received: [UInt8] = []
    private static let seconds = 20

    init(_ address: ListenAddress) throws {
        switch address {
        case .tcp(let host, let port): descriptor = try RawClient.connectTCP(host, port)
        case .unix(let path): descriptor = try RawClient.connectUnix(path)
        case .systemd(let name): throw Failure.malformed("systemd:\(name) is no address to connect to")
        }
        var deadline = timeval(tv_sec: RawClient.seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &deadline, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &deadline, size)
    }

    deinit {
        close(descriptor)
    }

    private static func connectTCP(_ host: String, _ port: Int) throws -> CInt {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICHOST
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &list) == 0, let first = list?.pointee else {
            throw Failure.cannotConnect(EINVAL)
        }
        defer { freeaddrinfo(list) }
        let descriptor = socket(first.ai_family, first.ai_socktype, 0)
        return try connected(descriptor, connect(descriptor, first.ai_addr, first.ai_addrlen))
    }

    private static func connectUnix(_ path: String) throws -> CInt {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        let result = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return try connected(descriptor, result)
    }

    private static func connected(_ descriptor: CInt, _ result: CInt) throws -> CInt {
        guard result == 0 else {
            let code = errno
            close(descriptor)
            throw Failure.cannotConnect(code)
        }
        return descriptor
    }

    // MARK: Sending

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let flags = CInt(MSG_NOSIGNAL)
            let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, flags) }
            guard count > 0 else { throw Failure.cannotSend(errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// Sends what the socket takes until it takes no more for a while; returns how much.
    func sendUntilBlocked(_ bytes: ArraySlice<UInt8>, milliseconds: CInt) throws -> Int {
        var rest = bytes
        while !rest.isEmpty {
            var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            if poll(&poller, 1, milliseconds) == 0 { break }
            let flags = CInt(MSG_NOSIGNAL) | CInt(MSG_DONTWAIT)
            let count = rest.withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, flags) }
            guard count > 0 || errno == EAGAIN else { throw Failure.cannotSend(errno) }
            rest = rest.dropFirst(max(count, 0))
        }
        return bytes.count - rest.count
    }

    /// Ends this side and goes on reading.
    func endSending() {
        shutdown(descriptor, CInt(SHUT_WR))
    }

    // MARK: Reading

    /// One whole answer, by its Content-Length.
    func answer() throws -> Answer {
        let (answer, bytes) = try answerWithBytes()
        return Answer(status: answer.status, headers: answer.headers, body: String(decoding: bytes, as: UTF8.self))
    }

    /// One whole answer whose body is no text.
    func answerWithBytes() throws -> (answer: Answer, bytes: [UInt8]) {
        let answer = try answerHead()
        let count = Int(answer.headers["content-length"] ?? "0") ?? 0
        while received.count < count { try receive() }
        defer { received.removeFirst(count) }
        return (answer, Array(received.prefix(count)))
    }

    /// The head of an answer, as to HEAD.
    func answerHead() throws -> Answer {
        let head = try read(through: "\r\n\r\n")
        var lines = head.components(separatedBy: "\r\n")
        let words = lines.removeFirst().split(separator: " ")
        guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else {
            throw Failure.malformed(head)
        }
        var headers: [String: String] = [:]
        for line in lines where !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { throw Failure.malformed(line) }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
                in: .whitespaces
            )
        }
        return Answer(status: status, headers: headers, body: "")
    }

    /// Bytes up to and with `mark`, as text.
    func read(through mark: String) throws -> String {
        let wanted = Data(mark.utf8)
        while true {
            if let range = Data(received).range(of: wanted) {
                defer { received.removeFirst(range.upperBound) }
                return String(decoding: received[..<range.upperBound], as: UTF8.self)
            }
            try receive()
        }
    }

    /// Everything until the server ends the connection.
    func readToEnd() throws -> String {
        do {
            while true { try receive() }
        } catch Failure.ended {
            defer { received = [] }
            return String(decoding: received, as: UTF8.self)
        }
    }

    private func receive() throws {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count == 0 { throw Failure.ended }
        guard count > 0 else { throw errno == EAGAIN ? Failure.timedOut : Failure.cannotRead(errno) }
        received += buffer[..<count]
    }
}
