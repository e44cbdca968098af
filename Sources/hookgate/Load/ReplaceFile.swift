import Glibc

/// Puts new contents in the place of a file at once: whoever reads it sees the old or the new whole.
///
/// Mode and owner stay. Of a symbolic link, the file that it leads to is replaced.
///
/// - Throws: ``FileError``; the file is as it was then.
func replaceFile(_ path: String, with bytes: [UInt8]) throws(FileError) {
    var target = path
    if let real = realpath(path, nil) {
        target = String(cString: real)
        free(real)
    }
    var status = stat()
    guard stat(target, &status) == 0 else { throw FileError(reason: errorText(errno)) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(reason: "it is no regular file") }
    // A file that its owner has made read-only is not written by way of its directory.
    guard access(target, W_OK) == 0 else { throw FileError(reason: errorText(errno)) }
    var template = Array("\(target).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw FileError(reason: "cannot write beside it: \(errorText(errno))") }
    do throws(FileError) {
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileError(reason: errorText(errno)) }
            rest = rest.dropFirst(count)
        }
        // The owner first: a change of owner takes bits of the mode away.
        let isOwned = fchown(descriptor, status.st_uid, status.st_gid) == 0
        guard isOwned, fchmod(descriptor, status.st_mode & 0o7777) == 0 else {
            throw FileError(reason: "its owner and mode cannot be kept: \(errorText(errno))")
        }
        guard fsync(descriptor) == 0 else { throw FileError(reason: errorText(errno)) }
        guard rename(template, target) == 0 else { throw FileError(reason: errorText(errno)) }
    } catch {
        unlink(template)
        throw error
    }
}
