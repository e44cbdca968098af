/// What an operation costs beside its instruction, in steps of a request's budget (`limits.steps`).
///
/// A step is an instruction, an element or a node that is looked at, or some of a text. It stands for at most about 50 ns
/// of one core, most often for 5: the default budget, two million, ends the worst request within a tenth of a second.
/// `make bench` prints what a step of each operation is worth in the end.
///
/// This is the one place where costs are written down: the machine takes them before it does the work, and the compiler's
/// bound of an expression adds them up. What depends on more than the operands' lengths is taken along the way, at the
/// rates that stand here too.
package struct OperationCost: Equatable, Sendable {
    /// How much of a text a step pays for, as a power of two of bytes.
    package enum Rate: Int, Sendable {
        /// The length does not matter.
        case free = 62
        /// Bytes are copied, compared or searched by the C library.
        case moved = 6
        /// Each byte is looked at.
        case scanned = 4
        /// Each byte is looked at and written again, in another form.
        case rewritten = 3
        /// Each character is looked up, and what it becomes is written by itself.
        case spelled = 1

        /// The steps for so many bytes.
        @inline(__always)
        package func steps(_ bytes: Int) -> Int { bytes >> rawValue }
    }

    /// Steps whatever the operands are.
    package var base: Int
    /// For the texts and bytes among the operands.
    package var rate: Rate

    /// Steps for an element that is given to a function of lists or maps, and for a place where a searched text may be.
    package static let element = 1
    /// Steps for an entry that is written in order, with its key as text.
    package static let sortedEntry = 16
    /// Steps for a key or value of a query string beside its text.
    package static let parameter = 8
    /// Steps for a number that is written with a precision.
    package static let decimal = 64
    /// Places where the first byte of a searched text stands, per step.
    package static let candidatesPerStep = 4
    /// Bytes of text times instructions of a pattern per step: RE2 may come to simulate every instruction for every byte.
    package static let patternBytesPerStep = 8
    /// Steps for beginning a search in a text.
    package static let search = 24
    /// Steps for compiling a pattern that is only known now, and for each of its instructions.
    package static let compiledPattern = 4_000
    package static let compiledInstruction = 8
    /// Steps for a pattern that turned out to be too large, which takes long to find out.
    package static let refusedPattern = 100_000

    /// What a pattern that is only known now can take at most before it is matched, and its instructions then.
    package static let dynamicPatternMax =
        compiledPattern + OwnedRegex.patternBytesMax + refusedPattern + compiledInstruction * dynamicInstructionsMax
    package static let dynamicInstructionsMax = OwnedRegex.instructionsMax

    /// The steps for matching a pattern of so many instructions in a text.
    package static func matching(_ instructions: Int, _ bytes: Int) -> Int {
        1 + instructions * bytes / patternBytesPerStep
    }

    /// What the operation takes at once; operators and tests that the machine does itself take less or along the way.
    package init(of operation: Operation) {
        switch operation {
        case .toInt, .toUint, .toTimestamp, .toDuration, .toIP, .toCIDR, .isIP, .isCIDR, .isCanonicalIP,
            .containsIP, .containsCIDR:
            self.init(base: 4, rate: .scanned)
        case .toDouble: self.init(base: 4, rate: .rewritten)
        case .toString: self.init(base: 8, rate: .free)
        case .charAt, .indexOf, .lastIndexOf, .lowerAscii, .upperAscii, .substring:
            self.init(base: 1, rate: .scanned)
        case .replace, .split, .format: self.init(base: 2, rate: .moved)
        case .reverse: self.init(base: 1, rate: .rewritten)
        case .trim, .quote: self.init(base: 1, rate: .spelled)
        case .base64Encode, .base64Decode: self.init(base: 2, rate: .rewritten)
        case .sha256, .sha1, .md5: self.init(base: 32, rate: .scanned)
        case .parseJSON: self.init(base: 64, rate: .scanned)
        case .encodeJSON: self.init(base: 8, rate: .free)
        case .urlEncode, .urlDecode, .urlEncodeForm, .urlDecodeForm: self.init(base: 8, rate: .spelled)
        case .urlQuery: self.init(base: 8, rate: .free)
        case .fullYear, .month, .date, .dayOfMonth, .dayOfWeek, .dayOfYear, .hours, .minutes, .seconds, .milliseconds:
            self.init(base: 4, rate: .free)
        case .startOfUnit, .endOfUnit, .addUnits, .subtractUnits, .unitsBetween, .preciseUnitsBetween, .timePart,
            .isLeapYear, .formatTime, .parseTime, .fromUnix, .toUnix, .convertUnits:
            self.init(base: 16, rate: .scanned)
        default: self.init(base: 0, rate: .free)
        }
    }

    private init(base: Int, rate: Rate) {
        self.base = base
        self.rate = rate
    }
}

extension Workspace {
    /// Takes the steps that an operation takes at once.
    mutating func charge(_ operation: Operation, _ arguments: Arguments) throws(Fault) {
        let cost = OperationCost(of: operation)
        var bytes = arguments.first.textBytes + arguments.second.textBytes
        if arguments.count > 2 { bytes += arguments.third.textBytes + arguments.fourth.textBytes }
        let steps = cost.base + cost.rate.steps(bytes)
        if steps > 0 { try charge(steps) }
    }

    /// Takes `count` steps for an operation that is long.
    @inline(__always)
    mutating func charge(_ count: Int) throws(Fault) {
        stepsLeft &-= count
        guard stepsLeft >= 0 else { throw Fault(.stepsExceeded) }
    }

    /// Takes the steps for so many bytes.
    @inline(__always)
    mutating func charge(bytes count: Int, _ rate: OperationCost.Rate = .moved) throws(Fault) {
        try charge(rate.steps(count))
    }

    /// Takes the steps for matching the pattern behind `regex` in a text, before it is done.
    mutating func charge(matching regex: UInt, bytes count: Int) throws(Fault) {
        try charge(OperationCost.matching(RegexProgram.instructionCount(handle: regex), count))
    }
}

extension Value {
    /// Bytes of a string or bytes value; 0 for any other kind, whose payload is something else.
    @inline(__always)
    var textBytes: Int {
        kind == .string || kind == .bytes ? count : 0
    }
}
