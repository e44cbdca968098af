#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The kernel's notices of changes in directories (inotify(7)).
///
/// Used by one thread; closed at the end.
struct Inotify: ~Copyable {
    /// One change.
    struct Event {
        /// The watch that it belongs to; -1 where notices were lost.
        var watch: CInt
        var mask: UInt32
        /// The name in the directory; empty where the directory itself is meant.
        var name: String

        /// A file is being written to, and not closed yet.
        var isWrite: Bool { mask & UInt32(IN_MODIFY) != 0 }
        /// A writer has closed the file.
        var isClose: Bool { mask & UInt32(IN_CLOSE_WRITE) != 0 }
        /// Only its mode, owner or times changed; also the last step of what other notices tell.
        var isAttribute: Bool { mask & UInt32(IN_ATTRIB) != 0 }
        /// The watch is gone, or notices were lost: anything may have changed.
        var isLoss: Bool {
            mask & UInt32(IN_Q_OVERFLOW | IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT) != 0
        }
    }

    let descriptor: CInt

    private static let names = UInt32(IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)
    private static let selves = UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
    private static let contents = UInt32(IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB)

    init(isWanted: Bool) {
        descriptor = isWanted ? inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC)) : -1
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether the system gives notices.
    var isActive: Bool { descriptor >= 0 }

    /// Watches a directory, for its files' contents as well where `holdsFiles`; nil where it cannot be watched.
    ///
    /// A directory that is watched already keeps its number.
    func watch(_ directory: String, holdsFiles: Bool) -> CInt? {
        let mask = Inotify.names | Inotify.selves | (holdsFiles ? Inotify.contents : 0)
        let number = inotify_add_watch(descriptor, directory, mask)
        return number >= 0 ? number : nil
    }

    func unwatch(_ number: CInt) {
        // Fails where the directory is gone, and the watch with it.
        inotify_rm_watch(descriptor, number)
    }

    /// The changes that have come; none where there is nothing.
    func read() -> [Event] {
        var events: [Event] = []
        guard isActive else { return events }
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { buffer in
            while true {
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                Inotify.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: &events)
            }
        }
        return events
    }

    private static func append(_ bytes: UnsafeRawBufferPointer, to events: inout [Event]) {
        let headCount = MemoryLayout<inotify_event>.size
        var offset = 0
        while offset + headCount <= bytes.count {
            let head = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
            let end = min(offset + headCount + Int(head.len), bytes.count)
            // The name is filled up with zeros.
            let name = bytes[offset + headCount..<end].prefix { $0 != 0 }
            events.append(Event(watch: head.wd, mask: head.mask, name: String(decoding: name, as: UTF8.self)))
            offset = end
        }
    }
}
