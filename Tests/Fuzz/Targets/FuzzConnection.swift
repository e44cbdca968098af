import GateRuntime

/// The first byte says in which pieces the others come; what becomes of them must not depend on it.
func fuzzConnection(_ input: UnsafeBufferPointer<UInt8>) {
    guard let first = input.first else { return }
    let bytes = Array(input.dropFirst())
    var whole = FuzzTransport()
    whole.read(bytes[...])
    whole.endInput()
    var pieces = FuzzTransport()
    let size = Int(first % 16) + 1
    for start in stride(from: 0, to: bytes.count, by: size) {
        pieces.read(bytes[start..<min(start + size, bytes.count)])
    }
    pieces.endInput()
    precondition(whole.record == pieces.record, "pieces make a difference")
}

/// Drives a connection as the server does: bodies up to 100 bytes, heads up to 512.
private struct FuzzTransport: ~Copyable {
    private var machine = ConnectionMachine()
    private var headers = Arena<RequestHead.Header>(capacity: 4, limit: RequestHeadParser.headerLinesMax)
    private var unread: [UInt8] = []
    private var isClosed = false
    private(set) var record: [[UInt8]] = []

    mutating func read(_ bytes: ArraySlice<UInt8>) {
        guard !isClosed else { return }
        unread += bytes
        advance()
    }

    mutating func endInput() {
        guard !isClosed else { return }
        machine.endInput()
        advance()
    }

    private mutating func advance() {
        var memory = unread
        let rest: Range<Int> = memory.withUnsafeMutableBytes { buffer in
            var window = InputWindow(owning: buffer)
            run(&window)
            return window.start..<window.end
        }
        unread = Array(memory[rest])
    }

    private mutating func run(_ window: inout InputWindow) {
        while true {
            switch machine.next(&window, limitBytes: 512, headers: &headers) {
            case .wait: return
            case .takeOwnership: preconditionFailure("the bytes are owned")
            case .close:
                isClosed = true
                return
            case .sendContinue: record.append([0])
            case .linger: record.append([1])
            case .refuse(let refusal, let head):
                record.append([2, refusal.rawValue, head == nil ? 0 : 1])
                machine.finishAnswer(&window)
            case .decide(let head):
                record.append([3] + window.view.part(head.path).unsafeBytes)
                if head.path.count % 5 == 4 {
                    machine.refuse(window)
                    machine.finishAnswer(&window)
                } else {
                    machine.admit(bodyLimitBytes: 100)
                }
            case .evaluate(let head, let body):
                precondition(body.count <= 100, "the body is within its limit")
                record.append([4, UInt8(headers.count)] + window.view.part(head.method).unsafeBytes)
                record.append([5] + window.view.part(body).unsafeBytes)
                machine.finishAnswer(&window)
            }
        }
    }
}
