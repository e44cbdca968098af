import GateRuntime

extension MetricsRegistry {
    /// Every metric with its values now, in the order of the table.
    func collect(_ status: GatewayStatus, version: String) async -> [MetricFamily] {
        let (endpoints, connections) = await serverSample()
        let process = ProcessFigures.read()
        return MetricTable.all.map { spec in
            let samples =
                requestSamples(spec.name, endpoints) ?? configurationSamples(spec.name, status, version: version)
                ?? processSamples(spec.name, process)
                ?? (spec.name == MetricName.connections
                    ? [MetricSample([], .count(UInt64(clamping: connections)))] : self.samples(of: spec))
            return MetricFamily(spec: spec, samples: samples)
        }
    }

    /// The series of a metric of requests; nil for another metric.
    private func requestSamples(_ name: String, _ endpoints: [EndpointSample]) -> [MetricSample]? {
        switch name {
        case MetricName.requests:
            endpoints.flatMap { endpoint in
                endpoint.branches.map { endpoint.counter([$0.name], $0.count) }
            }
        case MetricName.responses: endpoints.flatMap(\.responseSamples)
        case MetricName.refusals: endpoints.flatMap(\.refusalSamples)
        case MetricName.faults:
            endpoints.flatMap { endpoint in
                endpoint.faults.map { endpoint.counter([String(describing: $0.code), $0.place], $0.count) }
            }
        case MetricName.requestDuration:
            endpoints.map { MetricSample([$0.name], .histogram($0.durations), since: $0.createdAt) }
        case MetricName.requestBody:
            // What reaches no endpoint has no body that is read.
            endpoints.filter { !$0.name.isEmpty }
                .map { MetricSample([$0.name], .histogram($0.bodies), since: $0.createdAt) }
        case MetricName.responseBody: endpoints.map { $0.counter([], $0.answerBytes) }
        case MetricName.inFlight:
            endpoints.filter { !$0.name.isEmpty }
                .map { MetricSample([$0.name], .count(UInt64(clamping: $0.inFlight))) }
        default: nil
        }
    }

    /// The series of a metric of the configuration; nil for another metric.
    private func configurationSamples(
        _ name: String,
        _ status: GatewayStatus,
        version: String
    ) -> [MetricSample]? {
        switch name {
        case MetricName.ready: [MetricSample([], .count(status.phase == .serving ? 1 : 0))]
        case MetricName.generation:
            status.graph.map { [MetricSample([], .count(UInt64(clamping: $0.generation)))] } ?? []
        case MetricName.configInfo: status.graph.map { [MetricSample([$0.hash], .count(1))] } ?? []
        case MetricName.loadedTime: status.graph.map { [MetricSample([], .number($0.loadedAt.double))] } ?? []
        case MetricName.buildInfo: [MetricSample([version, MetricsRegistry.compiler], .count(1))]
        default: nil
        }
    }

    /// The series of a metric of the process; nil for another metric.
    private func processSamples(_ name: String, _ figures: ProcessFigures?) -> [MetricSample]? {
        func sample(_ value: (ProcessFigures) -> MetricValue) -> [MetricSample] {
            figures.map { [MetricSample([], value($0))] } ?? []
        }
        switch name {
        case MetricName.processCPU:
            return figures.map { [MetricSample([], .number($0.cpuSeconds), since: startedAt)] } ?? []
        case MetricName.residentMemory: return sample { .count($0.residentBytes) }
        case MetricName.virtualMemory: return sample { .count($0.virtualBytes) }
        case MetricName.openDescriptors: return sample { .count($0.openDescriptors) }
        case MetricName.maxDescriptors: return sample { .number($0.maxDescriptors) }
        case MetricName.startTime: return sample { .number($0.startTime) }
        case MetricName.threads: return sample { .count($0.threads) }
        default: return nil
        }
    }

    /// The version of the compiler; the language has no constant that says it.
    private static var compiler: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }
}

extension EndpointSample {
    /// A counter with the endpoint's name before `labels`.
    fileprivate func counter(_ labels: [String], _ count: UInt64) -> MetricSample {
        MetricSample([name] + labels, .count(count), since: createdAt)
    }

    fileprivate var refusalSamples: [MetricSample] {
        Refusal.allCases.compactMap { refusal in
            let count = refusals[Int(refusal.rawValue)]
            guard count > 0 || expectedRefusals.contains(refusal) else { return nil }
            return counter([String(describing: refusal)], count)
        }
    }

    fileprivate var responseSamples: [MetricSample] {
        statuses.filter { $0.count > 0 || expectedStatuses.contains($0.status) }
            .map { counter(["\($0.status)"], $0.count) }
    }
}
