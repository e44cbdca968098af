import GateRuntime
import Glibc

/// The secrets that cannot be read, each in a line that names it and what to do, without any value.
struct SecretFailures: Error {
    var failures: [String]
}

/// Most bytes of a secret's file.
private let secretBytesMax = 65_536

/// Reads the value of every secret, in order; all that fail are reported together.
///
/// `log` learns of the files, and nothing of what is in them.
func readSecrets(_ references: [SecretReference], log: InputLog) throws(SecretFailures) -> [[UInt8]] {
    var values: [[UInt8]] = []
    var failures: [String] = []
    for reference in references {
        if let path = secretPath(reference.source) { log.note(path) }
        switch readSecret(reference.source) {
        case .success(let bytes): values.append(bytes)
        case .failure(let error): failures.append("secret \"\(reference.name)\": \(error.reason)")
        }
    }
    guard failures.isEmpty else { throw SecretFailures(failures: failures) }
    return values
}

/// The file that a secret lies in; nil for one of the environment.
private func secretPath(_ source: SecretReference.Source) -> String? {
    switch source {
    case .environment: nil
    case .credential(let name): Terminal.environment("CREDENTIALS_DIRECTORY").map { "\($0)/\(name)" }
    case .file(let path): path
    }
}

private func readSecret(_ source: SecretReference.Source) -> Result<[UInt8], FileError> {
    switch source {
    case .environment(let name):
        guard let value = Terminal.environment(name) else {
            return .failure(FileError(reason: "the environment variable \(name) is not set; set it and start again"))
        }
        return nonEmpty(Array(value.utf8), "the environment variable \(name)")
    case .credential(let name):
        guard let directory = Terminal.environment("CREDENTIALS_DIRECTORY") else {
            let advice = "give the service LoadCredential=\(name):/PATH (systemd.exec(5))"
            return .failure(FileError(reason: "CREDENTIALS_DIRECTORY is not set; \(advice)"))
        }
        return readSecretFile("\(directory)/\(name)", "the credential \(name)")
    case .file(let path): return readSecretFile(path, path)
    }
}

private func readSecretFile(_ path: String, _ what: String) -> Result<[UInt8], FileError> {
    do {
        var bytes = try readFile(path, limitBytes: secretBytesMax)
        guard bytes.count <= secretBytesMax else {
            return .failure(FileError(reason: "\(what) is larger than \(secretBytesMax) bytes"))
        }
        if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return nonEmpty(bytes, what)
    } catch {
        return .failure(FileError(reason: "cannot read \(what): \(error.reason)"))
    }
}

private func nonEmpty(_ bytes: [UInt8], _ what: String) -> Result<[UInt8], FileError> {
    bytes.isEmpty ? .failure(FileError(reason: "\(what) is empty")) : .success(bytes)
}
