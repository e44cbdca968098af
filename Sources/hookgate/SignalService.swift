import GateServer
import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// Does what signals ask for: SIGHUP reloads, the first SIGTERM or SIGINT stops, the second ends the process at once.
struct SignalService: Service {
    /// Trapped already: a signal that comes before the service runs waits for it.
    var signals: UnixSignalsSequence
    var logger: Logger
    var reload: @Sendable () -> Void
    var stop: @Sendable () -> Void
    /// Gives what is written to the log a moment to be taken.
    var flush: @Sendable () async -> Void

    /// Runs until the other services have ended.
    func run() async throws {
        var isStopping = false
        for await signal in signals.cancelOnGracefulShutdown() {
            switch signal {
            case .sighup: reload()
            case .sigterm, .sigint:
                guard isStopping else {
                    isStopping = true
                    stop()
                    continue
                }
                logger.warning("ended by a second signal; requests under way are cut off")
                await flush()
                end(by: signal)
            default: continue
            }
        }
    }

    /// Ends as the signal does by default, so that whoever waits sees why.
    private func end(by signal: UnixSignal) {
        let number = signal == .sigint ? SIGINT : SIGTERM
        Glibc.signal(number, SIG_DFL)
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, number)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(number)
    }
}
