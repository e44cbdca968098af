import Foundation
import GateTestSupport
import Testing

/// `make install` and `make uninstall`.
@Suite struct InstallTests {
    @Test("everything is where systems look for it, and the program runs")
    func files() throws {
        let installation = try Installation()
        let files = try installation.files()
        let pages = try FileManager.default.contentsOfDirectory(atPath: Repository.path("man")).map { page in
            "usr/share/man/man\(page.last.map(String.init) ?? "")/\(page)"
        }
        #expect(pages.count >= 4)
        let others = [
            "etc/hookgate/gateway.yaml", "usr/bin/hookgate", "usr/lib/systemd/system/hookgate.service",
            "usr/lib/systemd/system/hookgate.socket", "usr/share/bash-completion/completions/hookgate",
            "usr/share/fish/vendor_completions.d/hookgate.fish", "usr/share/zsh/site-functions/_hookgate",
            "usr/share/doc/hookgate/examples/deploy/hookgate-deploy",
            "usr/share/doc/hookgate/examples/grafana/hookgate.json",
            "usr/share/doc/hookgate/examples/notify-reload.conf",
            "usr/share/doc/hookgate/examples/prometheus/alerts.yaml", "usr/share/hookgate/hookgate.schema.json",
            "usr/share/hookgate/hookgate-test.schema.json",
        ]
        for file in pages + others { #expect(files.contains(file), "\(file) is not installed") }
        #expect(try runShell("find . -type f -empty", in: installation.folder).output == "")
        #expect(try installation.mode("etc/hookgate/credentials") == 0o700)
        #expect(try installation.mode("usr/bin/hookgate") == 0o755)
        #expect(try installation.mode("usr/share/man/man1/hookgate.1") == 0o644)
        let version = try runShell("'\(installation.prefix)/bin/hookgate' --version")
        #expect(version.status == 0)
        let named = try runShell("packaging/version")
        #expect(named.output == version.output, "the package has another version than the program")
    }

    @Test("a configuration that is there stays; what was installed goes again")
    func again() throws {
        let installation = try Installation()
        try Data("mine\n".utf8).write(to: installation.configuration)
        try installation.make("install")
        #expect(try installation.text("etc/hookgate/gateway.yaml") == "mine\n")
        try installation.make("uninstall")
        #expect(try installation.files() == ["etc/hookgate/gateway.yaml"])
    }

    @Test("the shipped configuration is sound, and so is what stands in it as an example")
    func configuration() throws {
        let installation = try Installation()
        let shipped = try runShell("hookgate check '\(installation.configuration.path)'")
        #expect(shipped.status == 0)
        #expect(shipped.errors == "")
        let text = try installation.text("etc/hookgate/gateway.yaml")
        let lines = text.components(separatedBy: "\n").map { line in
            // Prose begins with a capital letter, or goes on in lower case without a key.
            line.replacing(/^(\s*)# ((?: |- )*[a-z_]+:.*)$/) { "\($0.output.1)\($0.output.2)" }
        }
        let whole = lines.joined(separator: "\n")
        #expect(whole.contains("\n  shop:\n    path: /hooks/shop\n"))
        try Data(whole.utf8).write(to: installation.configuration)
        let result = try runShell("hookgate check '\(installation.configuration.path)'")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("2 endpoints"))
    }

    @Test("the scripts can be parsed", arguments: ["install", "build-deb", "boot-systemd", "test-package", "version"])
    func scripts(name: String) throws {
        let result = try runShell("bash -n packaging/\(name)")
        #expect(result.status == 0, "\(result.errors)")
        #expect(FileManager.default.isExecutableFile(atPath: Repository.path("packaging/\(name)")))
    }
}
