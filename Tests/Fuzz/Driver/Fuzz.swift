import CFuzzer
import GateFuzz
import Glibc

/// Runs libFuzzer on the target that `HOOKGATE_FUZZ` names, with libFuzzer's own arguments.
@main
struct Fuzz {
    static let target = getenv("HOOKGATE_FUZZ").flatMap { FuzzTarget(rawValue: String(cString: $0)) }

    static func main() {
        guard target != nil else {
            print("HOOKGATE_FUZZ names no target")
            exit(2)
        }
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(
            LLVMFuzzerRunDriver(&count, &arguments) { bytes, size in
                Fuzz.target?.run(UnsafeBufferPointer(start: bytes, count: size))
                return 0
            }
        )
    }
}
