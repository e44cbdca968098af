import Foundation
import GateCompiler
import GateDiagnostics
import GateRuntime
import GateServer
import Logging
import ServiceLifecycle
import Testing
import Tracing

/// A gateway and its admin listener on ports of the system's choice, for the length of a test.
struct ObservedServer: Sendable {
    let address: ListenAddress
    let server: GatewayServer
    let admin: AdminServer
    let metrics: MetricsRegistry
    let logs: LogControl
    let settings: ServerSettings
    fileprivate let group: ServiceGroup

    /// What a test may choose.
    struct Options {
        var file = ObservedServer.file
        var threads = 1
        var settings = ServerSettings()
        var admin: AdminSettings? = AdminSettings(address: .tcp(host: "127.0.0.1", port: 0))
        var token: AdminToken?
        var writesPriorities = false
        var tracer: (any Tracer)?
        var control = ObservedServer.control()
    }

    static let file = """
        hookgate: 1
        endpoints:
          order:
            path: /order
            auth: none
            extract:
              amount: { body: $.amount, type: int, required: true }
            branches:
              - name: big
                when: amount > 100
                respond: { status: 201, json: { share: "${1000 / (amount - 101)}" } }
              - else:
                respond: { status: 202, text: small }
          note:
            path: /note
            auth: none
            respond: { status: 200, text: noted }
        """

    static func control(_ adjust: (inout GatewayStatus) -> Void = { _ in }) -> AdminControl {
        var status = GatewayStatus()
        status.phase = .serving
        status.startedAt = WallTime(seconds: 1_000_000, nanoseconds: 250_000_000)
        status.graph = GraphStatus(
            generation: 3,
            hash: "5f70bf18",
            loadedAt: WallTime(seconds: 1_000_060),
            endpoints: [EndpointStatus(name: "order", path: "/order", methods: ["POST"], branches: ["big", "else"])]
        )
        adjust(&status)
        let final = status
        return AdminControl(status: { final }, reload: { ObservedServer.report(.loaded) })
    }

    static func report(_ result: ReloadReport.Result, _ findings: [LoadFinding] = []) -> ReloadReport {
        ReloadReport(
            trigger: .admin,
            result: result,
            at: WallTime(seconds: 1_000_100),
            nanoseconds: 1_500_000,
            generation: 4,
            summary: "in plain words",
            findings: findings
        )
    }

    /// Starts both, runs `body` on a thread of its own (it may block), stops them and returns the log.
    @discardableResult
    static func serve(
        _ adjust: (inout Options) -> Void = { _ in },
        body: @escaping @Sendable (ObservedServer) throws -> Void
    ) async throws -> [String] {
        var options = Options()
        options.settings.listeners = [.tcp(host: "127.0.0.1", port: 0)]
        adjust(&options)
        let file = try LogFile()
        let metrics = MetricsRegistry()
        let sink = LogSink(
            descriptor: file.descriptor,
            writesPriorities: options.writesPriorities,
            metrics: metrics
        )
        let logs = LogControl(sink: sink, settings: options.settings.log)
        let logger = Logger(label: "test") { _ in LineLogHandler(control: logs) }
        var environment = ServerEnvironment(sink: sink, metrics: metrics)
        environment.tracer = options.tracer
        let server = GatewayServer(
            graph: try source(options.file, options.settings),
            settings: options.settings,
            threads: options.threads,
            environment: environment,
            logger: logger
        )
        let admin = AdminServer(control: options.control, metrics: metrics, version: "1.2.3", logger: logger)
        try await admin.apply(options.admin, token: options.token)
        let group = ServiceGroup(
            services: [admin, server],
            logger: Logger(label: "quiet") { _ in SwiftLogNoOpLogHandler() }
        )
        let running = Task { try await group.run() }
        var failure: (any Error)?
        do {
            let addresses = try await server.ready()
            let test = ObservedServer(
                address: addresses[0],
                server: server,
                admin: admin,
                metrics: metrics,
                logs: logs,
                settings: options.settings,
                group: group
            )
            try await TestServer.onThread { try body(test) }
        } catch {
            failure = error
        }
        await group.triggerGracefulShutdown()
        let result = await running.result
        await sink.close()
        if let failure { throw failure }
        try result.get()
        return try file.lines()
    }

    /// The graph of a file.
    static func source(_ file: String, _ settings: ServerSettings) throws -> GraphSource {
        let compilation = compile(SourceText(name: "test.yaml", bytes: Array(file.utf8)))
        guard var graph = compilation.graph else {
            throw TestGraph.NotCompiled(findings: "\(compilation.diagnostics)")
        }
        graph.settings = settings
        let compiled = graph
        return GraphSource(
            make: { BoundGraph(compiled, secrets: []) },
            describeFault: { fault in
                let site = compiled.sites.indices.contains(Int(fault.site)) ? compiled.sites[Int(fault.site)] : nil
                let expression = site.map { compiled.expressions[Int($0.expression)] }
                return expression.map { "test.yaml:\($0.line):\($0.column): \($0.role)" }
            }
        )
    }

    /// Serves another file; returns when every loop does.
    func install(_ file: String) throws {
        let (server, settings) = (server, settings)
        let source = try ObservedServer.source(file, settings)
        try TestServer.waitFor { await server.commit(try await server.prepare(source, settings)) }
        // Loops tell their numbers after they have taken the graph.
        _ = try scrape()
    }

    /// Begins graceful shutdown; returns at once.
    func stop() {
        Task { await group.triggerGracefulShutdown() }
    }

    func connect() throws -> RawClient { try RawClient(address) }

    /// Sends a body to an endpoint.
    func post(_ path: String, _ body: String, _ headers: String = "") throws -> RawClient.Answer {
        let client = try connect()
        try client.send(ServingTests.post(path, body, headers))
        return try client.answer()
    }

    /// Asks the admin listener.
    func ask(_ method: String, _ path: String, _ headers: String = "Host: localhost\r\n") throws -> RawClient.Answer {
        let client = try RawClient(#require(admin.address))
        try client.send("\(method) \(path) HTTP/1.1\r\n\(headers)Connection: close\r\n\r\n")
        return method == "HEAD" ? try client.answerHead() : try client.answer()
    }

    /// The metrics, by series as it is written.
    func scrape() throws -> [String: Double] {
        let answer = try ask("GET", "/metrics")
        guard answer.status == 200 else { throw RawClient.Failure.malformed("\(answer.status)") }
        var series: [String: Double] = [:]
        for line in answer.body.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " ") else { throw RawClient.Failure.malformed(String(line)) }
            series[String(line[..<space])] = Double(line[line.index(after: space)...])
        }
        return series
    }
}
