/// What happens next on one HTTP/1.1 connection: a state machine that is told what came and says what to do.
///
/// It does no I/O and reads no clock. The transport calls ``next(_:limitBytes:headers:)`` until it is told to wait or to
/// close, and carries out each action before the next call. Requests are answered in order, each one whole before the
/// next is looked at.
package struct ConnectionMachine {
    /// What the transport does before it asks again.
    package enum Action {
        /// Keep the bytes from the window's start on, and come back with more.
        case wait
        /// Copy the bytes from the window's start on into memory of the connection, and come back with that.
        case takeOwnership
        /// Ask the graph about the head, then call ``admit(bodyLimitBytes:)`` or ``refuse(_:)``.
        case decide(RequestHead)
        /// Write `100 Continue` (RFC 9110, section 10.1.1).
        case sendContinue
        /// Evaluate the request, whose body is this part of the message, and write the answer; then call
        /// ``finishAnswer(_:)``.
        case evaluate(RequestHead, body: RequestHead.Part)
        /// Write the gateway's own answer, then call ``finishAnswer(_:)``.
        ///
        /// Without a head none could be read.
        case refuse(Refusal, RequestHead?)
        /// Send what was written, then end the sending side and go on reading: a closed socket with unread bytes makes
        /// the system send a reset, which can destroy the answer before the client reads it.
        case linger
        /// Send what was written, then close.
        case close
    }

    /// Which clock runs.
    ///
    /// It starts again whenever the value changes.
    package struct Timer: Equatable {
        /// What is waited for.
        package enum Kind: Equatable {
            case request, head, body, end
            /// A request that may be on its way although the connection is about to close.
            case lastRequest
        }

        package var kind: Kind
        /// Which request of the connection, so that the same wait for another one is another value.
        package var request: UInt32
    }

    /// Bytes of a refused body that are read and dropped so that the connection can go on; with more it is closed.
    package static let skippedBytesMax = 65_536
    /// Bytes that are read and dropped after the last answer, before the connection is cut.
    package static let lingeringBytesMax = 16 << 20

    private enum Phase {
        case overloaded, head, deciding, body, chunks, answering, skipping, closing, lingering, closed
    }

    private var phase = Phase.head
    private var parser = RequestHeadParser()
    private var head: RequestHead?
    private var decoder = ChunkedDecoder(limitBytes: 0)
    private var requestCount: UInt32 = 0
    private var hasBytes = false
    /// Whether the header table holds this request's lines: it is shared, and only sure until the next wait.
    private var hasHeaders = false
    private var hasSentContinue = false
    private var inputHasEnded = false
    private var isLast = false
    private var isDraining = false
    private var closesAfterHead = false
    private var lingersAfterAnswer = false
    private var bodyLimitBytes = 0
    /// Bytes of the message so far, head included: where the next raw bytes of a chunked body begin.
    private var rawOffset = 0
    private var decodedBytes = 0
    /// Bytes of the message to drop once it is answered.
    private var messageBytes = 0
    private var skipBytes = 0
    private var lingeredBytes = 0

    package init() {}

    /// Whether the answer that is being written is the connection's last and has to say so.
    package var closesAfterAnswer: Bool { closesAfterHead || isLast }

    /// Whether nothing is under way: no byte of a request has come since the last answer.
    package var isIdle: Bool { phase == .head && !hasBytes }

    /// The wait that the connection is in.
    package var timer: Timer {
        let kind: Timer.Kind
        switch phase {
        case .overloaded, .head: kind = hasBytes ? .head : isDraining ? .lastRequest : .request
        case .deciding, .body, .chunks, .answering, .skipping: kind = .body
        case .closing, .lingering, .closed: kind = .end
        }
        return Timer(kind: kind, request: requestCount)
    }

    /// The next thing to do with the bytes of `window`.
    ///
    /// `limitBytes` bounds a head.
    package mutating func next(
        _ window: inout InputWindow,
        limitBytes: Int,
        headers: inout Arena<RequestHead.Header>
    ) -> Action {
        while true {
            let action: Action?
            switch phase {
            case .overloaded: action = refuseAndEnd(.overloaded, window, &headers)
            case .head: action = readHead(&window, limitBytes, &headers)
            case .body: action = readBody(&window, &headers)
            case .chunks: action = readChunks(&window, &headers)
            case .skipping: action = skip(&window)
            case .closing: action = close(&window)
            case .lingering: action = discard(&window)
            case .closed: action = .close
            case .deciding, .answering: preconditionFailure("the last action was not carried out")
            }
            if let action { return action }
        }
    }

    // MARK: What the transport did

    /// The graph wants the body, up to `bodyLimitBytes`.
    package mutating func admit(bodyLimitBytes: Int) {
        precondition(phase == .deciding, "only a head is admitted")
        self.bodyLimitBytes = bodyLimitBytes
        guard let head, head.body == .chunked else {
            phase = .body
            return
        }
        decoder = ChunkedDecoder(limitBytes: bodyLimitBytes)
        rawOffset = head.byteCount
        decodedBytes = 0
        phase = .chunks
    }

    /// The graph refuses the request for what its head says.
    ///
    /// Decides whether the connection outlives the body; call it before the answer is written, then
    /// ``finishAnswer(_:)``.
    package mutating func refuse(_ window: InputWindow) {
        precondition(phase == .deciding, "only a head is refused")
        phase = .answering
        guard let head else { return }
        let available = window.count - head.byteCount
        messageBytes = head.byteCount
        switch head.body {
        case .none:
            return
        case .bytes(let count):
            // After an expectation the client may send the body or the next request: nobody can tell which it is.
            let mayCome = count <= ConnectionMachine.skippedBytesMax && !head.expectsContinue
            guard count <= available || mayCome else { return endAfterAnswer() }
            messageBytes += min(count, available)
            skipBytes = max(count - available, 0)
        case .chunked:
            guard let end = ConnectionMachine.endOfChunks(window.view, from: head.byteCount) else {
                return endAfterAnswer()
            }
            messageBytes = end
        }
        if closesAfterAnswer, skipBytes > 0 { endAfterAnswer() }
    }

    /// The answer is written.
    ///
    /// Drops the request's bytes from the window.
    package mutating func finishAnswer(_ window: inout InputWindow) {
        precondition(phase == .answering, "an answer was asked for")
        window.consume(messageBytes)
        if closesAfterAnswer {
            phase = .closing
            return
        }
        phase = skipBytes > 0 ? .skipping : .head
        beginRequest()
    }

    /// There are too many connections: this one is told so and closed.
    package mutating func refuseConnection() {
        phase = .overloaded
    }

    /// The client will send no more.
    package mutating func endInput() {
        inputHasEnded = true
    }

    /// The next answer is the last of the connection.
    package mutating func closeAfterNextAnswer() {
        isLast = true
    }

    /// The next answer is the last, and it is waited for only as long as a request may be on its way already.
    package mutating func drain() {
        isLast = true
        isDraining = true
    }

    /// The wait that ``timer`` named took too long: refuse the request, or close.
    package mutating func expire(_ window: InputWindow, headers: inout Arena<RequestHead.Header>) -> Action {
        switch phase {
        case .head where hasBytes:
            return refuseAndEnd(.slowHead, window, &headers)
        case .body, .chunks:
            return refuseAndEnd(.slowBody, window, &headers)
        case .overloaded, .head, .skipping, .closing, .lingering, .closed, .deciding, .answering:
            phase = .closed
            return .close
        }
    }
}

