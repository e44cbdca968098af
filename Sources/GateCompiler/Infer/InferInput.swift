import GateExpression
import GateRuntime

/// What an `extract:` block is inferred from.
package struct InferInput: Sendable {
    /// A request body.
    package struct Sample: Sendable {
        /// What messages call it.
        package var name: String
        package var bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    package var samples: [Sample] = []
    /// A query string without its question mark.
    package var query: String?
    package var headers: [(name: String, value: String)] = []

    package init() {}

    /// Largest sample in bytes, most of them, and most bytes of all, as for `samples:` of an endpoint.
    package static let sampleBytesMax = SampleLoader.fileBytesMax
    package static let sampleCountMax = SampleShape.sampleCountMax
    package static let totalBytesMax = SampleLoader.totalBytesMax
}

/// Why nothing can be inferred, and what to do.
package struct InferFailure: Error {
    package var message: String
    package var help: String

    package init(_ message: String, help: String) {
        self.message = message
        self.help = help
    }
}

/// The samples as they are read: what they have in common, and each by itself.
struct InferSource {
    var shape = SampleShape()
    /// The bodies; one that nests too deeply to be looked into is left out.
    var bodies: [WitnessValue?] = []
    var query: WitnessValue?

    init(_ input: InferInput) throws(InferFailure) {
        var parser = JSONParser()
        for sample in input.samples {
            do throws(JSONError) {
                try shape.merge(sample.bytes, name: sample.name, parser: &parser)
            } catch {
                throw InferSource.notJSON(sample, error)
            }
            bodies.append(WitnessValue(json: sample.bytes))
        }
        if let text = input.query { query = try InferSource.read(query: text) }
    }

    private static func read(query text: String) throws(InferFailure) -> WitnessValue {
        var workspace = Workspace()
        workspace.stepsLeft = .max
        let value = Array(text.utf8).withUnsafeBufferPointer { buffer in
            parseQueryText(ByteView(buffer), workspace: &workspace).flatMap {
                WitnessValue($0, &workspace, depth: 0)
            }
        }
        guard let value else {
            let help = """
                the gateway answers such a request 400: look for a bad percent-encoding, or a name that is text and \
                holds others besides
                """
            throw InferFailure("the query string cannot be read", help: help)
        }
        return value
    }

    private static func notJSON(_ sample: InferInput.Sample, _ error: JSONError) -> InferFailure {
        var place = sample.name
        if let offset = error.offset, offset <= sample.bytes.count {
            let before = sample.bytes[..<offset]
            let line = before.count { $0 == 0x0A } + 1
            let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            place += ":\(line):\(String(decoding: before[start...], as: UTF8.self).unicodeScalars.count + 1)"
        }
        let help =
            sample.bytes.contains(0)
            ? "it holds a zero byte, so it is no text; name files with JSON"
            : "a sample is one JSON document (RFC 8259), as a sender would post it"
        return InferFailure("\(place): not JSON: \(error.code.reason)", help: help)
    }
}
