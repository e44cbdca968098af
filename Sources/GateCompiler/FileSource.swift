/// Where the compiler finds the files that a configuration names, so that it touches no disk itself.
package struct FileSource: Sendable {
    /// Why a file cannot be had, in words.
    package struct Failure: Error {
        package var reason: String

        package init(reason: String) {
            self.reason = reason
        }
    }

    /// The files that a name or glob stands for, relative to the configuration file, sorted; empty where there is none.
    package var expand: @Sendable (_ pattern: String) -> Result<[String], Failure>
    /// The bytes of a file that ``expand`` named; at most one more than a limit, so that the caller can tell.
    package var read: @Sendable (_ name: String, _ limitBytes: Int) -> Result<[UInt8], Failure>

    package init(
        expand: @escaping @Sendable (_ pattern: String) -> Result<[String], Failure>,
        read: @escaping @Sendable (_ name: String, _ limitBytes: Int) -> Result<[UInt8], Failure>
    ) {
        self.expand = expand
        self.read = read
    }
}
