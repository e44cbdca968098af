import GateCompiler
import Glibc

extension FileSource {
    /// The files beside a configuration file: names and globs are relative to the directory that it really lies in.
    ///
    /// A symbolic link to the configuration is followed, so that its samples are the same under either name.
    static func beside(_ configuration: String, log: InputLog) -> FileSource {
        let directory = directory(of: configuration)
        return FileSource(
            expand: { pattern in log.expand(pattern, in: directory).mapError { Failure(reason: $0.reason) } },
            read: { name, limitBytes in
                do throws(FileError) {
                    let path = path(name, in: directory)
                    return .success(try log.read(path, name: name, limitBytes: limitBytes))
                } catch {
                    return .failure(Failure(reason: error.reason))
                }
            }
        )
    }
}

/// The directory of a file, links resolved, with a slash at its end; empty for the working directory.
private func directory(of path: String) -> String {
    var resolved = path
    if let real = realpath(path, nil) {
        resolved = String(cString: real)
        free(real)
    }
    return resolved.lastIndex(of: "/").map { String(resolved[...$0]) } ?? ""
}

private func path(_ name: String, in directory: String) -> String {
    name.hasPrefix("/") ? name : directory + name
}

/// The regular files that a name or glob (glob(7)) stands for, sorted by byte.
func expandGlob(_ pattern: String, in directory: String) -> Result<[String], FileError> {
    expandNames(pattern, in: directory, wantsDirectories: false)
}

/// The regular files, or the directories, that a name or glob stands for, sorted by byte.
func expandNames(_ pattern: String, in directory: String, wantsDirectories: Bool) -> Result<[String], FileError> {
    guard !pattern.utf8.contains(0) else { return .success([]) }
    let isAbsolute = pattern.hasPrefix("/")
    // The directory's own name is no pattern.
    let literal = directory.map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    var found = glob_t()
    defer { globfree(&found) }
    switch glob(isAbsolute ? pattern : literal + pattern, GLOB_NOSORT, nil, &found) {
    case 0: break
    case GLOB_NOMATCH: return .success([])
    case GLOB_NOSPACE: return .failure(FileError(reason: "it matches too many files"))
    default: return .failure(FileError(reason: "a directory on the way cannot be read"))
    }
    var names: [String] = []
    for index in 0..<Int(found.gl_pathc) {
        guard let entry = found.gl_pathv[index] else { continue }
        let name = String(cString: entry)
        guard isDirectory(name) == wantsDirectories else { continue }
        names.append(isAbsolute ? name : String(name.dropFirst(directory.count)))
    }
    return .success(names.sorted())
}

private func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
