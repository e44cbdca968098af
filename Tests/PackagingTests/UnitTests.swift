import Foundation
import GateTestSupport
import Testing

/// The units, as systemd's own tools see them.
@Suite struct UnitTests {
    @Test("systemd-analyze verify has nothing to say")
    func verify() throws {
        let installation = try Installation()
        let units = "\(installation.prefix)/lib/systemd/system"
        let result = try runShell(
            """
            MANPATH='\(installation.prefix)/share/man' \
            systemd-analyze verify '\(units)/hookgate.service' '\(units)/hookgate.socket'
            """
        )
        #expect(result.status == 0)
        #expect(result.output + result.errors == "")
    }

    @Test("systemd-analyze verify has nothing to say of the deployment's units")
    func verifyDeployment() throws {
        let installation = try Installation()
        let examples = "\(installation.prefix)/share/doc/hookgate/examples/deploy"
        for unit in ["hookgate-deploy.service", "hookgate-deploy.timer"] {
            let path = "\(examples)/\(unit)"
            let text = try Repository.text("examples/deploy/\(unit)")
            try Data(text.replacing("/usr/local/bin/", with: "\(examples)/").utf8).write(to: URL(fileURLWithPath: path))
        }
        let result = try runShell(
            """
            MANPATH='\(installation.prefix)/share/man' \
            systemd-analyze verify '\(examples)/hookgate-deploy.service' '\(examples)/hookgate-deploy.timer'
            """
        )
        #expect(result.status == 0)
        #expect(result.output + result.errors == "")
    }

    @Test("systemd-analyze security gives at most 1.5")
    func security() throws {
        let installation = try Installation()
        let unit = "\(installation.prefix)/lib/systemd/system/hookgate.service"
        // In tenths.
        let result = try runShell("systemd-analyze security --no-pager --offline=true --threshold=15 '\(unit)'")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("Overall exposure level for hookgate.service"))
    }

    @Test("the service checks the file that it serves, before it starts and before it reloads")
    func commands() throws {
        let service = try Repository.text("packaging/hookgate.service")
        let reload = try Repository.text("packaging/hookgate.service.d/notify-reload.conf")
        let check = "=/usr/bin/hookgate check ${HOOKGATE_FILE}\n"
        #expect(service.contains("ExecStartPre\(check)"))
        #expect(service.contains("\nExecStart=/usr/bin/hookgate run ${HOOKGATE_FILE}\n"))
        #expect(service.contains("ExecReload\(check)ExecReload=/bin/sh -c 'kill -HUP"))
        #expect(service.contains("\nType=notify\n"), "older systemd ignores notify-reload")
        #expect(reload.contains("Type=notify-reload\nExecReload=\nExecReload\(check)"))
    }

    @Test("the socket has the name that the manual gives it")
    func socket() throws {
        let socket = try Repository.text("packaging/hookgate.socket")
        let name = try #require(socket.firstMatch(of: /(?m)^FileDescriptorName=(.+)$/)?.output.1)
        let page = try Repository.text("man/hookgate-operations.7")
        #expect(page.contains("listen: [\"systemd:\(name)\"]"))
        #expect(socket.contains("systemd:\(name)"))
    }
}
