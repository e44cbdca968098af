#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// Which names in which directories matter to a set of paths.
///
/// A path is walked from its first directory to its end, through every symbolic link on the way: whichever part of it
/// is renamed, replaced or linked anew, a name of the plan changes. So an editor's rename, `git checkout`, a release
/// directory behind a link and the `..data` link of a Kubernetes volume are all seen.
struct WatchPlan: Equatable {
    /// What of a directory matters.
    struct Interest: Equatable {
        var names: Set<String> = []
        /// Whether a file itself lies here, so that its content matters; otherwise only names do.
        var holdsFiles = false
        /// Whether any name matters.
        var takesAll = false
    }

    private(set) var directories: [String: Interest] = [:]

    /// Links that a path may lead through (as the kernel: path_resolution(7)).
    private static let linksMax = 40

    init(_ inputs: LoadInputs, workingDirectory: String = WatchPlan.currentDirectory()) {
        for path in inputs.files.keys { add(path, workingDirectory) }
        for path in inputs.directories {
            guard let directory = add(path.hasSuffix("/") ? path + "." : path + "/.", workingDirectory) else {
                continue
            }
            directories[directory, default: Interest()].takesAll = true
            directories[directory, default: Interest()].holdsFiles = true
        }
    }

    /// Follows a path and notes each name on its way; gives the directory that its last name lies in.
    @discardableResult
    private mutating func add(_ path: String, _ workingDirectory: String) -> String? {
        var rest = (path.hasPrefix("/") ? path : workingDirectory + "/" + path).split(separator: "/").map(String.init)
        rest.reverse()
        var directory = "/"
        var linkCount = 0
        while let name = rest.popLast() {
            if name == "." { continue }
            if name == ".." {
                directory = WatchPlan.parent(of: directory)
                continue
            }
            let isLast = !rest.contains { $0 != "." }
            directories[directory, default: Interest()].names.insert(name)
            let full = directory == "/" ? "/" + name : directory + "/" + name
            if let target = WatchPlan.link(at: full) {
                linkCount += 1
                guard linkCount <= WatchPlan.linksMax else { return nil }
                if target.hasPrefix("/") { directory = "/" }
                rest += target.split(separator: "/").map(String.init).reversed()
            } else if isLast, rest.isEmpty {
                directories[directory, default: Interest()].holdsFiles = true
                return directory
            } else {
                directory = full
            }
        }
        return directory
    }

    private static func parent(of directory: String) -> String {
        guard let slash = directory.lastIndex(of: "/"), slash != directory.startIndex else { return "/" }
        return String(directory[..<slash])
    }

    /// What a symbolic link says; nil where the path is none.
    private static func link(at path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &buffer, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The working directory; `/` where it is gone.
    static func currentDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }
}
