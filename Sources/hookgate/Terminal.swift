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
    ///
    /// Where it cannot be written whole, to a full disk for example, the program says so and exits with `failure`:
    /// half of an output must not pass for all of it.
    static func printOutput(_ text: String, terminator: String = "\n", failure: CInt = 1) {
        guard let number = write(text + terminator, to: STDOUT_FILENO) else { return }
        printFailure("cannot write standard output: \(errorText(number))", help: "what was written of it is not whole")
        exit(failure)
    }

    /// Writes an error of a command, and what to do, to standard error, in the form of findings.
    static func printFailure(_ message: String, help: String) {
        printError("error: \(message)\n  = help: \(help)")
    }

    /// Writes text to standard error, with a line end.
    static func printError(_ text: String) {
        // Where standard error is lost, there is nobody left to tell.
        _ = write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
    }

    /// Writes text as a whole; gives the `errno` where that fails, and nil where it does not.
    private static func write(_ text: String, to descriptor: CInt) -> CInt? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                // Somebody else has made the descriptor non-blocking.
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wait, 1, -1)
                continue
            }
            guard count > 0 else { return count == 0 ? EIO : errno }
            bytes = bytes.dropFirst(count)
        }
        return nil
    }
}
