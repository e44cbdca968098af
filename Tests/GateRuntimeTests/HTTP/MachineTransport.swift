import GateRuntime

/// Drives a connection as the server does, without sockets and clocks, and keeps a record of what happened.
///
/// Paths decide: `/no` is refused as not found, `/N` admits bodies up to N bytes, everything else up to 100.
struct MachineTransport: ~Copyable {
    private var machine = ConnectionMachine()
    private var headers = Arena<RequestHead.Header>(capacity: 4, limit: RequestHeadParser.headerLinesMax)
    /// What was read and not consumed, in memory of the connection.
    private var unread: [UInt8] = []
    private(set) var record: [String] = []
    private let limitBytes = 256

    var timer: ConnectionMachine.Timer { machine.timer }
    var isIdle: Bool { machine.isIdle }
    var unreadCount: Int { unread.count }

    /// What happened since this was asked last.
    mutating func events() -> String {
        defer { record = [] }
        return record.joined(separator: ", ")
    }

    /// Bytes come in one read.
    mutating func read(_ text: String) {
        read(Array(text.utf8))
    }

    mutating func read(_ bytes: [UInt8]) {
        guard unread.isEmpty else {
            unread += bytes
            return advance()
        }
        var taken = 0
        var mustOwn = false
        bytes.withUnsafeBytes { buffer in
            var window = InputWindow(borrowing: buffer)
            mustOwn = run(&window)
            taken = window.start
        }
        unread = Array(bytes[taken...])
        if mustOwn { advance() }
    }

    mutating func endInput() {
        machine.endInput()
        advance()
    }

    mutating func drain() {
        machine.drain()
        advance()
    }

    mutating func refuseConnection() {
        machine.refuseConnection()
        advance()
    }

    /// The clock that ``timer`` names has run out.
    mutating func expire() {
        var memory = unread
        unread = []
        let rest: Range<Int> = memory.withUnsafeMutableBytes { buffer in
            var window = InputWindow(owning: buffer)
            if case .refuse(let refusal, let head) = machine.expire(window, headers: &headers) {
                refuse(refusal, head, &window)
                _ = run(&window)
            } else {
                record.append("close")
            }
            return window.start..<window.end
        }
        unread = Array(memory[rest])
    }

    private mutating func advance() {
        var memory = unread
        unread = []
        let rest: Range<Int> = memory.withUnsafeMutableBytes { buffer in
            var window = InputWindow(owning: buffer)
            _ = run(&window)
            return window.start..<window.end
        }
        unread = Array(memory[rest])
    }

    /// True where the bytes must be owned first.
    private mutating func run(_ window: inout InputWindow) -> Bool {
        while true {
            switch machine.next(&window, limitBytes: limitBytes, headers: &headers) {
            case .wait: return false
            case .takeOwnership:
                record.append("own")
                return true
            case .sendContinue: record.append("100")
            case .linger: record.append("linger")
            case .close:
                record.append("close")
                return false
            case .refuse(let refusal, let head): refuse(refusal, head, &window)
            case .decide(let head):
                let path = window.view.part(head.path).string
                if path == "/no" {
                    machine.refuse(window)
                    record.append("notFound" + (machine.closesAfterAnswer ? " closing" : ""))
                    machine.finishAnswer(&window)
                } else {
                    machine.admit(bodyLimitBytes: Int(path.dropFirst()) ?? 100)
                }
            case .evaluate(let head, let body):
                let text = window.view.part(body).string
                let closing = machine.closesAfterAnswer ? " closing" : ""
                record.append("\(window.view.part(head.path).string)+\(headers.count)(\(text))\(closing)")
                machine.finishAnswer(&window)
            }
        }
    }

    private mutating func refuse(_ refusal: Refusal, _ head: RequestHead?, _ window: inout InputWindow) {
        let lines = head == nil ? "" : "+\(headers.count)"
        record.append("\(refusal)\(lines)" + (machine.closesAfterAnswer ? " closing" : ""))
        machine.finishAnswer(&window)
    }
}
