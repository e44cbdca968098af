import GateDiagnostics
import GateExpression
import GateRuntime

/// What is wrong with samples themselves, and with declared types beside them.
extension Diagnostic {
    static func sampleNotFound(_ pattern: String, at span: SourceSpan) -> Diagnostic {
        let isGlob = pattern.contains { "*?[".contains($0) }
        return Diagnostic(
            .sampleNotFound,
            isGlob ? "no file matches \"\(pattern)\"" : "there is no file \"\(pattern)\"",
            at: span,
            notes: ["names are relative to the directory of the configuration file"]
        )
    }

    static func sampleUnreadable(_ name: String, _ reason: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .sampleUnreadable,
            "cannot read the sample \(name): \(reason)",
            at: span,
            notes: ["make the file readable, or name others"]
        )
    }

    static func sampleMalformed(_ name: String, _ error: JSONError, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .sampleMalformed,
            "the sample \(name) is not JSON: \(error.code.reason)",
            at: span,
            notes: ["a sample is one JSON document (RFC 8259), as a sender would post it"]
        )
    }

    static func sampleTooLarge(_ name: String, _ limitBytes: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .sampleLimit,
            "the sample \(name) is larger than \(limitBytes) bytes",
            at: span,
            notes: ["a request with it would be answered 413; shorten it, or raise \"limits: body\" up to 1MiB"]
        )
    }

    static func samplesTooLarge(_ name: String, _ limitBytes: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .sampleLimit,
            "the samples are larger than \(limitBytes) bytes together",
            at: span,
            notes: ["\(name) is the first that is too much; name fewer"]
        )
    }

    static func tooManySamples(_ limit: Int, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .sampleLimit,
            "the endpoint has more than \(limit) samples",
            at: span,
            notes: ["name fewer: a few of each kind of event are enough"]
        )
    }

    static func sampleType(
        _ type: String,
        found: [SampleShape.Kind],
        sampleCount: Int,
        at span: SourceSpan,
        path: [SourceSpan]
    ) -> Diagnostic {
        let kinds = found.map(\.noun).joined(separator: " or ")
        let whole = sampleCount == 1 ? "the one sample that has it has" : "all \(sampleCount) samples that have it have"
        let isParsable = found == [.string] && ["int", "double", "bool"].contains(type)
        let advice =
            isParsable
            ? "values of the body are not parsed: use \"type: string\", and \(type)(...) in the expression"
            : "change \"type\", or correct the path"
        return Diagnostic(
            .sampleType,
            "no sample has \(["int", "any"].contains(type) ? "an" : "a") \(type) here, so every request would be answered 422",
            at: span,
            context: path.map { Label($0, kinds) },
            notes: ["\(whole) \(kinds)", advice]
        )
    }
}

extension JSONError.Code {
    /// The refusal in words.
    var reason: String {
        switch self {
        case .empty: "it is empty"
        case .malformed: "it is malformed"
        case .byteOrderMark: "it begins with a byte order mark"
        case .invalidString: "a string in it is malformed"
        case .invalidNumber: "a number in it is malformed or too large"
        case .invalidUTF8: "it is not UTF-8"
        case .depthExceeded: "it nests too deeply"
        case .tooLarge: "it is too large"
        case .outOfMemory: "there is not enough memory for it"
        }
    }
}
