/// What the machine does for a function or operator; operands are checked by kind when it runs.
package enum Operation: UInt16, CaseIterable, Sendable, BitwiseCopyable {
    case equal
}
