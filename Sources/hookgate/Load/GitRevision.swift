import GateCompiler
import Glibc

/// The files of a git revision, or of the index.
struct GitRevision: Sendable {
    /// A file as git keeps it.
    private struct Entry: Sendable {
        var mode: String
        var object: String
    }

    /// What the revision is called; empty for the index, as in `:gateway.yaml`.
    let name: String
    private let entries: [String: Entry]

    /// Bytes of a list of files that are read.
    private static let listBytesMax = 256 << 20

    /// Lists the files of a revision of the repository that the working directory is in.
    ///
    /// - Throws: ``FileError`` where git is missing, the directory is in no repository, or the revision unknown.
    init(_ name: String) throws(FileError) {
        self.name = name
        guard !name.hasPrefix("-") else { throw FileError(reason: "\"\(name)\" is no revision") }
        let top = try GitRevision.topDirectory()
        if name.isEmpty {
            let list = try GitRevision.run(["-C", top, "ls-files", "--stage", "-z"], limitBytes: Self.listBytesMax)
            entries = GitRevision.parse(list, object: 1)
        } else {
            guard try GitRevision.isRevision(name) else {
                throw FileError(reason: "git knows no revision \"\(name)\"; git fetch may be needed")
            }
            let arguments = ["-C", top, "ls-tree", "-r", "-z", "--full-tree", name]
            entries = GitRevision.parse(try GitRevision.run(arguments, limitBytes: Self.listBytesMax), object: 2)
        }
    }

    /// Whether git knows a revision of that name; false where there is no repository or no git.
    static func exists(_ name: String) -> Bool {
        !name.hasPrefix("-") && !name.isEmpty && (try? isRevision(name)) == true
    }

    private static func isRevision(_ name: String) throws(FileError) -> Bool {
        try captureProgram("git", ["rev-parse", "--verify", "--quiet", "\(name)^{tree}"], limitBytes: 4096).succeeded
    }

    private static func topDirectory() throws(FileError) -> String {
        let result = try captureProgram("git", ["rev-parse", "--show-toplevel"], limitBytes: 65_536)
        guard result.succeeded else { throw FileError(reason: result.complaint) }
        return text(result.output)
    }

    /// The working directory below the repository's, with a slash at its end where it is not empty.
    static func prefix() throws(FileError) -> String {
        let result = try captureProgram("git", ["rev-parse", "--show-prefix"], limitBytes: 65_536)
        guard result.succeeded else { throw FileError(reason: result.complaint) }
        return text(result.output)
    }

    private static func text(_ output: [UInt8]) -> String {
        String(decoding: output.last == UInt8(ascii: "\n") ? output.dropLast() : output[...], as: UTF8.self)
    }

    /// Entries of `MODE … OBJECT …<tab>PATH<nul>`, with the object as the word at that position.
    private static func parse(_ list: [UInt8], object: Int) -> [String: Entry] {
        var entries: [String: Entry] = [:]
        for line in list.split(separator: 0) {
            guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { continue }
            let words = line[..<tab].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            guard words.count > object else { continue }
            let path = String(decoding: line[(tab + 1)...], as: UTF8.self)
            entries[path] = Entry(mode: words[0], object: words[object])
        }
        return entries
    }

    /// Runs git; a status other than 0 is a failure with git's own words.
    private static func run(_ arguments: [String], limitBytes: Int) throws(FileError) -> [UInt8] {
        let result = try captureProgram("git", arguments, limitBytes: limitBytes)
        guard result.succeeded else { throw FileError(reason: result.complaint) }
        return result.output
    }

    // MARK: Files

    /// The bytes of a file by its path from the top of the repository, at most one more than the limit.
    func read(_ path: String, limitBytes: Int) throws(FileError) -> [UInt8] {
        let place = name.isEmpty ? "the index" : "the revision \"\(name)\""
        guard let entry = entries[path] else {
            let isDirectory = entries.keys.contains { $0.hasPrefix(path.isEmpty ? "" : path + "/") }
            throw FileError(
                reason: isDirectory
                    ? "\"\(path)\" is a directory in \(place)"
                    : "\(place) has no \"\(path)\"; a path is from the top of the repository, or begins with ./"
            )
        }
        switch entry.mode {
        case "120000": throw FileError(reason: "\"\(path)\" is a symbolic link in \(place); name the file it leads to")
        case "160000": throw FileError(reason: "\"\(path)\" is a submodule in \(place)")
        default: return try GitRevision.run(["cat-file", "blob", entry.object], limitBytes: limitBytes)
        }
    }

    /// The files that a name or glob stands for, relative to a directory, sorted; links are left out.
    func expand(_ pattern: String, in directory: String) -> [String] {
        guard let whole = resolvedPath(pattern, in: directory) else { return [] }
        let up = directory.split(separator: "/").count
        return entries.compactMap { path, entry in
            guard entry.mode.hasPrefix("100"), fnmatch(whole, path, FNM_PATHNAME | FNM_PERIOD) == 0 else { return nil }
            if path.hasPrefix(directory) { return String(path.dropFirst(directory.count)) }
            return String(repeating: "../", count: up) + path
        }.sorted()
    }

    /// The samples beside a configuration, from the same revision; a name that begins with a slash is on the disk.
    func files(beside configuration: String) -> FileSource {
        let directory = configuration.lastIndex(of: "/").map { String(configuration[...$0]) } ?? ""
        let disk = FileSource.beside(configuration, log: InputLog())
        return FileSource(
            expand: { pattern in
                pattern.hasPrefix("/") ? disk.expand(pattern) : .success(expand(pattern, in: directory))
            },
            read: { name, limitBytes in
                if name.hasPrefix("/") { return disk.read(name, limitBytes) }
                guard let path = resolvedPath(name, in: directory) else {
                    return .failure(FileSource.Failure(reason: "it lies outside of the repository"))
                }
                do throws(FileError) {
                    return .success(try read(path, limitBytes: limitBytes))
                } catch {
                    return .failure(FileSource.Failure(reason: error.reason))
                }
            }
        )
    }
}

/// A path without `.` and `..`, from the top of a repository; nil where it leads out of it.
func resolvedPath(_ path: String, in directory: String) -> String? {
    var parts: [Substring] = []
    for part in (directory + "/" + path).split(separator: "/") where part != "." {
        if part != ".." {
            parts.append(part)
        } else if parts.popLast() == nil {
            return nil
        }
    }
    return parts.joined(separator: "/")
}
