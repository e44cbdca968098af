import GateDiagnostics
import GateExpression

/// A step, a branch or an answer in normal form, for comparing.
struct NormalPart {
    enum Kind: Equatable {
        case set, require, branches, arm, otherwise, loop, call, answer, output, end
    }

    /// One thing that is said of a part.
    struct Field {
        /// What decides whether another value lets more through.
        enum Rule {
            case none
            /// A greater number does.
            case limit(Int)
            /// A condition that a request has to meet to go on.
            case requirement(ExpressionSyntax)
            /// A condition that chooses a branch.
            case choice(ExpressionSyntax)
        }

        var label: String
        var area: GatewayChange.Area
        var text: String
        var span: SourceSpan?
        var rule = Rule.none
    }

    var kind: Kind
    /// What tells it from its neighbours, without the branch that it is in; empty where the file gives no name.
    var name = ""
    /// What the log calls its end or, for a step without one, the branch around it.
    var branch: String
    var fields: [Field] = []
    var children: [NormalPart] = []
    /// Whether the order of ``children`` decides anything.
    var isOrdered = true
    var span: SourceSpan?

    /// Everything that it does, without any name.
    var content: String {
        let fields = fields.map { "\($0.label)=\(jsonString($0.text))" }.joined(separator: ",")
        let inner = isOrdered ? children.map(\.content) : children.map(\.content).sorted()
        return "\(kind)(\(fields)){\(inner.joined(separator: ";"))}"
    }

    /// Whether some request can be answered in it.
    var canAnswer: Bool { kind == .answer || children.contains(where: \.canAnswer) }

    func field(_ label: String) -> Field? { fields.first { $0.label == label } }

    /// The part in words, for a list of changes.
    var title: String {
        switch kind {
        case .set: "name \(name)"
        case .require: "requirement" + named
        case .branches: "branches" + inside
        case .arm: "branch \(jsonString(branch))"
        case .otherwise: "else" + inside
        case .loop: "loop" + named
        case .call: (name.isEmpty ? "call" : "call that gives \(name)") + inside
        case .answer: "answer" + inside
        case .output: "output" + inside
        case .end: "end" + inside
        }
    }

    private var named: String { branch.isEmpty ? "" : " \(jsonString(branch))" }
    private var inside: String { branch.isEmpty ? "" : " of \(jsonString(branch))" }

    /// What it does, on one line.
    var summary: String {
        var words: [String] = []
        switch kind {
        case .set: words = [field("value")?.text ?? ""]
        case .require: words = [field("condition")?.text ?? ""]
        case .loop: words = ["for each in \(field("in")?.text ?? "")"]
        case .arm:
            if let cases = field("case") { words.append(cases.text) }
            if let condition = field("condition") { words.append(condition.text) }
        case .answer:
            words = fields.map { $0.label == "status" ? $0.text : "\($0.label): \($0.text)" }
            return words.joined(separator: ", ")
        case .output: words = [field("value")?.text ?? ""]
        case .branches, .otherwise, .call, .end: break
        }
        let statuses = Set(answers.compactMap { $0.field("status")?.text }).sorted()
        if kind != .set, !statuses.isEmpty { words.append("answers " + statuses.joined(separator: ", ")) }
        return words.joined(separator: ": ")
    }

    private var answers: [NormalPart] { (kind == .answer ? [self] : []) + children.flatMap(\.answers) }
}
