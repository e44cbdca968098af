import Crypto
import GateServer
import Synchronization

/// Every file that a load reads and every glob that it expands, so that a later look can tell whether anything changed.
final class InputLog: Sendable {
    private struct Read: Equatable {
        /// The name as the configuration has it, for the hash; the path may differ from machine to machine.
        var name: String
        var limitBytes: Int
        /// SHA-256 of the bytes; nil where they could not be read.
        var digest: [UInt8]?
    }

    private struct Contents {
        var reads: [String: Read] = [:]
        var stamps: [String: FileStamp?] = [:]
        /// What each glob gave, by the directory it is relative to.
        var listings: [Listing: [String]?] = [:]
    }

    fileprivate struct Listing: Hashable {
        var pattern: String
        var directory: String
    }

    private let contents = Mutex(Contents())

    /// Reads a file and notes what it was.
    func read(_ path: String, name: String, limitBytes: Int) throws(FileError) -> [UInt8] {
        do {
            let file = try readStampedFile(path, limitBytes: limitBytes)
            let read = Read(name: name, limitBytes: limitBytes, digest: Array(SHA256.hash(data: file.bytes)))
            note(path, read, file.stamp)
            return file.bytes
        } catch {
            note(path, Read(name: name, limitBytes: limitBytes, digest: nil), FileStamp(path: path))
            throw error
        }
    }

    /// Expands a glob and notes what it gave.
    func expand(_ pattern: String, in directory: String) -> Result<[String], FileError> {
        let result = expandGlob(pattern, in: directory)
        contents.withLock { contents in
            contents.listings[Listing(pattern: pattern, directory: directory)] = .some(try? result.get())
        }
        return result
    }

    /// A file that is read elsewhere, such as a secret's.
    func note(_ path: String) {
        let stamp = FileStamp(path: path)
        contents.withLock { contents in _ = contents.stamps.updateValue(stamp, forKey: path) }
    }

    private func note(_ path: String, _ read: Read, _ stamp: FileStamp?) {
        contents.withLock { contents in
            contents.reads[path] = read
            _ = contents.stamps.updateValue(stamp, forKey: path)
        }
    }

    /// What to watch.
    var inputs: LoadInputs {
        contents.withLock { contents in
            var inputs = LoadInputs()
            inputs.files = contents.stamps
            for (listing, names) in contents.listings {
                inputs.directories.insert(listing.literalDirectory)
                // A pattern may hold wildcards in its directories as well.
                for name in (names ?? []) { inputs.directories.insert(listing.directory(of: name)) }
            }
            return inputs
        }
    }

    /// SHA-256 in hexadecimal over the names and digests of what was read, in the order of the names.
    var hash: String {
        let reads = contents.withLock { Array($0.reads.values) }
        var hash = SHA256()
        for read in reads.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
            hash.update(data: Array("\(read.name.utf8.count):\(read.name)".utf8))
            hash.update(data: read.digest ?? [])
        }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Whether everything that was read would be read the same now.
    ///
    /// The stamps of files that are, although others have taken their place, are those of now.
    func isCurrent() -> Bool {
        let before = contents.withLock { $0 }
        var stamps = before.stamps
        for (path, read) in before.reads {
            let now = try? readStampedFile(path, limitBytes: read.limitBytes)
            guard now.map({ Array(SHA256.hash(data: $0.bytes)) }) == read.digest else { return false }
            stamps.updateValue(now?.stamp ?? FileStamp(path: path), forKey: path)
        }
        for (listing, names) in before.listings {
            guard (try? expandGlob(listing.pattern, in: listing.directory).get()) == names else { return false }
        }
        let current = stamps
        contents.withLock { $0.stamps = current }
        return true
    }
}

extension InputLog.Listing {
    /// The directory before the first wildcard.
    fileprivate var literalDirectory: String {
        let literal = pattern.prefix { !"*?[\\".contains($0) }
        let path = literal.hasPrefix("/") ? String(literal) : directory + literal
        return path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    }

    fileprivate func directory(of name: String) -> String {
        let path = name.hasPrefix("/") ? name : directory + name
        return path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    }
}
