import Testing

/// The rules of the house that a formatter does not know.
@Suite("tidy")
struct TidyTests {
    @Test("the sources are found")
    func found() {
        #expect(SourceFile.all.count > 100)
    }

    @Test("a file is one thing: 400 lines at most", arguments: SourceFile.all)
    func length(_ file: SourceFile) {
        #expect(file.lines.count <= 400, "split it by meaning")
    }

    @Test("nothing that input can reach may trap or hide a race", arguments: SourceFile.all)
    func bannedWords(_ file: SourceFile) {
        let banned = ["try!", "as!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)", "TODO", "FIXME"]
        for (number, text) in file.code {
            for word in banned {
                #expect(!text.contains(word), "\(file.path):\(number): \(word)")
            }
        }
    }

    @Test("Foundation stays out of the product", arguments: SourceFile.all)
    func foundation(_ file: SourceFile) {
        #expect(!file.imports.contains { $0.hasPrefix("Foundation") })
    }

    @Test("imports go one way only", arguments: SourceFile.all)
    func imports(_ file: SourceFile) throws {
        let mayImport: [String: Set<String>] = [
            "GateDiagnostics": [],
            "GateYAML": ["GateDiagnostics", "CLibYAML"],
            "GateRuntime": ["CSimdJSON", "CRE2", "Crypto"],
            "GateExpression": ["GateDiagnostics", "GateRuntime"],
            "GateConfig": ["GateDiagnostics", "GateYAML"],
            "GateCompiler": ["GateConfig", "GateYAML", "GateExpression", "GateRuntime", "GateDiagnostics"],
            "GateTesting": ["GateCompiler", "GateConfig", "GateRuntime", "GateYAML", "GateDiagnostics"],
            "GateServer": ["GateRuntime"],
        ]
        guard file.target != "hookgate" else { return }
        let allowed = try #require(mayImport[file.target], "\(file.target) is not in the table")
        let watched = Set(mayImport.keys).union(["CLibYAML", "CSimdJSON", "CRE2", "Crypto"])
        for name in file.imports where watched.contains(name) {
            #expect(allowed.contains(name), "\(file.path) imports \(name)")
        }
    }

    @Test("what other targets use is documented", arguments: SourceFile.all)
    func documentation(_ file: SourceFile) {
        let declarations = ["struct ", "enum ", "final class ", "func ", "protocol ", "static func ", "mutating func "]
        for (index, line) in file.lines.enumerated() where index > 0 {
            let text = line.drop(while: \.isWhitespace)
            guard text.hasPrefix("package ") else { continue }
            let rest = text.dropFirst("package ".count)
            guard declarations.contains(where: { rest.hasPrefix($0) }) else { continue }
            var above = index - 1
            while above > 0, file.lines[above].drop(while: \.isWhitespace).hasPrefix("@") { above -= 1 }
            let isDocumented = file.lines[above].drop(while: \.isWhitespace).hasPrefix("///")
            #expect(isDocumented, "\(file.path):\(index + 1): \(text)")
        }
    }
}
