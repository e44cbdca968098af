/// Decides when changes to files are worth a look: after they have come to rest, and not while one is being written.
///
/// A value without a clock: times are given, in nanoseconds of a clock that never steps back.
struct ChangeGate {
    /// How long no change must come; a `git pull` touches many files one after another.
    static let quietNanoseconds: UInt64 = 100_000_000
    /// How long changes may keep coming before a look is taken all the same.
    static let busyNanoseconds: UInt64 = 2_000_000_000
    /// How long a writer may keep a file open without writing; then it is taken for one that never closes.
    static let openNanoseconds: UInt64 = 10_000_000_000

    private var firstAt: UInt64?
    private var lastAt: UInt64 = 0
    /// Files that were written to and not closed since, with the time of the last write.
    private var open: [String: UInt64] = [:]

    /// Whether a change waits to be looked at.
    var isPending: Bool { firstAt != nil }

    /// Something changed.
    mutating func note(at now: UInt64) {
        if firstAt == nil { firstAt = now }
        lastAt = now
    }

    /// Bytes went into a file that is open still.
    mutating func noteWrite(_ file: String, at now: UInt64) {
        open[file] = now
        note(at: now)
    }

    /// A writer closed a file, or another file took its name.
    mutating func noteWhole(_ file: String, at now: UInt64) {
        // What was held up for a writer is not late: the wait begins anew.
        if open.removeValue(forKey: file) != nil { firstAt = now }
        note(at: now)
    }

    /// When to take a look; nil where nothing changed.
    var dueAt: UInt64? {
        guard let firstAt else { return nil }
        if let lastWrite = open.values.max() { return lastWrite + ChangeGate.openNanoseconds }
        return min(lastAt + ChangeGate.quietNanoseconds, max(firstAt + ChangeGate.busyNanoseconds, lastAt))
    }

    /// Whether the time has come; then the changes so far count as looked at.
    mutating func take(at now: UInt64) -> Bool {
        guard let dueAt, dueAt <= now else { return false }
        firstAt = nil
        open = [:]
        return true
    }
}
