import GateDiagnostics
import Glibc

/// Standard output and error.
enum Terminal {
    /// Colour on a terminal only, and not where NO_COLOR is set (no-color.org) or the terminal is dumb.
    static var standardErrorStyle: TerminalStyle {
        guard isatty(STDERR_FILENO) == 1, getenv("NO_COLOR") == nil else { return .plain }
        guard let term = environment("TERM"), term != "dumb" else { return .plain }
        return .ansi
    }

    /// Whether a person may read standard error.
    static var isStandardErrorTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// A variable of the environment; nil where it is not set.
    static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    /// Writes a line to standard output, or text with another end.
    static func printOutput(_ text: String, terminator: String = "\n") {
        write(text + terminator, to: STDOUT_FILENO)
    }

    /// Writes text to standard error, with a line end.
    static func printError(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: CInt) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }
}
