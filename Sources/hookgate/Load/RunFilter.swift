import Glibc

/// Runs a program of the search path that reads everything and then writes: what it writes for `input`.
///
/// Its standard error is this program's.
///
/// - Throws: ``FileError`` where it cannot be started or ends with another status than 0.
func runFilter(_ program: String, _ arguments: [String], input: [UInt8]) throws(FileError) -> [UInt8] {
    var (toChild, fromChild): ([CInt], [CInt]) = ([-1, -1], [-1, -1])
    guard pipe(&toChild) == 0 else { throw FileError(reason: errorText(errno)) }
    guard pipe(&fromChild) == 0 else {
        let reason = errorText(errno)
        toChild.forEach { _ = close($0) }
        throw FileError(reason: reason)
    }
    // The child has its own ends as its standard input and output alone; an end that it kept would never be at its end.
    for descriptor in toChild + fromChild { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], STDOUT_FILENO)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    let started = posix_spawnp(&child, program, &actions, nil, &words, environ)
    close(toChild[0])
    close(fromChild[1])
    guard started == 0 else {
        close(toChild[1])
        close(fromChild[0])
        throw FileError(reason: errorText(started))
    }
    // A program that ends early must not end this one.
    signal(SIGPIPE, SIG_IGN)
    writeAll(input, to: toChild[1])
    close(toChild[1])
    let output = readAll(from: fromChild[0])
    close(fromChild[0])
    var status: CInt = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw FileError(reason: "it ended with an error") }
    return output
}

private func writeAll(_ bytes: [UInt8], to descriptor: CInt) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}

private func readAll(from descriptor: CInt) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return bytes }
        bytes += chunk[..<count]
    }
}
