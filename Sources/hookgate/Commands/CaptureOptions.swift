import ArgumentParser
import GateConfig
import GateServer

/// What `hookgate run` captures: a directory turns it on.
struct CaptureOptions: ParsableArguments {
    @Option(
        name: .customLong("capture"),
        help: ArgumentHelp(
            "Write requests to files in this directory.",
            discussion: "Payloads are written as they are; credentials are masked. See hookgate-capture(5).",
            valueName: "directory"
        ),
        completion: .directory
    )
    var directory: String?

    @Option(name: .customLong("capture-sample"), help: ArgumentHelp("Share of the requests.", valueName: "percent"))
    var share = "100%"

    @Option(name: .customLong("capture-max"), help: ArgumentHelp("Most files in the directory.", valueName: "count"))
    var filesMax = 1000

    @Option(name: .customLong("capture-body"), help: ArgumentHelp("Bytes of a body that are kept.", valueName: "size"))
    var bodySize = "64KiB"

    /// Bytes of a body at most: the queue of captures holds several.
    private static let bodyBytesMax = 1 << 20
    private static let filesLimit = 1_000_000

    func validate() throws {
        _ = try settings()
    }

    /// What is captured; nil where no directory is named.
    func settings() throws -> CaptureSettings? {
        guard let millionths = parseShare(share), millionths > 0 else {
            throw ValidationError("--capture-sample is a share above 0% to 100%, such as 10% or 0.5%, not \"\(share)\"")
        }
        guard (1...CaptureOptions.filesLimit).contains(filesMax) else {
            throw ValidationError("--capture-max is a number from 1 to \(CaptureOptions.filesLimit), not \(filesMax)")
        }
        guard let bytes = parseSize(bodySize), bytes <= CaptureOptions.bodyBytesMax else {
            throw ValidationError("--capture-body is a size from 0 to 1MiB, such as 64KiB, not \"\(bodySize)\"")
        }
        guard let directory else {
            guard share == "100%", filesMax == 1000, bodySize == "64KiB" else {
                throw ValidationError("nothing is captured without a directory: add --capture DIRECTORY")
            }
            return nil
        }
        guard !directory.isEmpty else { throw ValidationError("--capture names a directory") }
        var settings = CaptureSettings(directory: directory)
        settings.share = UInt32(clamping: millionths)
        settings.filesMax = filesMax
        settings.bodyBytesMax = bytes
        return settings
    }
}
