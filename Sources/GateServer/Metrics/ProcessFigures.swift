#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// What the system knows of this process (proc(5)).
struct ProcessFigures {
    var cpuSeconds: Double
    var residentBytes: UInt64
    var virtualBytes: UInt64
    var threads: UInt64
    var startTime: Double
    var openDescriptors: UInt64
    var maxDescriptors: Double

    /// The figures now; nil where `/proc` is not there.
    static func read() -> ProcessFigures? {
        // The name of the program stands in parentheses and may hold anything; fields are counted from its end.
        guard let stat = text(of: "/proc/self/stat"), let end = stat.lastIndex(of: ")") else { return nil }
        let fields = stat[end...].split(separator: " ").map(String.init)
        // Field n of the manual is the third after the name.
        func number(_ field: Int) -> UInt64 { fields.indices.contains(field - 2) ? UInt64(fields[field - 2]) ?? 0 : 0 }
        let ticksPerSecond = Double(max(sysconf(CInt(_SC_CLK_TCK)), 1))
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return ProcessFigures(
            cpuSeconds: Double(number(14) + number(15)) / ticksPerSecond,
            residentBytes: number(24) * UInt64(max(sysconf(CInt(_SC_PAGESIZE)), 1)),
            virtualBytes: number(23),
            threads: number(20),
            startTime: bootTime + Double(number(22)) / ticksPerSecond,
            openDescriptors: countDescriptors(),
            maxDescriptors: limit.rlim_cur == rlim_t.max ? .infinity : Double(limit.rlim_cur)
        )
    }

    /// When the machine started, in seconds since 1970: measured once, so that the process's start stands still.
    ///
    /// `/proc/stat` has it as well, and is hidden from a service with ProcSubset=pid.
    private static let bootTime: Double = {
        var (boot, wall) = (timespec(), timespec())
        clock_gettime(CLOCK_BOOTTIME, &boot)
        clock_gettime(CLOCK_REALTIME, &wall)
        return Double(wall.tv_sec - boot.tv_sec) + Double(wall.tv_nsec - boot.tv_nsec) / 1e9
    }()

    private static func countDescriptors() -> UInt64 {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count: UInt64 = 0
        while readdir(folder) != nil { count += 1 }
        // The two dots, and the folder that is being read.
        return count >= 3 ? count - 3 : 0
    }

    /// A file of `/proc`, which has no size and is read to its end.
    private static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count < 1 << 20 {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
