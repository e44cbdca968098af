#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The directories that are watched now, and what of them matters.
///
/// Where the kernel gives no notices of a file's directory, the file's stamp is compared from time to time instead.
struct WatchTable: ~Copyable {
    private let inotify: Inotify
    private var inputs = LoadInputs()
    private var interests: [CInt: (directory: String, interest: WatchPlan.Interest)] = [:]
    private var comparesStamps = false

    private static let compareMilliseconds: CInt = 2000

    /// A table of nothing; without notices it compares stamps.
    init(hasNotices: Bool = true) {
        inotify = Inotify(isWanted: hasNotices)
    }

    /// Whether the kernel gives notices at all.
    var hasNotices: Bool { inotify.isActive }

    /// Watches what the inputs lead through; gives the files' directories that cannot be watched.
    mutating func update(_ inputs: LoadInputs) -> [String] {
        self.inputs = inputs
        let plan = WatchPlan(inputs)
        comparesStamps = !hasNotices
        var missing: [String] = []
        var kept: [CInt: (directory: String, interest: WatchPlan.Interest)] = [:]
        for (directory, interest) in plan.directories {
            guard let number = inotify.watch(directory, holdsFiles: interest.holdsFiles) else {
                if interest.holdsFiles, FileStamp(path: directory) != nil {
                    comparesStamps = true
                    missing.append(directory)
                }
                continue
            }
            if let known = kept[number]?.interest {
                // Two names of one directory share a watch, whose mask the later one has set.
                var both = interest
                both.names.formUnion(known.names)
                both.takesAll = both.takesAll || known.takesAll
                if known.holdsFiles, !both.holdsFiles {
                    both.holdsFiles = true
                    _ = inotify.watch(directory, holdsFiles: true)
                }
                kept[number] = (directory, both)
            } else {
                kept[number] = (directory, interest)
            }
        }
        for number in interests.keys where kept[number] == nil { inotify.unwatch(number) }
        interests = kept
        return hasNotices ? missing.sorted() : []
    }

    /// Waits for a notice, for `wake`, or until `due` (nanoseconds of the monotonic clock).
    func wait(_ wake: CInt, until due: UInt64?) {
        var timeout: CInt = comparesStamps ? WatchTable.compareMilliseconds : -1
        if let due {
            let now = LoopClock.monotonicTime()
            let left = due > now ? CInt(clamping: (due - now) / 1_000_000 + 1) : 0
            timeout = timeout < 0 ? left : min(timeout, left)
        }
        var polled = [pollfd(fd: wake, events: Int16(POLLIN), revents: 0)]
        if hasNotices { polled.append(pollfd(fd: inotify.descriptor, events: Int16(POLLIN), revents: 0)) }
        // An interrupted wait is like one that timed out.
        _ = poll(&polled, nfds_t(polled.count), timeout)
    }

    /// Tells the gate of what has changed.
    mutating func takeNotices(into gate: inout ChangeGate) {
        let now = LoopClock.monotonicTime()
        var mustLookAnew = false
        for event in inotify.read() {
            if event.isLoss, event.watch < 0 || interests[event.watch] != nil {
                mustLookAnew = true
                gate.note(at: now)
            }
            guard let (directory, interest) = interests[event.watch], !event.name.isEmpty,
                interest.takesAll || interest.names.contains(event.name)
            else { continue }
            let file = directory + "/" + event.name
            if event.isWrite {
                gate.noteWrite(file, at: now)
            } else if event.isAttribute {
                gate.note(at: now)
            } else {
                gate.noteWhole(file, at: now)
                // A directory or link on the way may be another one now.
                if !event.isClose { mustLookAnew = true }
            }
        }
        if comparesStamps, !gate.isPending, !inputs.areCurrent { gate.note(at: now) }
        if mustLookAnew { _ = update(inputs) }
    }
}
