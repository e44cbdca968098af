import Glibc

/// What a program that ran to its end left.
struct CapturedOutput {
    var output: [UInt8]
    /// The last line of its standard error; empty where it said nothing.
    var complaint: String
    /// Whether it ended with the status 0.
    var succeeded: Bool
}

/// Bytes of a program's standard error that are kept.
private let complaintBytesMax = 16_384

/// Runs a program of the search path, without a shell, and takes what it writes.
///
/// Its standard input is empty. What it writes past `limitBytes` and one more is not read.
///
/// - Throws: ``FileError`` where it cannot be started.
func captureProgram(
    _ program: String,
    _ arguments: [String],
    limitBytes: Int
) throws(FileError) -> CapturedOutput {
    let (output, complaints) = (try makePipe(), try makePipe())
    defer {
        close(output.reading)
        close(complaints.reading)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, complaints.writing, STDERR_FILENO)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    let started = posix_spawnp(&child, program, &actions, nil, &words, environ)
    close(output.writing)
    close(complaints.writing)
    guard started == 0 else {
        throw FileError(reason: started == ENOENT ? "\(program) is not installed" : errorText(started))
    }
    let (bytes, complaint) = drain(output.reading, limitBytes: limitBytes, complaints.reading)
    // A program that still writes ends with SIGPIPE.
    let isCut = bytes.count > limitBytes
    if isCut { kill(child, SIGTERM) }
    var status: CInt = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return CapturedOutput(output: bytes, complaint: lastLine(complaint), succeeded: status == 0 || isCut)
}

/// A pipe whose ends no child gets but those that are given to it.
private func makePipe() throws(FileError) -> (reading: CInt, writing: CInt) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw FileError(reason: errorText(errno)) }
    for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
}

/// Reads two pipes as they fill, so that neither holds the program up; the first to one byte past a limit, the second to
/// its end, of which the beginning is kept.
private func drain(_ output: CInt, limitBytes: Int, _ complaints: CInt) -> (output: [UInt8], complaints: [UInt8]) {
    var bytes: [[UInt8]] = [[], []]
    var polled = [output, complaints].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while polled.contains(where: { $0.fd >= 0 }) {
        if poll(&polled, nfds_t(polled.count), -1) < 0 {
            if errno == EINTR { continue }
            break
        }
        for index in polled.indices where polled[index].revents != 0 {
            let count = read(polled[index].fd, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            // What poll finds below zero it leaves out.
            guard count > 0 else {
                polled[index].fd = -1
                continue
            }
            let limit = index == 0 ? limitBytes + 1 : complaintBytesMax
            bytes[index] += chunk[..<min(count, max(0, limit - bytes[index].count))]
            if bytes[0].count > limitBytes { return (bytes[0], bytes[1]) }
        }
    }
    return (bytes[0], bytes[1])
}

private func lastLine(_ bytes: [UInt8]) -> String {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.last.map(String.init) ?? ""
}
