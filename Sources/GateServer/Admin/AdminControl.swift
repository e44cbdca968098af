/// What the admin listener asks of the gateway.
package struct AdminControl: Sendable {
    package var status: @Sendable () async -> GatewayStatus
    /// Loads the configuration now and tells how it went.
    package var reload: @Sendable () async -> ReloadReport

    package init(
        status: @escaping @Sendable () async -> GatewayStatus,
        reload: @escaping @Sendable () async -> ReloadReport
    ) {
        self.status = status
        self.reload = reload
    }
}
