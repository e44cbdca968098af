import NIOCore
import NIOHTTP1

/// What the admin listener answers.
struct AdminRoutes: Sendable {
    var control: AdminControl
    var metrics: MetricsRegistry
    var version: String
    var access: AdminAccess
    /// Whether the Host header must name this machine: on a socket that a browser can reach, a page whose name was made
    /// to point here could otherwise read what is answered.
    var checksHost: Bool

    /// Answers a request.
    func answer(_ request: AdminRequest) async -> AdminResponse {
        if checksHost, !AdminRoutes.isLocal(request.hosts) {
            let detail = "Host must be an IP address or localhost."
            return AdminResponse(problem: .misdirectedRequest, detail)
        }
        let rules = access.rules
        let isProbe = request.path == "/healthz" || request.path == "/readyz"
        if !isProbe, let token = rules.token, !token.isIn(request.authorization) {
            let headers: HTTPHeaders = ["www-authenticate": "Bearer realm=\"hookgate admin\""]
            return AdminResponse(problem: .unauthorized, "A valid token is required.", headers: headers)
        }
        guard let methods = methods(of: request.path, rules) else {
            return AdminResponse(problem: .notFound, "There is nothing at this path.")
        }
        guard methods.contains(request.method) else {
            let headers: HTTPHeaders = ["allow": methods.joined(separator: ", ")]
            let detail = "The method is not accepted at this path; see Allow."
            return AdminResponse(problem: .methodNotAllowed, detail, headers: headers)
        }
        switch request.path {
        case "/healthz": return health()
        case "/readyz": return readiness(await control.status())
        case "/metrics": return await scrape(request)
        case "/status": return AdminResponse(.ok, statusDocument(await control.status(), version: version))
        default: return await reload(request)
        }
    }

    private func methods(of path: String, _ rules: AdminAccess.Rules) -> [String]? {
        switch path {
        case "/healthz", "/readyz", "/metrics", "/status": ["GET", "HEAD"]
        case "/reload" where rules.allowsReload: ["POST"]
        default: nil
        }
    }

    /// The process answers, so it lives.
    private func health() -> AdminResponse {
        var document = JSONObject()
        document.add("status", "ok")
        return AdminResponse(.ok, document)
    }

    private func readiness(_ status: GatewayStatus) -> AdminResponse {
        let isReady = status.phase == .serving
        var document = JSONObject()
        document.add("status", isReady ? "ready" : "not ready")
        document.add("phase", status.phase.rawValue)
        return AdminResponse(isReady ? .ok : .serviceUnavailable, document)
    }

    private func scrape(_ request: AdminRequest) async -> AdminResponse {
        let format = MetricsFormat.negotiated(request.accept)
        let families = await metrics.collect(await control.status(), version: version)
        return AdminResponse(.ok, format.contentType, format.write(families))
    }

    private func reload(_ request: AdminRequest) async -> AdminResponse {
        if request.hasOrigin {
            return AdminResponse(problem: .forbidden, "Requests of web pages are not accepted.")
        }
        let report = await control.reload()
        return AdminResponse(report.result == .refused ? .unprocessableEntity : .ok, reloadDocument(report))
    }

    /// Whether the only Host names an address or this machine, with or without a port.
    ///
    /// A client that is no browser may leave it out (HTTP/1.0).
    private static func isLocal(_ hosts: [String]) -> Bool {
        guard let host = hosts.first else { return true }
        guard hosts.count == 1 else { return false }
        if host.hasPrefix("[") { return host.contains("]") }
        let name = host.prefix { $0 != ":" }
        let isAddress = name.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        return isAddress || name.lowercased() == "localhost"
    }
}
