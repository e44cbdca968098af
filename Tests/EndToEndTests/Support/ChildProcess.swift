import Glibc
import Synchronization

/// A process with pipes for its output, which are read when something is waited for; killed and reaped at the end.
final class ChildProcess {
    /// How a process ended.
    enum End: Equatable {
        case exit(Int)
        case signal(Int)
    }

    let id: pid_t
    /// Everything that was read of standard output.
    private(set) var output: [UInt8] = []
    /// Everything that was read of standard error.
    private(set) var errors: [UInt8] = []

    private var outputPipe: CInt
    private var errorPipe: CInt
    /// How it ended; nil until ``wait(_:)`` has seen that.
    private(set) var end: End?

    /// Starts `path`, with exactly this environment.
    init(_ path: String, _ arguments: [String], environment: [String: String]) throws {
        let started = try Started(path, arguments, environment)
        (id, outputPipe, errorPipe) = (started.id, started.outputPipe, started.errorPipe)
    }

    deinit {
        if end == nil {
            kill(id, SIGKILL)
            var status: CInt = 0
            while waitpid(id, &status, 0) < 0, errno == EINTR {}
        }
        for pipe in [outputPipe, errorPipe] where pipe >= 0 { close(pipe) }
    }

    var outputText: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: errors, as: UTF8.self) }

    /// Reads what has come, and waits for some if there is none; false once both pipes have ended.
    func read(until deadline: Deadline) throws -> Bool {
        let open = [outputPipe, errorPipe].filter { $0 >= 0 }
        guard !open.isEmpty else { return false }
        guard let ready = try deadline.awaitInput(open) else {
            throw HarnessError("nothing came in time; so far:\n\(errorText)")
        }
        for pipe in ready { readOnce(pipe) }
        return true
    }

    func send(signal number: CInt) throws {
        guard end == nil else { throw HarnessError("the process has ended") }
        guard kill(id, number) == 0 else { throw HarnessError.system("kill") }
    }

    /// Waits for the end: the pipes end with the process.
    func wait(_ deadline: Deadline = Deadline()) throws -> End {
        while try read(until: deadline) {}
        if let end { return end }
        var status: CInt = 0
        while waitpid(id, &status, 0) < 0 {
            guard errno == EINTR else { throw HarnessError.system("waitpid") }
        }
        let signal = Int(status & 0x7F)
        let ended = signal == 0 ? End.exit(Int(status >> 8 & 0xFF)) : .signal(signal)
        end = ended
        return ended
    }

    /// Closes our end of standard error, as a log reader that is gone does.
    func abandonErrors() {
        if errorPipe >= 0 { close(errorPipe) }
        errorPipe = -1
    }

    private func readOnce(_ pipe: CInt) {
        var chunk = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(pipe, &chunk, chunk.count)
        if count < 0, errno == EINTR { return }
        if count > 0 {
            if pipe == outputPipe { output += chunk[..<count] } else { errors += chunk[..<count] }
            return
        }
        close(pipe)
        if pipe == outputPipe { outputPipe = -1 } else { errorPipe = -1 }
    }
}

/// A process that was just started, with our ends of its pipes.
private struct Started {
    var id: pid_t = 0
    var outputPipe: CInt
    var errorPipe: CInt

    /// One process is started at a time: another one would inherit pipes that are about to be closed to it, and keep
    /// them open.
    private static let turn = Mutex(())

    init(_ path: String, _ arguments: [String], _ environment: [String: String]) throws {
        self = try Started.turn.withLock { _ in
            try Started(inTurn: path, arguments, environment)
        }
    }

    private init(inTurn path: String, _ arguments: [String], _ environment: [String: String]) throws {
        let outputs = try Started.makePipe()
        let errors = try Started.makePipe()
        defer {
            close(outputs.write)
            close(errors.write)
        }
        (outputPipe, errorPipe) = (outputs.read, errors.read)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, outputs.write, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors.write, STDERR_FILENO)
        let words = Started.strings([path] + arguments)
        let variables = Started.strings(environment.map { "\($0.key)=\($0.value)" })
        defer { for text in words + variables { free(text) } }
        let code = posix_spawn(&id, path, &actions, nil, words, variables)
        guard code == 0 else {
            close(outputs.read)
            close(errors.read)
            throw HarnessError("cannot start \(path): \(String(cString: strerror(code)))")
        }
    }

    private static func makePipe() throws -> (read: CInt, write: CInt) {
        var ends: [CInt] = [0, 0]
        guard pipe(&ends) == 0 else { throw HarnessError.system("pipe") }
        for end in ends where fcntl(end, F_SETFD, FD_CLOEXEC) < 0 { throw HarnessError.system("fcntl") }
        return (ends[0], ends[1])
    }

    private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) } + [nil]
    }
}
