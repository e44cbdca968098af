#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The system's time zone files (tzdata), read while a graph is built and never while it is evaluated.
enum TimeZoneFiles {
    private static let folder = "/usr/share/zoneinfo"
    /// No zone's file is as large.
    private static let bytesMax = 1 << 20

    /// The bytes of a zone's file; nil where there is no such zone.
    static func contents(of name: String) -> [UInt8]? {
        guard isName(name) else { return nil }
        return load("\(folder)/\(name)")
    }

    /// All zones by name, read once, when a program first computes a zone's name.
    static let all: [(name: String, zone: TimeZoneData)] = names.compactMap { name in
        contents(of: name).flatMap { TimeZoneData($0) }.map { (name, $0) }
    }

    /// The names of all zones: those of the table that comes with the files, and the links to them.
    private static var names: [String] {
        guard let table = load("\(folder)/tzdata.zi") else { return [] }
        var names: Set<String> = []
        for line in String(decoding: table, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            // A zone is `Z name …`, a link `L target name`.
            if words.count > 1, words[0] == "Z" { names.insert(String(words[1])) }
            if words.count > 2, words[0] == "L" { names.insert(String(words[2])) }
        }
        return names.sorted()
    }

    /// Letters, digits, `_`, `+`, `-` and single slashes inside: no way out of the folder.
    private static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, name.utf8.count <= 64 else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty
                && part.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }

    private static func load(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while content.count <= bytesMax {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 { return nil }
            if count == 0 { return content }
            content += chunk[0..<count]
        }
        return nil
    }
}
