import Foundation
import Testing

@testable import GateServer

@Suite("What is watched")
struct WatchPlanTests {
    /// A directory with what a path may lead through; its own path has no links.
    private static func makeDirectory() throws -> String {
        let made = FileManager.default.temporaryDirectory.appendingPathComponent("hookgate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        return made.resolvingSymlinksInPath().path
    }

    private static func plan(_ paths: [String], directories: Set<String> = [], from directory: String = "/")
        -> WatchPlan
    {
        var inputs = LoadInputs()
        for path in paths { inputs.files.updateValue(nil, forKey: path) }
        inputs.directories = directories
        return WatchPlan(inputs, workingDirectory: directory)
    }

    @Test("every name on the way to a file matters, and the content of the file")
    func plain() {
        let plan = Self.plan(["/etc/hookgate/gateway.yaml"]).directories
        #expect(plan["/"]?.names == ["etc"])
        #expect(plan["/"]?.holdsFiles == false)
        #expect(plan["/etc"]?.names == ["hookgate"])
        #expect(plan["/etc/hookgate"]?.names == ["gateway.yaml"])
        #expect(plan["/etc/hookgate"]?.holdsFiles == true)
    }

    @Test("a relative path begins in the working directory; dots are walked")
    func relative() {
        #expect(Self.plan(["../a/./b.yaml"], from: "/srv/x") == Self.plan(["/srv/a/b.yaml"]).adding("/srv", "x"))
    }

    @Test("links are followed, and their names matter: the volume of a Kubernetes ConfigMap")
    func links() throws {
        let root = try Self.makeDirectory()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let files = FileManager.default
        try files.createDirectory(atPath: root + "/..2026_1", withIntermediateDirectories: false)
        try Data("a".utf8).write(to: URL(fileURLWithPath: root + "/..2026_1/gateway.yaml"))
        try files.createSymbolicLink(atPath: root + "/..data", withDestinationPath: "..2026_1")
        try files.createSymbolicLink(atPath: root + "/gateway.yaml", withDestinationPath: "..data/gateway.yaml")
        let plan = Self.plan([root + "/gateway.yaml"]).directories
        #expect(plan[root]?.names == ["gateway.yaml", "..data", "..2026_1"])
        #expect(plan[root + "/..2026_1"]?.names == ["gateway.yaml"])
        #expect(plan[root + "/..2026_1"]?.holdsFiles == true)
    }

    @Test("links in a circle end")
    func circle() throws {
        let root = try Self.makeDirectory()
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createSymbolicLink(atPath: root + "/a", withDestinationPath: "b")
        try FileManager.default.createSymbolicLink(atPath: root + "/b", withDestinationPath: "a")
        #expect(Self.plan([root + "/a"]).directories[root]?.names == ["a", "b"])
    }

    @Test("of a directory of samples any name matters")
    func directory() {
        let plan = Self.plan([], directories: ["samples/"], from: "/srv").directories
        #expect(plan["/srv/samples"]?.takesAll == true)
        #expect(plan["/srv"]?.names == ["samples"])
        #expect(plan["/srv"]?.takesAll == false)
    }
}

extension WatchPlan {
    /// The plan with one more name.
    fileprivate func adding(_ directory: String, _ name: String) -> WatchPlan {
        var inputs = LoadInputs()
        for (directory, interest) in directories where interest.holdsFiles {
            for name in interest.names { inputs.files.updateValue(nil, forKey: directory + "/" + name) }
        }
        // A name that is not there is followed as a directory.
        inputs.files.updateValue(nil, forKey: directory + "/" + name + "/../a/b.yaml")
        return WatchPlan(inputs, workingDirectory: "/")
    }
}
