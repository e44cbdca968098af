import GateCompiler
import GateDiagnostics
import GateYAML
import Glibc

/// A version of a configuration file: where it is read from.
enum FileVersion: Equatable {
    /// A file on the disk.
    case file(String)
    /// Standard input; samples are beside the working directory.
    case standardInput
    /// A path in a git revision; an empty revision is the index.
    case revision(String, path: String)
}

/// Why an argument names no version of a file, in words.
struct VersionError: Error {
    var reason: String
}

extension FileVersion {
    /// Reads an argument as git does: `REV:PATH` is a file of a revision, `:PATH` of the index.
    ///
    /// A revision alone stands for its version of `companion`, the other argument. A file and a revision of the same
    /// name are refused.
    init(_ argument: String, companion: String?) throws(VersionError) {
        if argument == "-" {
            self = .standardInput
            return
        }
        let isFile = access(argument, F_OK) == 0
        if let colon = argument.firstIndex(of: ":") {
            let (revision, path) = (String(argument[..<colon]), String(argument[argument.index(after: colon)...]))
            if isFile, !argument.hasPrefix("/"), GitRevision.exists(revision) {
                throw VersionError(
                    reason: "\"\(argument)\" is a file and a path in a revision; write ./\(argument) for the file"
                )
            }
            self =
                isFile || argument.hasPrefix("/") || argument.hasPrefix("./")
                ? .file(argument) : .revision(revision, path: path)
            return
        }
        guard let companion, !argument.contains("./"), !argument.hasPrefix("/"), GitRevision.exists(argument) else {
            self = .file(argument)
            return
        }
        guard !isFile else {
            throw VersionError(
                reason: "\"\(argument)\" is a file and a revision; write ./\(argument) or \(argument):./\(companion)"
            )
        }
        guard !companion.hasPrefix("/") else {
            throw VersionError(reason: "\"\(argument)\" is a revision; write \(argument):PATH for a file of it")
        }
        self = .revision(argument, path: "./" + companion)
    }

    /// What messages call it.
    var name: String {
        switch self {
        case .file(let path): path
        case .standardInput: "standard input"
        case .revision(let revision, let path): "\(revision):\(path.hasPrefix("./") ? String(path.dropFirst(2)) : path)"
        }
    }

    /// Reads and compiles it with the samples of the same version; what cannot be read is a finding like any other.
    ///
    /// Samples that are not there are done without.
    func compile() -> Compilation {
        switch self {
        case .file(let path):
            if !path.contains("/"), access(path, F_OK) != 0, errno == ENOENT {
                return unread(FileError(reason: "there is neither a file nor a git revision of that name"))
            }
            return compileFile(path, needsSamples: false)
        case .standardInput:
            do throws(FileError) {
                let bytes = try readToEnd(STDIN_FILENO, limitBytes: YAMLLimits().fileBytesMax)
                return compiled(bytes, FileSource.beside("./-", log: InputLog()))
            } catch {
                return unread(error)
            }
        case .revision(let name, let path):
            do throws(FileError) {
                let revision = try GitRevision(name)
                let isRelative = path.hasPrefix("./") || path.hasPrefix("../")
                guard let whole = resolvedPath(path, in: isRelative ? try GitRevision.prefix() : "") else {
                    throw FileError(reason: "\"\(path)\" lies outside of the repository")
                }
                let bytes = try revision.read(whole, limitBytes: YAMLLimits().fileBytesMax)
                return compiled(bytes, revision.files(beside: whole))
            } catch {
                return unread(error)
            }
        }
    }

    private func compiled(_ bytes: [UInt8], _ files: FileSource) -> Compilation {
        var files = files
        files.mayLackFiles = true
        return GateCompiler.compile(SourceText(name: name, bytes: bytes), files: files)
    }

    private func unread(_ error: FileError) -> Compilation {
        unreadable(
            name,
            "cannot read \(name): \(error.reason)",
            ["name a file, - for standard input, or a file of a revision such as HEAD:gateway.yaml"]
        )
    }
}
