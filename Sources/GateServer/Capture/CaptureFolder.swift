#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The directory that captures are written to, with a bound on its files.
struct CaptureFolder {
    /// Why a file was not written.
    enum Failure: Error, Equatable {
        /// There are as many files as there may be.
        case full
        /// The operation that failed, and `errno`.
        case failed(String, CInt)
    }

    private let path: String
    private let filesMax: Int
    private let recountSeconds: Int64
    private var count: Int?
    private var countedAt: Int64 = 0

    init(_ settings: CaptureSettings) {
        path = settings.directory
        filesMax = settings.filesMax
        recountSeconds = settings.recountSeconds
    }

    /// Makes the directory where it is missing, for its owner alone.
    func make() throws(Failure) {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw .failed("mkdir", errno)
    }

    /// Whether users besides the owner can enter the directory.
    var isOpenToOthers: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
    }

    /// Writes a file as a whole: under another name first, then renamed.
    mutating func write(_ name: String, _ bytes: [UInt8], now: Int64) throws(Failure) {
        try makeRoom(now: now)
        let temporary = "\(path)/.\(name).part"
        var descriptor = create(temporary)
        if descriptor < 0, errno == ENOENT {
            // The directory has gone.
            try make()
            count = 0
            descriptor = create(temporary)
        }
        guard descriptor >= 0 else { throw .failed("open", errno) }
        let failure = fill(descriptor, bytes)
        if close(descriptor) != 0, failure == nil {
            unlink(temporary)
            throw .failed("close", errno)
        }
        if let failure {
            unlink(temporary)
            throw failure
        }
        guard rename(temporary, "\(path)/\(name)") == 0 else {
            let number = errno
            unlink(temporary)
            throw .failed("rename", number)
        }
        count = (count ?? 0) + 1
    }

    private func create(_ path: String) -> CInt {
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }

    private func fill(_ descriptor: CInt, _ bytes: [UInt8]) -> Failure? {
        bytes.withUnsafeBytes { buffer -> Failure? in
            var rest = buffer[...]
            while !rest.isEmpty {
                let written = writeBytes(descriptor, UnsafeRawBufferPointer(rebasing: rest))
                if written > 0 {
                    rest = rest.dropFirst(written)
                } else if errno != EINTR {
                    return .failed("write", errno)
                }
            }
            return nil
        }
    }

    /// Counts the files when that was not done yet, and now and then where there are too many.
    private mutating func makeRoom(now: Int64) throws(Failure) {
        if count == nil || count ?? 0 >= filesMax && now >= countedAt + recountSeconds {
            count = files()
            countedAt = now
        }
        if count ?? 0 >= filesMax { throw .full }
    }

    private func files() -> Int {
        guard let listing = opendir(path) else { return 0 }
        defer { closedir(listing) }
        var found = 0
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".json"), !name.hasPrefix(".") { found += 1 }
        }
        return found
    }
}

/// `write(2)`.
private func writeBytes(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

extension CaptureFolder.Failure {
    /// The failure in words.
    var reason: String {
        switch self {
        case .full: "the directory has as many captures as it may have"
        case .failed(let operation, let number): "\(operation): \(String(cString: strerror(number)))"
        }
    }
}
