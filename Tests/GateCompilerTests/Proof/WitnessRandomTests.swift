import GateCompiler
import GateExpression
import GateRuntime
import GateTestSupport
import Testing

/// Requests made for random paths.
@Suite("witnesses, random")
struct WitnessRandomTests {
    @Test("most paths that some values take have a request", arguments: SolverRandomTests.pools)
    func isFound(_ pool: SolverRandomTests.Pool) throws {
        var tables = TruthTables(bodies: pool.bodies)
        let values = SolverRandomTests.values(&tables.builder)
        // No request carries a NaN.
        tables.values = pool.names.map { ($0, (values[$0] ?? []).filter { $0.kind != .double || !$0.asDouble.isNaN }) }
        // Nor is a path of interest that turns on where doubles and ints part.
        let constants = pool.constants.filter { !$0.hasPrefix("9223372036854775") }
        var maker = RandomConditions(random: SplitMix64(seed: 7), terms: pool.terms, constants: constants)
        var (possible, found, missed) = (0, 0, [String]())
        for _ in 0..<80 {
            var translator = try ProofNames.translator()
            let texts = (0..<3).map { _ in maker.condition() }
            let path = try texts.map { (try ProofNames.checked($0, mode: .dynamic), Bool.random(using: &maker.random)) }
            let outcomes = try path.map { try tables.outcomes(of: $0.0) }
            let isPossible = (0..<tables.count).contains { row in
                path.indices.allSatisfy { outcomes[$0][row] == path[$0].1 }
            }
            guard isPossible else { continue }
            possible += 1
            let formulas = path.map { translator.translate($0.0, is: $0.1) }
            if try WitnessTests.request(path.map { (checked: $0.0, isTrue: $0.1) }, Solver(translator), formulas) != nil
            {
                found += 1
            } else {
                missed.append(zip(path, texts).map { "\($0.1): \($1)" }.joined(separator: "\n"))
            }
        }
        #expect(
            found * 10 >= possible * 8,
            "\(found) of \(possible); missed:\n\(missed.min { $0.count < $1.count } ?? "")"
        )
    }
}
