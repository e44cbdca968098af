import Glibc

/// The files of tests that words of the command line stand for, sorted within each, each file once.
///
/// A word is a file of tests, a configuration file, which stands for the file of tests beside it, a directory, which stands
/// for all below it, or a glob.
func findTests(_ words: [String]) -> Result<[String], FileError> {
    var found: [String] = []
    for word in words {
        switch findTests(word) {
        case .success(let files): for file in files where !found.contains(file) { found.append(file) }
        case .failure(let error): return .failure(error)
        }
    }
    return .success(found)
}

private func findTests(_ word: String) -> Result<[String], FileError> {
    var status = stat()
    let isThere = stat(word, &status) == 0
    if isThere, status.st_mode & S_IFMT == S_IFDIR {
        let prefix = word == "." ? "" : word.hasSuffix("/") ? word : word + "/"
        var files: [String] = []
        for ending in ["yaml", "yml"] {
            switch expandDeepGlob("\(prefix)**/*.test.\(ending)") {
            case .success(let names): files += names
            case .failure(let error): return .failure(error)
            }
        }
        // Other programs have files of that name.
        files = files.filter(hasVersionKey)
        guard !files.isEmpty else {
            let reason = "there is no *.test.yaml with the key \"hookgate\" at the top in \(word) or below"
            return .failure(FileError(reason: reason))
        }
        return .success(files.sorted())
    }
    if isTestFile(word) || !isThere {
        if isThere { return .success([word]) }
        guard word.contains(where: { "*?[".contains($0) }) else {
            return .failure(FileError(reason: "there is no file \(word)"))
        }
        return expandDeepGlob(word).flatMap { names in
            let files = names.filter(isTestFile)
            return files.isEmpty ? .failure(FileError(reason: "no file of tests matches \(word)")) : .success(files)
        }
    }
    for ending in [".yaml", ".yml"] where word.hasSuffix(ending) {
        let beside = word.dropLast(ending.count) + ".test" + ending
        if stat(String(beside), &status) == 0 { return .success([String(beside)]) }
        return .failure(FileError(reason: "\(word) has no tests: there is no \(beside) beside it"))
    }
    return .failure(FileError(reason: "\(word) is no file of tests: their names end in .test.yaml"))
}
