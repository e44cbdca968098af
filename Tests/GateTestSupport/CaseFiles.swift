import Foundation

/// The files of a folder beside a test's source file, sorted by name; empty if there is no such folder.
///
/// The result is each file's name without its extension, so that a case shows under that name.
package func caseNames(in folder: String, extension: String, testFile: String = #filePath) -> [String] {
    let url = URL(fileURLWithPath: testFile).deletingLastPathComponent().appendingPathComponent(folder)
    let files = (try? FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)) ?? []
    return files.filter { $0.pathExtension == `extension` }
        .map { $0.deletingPathExtension().lastPathComponent }
        .sorted()
}

/// The bytes of a file beside a test's source file.
package func caseBytes(_ path: String, testFile: String = #filePath) throws -> [UInt8] {
    let folder = URL(fileURLWithPath: testFile).deletingLastPathComponent()
    return Array(try Data(contentsOf: folder.appendingPathComponent(path)))
}
