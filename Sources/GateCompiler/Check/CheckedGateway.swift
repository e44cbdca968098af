import GateConfig
import GateDiagnostics
import GateExpression
import GateRuntime

/// A configuration that has passed every check: what the graph builder may rely on without looking again.
struct CheckedGateway: Sendable {
    var settings: ServerSettings
    var secrets: [SecretReference]
    var endpoints: [CheckedEndpoint]
}

/// An endpoint with its names resolved and its expressions typed.
struct CheckedEndpoint: Sendable {
    var name: String
    var nameSpan: SourceSpan
    var segments: [RouteTableBuilder.Segment]
    var methods: [String]
    var auth: CheckedAuth
    var extractions: [CheckedExtraction]
    /// Registers of roots, extractions and the names that steps bind.
    var slotCount: Int
    /// The answer that an async endpoint gives before its flow is done.
    var firstAnswer: CheckedResponse?
    var block: CheckedBlock
    /// The ways to an end.
    var leaves: [CheckedLeaf]
    /// What bound names stand for, by ``VariableDeclaration/id``.
    var definitions: [Int: LocatedExpression]
    /// What inputs with a declared type are made of, likewise; they may differ from it.
    var sources: [Int: LocatedExpression]
    /// Bodies of real requests.
    var sampleBodies: [[UInt8]]
}

/// The verifiers of an endpoint.
struct CheckedAuth: Sendable {
    struct Basic {
        var username: String
        /// Index into the gateway's secrets.
        var secret: Int
    }

    /// Nil where any address may call.
    var addresses: [AddressRange]?
    var basic: Basic?
}

/// An extraction with its places parsed.
struct CheckedExtraction: Sendable {
    enum Place {
        case body(PathSyntax)
        case header(String)
        case parameter(Int)
        case query([QueryPathStep])
    }

    var name: String
    var slot: Int
    var target: ExtractionEntry.Target
    var isText: Bool
    var isRequired: Bool
    var defaultValue: ConfigTree?
    var places: [Place]
    /// Where it stands in the file: its first place.
    var text: ConfigText
}

/// A step of a query path.
enum QueryPathStep: Hashable, Sendable {
    case key(String)
    case index(Int)
}

/// A checked expression and the scalar that it stands in.
struct LocatedExpression: Sendable {
    var expression: CheckedExpression
    var text: ConfigText
    /// What the expression is, for the log: `when of "big sale"`.
    var role: String
}

struct CheckedResponse: Sendable {
    enum Body {
        case empty
        case json(CheckedTree)
        case text(CheckedTemplate)
    }

    struct Header {
        var name: String
        var value: CheckedTemplate
    }

    var status: Int
    var headers: [Header]
    var body: Body
    /// The key in the file.
    var span: SourceSpan
}

/// Text with expressions in it.
struct CheckedTemplate: Sendable {
    enum Part {
        case literal(String)
        /// An expression that gives a string.
        case expression(LocatedExpression)
    }

    var parts: [Part]

    /// The text where no part of it is an expression.
    var constant: String? {
        var text = ""
        for part in parts {
            guard case .literal(let piece) = part else { return nil }
            text += piece
        }
        return text
    }
}

/// A JSON value with expressions in it.
indirect enum CheckedTree: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case text(CheckedTemplate)
    /// A string that is exactly one `${…}`: the value, whatever its type.
    case value(LocatedExpression)
    case list([CheckedTree])
    case map([(key: String, value: CheckedTree)])
}
