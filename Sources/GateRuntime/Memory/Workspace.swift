/// The memory that evaluations on one event loop share, one request after another: cleared, never freed.
///
/// It holds nothing between requests. The views into the graph are set when a graph is bound to the loop; those into the
/// request when it is evaluated.
package struct Workspace: ~Copyable {
    /// Text and bytes of the graph's constants.
    package var constants: ByteView = .empty
    /// Elements of the graph's constant lists and maps.
    package var constantValues: TableView<Value> = .empty
    /// The request's head.
    package var head: ByteView = .empty
    /// The request's header lines.
    package var headers: TableView<RequestHead.Header> = .empty
    /// The request's body, where it is JSON.
    package var json: JSONTape = .empty
    /// Text and bytes made while evaluating.
    package var bytes: Arena<UInt8>
    /// Elements of lists and maps made while evaluating.
    package var values: Arena<Value>
    /// Elements of lists and maps that are not complete yet, a stack; between programs, what loops have collected.
    package var pending: Arena<Value>
    /// Tables that a single operation needs; empty between operations.
    package var scratch: Arena<UInt64>
    /// The time zones that the graph's programs may name.
    package var zones = TimeZoneTable.empty
    /// Slots and temporaries of expressions: roots and extracted names first.
    package var registers: Arena<Value>
    /// The answer's bytes, head and body, ready to be sent.
    package var output: Arena<UInt8>
    /// Reads JSON bodies, one after another.
    package var parser = JSONParser()
    /// Reads JSON text within expressions; its tape lives for one operation.
    var textParser = JSONParser()
    /// The query string while it is parsed.
    var queryNodes = Arena<QueryNode>(capacity: 64, limit: 1 << 17)
    /// Children of a query list while they are sorted.
    var queryOrder = Arena<Int32>(capacity: 64, limit: 1 << 17)
    /// Steps that the request may still take; see ``FaultCode/stepsExceeded``.
    package var stepsLeft: Int = 0

    package init(limits: EvaluationLimits = .init()) {
        bytes = Arena(capacity: 4096, limit: max(limits.arenaBytes, 4096))
        values = Arena(capacity: 256, limit: max(limits.arenaValues, 256))
        pending = Arena(capacity: 256, limit: max(limits.arenaValues, 256))
        scratch = Arena(capacity: 256, limit: max(limits.arenaBytes / 4, 256))
        registers = Arena(capacity: 256, limit: 65_536)
        output = Arena(capacity: 4096, limit: max(limits.arenaBytes, 4096))
    }

    /// The bytes of a string, bytes or address value; empty for any other kind.
    ///
    /// Valid until the byte arena grows.
    @inline(__always)
    package func view(_ value: Value) -> ByteView {
        switch value.kind {
        case .string, .bytes, .ip, .cidr: break
        default: return .empty
        }
        switch value.place {
        case .constant: return constants.slice(value.offset, value.count)
        case .head: return head.slice(value.offset, value.count)
        case .json: return json.strings.slice(value.offset, value.count)
        case .arena: return bytes.view(from: value.offset, count: value.count)
        }
    }

    /// Forgets the request.
    package mutating func clear() {
        head = .empty
        headers = .empty
        json = .empty
        parser.shrink(to: 65_536)
        textParser.shrink(to: 65_536)
        bytes.clear(keeping: 65_536)
        values.clear(keeping: 4096)
        pending.clear(keeping: 4096)
        scratch.clear(keeping: 4096)
        registers.clear(keeping: 4096)
        output.clear(keeping: 65_536)
    }
}

/// The bounds of one evaluation.
package struct EvaluationLimits: Sendable, Equatable {
    /// Steps: instructions, path nodes visited, elements compared.
    ///
    /// Passing it is a 500.
    package var steps = 2_000_000
    /// Bytes of text made by one request.
    ///
    /// Passing it is a 500.
    package var arenaBytes = 16 << 20
    /// Values in lists and maps made by one request.
    ///
    /// Passing it is a 500.
    package var arenaValues = 1 << 20

    package init() {}
}