// MARK: - Reading

extension ConnectionMachine {
    private mutating func beginRequest() {
        parser.reset()
        requestCount &+= 1
        head = nil
        hasBytes = false
        hasHeaders = false
        hasSentContinue = false
        closesAfterHead = false
        messageBytes = 0
    }

    private mutating func readHead(
        _ window: inout InputWindow,
        _ limitBytes: Int,
        _ headers: inout Arena<RequestHead.Header>
    ) -> Action? {
        guard !window.isEmpty else { return wait() }
        hasBytes = true
        switch parser.parse(window.view, limitBytes: limitBytes, headers: &headers) {
        case .needMore:
            return wait()
        case .refused(let refusal):
            return refuseAndEnd(refusal, window, &headers)
        case .complete(let parsed):
            window.consume(parser.leadingBytes)
            head = parsed
            hasHeaders = true
            closesAfterHead = !parsed.keepsAlive
            phase = .deciding
            return .decide(parsed)
        }
    }

    private mutating func readBody(_ window: inout InputWindow, _ headers: inout Arena<RequestHead.Header>) -> Action? {
        guard let head else { return end() }
        var count = 0
        if case .bytes(let length) = head.body { count = length }
        guard count <= bodyLimitBytes else { return refuseAndEnd(.bodyTooLarge, window, &headers) }
        guard window.count - head.byteCount >= count else {
            return awaitBody(head, window)
        }
        messageBytes = head.byteCount + count
        return evaluate(head, RequestHead.Part(offset: head.byteCount, count: count), window, &headers)
    }

