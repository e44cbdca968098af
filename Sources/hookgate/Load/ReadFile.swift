import GateServer
import Glibc

/// Why a file cannot be read, in words.
struct FileError: Error {
    var reason: String
}

/// A file's bytes and what the file was while they were read.
struct StampedFile {
    var bytes: [UInt8]
    var stamp: FileStamp?
}

/// How often a file that changes while it is read is read again.
private let readingsMax = 5

/// Reads a regular file, or a pipe, up to a limit.
///
/// - Throws: ``FileError``; a file of more than `limitBytes` is read to one byte past it, so that the caller can tell.
func readFile(_ path: String, limitBytes: Int) throws(FileError) -> [UInt8] {
    try readStampedFile(path, limitBytes: limitBytes).bytes
}

/// Reads a file as it is at one moment: again where it changed meanwhile.
///
/// A file that never rests is given as it was read last, with the stamp from before: it is not what it says.
func readStampedFile(_ path: String, limitBytes: Int) throws(FileError) -> StampedFile {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(reason: errorText(errno)) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(reason: errorText(errno)) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError(reason: "it is a directory") }
    var file = StampedFile(bytes: [], stamp: nil)
    for reading in 0..<readingsMax {
        file.stamp = FileStamp(descriptor: descriptor)
        if reading > 0, lseek(descriptor, 0, SEEK_SET) < 0 { return file }
        file.bytes = try readToEnd(descriptor, limitBytes: limitBytes)
        if FileStamp(descriptor: descriptor) == file.stamp { return file }
    }
    return file
}

/// Reads what is left of a descriptor, to one byte past a limit at most.
func readToEnd(_ descriptor: CInt, limitBytes: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limitBytes {
        let count = read(descriptor, &chunk, min(chunk.count, limitBytes + 1 - bytes.count))
        if count == 0 { break }
        if count < 0 {
            if errno == EINTR { continue }
            throw FileError(reason: errorText(errno))
        }
        bytes += chunk[..<count]
    }
    return bytes
}

/// The text of an error number, with a lower-case beginning.
func errorText(_ number: CInt) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let text = String(decoding: bytes, as: UTF8.self)
    return text.isEmpty ? "error \(number)" : text.prefix(1).lowercased() + text.dropFirst()
}
