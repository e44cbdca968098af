import GateRuntime

/// What requests to the admin listener must carry; its value cannot be printed.
package struct AdminToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let bytes: [UInt8]

    /// The token of a secret's value, which is not empty.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Never the value.
    package var description: String { "<token>" }
    /// Never the value.
    package var debugDescription: String { description }
    /// Nothing.
    package var customMirror: Mirror { Mirror(self, children: []) }

    /// Whether the values of Authorization are one, and that holds the token (RFC 6750, section 2.1).
    ///
    /// Takes as long for a wrong token as for the right one.
    func isIn(_ authorization: [String]) -> Bool {
        let scheme = "bearer "
        guard let value = authorization.first, authorization.count == 1,
            value.prefix(scheme.count).lowercased() == scheme
        else { return false }
        let given = Array(value.dropFirst(scheme.count).utf8)
        return given.withUnsafeBytes { given in
            bytes.withUnsafeBytes { constantTimeEqual(ByteView(given), secret: ByteView($0)) }
        }
    }
}
