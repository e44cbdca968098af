import GateExpression
import GateRuntime
import GateTestSupport
import Testing

/// cel-spec, "Name Resolution", and the cases that shadowing adds to it.
@Suite("What a name means")
struct NameResolutionTests {
    /// What each node of an expression refers to, by its canonical text.
    private func references(_ text: String, _ names: [String: ValueType], container: String = "") throws -> [String] {
        let variables = names.map { VariableDeclaration(name: $0.key, type: $0.value, slot: 0) }
        let environment = ExpressionEnvironment(variables: variables, container: container)
        let (expression, diagnostics) = checked(text, in: environment)
        let found = try #require(expression, "\(render(text, diagnostics))")
        return found.references.compactMap { reference in
            switch reference {
            case .variable(let variable): variable.name
            case .local(_, let position): "local \(position)"
            case .type(let name): "type \(name.rawValue)"
            case .function(let spec, true): "\(spec.name)()"
            case .function, nil: nil
            }
        }
    }

    @Test("The longest beginning of a chain wins; the rest are fields")
    func longestPrefix() throws {
        let map = ValueType.map(.string, .string)
        #expect(try references("a.b.c", ["a.b.c": .string, "a.b": map, "a": .dyn]) == ["a.b.c"])
        #expect(try references("a.b.c", ["a.b": map, "a": .dyn]) == ["a.b"])
        #expect(try references("a.b.c", ["a": .dyn]) == ["a"])
        #expect(try references("(a.b).c", ["a.b.c": .string, "a.b": map]) == ["a.b.c"])
        #expect(try references("a.`b-c`", ["a": .dyn]) == ["a"])
    }

    @Test("A container comes before the outer names, a leading dot skips it")
    func containers() throws {
        let names: [String: ValueType] = ["x.y": .bool, "y": .string, "x.z.y": .int]
        #expect(try references("y", names, container: "x") == ["x.y"])
        #expect(try references("y", names, container: "x.z") == ["x.z.y"])
        #expect(try references("y", names, container: "x.other") == ["x.y"])
        #expect(try references("y", names, container: "q.r") == ["y"])
        #expect(try references(".y", names, container: "x") == ["y"])
        #expect(try references(".x.y", names, container: "x") == ["x.y"])
    }

    @Test("A macro's variable hides other names, also qualified ones; a leading dot finds them")
    func shadowing() throws {
        let names: [String: ValueType] = ["y": .string, "y.z": .int, "c.y": .int]
        #expect(try references("[0].exists(y, y == 0)", names, container: "c").contains("local 0"))
        #expect(try references("[{'z': 0}].exists(y, y.z == 0)", names).contains("local 0"))
        #expect(try references("['a'].exists(y, .y == 'y')", names, container: "c").contains("y"))
        #expect(try references("[{'z': 0}].exists(y, .y.z == 0)", names).contains("y.z"))
        #expect(try references("[1].exists(y, [0].exists(y, y == 0)) && y == 'a'", names) == ["local 0", "y"])
        #expect(try references("cel.bind(y, y, y)", names) == ["y", "local 0"])
        #expect(try references("{'a': 1}.all(k, v, v == 1 || k == 'a')", [:]) == ["local 1", "local 0"])
    }

    @Test("Types are names, unless a variable has the name")
    func typeNames() throws {
        let text = "[int, type, list, null_type, google.protobuf.Timestamp, net.IP, optional_type]"
        let expected = ["int", "type", "list", "null_type", "google.protobuf.Timestamp", "net.IP", "optional_type"]
        #expect(try references(text, [:]) == expected.map { "type \($0)" })
        #expect(try references("int", ["int": .string]) == ["int"])
    }

    @Test("A namespace in front of a function is no receiver")
    func namespaces() throws {
        #expect(try references("math.abs(1)", [:]) == ["math.abs()"])
        #expect(try references("math.abs(1)", ["math": .string]) == ["math.abs()"])
        #expect(try references("ip.startsWith('10')", ["ip": .string]) == ["ip"])
        #expect(try references("optional.of(x).hasValue()", ["x": .int]) == ["x", "optional.of()"])
    }
}
