import Glibc

/// Writes a file, in place of one that may be there.
///
/// - Throws: ``FileError``.
func writeFile(_ path: String, _ bytes: [UInt8]) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(reason: errorText(errno)) }
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
            let reason = errorText(errno)
            close(descriptor)
            throw FileError(reason: reason)
        }
        rest = rest.dropFirst(count)
    }
    guard close(descriptor) == 0 else { throw FileError(reason: errorText(errno)) }
}
