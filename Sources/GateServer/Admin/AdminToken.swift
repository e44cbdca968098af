/// The token that requests to the admin listener carry; never printed.
package struct AdminToken: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var description: String { "***" }
    package var debugDescription: String { "***" }
}
