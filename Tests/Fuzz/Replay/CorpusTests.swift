import Foundation
import GateFuzz
import Testing

/// Inputs that once were findings, or that reach far: every file of `Tests/Fuzz/Corpus` is a case.
@Suite("the fuzzers' corpus")
struct CorpusTests {
    struct Input: Sendable, CustomTestStringConvertible {
        var target: FuzzTarget
        var name: String
        var bytes: [UInt8]

        var testDescription: String { "\(target.rawValue)/\(name)" }
    }

    static let inputs: [Input] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        var found: [Input] = []
        for target in FuzzTarget.allCases {
            let path = folder.appendingPathComponent("Corpus/\(target.rawValue)").path
            for name in (try? FileManager.default.contentsOfDirectory(atPath: path))?.sorted() ?? [] {
                guard let data = FileManager.default.contents(atPath: path + "/" + name) else { continue }
                found.append(Input(target: target, name: name, bytes: Array(data)))
            }
        }
        return found
    }()

    @Test("no input traps", arguments: inputs)
    func replay(_ input: Input) {
        // Twice, so that nothing depends on what the first run left behind.
        for _ in 0..<2 { input.bytes.withUnsafeBufferPointer { input.target.run($0) } }
    }

    @Test("every target has inputs", arguments: FuzzTarget.allCases)
    func everyTarget(_ target: FuzzTarget) {
        #expect(Self.inputs.contains { $0.target == target })
    }
}
