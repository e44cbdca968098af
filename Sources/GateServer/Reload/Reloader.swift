package import Logging
import NIOPosix

/// Loads the configuration when it is asked to, one load at a time, and puts what is sound in the place of what serves.
package actor Reloader {
    /// What a reload touches.
    package struct Parts: Sendable {
        package var server: GatewayServer
        package var environment: ServerEnvironment
        /// Reads and compiles; blocks, and keeps what it needs to know an unchanged configuration.
        package var load: @Sendable (ReloadReport.Trigger) -> LoadAttempt
        /// Makes the other parts follow the new settings; where it throws, the reload is refused.
        package var apply: @Sendable (LoadedGateway) async throws(ListenFailure) -> Void
        /// Called when what was loaded last serves.
        package var accept: @Sendable () -> Void
        /// Called with what was read, whatever came of it.
        package var watch: @Sendable (LoadInputs) -> Void
        /// Called with every report.
        package var report: @Sendable (ReloadReport) -> Void

        package init(
            server: GatewayServer,
            environment: ServerEnvironment,
            load: @escaping @Sendable (ReloadReport.Trigger) -> LoadAttempt,
            apply: @escaping @Sendable (LoadedGateway) async throws(ListenFailure) -> Void,
            accept: @escaping @Sendable () -> Void,
            watch: @escaping @Sendable (LoadInputs) -> Void,
            report: @escaping @Sendable (ReloadReport) -> Void
        ) {
            self.server = server
            self.environment = environment
            self.load = load
            self.apply = apply
            self.accept = accept
            self.watch = watch
            self.report = report
        }
    }

    private let parts: Parts
    private let logger: Logger
    /// Compiles; always the same thread, so that the memory it takes serves the next load.
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private var current: Task<ReloadReport, Never>?
    /// The load that begins when the current one ends; everybody who asks meanwhile gets its report.
    private var next: Task<ReloadReport, Never>?

    package init(_ parts: Parts, logger: Logger) {
        self.parts = parts
        self.logger = logger
        thread.start()
    }

    /// Loads the configuration as it is now, and tells what became of it.
    @discardableResult
    package func reload(_ trigger: ReloadReport.Trigger) async -> ReloadReport {
        if let next { return await next.value }
        let before = current
        let task = Task {
            _ = await before?.value
            return await self.begin(trigger)
        }
        next = task
        return await task.value
    }

    private func begin(_ trigger: ReloadReport.Trigger) async -> ReloadReport {
        current = next
        next = nil
        // A change that comes before the gateway serves waits until it does. Where it never will, there is nothing to
        // reload, and nothing to tell.
        _ = try? await parts.server.ready()
        let isServing = parts.environment.board.status.phase == .serving
        if isServing { parts.environment.notifier.reloading() }
        let start = LoopClock.monotonicTime()
        let load = parts.load
        let attempt: LoadAttempt
        do {
            attempt = try await thread.runIfActive { load(trigger) }
        } catch {
            attempt = LoadAttempt(.refused("the gateway is stopping"))
        }
        let (result, summary, loaded) = await take(attempt)
        let report = settle(trigger, result, summary, loaded, attempt, nanoseconds: LoopClock.monotonicTime() &- start)
        parts.watch(attempt.inputs)
        parts.report(report)
        // Who stops meanwhile has said so, and is not ready any more.
        if isServing, parts.environment.board.status.phase == .serving {
            parts.environment.notifier.ready(parts.environment.board.status.line)
        }
        current = nil
        return report
    }

    /// Serves what was loaded, if it can be.
    private func take(_ attempt: LoadAttempt) async -> (ReloadReport.Result, summary: String, LoadedGateway?) {
        switch attempt.result {
        case .unchanged: return (.unchanged, "nothing has changed", nil)
        case .refused(let reason): return (.refused, reason, nil)
        case .loaded(let gateway):
            guard parts.environment.board.status.phase == .serving else {
                return (.refused, "the gateway is not serving", nil)
            }
            do throws(ListenFailure) {
                let replacement = try await parts.server.prepare(gateway.source, gateway.settings)
                do throws(ListenFailure) {
                    try await parts.apply(gateway)
                } catch {
                    await parts.server.abandon(replacement)
                    throw error
                }
                await parts.server.commit(replacement)
                parts.accept()
                return (.loaded, "the new configuration serves", gateway)
            } catch {
                return (.refused, error.description, nil)
            }
        }
    }

    private func settle(
        _ trigger: ReloadReport.Trigger,
        _ result: ReloadReport.Result,
        _ summary: String,
        _ loaded: LoadedGateway?,
        _ attempt: LoadAttempt,
        nanoseconds: UInt64
    ) -> ReloadReport {
        let now = WallTime.now()
        var generation = parts.environment.board.status.graph?.generation ?? 0
        if loaded != nil { generation += 1 }
        let report = ReloadReport(
            trigger: trigger,
            result: result,
            at: now,
            nanoseconds: nanoseconds,
            generation: generation,
            summary: summary,
            findings: attempt.findings
        )
        parts.environment.board.update { status in
            status.lastReload = report
            guard let loaded else { return }
            status.graph = GraphStatus(
                generation: generation,
                hash: loaded.hash,
                loadedAt: now,
                endpoints: loaded.endpoints
            )
        }
        log(report, hash: loaded?.hash, attempt.rendered)
        return report
    }

    private func log(_ report: ReloadReport, hash: String?, _ rendered: String) {
        var metadata: Logger.Metadata = [
            "trigger": "\(report.trigger.rawValue)",
            "generation": "\(report.generation)",
            "ms": "\(report.nanoseconds / 1_000_000)",
        ]
        if let hash { metadata["hash"] = "\(hash)" }
        if !rendered.isEmpty { metadata["findings"] = "\(rendered)" }
        switch report.result {
        case .loaded: logger.info("reloaded", metadata: metadata)
        case .unchanged: logger.info("reload: nothing has changed", metadata: metadata)
        case .refused:
            metadata["reason"] = "\(report.summary)"
            logger.error("reload refused; the configuration from before serves on", metadata: metadata)
        }
    }
}
