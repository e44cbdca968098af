import Foundation
import GateCompiler
import GateDiagnostics

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

/// Compiles a file of the project, by its path from the root.
func compileExample(_ path: String, hasFiles: Bool = true) throws -> Compilation {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let file = root.appendingPathComponent(path)
    let bytes = Array(try Data(contentsOf: file))
    // Relative to this file, as the helper wants it.
    let folder = "../../" + (path.contains("/") ? (path as NSString).deletingLastPathComponent : "")
    return compile(SourceText(name: path, bytes: bytes), files: hasFiles ? .folder(folder) : nil)
}
