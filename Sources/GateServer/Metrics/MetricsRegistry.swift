package import CoreMetrics
import Synchronization

/// The process's metrics: a backend of swift-metrics for what happens rarely, and the way to the event loops' own
/// numbers.
///
/// Only metrics of ``MetricTable`` are kept, with the labels that it names: what somebody else counts in this process
/// neither grows nor surprises the output.
package final class MetricsRegistry: MetricsFactory {
    /// What a gateway tells when it is asked.
    struct ServerSample: Sendable {
        /// By event loop; nil for one that does not answer.
        var loops: [[EndpointSample]?]
        var connections: Int
    }

    private struct Key: Hashable {
        var name: String
        var labels: [String]
    }

    private struct State {
        var counters: [Key: StoredCounter] = [:]
        var gauges: [Key: StoredGauge] = [:]
        var timers: [Key: StoredTimer] = [:]
        var server: (@Sendable () async -> ServerSample)?
        /// What each loop told last.
        var loops: [[EndpointSample]] = []
    }

    /// When counting began.
    let startedAt = WallTime.now()
    private let state = Mutex(State())

    /// A registry in which nothing has been counted.
    package init() {
        // Series that are there from the start, so that their first event is seen as an increase.
        for result in ReloadReport.Result.allCases {
            for trigger in ReloadReport.Trigger.allCases { _ = reloadCounter(result, trigger) }
        }
        _ = Timer(label: MetricName.reloadDuration, dimensions: [], factory: self)
        for name in [MetricName.connectionsAccepted, MetricName.connectionsRefused, MetricName.logLinesDropped] {
            _ = Counter(label: name, dimensions: [], factory: self)
        }
        for result in ["written", "dropped", "failed"] { _ = RequestCapture.counter(result, self) }
        Meter(label: MetricName.lastReloadSuccess, dimensions: [], factory: self).set(1)
        Meter(label: MetricName.lastReloadTime, dimensions: [], factory: self).set(startedAt.double)
    }

    /// Counts an attempt to load the configuration anew.
    package func record(_ report: ReloadReport) {
        reloadCounter(report.result, report.trigger).increment()
        Timer(label: MetricName.reloadDuration, dimensions: [], factory: self)
            .recordNanoseconds(Int64(clamping: report.nanoseconds))
        let isSuccess = report.result != .refused
        Meter(label: MetricName.lastReloadSuccess, dimensions: [], factory: self).set(isSuccess ? 1 : 0)
        Meter(label: MetricName.lastReloadTime, dimensions: [], factory: self).set(report.at.double)
    }

    private func reloadCounter(_ result: ReloadReport.Result, _ trigger: ReloadReport.Trigger) -> Counter {
        let dimensions = [("result", result.rawValue), ("trigger", trigger.rawValue)]
        return Counter(label: MetricName.reloads, dimensions: dimensions, factory: self)
    }

    // MARK: The gateway

    /// Asks `server` from now on; a gateway that starts calls it once its loops are there.
    func attach(_ server: @escaping @Sendable () async -> ServerSample) {
        state.withLock { $0.server = server }
    }

    /// The numbers of all loops, and how many connections are open.
    ///
    /// A loop that does not answer counts with what it told last.
    func serverSample() async -> (endpoints: [EndpointSample], connections: Int) {
        guard let server = state.withLock({ $0.server }) else { return ([], 0) }
        let sample = await server()
        let loops = state.withLock { state in
            if state.loops.count != sample.loops.count {
                state.loops = [[EndpointSample]](repeating: [], count: sample.loops.count)
            }
            for (index, loop) in sample.loops.enumerated() {
                if let loop { state.loops[index] = loop }
            }
            return state.loops
        }
        return (EndpointSample.merged(loops), sample.connections)
    }

    /// The series of a metric that was counted with swift-metrics.
    func samples(of spec: MetricSpec) -> [MetricSample] {
        state.withLock { state in
            var samples: [MetricSample] = []
            for (key, counter) in state.counters where key.name == spec.name {
                samples.append(MetricSample(key.labels, .count(counter.value), since: startedAt))
            }
            for (key, gauge) in state.gauges where key.name == spec.name {
                samples.append(MetricSample(key.labels, .number(gauge.value)))
            }
            for (key, timer) in state.timers where key.name == spec.name {
                samples.append(MetricSample(key.labels, .histogram(timer.value), since: startedAt))
            }
            return samples.sorted { $0.labels.lexicographicallyPrecedes($1.labels) }
        }
    }

    // MARK: MetricsFactory

    /// The counter of a name and labels, the same for every caller.
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        guard let key = key(label, dimensions, .counter) else { return NOOPMetricsHandler.instance }
        return state.withLock { state in
            let counter = state.counters[key] ?? StoredCounter()
            state.counters[key] = counter
            return counter
        }
    }

    /// The gauge of a name and labels, the same for every caller.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        guard let key = key(label, dimensions, .gauge) else { return NOOPMetricsHandler.instance }
        return gauge(key)
    }

    /// A gauge under its older name; there are no recorders that aggregate but timers.
    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard !aggregate, let key = key(label, dimensions, .gauge) else { return NOOPMetricsHandler.instance }
        return gauge(key)
    }

    /// The histogram of durations of a name and labels, the same for every caller.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        guard let key = key(label, dimensions, .histogram) else { return NOOPMetricsHandler.instance }
        return state.withLock { state in
            let timer = state.timers[key] ?? StoredTimer()
            state.timers[key] = timer
            return timer
        }
    }

    /// Handlers stay: a series that was counted once is shown until the process ends.
    package func destroyCounter(_ handler: any CounterHandler) {}
    /// See ``destroyCounter(_:)``.
    package func destroyMeter(_ handler: any MeterHandler) {}
    /// See ``destroyCounter(_:)``.
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    /// See ``destroyCounter(_:)``.
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func gauge(_ key: Key) -> StoredGauge {
        state.withLock { state in
            let gauge = state.gauges[key] ?? StoredGauge()
            state.gauges[key] = gauge
            return gauge
        }
    }

    /// The key of a series; nil where the table has no such metric, kind or labels.
    private func key(_ label: String, _ dimensions: [(String, String)], _ kind: MetricSpec.Kind) -> Key? {
        guard let spec = MetricTable.spec(label), spec.kind == kind, spec.labels.count == dimensions.count else {
            return nil
        }
        var values: [String] = []
        for name in spec.labels {
            guard let dimension = dimensions.first(where: { $0.0 == name }) else { return nil }
            values.append(dimension.1)
        }
        return Key(name: label, labels: values)
    }
}
