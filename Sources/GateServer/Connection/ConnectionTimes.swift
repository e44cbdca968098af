import GateRuntime

extension ServerLimits {
    /// Milliseconds for a request that may be on its way when the connection is drained: a client that has just got an
    /// answer may have sent its next request before it could know.
    private static let lastRequestMilliseconds = 500
    /// Milliseconds that a closed connection may take to notice.
    private static let lingerMilliseconds = 5000

    /// How long a connection may stay as it is.
    func milliseconds(for kind: ConnectionMachine.Timer.Kind) -> Int {
        switch kind {
        case .request: idleTimeoutMilliseconds
        case .lastRequest: ServerLimits.lastRequestMilliseconds
        case .head: headerTimeoutMilliseconds
        case .body: bodyTimeoutMilliseconds
        case .end: ServerLimits.lingerMilliseconds
        }
    }
}
