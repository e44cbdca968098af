import Foundation
import Testing

/// A source file of the product, as the rules look at it.
struct SourceFile: CustomTestStringConvertible {
    /// The path below the repository.
    let path: String
    let lines: [String]

    /// The target that it belongs to.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

    var testDescription: String { path }

    /// The modules that it imports.
    var imports: [String] {
        lines.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1 else { return nil }
            return words[index + 1]
        }
    }

    /// The lines that are code, with their numbers from 1.
    var code: [(number: Int, text: String)] {
        lines.enumerated().compactMap { index, line in
            let trimmed = line.drop(while: \.isWhitespace)
            return trimmed.hasPrefix("//") ? nil : (index + 1, line)
        }
    }

    /// Every Swift file under Sources.
    static let all: [SourceFile] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.appendingPathComponent("Sources")
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(".swift") }.sorted().compactMap { name in
            guard let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8) else {
                return nil
            }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            return SourceFile(path: "Sources/" + name, lines: lines)
        }
    }()
}
