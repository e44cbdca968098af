/// One instruction of an expression's program: 16 bytes, no references.
///
/// `destination` is a register. `a` and `b` are operands (a register or, with ``constantBit``, a constant) unless the
/// code says otherwise; `c` is mostly a jump's target, an index into the instruction table.
package struct Instruction: BitwiseCopyable, Sendable {
    /// What the machine does.
    ///
    /// R is `destination`; an operand that is an error counts as its value.
    package enum Code: UInt8, CaseIterable, BitwiseCopyable, Sendable {
        /// Ends the program with the value of `a`.
        case finish
        /// R = a.
        case move
        /// Goes to `c`.
        case jump
        /// Goes to `c` where `a` is false; goes on where it is anything else, errors included.
        case jumpIfFalse
        /// Goes to `c` where `a` is true; goes on where it is anything else.
        case jumpIfTrue
        /// Goes to `c` where the test `operation` (see ``Operation/isTest``) of `a` and `b` holds, or with `destination` 0
        /// where it does not. The types prove that operands are not errors and the test does not fail; if it did, the
        /// program would end with that fault.
        case branch
        /// Goes to `c` where `a` is true, or with `destination` 0 where it is false. Anything but a bool ends the program
        /// with a fault; the types prove that it does not happen.
        case branchOn
        /// R = the test `operation` of `a` and `b`.
        case test
        /// R = a && b, which absorbs an error next to false (cel-spec, "Logical Operators").
        case and
        /// R = a || b, which absorbs an error next to true.
        case or
        /// Goes on where `a` is true, to `b` (a target) where it is false; otherwise R = the error, and goes to `c`.
        case choose
        /// R = operation(a).
        case call1
        /// R = operation(a, b).
        case call2
        /// R = operation(arguments), `b` of them in registers from `a` on.
        case callMany
        /// R = a.b, `b` a string.
        case select
        /// R = a.?b.
        case selectOptional
        /// R = has(a.b).
        case has
        /// R = a in the constant set at constant `b` with `c` places (see ``ConstantSet``).
        case inSet
        /// R = whether regular expression `b` matches in `a`.
        case matchesRegex
        /// R = operation(arguments) with regular expression `c` in the place of the second argument; the others, `b` of
        /// them, are in registers from `a` on.
        case callRegex
        /// R = a cursor over `a`; where that cannot be iterated, register `b` = the error, and goes to `c`.
        case iterate
        /// R = the next element (list) or key (map) of the cursor in register `a`; at the end goes to `c`.
        case next
        /// R, R + 1 = the next index and element or key and value of the cursor in register `a`; at the end goes to `c`.
        case nextPair
        /// R = R && a; goes to `c` unless R is false.
        case accumulateAnd
        /// R = R || a; goes to `c` unless R is true.
        case accumulateOr
        /// Where `a` is a bool: R += 1 if it is true, and goes to `c`. Otherwise register `b` = the error.
        case tally
        /// R = a mark from where the elements of a new list or map are collected.
        case open
        /// Collects `a`. Where that is an error, R = the error, and goes to `c`.
        case collect
        /// Collects the value of the optional `a`, if any. An error as ``collect``.
        case collectIfPresent
        /// Collects the pair `a`, `b`. An error as ``collect``.
        case collectPair
        /// Collects the key `a` with the value of the optional `b`, if any. An error as ``collect``.
        case collectPairIfPresent
        /// Collects the pairs of the map `a`. An error as ``collect``.
        case collectMap
        /// R = the list of what was collected from the mark in register `a` on.
        case closeList
        /// R = the map of what was collected from the mark in register `a` on. With `b` 1, a key that comes twice or is of
        /// another type than a key's is an error; with 0 it is known that there is none.
        case closeMap
        /// Forgets what was collected from the mark in register `a` on.
        case discard
        /// R = the value of the optional `a`. Without one, register `b` = none, and goes to `c`; so with an error.
        case unwrap
        /// Where the optional `a` has a value or is an error: R = `a`, and goes to `c`.
        case jumpIfPresent
        /// Where the optional `a` has a value: R = that value, and goes to `c`. So with an error.
        case jumpIfValue
        /// R = an optional with the value `a`.
        case wrap
        /// R = `a` where that is an optional or an error; otherwise an error.
        case expectOptional
        /// R = the fault with the code `a`.
        case fail
    }

    package var code: Code
    package var operation: Operation
    package var destination: UInt16
    package var a: UInt32
    package var b: UInt32
    package var c: UInt32

    package init(
        _ code: Code,
        _ operation: Operation = .toDyn,
        destination: UInt16 = 0,
        a: UInt32 = 0,
        b: UInt32 = 0,
        c: UInt32 = 0
    ) {
        self.code = code
        self.operation = operation
        self.destination = destination
        self.a = a
        self.b = b
        self.c = c
    }

    /// Set in an operand that is an index into the constant values; otherwise it is a register.
    package static let constantBit: UInt32 = 1 << 31
}
