/// What is known of a metric besides its values.
package struct MetricSpec: Sendable {
    /// The kinds of OpenMetrics that are used here.
    package enum Kind: String, Sendable {
        case counter, gauge, histogram
        /// Labels that say something, with the value 1.
        case info
    }

    package var name: String
    package var kind: Kind
    package var labels: [String]
    /// What it counts, one sentence without a full stop.
    package var help: String

    init(_ name: String, _ kind: Kind, _ labels: [String], _ help: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.help = help
    }

    init(_ name: String, _ kind: Kind, _ help: String) {
        self.init(name, kind, [], help)
    }
}

/// Names of metrics that the code counts with.
enum MetricName {
    static let requests = "hookgate_requests_total"
    static let responses = "hookgate_responses_total"
    static let refusals = "hookgate_refusals_total"
    static let faults = "hookgate_faults_total"
    static let requestDuration = "hookgate_request_duration_seconds"
    static let requestBody = "hookgate_request_body_bytes"
    static let responseBody = "hookgate_response_body_bytes_total"
    static let inFlight = "hookgate_requests_in_flight"
    static let connections = "hookgate_connections"
    static let connectionsAccepted = "hookgate_connections_accepted_total"
    static let connectionsRefused = "hookgate_connections_refused_total"
    static let reloads = "hookgate_reloads_total"
    static let reloadDuration = "hookgate_reload_duration_seconds"
    static let lastReloadSuccess = "hookgate_last_reload_success"
    static let lastReloadTime = "hookgate_last_reload_timestamp_seconds"
    static let generation = "hookgate_config_generation"
    static let configInfo = "hookgate_config_info"
    static let loadedTime = "hookgate_config_loaded_timestamp_seconds"
    static let logLinesDropped = "hookgate_log_lines_dropped_total"
    static let captures = "hookgate_captures_total"
    static let buildInfo = "hookgate_build_info"
    static let ready = "hookgate_ready"
    static let processCPU = "process_cpu_seconds_total"
    static let residentMemory = "process_resident_memory_bytes"
    static let virtualMemory = "process_virtual_memory_bytes"
    static let openDescriptors = "process_open_fds"
    static let maxDescriptors = "process_max_fds"
    static let startTime = "process_start_time_seconds"
    static let threads = "process_threads"
}

/// Every metric, in the order in which they are shown.
///
/// The only list: the exposition, the manual and the tests of the dashboard and the alerts read it.
package enum MetricTable {
    /// The metrics.
    package static let all: [MetricSpec] = requests + connections + configuration + process

    /// The metric of a name; nil where there is none.
    package static func spec(_ name: String) -> MetricSpec? { byName[name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    private static let requests: [MetricSpec] = [
        MetricSpec(
            MetricName.requests,
            .counter,
            ["endpoint", "branch"],
            "Requests that the file answered, by the branch that did; the branch is empty where an endpoint has one answer"
        ),
        MetricSpec(MetricName.responses, .counter, ["endpoint", "status"], "Answers by status, refusals included"),
        MetricSpec(
            MetricName.refusals,
            .counter,
            ["endpoint", "reason"],
            "Requests that the gateway answered by itself, by the reason that the log calls refusal"
        ),
        MetricSpec(
            MetricName.faults,
            .counter,
            ["endpoint", "code", "at"],
            "Evaluations that failed, by kind and by the expression in the file"
        ),
        MetricSpec(
            MetricName.requestDuration,
            .histogram,
            ["endpoint"],
            "Time from a request's first byte to its answer"
        ),
        MetricSpec(MetricName.requestBody, .histogram, ["endpoint"], "Size of the bodies that were evaluated"),
        MetricSpec(MetricName.responseBody, .counter, ["endpoint"], "Bytes of the bodies of answers"),
        MetricSpec(
            MetricName.inFlight,
            .gauge,
            ["endpoint"],
            "Requests whose head was accepted and which are not answered yet"
        ),
    ]

    private static let connections: [MetricSpec] = [
        MetricSpec(MetricName.connections, .gauge, "Open connections of the public listeners"),
        MetricSpec(MetricName.connectionsAccepted, .counter, "Connections that were served"),
        MetricSpec(
            MetricName.connectionsRefused,
            .counter,
            "Connections that were turned away because there were too many"
        ),
    ]

    private static let configuration: [MetricSpec] = [
        MetricSpec(MetricName.ready, .gauge, "Whether the gateway takes requests: 1 while it serves, otherwise 0"),
        MetricSpec(
            MetricName.reloads,
            .counter,
            ["result", "trigger"],
            "Attempts to load the configuration anew, by how they ended and why they were made"
        ),
        MetricSpec(MetricName.reloadDuration, .histogram, "Time that attempts to load the configuration anew took"),
        MetricSpec(
            MetricName.lastReloadSuccess,
            .gauge,
            "Whether the last attempt to load the configuration found nothing wrong: 0 after a refused one"
        ),
        MetricSpec(
            MetricName.lastReloadTime,
            .gauge,
            "When the configuration was last looked at, whatever came of it, in seconds since 1970"
        ),
        MetricSpec(MetricName.generation, .gauge, "Generation of the served configuration, 1 after the start"),
        MetricSpec(
            MetricName.configInfo,
            .info,
            ["hash"],
            "Hash of the files that the served configuration is made of"
        ),
        MetricSpec(
            MetricName.loadedTime,
            .gauge,
            "When the served configuration was loaded, in seconds since 1970"
        ),
        MetricSpec(
            MetricName.logLinesDropped,
            .counter,
            "Lines of the log that were lost because the log was not read fast enough"
        ),
        MetricSpec(
            MetricName.captures,
            .counter,
            ["result"],
            "Requests that were to be captured, by what became of them"
        ),
        MetricSpec(MetricName.buildInfo, .info, ["version", "swift"], "Version of the program and of its compiler"),
    ]

    private static let process: [MetricSpec] = [
        MetricSpec(MetricName.processCPU, .counter, "CPU time of the process, user and system"),
        MetricSpec(MetricName.residentMemory, .gauge, "Memory of the process that is in RAM"),
        MetricSpec(MetricName.virtualMemory, .gauge, "Address space of the process"),
        MetricSpec(MetricName.openDescriptors, .gauge, "Open file descriptors"),
        MetricSpec(MetricName.maxDescriptors, .gauge, "File descriptors that may be open"),
        MetricSpec(MetricName.startTime, .gauge, "When the process was started, in seconds since 1970"),
        MetricSpec(MetricName.threads, .gauge, "Threads of the process"),
    ]
}
