import Foundation
import GateCompiler

extension FileSource {
    /// The files of a folder beside a test's source file.
    static func folder(_ folder: String, testFile: String = #filePath) -> FileSource {
        let root = URL(fileURLWithPath: testFile).deletingLastPathComponent().appendingPathComponent(folder)
        return FileSource(
            expand: { pattern in
                let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
                return .success(paths.filter { isMatch($0, pattern) && $0.contains(".") }.sorted())
            },
            read: { name, limitBytes in
                guard let data = try? Data(contentsOf: root.appendingPathComponent(name)) else {
                    return .failure(Failure(reason: "no such file"))
                }
                return .success(Array(data.prefix(limitBytes + 1)))
            }
        )
    }

    /// Files in memory, by name; one without bytes cannot be read.
    static func memory(_ files: [String: String?]) -> FileSource {
        FileSource(
            expand: { pattern in .success(files.keys.filter { isMatch($0, pattern) }.sorted()) },
            read: { name, limitBytes in
                guard let text = files[name] ?? nil else { return .failure(Failure(reason: "permission denied")) }
                return .success(Array(text.utf8.prefix(limitBytes + 1)))
            }
        )
    }
}

private func isMatch(_ path: String, _ pattern: String) -> Bool {
    fnmatch(pattern, path, FNM_PATHNAME) == 0
}
