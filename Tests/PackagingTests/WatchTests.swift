import Foundation
import GateTestSupport
import Testing

/// The rules for Prometheus and the dashboard for Grafana.
@Suite struct WatchTests {
    private static let hasPromtool = (try? runShell("command -v promtool").status) == 0

    @Test("promtool takes the rules, and they fire for what they are for", .enabled(if: hasPromtool))
    func rules() throws {
        let checked = try runShell("promtool check rules packaging/prometheus/alerts.yaml")
        #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
        let tested = try runShell("promtool test rules packaging/prometheus/alerts.test.yaml")
        #expect(tested.status == 0, "\(tested.output)\(tested.errors)")
    }

    @Test("every alert is tried both ways, has a severity and says what to do")
    func alerts() throws {
        let rules = try Repository.text("packaging/prometheus/alerts.yaml")
        let tests = try Repository.text("packaging/prometheus/alerts.test.yaml")
        let alerts = rules.components(separatedBy: "- alert: ").dropFirst()
        #expect(alerts.count > 5)
        for alert in alerts {
            let name = alert.prefix { !$0.isWhitespace }
            #expect(alert.contains(/severity: (critical|warning)/), "\(name)")
            #expect(alert.contains("summary: ") && alert.contains("description: "), "\(name)")
            #expect(tests.contains("{ alertname: \(name), eval_time: "), "\(name) is not tried where all is well")
            #expect(tests.contains(try Regex("alertname: \(name)\n +eval_time: .*\n +exp_alerts:")), "\(name)")
        }
    }

    @Test("the dashboard is JSON, and its panels have places, queries and variables of their own")
    func dashboard() throws {
        let data = Data(try Repository.text("packaging/grafana/hookgate.json").utf8)
        let dashboard = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let panels = try #require(dashboard["panels"] as? [[String: Any]])
        let templating = try #require(dashboard["templating"] as? [String: Any])
        let list = try #require(templating["list"] as? [[String: Any]])
        let variables = Set(list.compactMap { $0["name"] as? String }).union(["__rate_interval"])
        #expect(variables.isSuperset(of: ["datasource", "endpoint"]))
        #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
        var cells: Set<[Int]> = []
        for panel in panels {
            let title = try #require(panel["title"] as? String)
            let place = try #require(panel["gridPos"] as? [String: Int])
            let (x, y) = (try #require(place["x"]), try #require(place["y"]))
            for column in x..<x + (place["w"] ?? 0) {
                for row in y..<y + (place["h"] ?? 0) {
                    #expect(cells.insert([column, row]).inserted, "\(title) lies over another panel")
                }
            }
            guard panel["type"] as? String != "row" else { continue }
            let targets = try #require(panel["targets"] as? [[String: Any]], "\(title)")
            #expect(!targets.isEmpty)
            for target in targets {
                let query = try #require(target["expr"] as? String)
                for use in query.matches(of: /\$(\w+)/) {
                    #expect(variables.contains(String(use.output.1)), "\(title): \(use.output.0)")
                }
            }
        }
    }
}
