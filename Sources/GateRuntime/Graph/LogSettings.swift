/// What is written to the log.
package struct LogSettings: Sendable, Equatable {
    /// How much a line must matter to be written.
    package enum Level: String, CaseIterable, Sendable, Comparable {
        case debug, info, warning, error

        /// Less is more talkative.
        package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        /// The position from the most talkative level, 0.
        package var rank: Int {
            switch self {
            case .debug: 0
            case .info: 1
            case .warning: 2
            case .error: 3
            }
        }
    }

    /// How a line looks.
    package enum Format: String, CaseIterable, Sendable {
        /// One JSON object a line, for programs.
        case json
        /// Time, level, message and `name=value`, for people.
        case text
    }

    package var level: Level = .info
    package var format: Format = .json
    /// Which requests have a line.
    package var access = AccessShares.all
    /// What a request's line tells besides its time and level.
    package var fields = AccessFields.all

    package init() {}
}

/// How many requests of each outcome have a line, in millionths.
///
/// Lines are spread evenly: of each event loop's requests with a share of a tenth every tenth has one.
package struct AccessShares: Sendable, Equatable {
    /// The share that stands for every request.
    package static let whole: UInt32 = 1_000_000

    /// Requests that the file answered.
    package var answered: UInt32
    /// Requests that the gateway answered by itself, faults apart.
    package var refused: UInt32
    /// Requests whose evaluation failed.
    package var failed: UInt32

    package init(answered: UInt32, refused: UInt32, failed: UInt32) {
        self.answered = answered
        self.refused = refused
        self.failed = failed
    }

    /// Every request.
    package static let all = AccessShares(answered: whole, refused: whole, failed: whole)
    /// Failed evaluations only: they point at a mistake in the file.
    package static let faults = AccessShares(answered: 0, refused: 0, failed: whole)
}

/// The fields of a request's line that may be left out.
package struct AccessFields: OptionSet, Sendable, Equatable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package static let id = AccessFields(rawValue: 1)
    package static let endpoint = AccessFields(rawValue: 2)
    package static let branch = AccessFields(rawValue: 4)
    package static let method = AccessFields(rawValue: 8)
    package static let status = AccessFields(rawValue: 16)
    package static let bytes = AccessFields(rawValue: 32)
    package static let microseconds = AccessFields(rawValue: 64)
    package static let client = AccessFields(rawValue: 128)
    package static let trace = AccessFields(rawValue: 256)
    package static let refusal = AccessFields(rawValue: 512)
    package static let fault = AccessFields(rawValue: 1024)

    /// Every field with the word that the configuration has for it, in the order of the line.
    package static let words: [(word: String, field: AccessFields)] = [
        ("id", .id), ("endpoint", .endpoint), ("branch", .branch), ("method", .method), ("status", .status),
        ("bytes", .bytes), ("us", .microseconds), ("client", .client), ("trace", .trace), ("refusal", .refusal),
        ("fault", .fault),
    ]
    package static let all = AccessFields(words.map(\.field))
}