    private mutating func readChunks(
        _ window: inout InputWindow,
        _ headers: inout Arena<RequestHead.Header>
    ) -> Action? {
        guard let head else { return end() }
        guard window.count > rawOffset else { return awaitBody(head, window) }
        guard window.isOwned else { return .takeOwnership }
        while true {
            let target = head.byteCount + decodedBytes
            switch decoder.next(window.view, at: &rawOffset) {
            case .data(let offset, let count):
                window.move(from: offset, count: count, to: target)
                decodedBytes += count
            case .needMore:
                window.truncate(to: target)
                rawOffset = target
                return awaitBody(head, window)
            case .refused(let refusal):
                return refuseAndEnd(refusal, window, &headers)
            case .complete:
                messageBytes = rawOffset
                let body = RequestHead.Part(offset: head.byteCount, count: decodedBytes)
                return evaluate(head, body, window, &headers)
            }
        }
    }

    private mutating func awaitBody(_ head: RequestHead, _ window: InputWindow) -> Action? {
        if head.expectsContinue, !hasSentContinue, window.count == head.byteCount {
            hasSentContinue = true
            return .sendContinue
        }
        return wait()
    }

    private mutating func evaluate(
        _ head: RequestHead,
        _ body: RequestHead.Part,
        _ window: InputWindow,
        _ headers: inout Arena<RequestHead.Header>
    ) -> Action {
        fillHeaders(head, window, &headers)
        phase = .answering
        return .evaluate(head, body: body)
    }

    private mutating func fillHeaders(
        _ head: RequestHead,
        _ window: InputWindow,
        _ headers: inout Arena<RequestHead.Header>
    ) {
        guard !hasHeaders else { return }
        RequestHeadParser.fill(&headers, from: window.view.slice(0, head.byteCount))
        hasHeaders = true
    }

    /// Where a chunked body that is already there ends; nil where it is not whole, or not chunked.
    private static func endOfChunks(_ view: ByteView, from start: Int) -> Int? {
        var decoder = ChunkedDecoder(limitBytes: skippedBytesMax)
        var position = start
        while true {
            switch decoder.next(view, at: &position) {
            case .data: continue
            case .complete: return position
            case .needMore, .refused: return nil
            }
        }
    }
}

// MARK: - Ending

extension ConnectionMachine {
    private mutating func wait() -> Action {
        if inputHasEnded { return end() }
        hasHeaders = false
        return .wait
    }

    private mutating func end() -> Action {
        phase = .closed
        return .close
    }

    private mutating func endAfterAnswer() {
        closesAfterHead = true
        lingersAfterAnswer = true
        skipBytes = 0
    }

    /// Refuses what cannot be read to its end: the answer is the connection's last.
    private mutating func refuseAndEnd(
        _ refusal: Refusal,
        _ window: InputWindow,
        _ headers: inout Arena<RequestHead.Header>
    ) -> Action {
        if let head { fillHeaders(head, window, &headers) }
        endAfterAnswer()
        phase = .answering
        messageBytes = window.count
        return .refuse(refusal, head)
    }

    private mutating func skip(_ window: inout InputWindow) -> Action? {
        skipBytes -= window.consume(skipBytes)
        if skipBytes > 0 { return wait() }
        phase = .head
        return nil
    }

    /// After the last answer: bytes that were not read must be, or the answer may be lost.
    private mutating func close(_ window: inout InputWindow) -> Action? {
        guard lingersAfterAnswer || !window.isEmpty, !inputHasEnded else { return end() }
        phase = .lingering
        lingeredBytes = window.consume(window.count)
        return .linger
    }

    private mutating func discard(_ window: inout InputWindow) -> Action? {
        lingeredBytes += window.consume(window.count)
        return lingeredBytes > ConnectionMachine.lingeringBytesMax ? end() : wait()
    }
}
