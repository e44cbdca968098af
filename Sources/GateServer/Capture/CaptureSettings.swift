import GateRuntime

/// What is captured, and where to.
package struct CaptureSettings: Sendable {
    /// The directory for the files; made where its parent is there.
    package var directory: String
    /// The share of requests, in millionths.
    package var share: UInt32 = AccessShares.whole
    /// Most files in the directory, those of earlier runs included.
    package var filesMax = 1000
    /// Bytes of a body that are kept.
    package var bodyBytesMax = 64 << 10
    /// Bytes that may wait to be written.
    package var waitingBytesMax = 8 << 20
    /// Seconds after which a full directory is looked at again.
    package var recountSeconds: Int64 = 5

    package init(directory: String) {
        self.directory = directory
    }
}
