#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// How many files and sockets the process may have open.
enum DescriptorLimit {
    /// Descriptors besides those of connections: listeners, event loops, logs.
    private static let reserve = 64

    /// Raises the soft limit for `connections` where the hard one allows it, and returns how many connections fit.
    ///
    /// Systems start a process with 1024 for the sake of programs that use `select`, and leave it to the others to ask.
    static func raise(forConnections connections: Int) -> Int {
        var limit = rlimit()
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        guard getrlimit(resource, &limit) == 0 else { return connections }
        let needed = rlim_t(clamping: connections + reserve)
        if limit.rlim_cur < needed, limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = min(needed, limit.rlim_max)
            if setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return limit.rlim_cur >= needed ? connections : Int(clamping: limit.rlim_cur) - reserve
    }
}
