import GateCompiler
import Glibc

/// Reads the samples that a command line names, within the limits of an endpoint's samples.
struct SampleReader {
    private(set) var samples: [InferInput.Sample] = []
    /// What `samples:` of an endpoint would say.
    private(set) var patterns: [String] = []
    private var totalBytes = 0

    /// Takes in a file, the `*.json` files of a directory, or `-`.
    mutating func add(_ name: String) throws(InferFailure) {
        if name == "-" { return try read("/dev/stdin", shown: "standard input") }
        guard isDirectory(name) else {
            try read(name, shown: name)
            patterns.append(name)
            return
        }
        var folder = name
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        let prefix = folder == "/" ? "/" : folder + "/"
        let names: [String]
        do throws(FileError) {
            names = try expandGlob("*.json", in: prefix).get().map { prefix + $0 }
        } catch {
            throw InferFailure("cannot read \(name): \(error.reason)", help: "name a directory that you may read")
        }
        guard !names.isEmpty else {
            let help = "samples are files that end in .json; those of directories within are not looked at"
            throw InferFailure("the directory \(name) has no sample", help: help)
        }
        for file in names { try read(file, shown: file) }
        patterns.append((folder == "." ? "" : prefix) + "*.json")
    }

    private mutating func read(_ path: String, shown: String) throws(InferFailure) {
        let limit = InferInput.sampleBytesMax
        guard samples.count < InferInput.sampleCountMax else {
            let help = "a few of each kind of request are enough"
            throw InferFailure("there are more than \(InferInput.sampleCountMax) samples", help: help)
        }
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try readFile(path, limitBytes: limit)
        } catch {
            let help = "name files with JSON, or a directory of them"
            throw InferFailure("cannot read \(shown): \(error.reason)", help: help)
        }
        guard bytes.count <= limit else {
            let help = "a sample is as large as a request at most by default; shorten its lists"
            throw InferFailure("\(shown) is larger than \(limit) bytes", help: help)
        }
        totalBytes += bytes.count
        guard totalBytes <= InferInput.totalBytesMax else {
            let help = "\(shown) is the first that is too much; name fewer"
            throw InferFailure("the samples are larger than \(InferInput.totalBytesMax) bytes together", help: help)
        }
        samples.append(InferInput.Sample(name: shown, bytes: bytes))
    }

    private func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
