/// Why an evaluation cannot give a value.
///
/// CEL calls these errors; an unhandled one is a 500 and a log line.
///
/// Eight bytes; the text and the place in the configuration file are looked up when it is logged.
package struct Fault: Error, Equatable, BitwiseCopyable {
    package var code: FaultCode
    /// Index of the instruction or extraction that failed, among the graph's sites; ``unknownSite`` where there is none.
    package var site: UInt32

    /// The site of a fault that has no place in the graph.
    package static let unknownSite = UInt32.max

    package init(_ code: FaultCode, site: UInt32 = Fault.unknownSite) {
        self.code = code
        self.site = site
    }

    /// The fault with a site, unless it has one.
    func placed(at site: UInt32) -> Fault {
        self.site == Fault.unknownSite ? Fault(code, site: site) : self
    }
}

/// The kinds of ``Fault``.
///
/// The raw values are stable within a process only.
package enum FaultCode: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// An operator or function got a value of a type that it does not take.
    case noSuchOverload
    /// A map has no such key.
    case noSuchKey
    /// A list has no such index.
    case indexOutOfRange
    /// A number left the range of its type.
    case overflow
    case divisionByZero
    /// A conversion's text or number is not of the target type.
    case invalidConversion
    /// A function's argument is of the right type and not acceptable, e.g. an unknown time zone.
    case invalidArgument
    /// A name that was never bound.
    case unknownName
    /// A map literal or a macro gave the same key twice.
    case duplicateKey
    /// The evaluation took more steps than the limit allows.
    case stepsExceeded
    /// The evaluation needed more memory than the limit allows.
    case memoryExceeded
    /// A value cannot be written as JSON, e.g. NaN.
    case notRepresentable
    /// A computed header value holds a control character.
    case invalidHeaderValue
    /// Values are nested too deeply.
    case depthExceeded
    /// A loop got a value that is no list.
    case notAList
    /// A flow got an input of another type than it declares.
    case mistypedInput
}
