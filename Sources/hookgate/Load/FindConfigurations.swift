import Glibc

/// A configuration file to check, or why a word of the command line gives none.
enum FoundConfiguration: Hashable {
    case file(String)
    case standardInput
    case failure(word: String, reason: String)
}

/// Most files and directories that one word of the command line may stand for.
private let entriesMax = 100_000

/// The files that words of the command line stand for, in the order of the words, each file once.
///
/// A word is `-` for standard input, a directory, which stands for the configuration files in it, a file, or a glob
/// (glob(7), and `**` for directories at any depth) where no file has that very name. Files of tests (`*.test.yaml`)
/// are no configuration files and left out: a shell that expands `*.yaml` gives them too.
func findConfigurations(_ words: [String]) -> [FoundConfiguration] {
    var found: [FoundConfiguration] = []
    var seen: Set<FoundConfiguration> = []
    var testFile: String?
    for word in words {
        switch findFiles(word) {
        case .success(let files):
            for file in files {
                if isTestFile(file) {
                    testFile = file
                } else if seen.insert(.file(file)).inserted {
                    found.append(.file(file))
                }
            }
        case .failure(let error): found.append(.failure(word: word, reason: error.reason))
        }
        if word == "-", seen.insert(.standardInput).inserted { found.append(.standardInput) }
    }
    if found.isEmpty, let testFile {
        let reason = "it is a file of tests, and no configuration file is named beside it"
        found.append(.failure(word: testFile, reason: reason))
    }
    return found
}

/// The files of one word; none for standard input.
private func findFiles(_ word: String) -> Result<[String], FileError> {
    if word == "-" { return .success([]) }
    var status = stat()
    let isThere = stat(word, &status) == 0
    if isThere, status.st_mode & S_IFMT == S_IFDIR { return configurations(in: word) }
    guard !isThere, word.contains(where: { "*?[".contains($0) }) else { return .success([word]) }
    return expandDeepGlob(word).flatMap { files in
        if files.isEmpty { return .failure(FileError(reason: "no file matches")) }
        let configurations = files.filter { !isTestFile($0) }
        guard configurations.isEmpty else { return .success(configurations) }
        return .failure(FileError(reason: "only files of tests match"))
    }
}

/// The files of a directory that look like a configuration: `*.yaml` and `*.yml` with the key `hookgate` at the top.
private func configurations(in directory: String) -> Result<[String], FileError> {
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    var files: [String] = []
    for ending in ["yaml", "yml"] {
        switch expandGlob("*.\(ending)", in: prefix) {
        case .success(let names): files += names.map { prefix + $0 }
        case .failure(let error): return .failure(error)
        }
    }
    files = files.sorted().filter { !isTestFile($0) && hasVersionKey($0) }
    guard files.isEmpty else { return .success(files) }
    return .failure(FileError(reason: "no file of this directory has the key \"hookgate\" at the top"))
}

func isTestFile(_ path: String) -> Bool {
    path.hasSuffix(".test.yaml") || path.hasSuffix(".test.yml")
}

/// How far into a file the key is looked for.
private let keyReachBytes = 65_536

/// Whether a line begins with `hookgate:`.
///
/// A file that cannot be read counts, so that checking it says why.
func hasVersionKey(_ path: String) -> Bool {
    guard let bytes = try? readFile(path, limitBytes: keyReachBytes) else { return true }
    return bytes.split(separator: UInt8(ascii: "\n")).contains { line in
        ["hookgate:", "\"hookgate\":", "'hookgate':", "{hookgate:", "{ hookgate:", "\u{FEFF}hookgate:"].contains {
            key in
            line.starts(with: key.utf8)
        }
    }
}

/// The files that a glob stands for, where a part that is `**` is any number of directories, sorted by byte.
func expandDeepGlob(_ pattern: String) -> Result<[String], FileError> {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let deep = parts.firstIndex(of: "**") else { return expandGlob(pattern, in: "") }
    let base = parts[..<deep].joined(separator: "/")
    let rest = parts[(deep + 1)...].joined(separator: "/")
    var directories: [String]
    if base.isEmpty {
        directories = [deep > 0 ? "/" : ""]
    } else {
        switch expandDirectories(base) {
        case .success(let found): directories = found
        case .failure(let error): return .failure(error)
        }
    }
    var files: Set<String> = []
    var index = 0
    while index < directories.count {
        guard directories.count + files.count <= entriesMax else {
            return .failure(FileError(reason: "it matches more than \(entriesMax) files and directories"))
        }
        let directory = directories[index]
        index += 1
        directories += subdirectories(of: directory)
        // What stands for a directory by its name is no pattern.
        let literal = directory.map { "*?[\\".contains($0) ? "\\\($0)" : String($0) }.joined()
        if rest.split(separator: "/").contains("**") {
            switch expandDeepGlob(literal + rest) {
            case .success(let found): files.formUnion(found)
            case .failure(let error): return .failure(error)
            }
        } else {
            switch expandGlob(rest.isEmpty ? "*" : rest, in: directory) {
            case .success(let names): files.formUnion(names.map { directory + $0 })
            case .failure(let error): return .failure(error)
            }
        }
    }
    return .success(files.sorted())
}

/// The directories that a glob without `**` stands for, each with a slash at its end.
private func expandDirectories(_ pattern: String) -> Result<[String], FileError> {
    expandNames(pattern, in: "", wantsDirectories: true).map { $0.map { $0 + "/" } }
}

/// The directories in a directory, apart from hidden ones and links, so that the walk ends.
private func subdirectories(of directory: String) -> [String] {
    guard let stream = opendir(directory.isEmpty ? "." : directory) else { return [] }
    defer { closedir(stream) }
    var found: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard !name.hasPrefix(".") else { continue }
        var status = stat()
        guard lstat(directory + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { continue }
        found.append(directory + name + "/")
    }
    return found
}
