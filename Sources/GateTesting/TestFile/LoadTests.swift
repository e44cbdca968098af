package import GateCompiler
import GateConfig
package import GateDiagnostics
import GateYAML

/// Reads a file of tests and checks it against its configuration.
///
/// - Parameters:
///   - source: the file of tests.
///   - files: the payloads and recordings that the tests name.
///   - compile: compiles the configuration of that name, relative to the file of tests.
/// - Returns: the tests, nil where the file is not sound; the configuration's compilation where it could be found out; and
///   the findings about the file of tests alone, whose index among the sources is 0.
package func loadTests(
    _ source: SourceText,
    files: TestFiles,
    compile: (_ name: String) -> Compilation
) -> (suite: TestSuite?, compilation: Compilation?, diagnostics: DiagnosticBag) {
    let parsed = parseYAML(source, file: 0)
    guard let document = parsed.document else { return (nil, nil, DiagnosticBag(parsed.diagnostics)) }
    let (config, decoded) = decodeTests(document)
    var findings = parsed.diagnostics + decoded
    guard let config else { return (nil, nil, DiagnosticBag(findings)) }
    let name = config.gateway?.value ?? configurationName(of: source.name)
    let compilation = compile(name)
    guard let simulation = Simulation(compilation) else { return (nil, compilation, DiagnosticBag(findings)) }
    var loader = TestLoader(simulation, source, files)
    loader.load(config)
    findings += loader.findings
    let isSound = !findings.contains { $0.severity == .error }
    let suite = TestSuite(name: source.name, compilation: compilation, tests: loader.tests)
    return (isSound ? suite : nil, compilation, DiagnosticBag(findings))
}

/// `gateway.test.yaml` tests `gateway.yaml`, or `.yml`.
private func configurationName(of testFile: String) -> String {
    let name = testFile.split(separator: "/").last.map(String.init) ?? testFile
    for ending in [".yaml", ".yml"] where name.hasSuffix(".test" + ending) {
        return name.dropLast(5 + ending.count) + ending
    }
    return "gateway.yaml"
}

/// Spreads tests out and checks them.
struct TestLoader {
    let simulation: Simulation
    let source: SourceText
    let files: TestFiles
    private(set) var tests: [TestCase] = []
    private(set) var findings: [Diagnostic] = []
    private var names: [String: SourceSpan] = [:]
    private var reported: Set<Diagnostic> = []

    init(_ simulation: Simulation, _ source: SourceText, _ files: TestFiles) {
        self.simulation = simulation
        self.source = source
        self.files = files
    }

    mutating func load(_ config: TestSuiteConfig) {
        for test in config.tests {
            guard let name = test.name, let expect = test.expect else { continue }
            var request = test.request ?? TestRequestConfig(key: test.span.startPoint)
            if let defaults = config.defaults { request = request.filled(from: defaults) }
            guard request.endpoint != nil || request.path != nil || request.recorded != nil else {
                report(.noRequest(at: request.key))
                continue
            }
            let rows = test.rows?.map(columns(of:)) ?? [[:]]
            for (index, row) in rows.enumerated() {
                add(test, name, request, expect, row, number: rows.count > 1 ? index + 1 : nil)
            }
        }
    }

    private func columns(of row: ConfigTree) -> [String: JSONTree] {
        var filler = RowFiller([:])
        guard case .map(let members, _) = row else { return [:] }
        var columns: [String: JSONTree] = [:]
        for member in members { columns[member.key.text] = filler.fill(member.value) }
        return columns
    }

    /// Adds the tests of a row: one for each file that it names.
    private mutating func add(
        _ test: TestCaseConfig,
        _ name: ConfigText,
        _ request: TestRequestConfig,
        _ expect: TestExpectConfig,
        _ row: [String: JSONTree],
        number: Int?
    ) {
        guard let payloads = payloads(of: request, row) else { return }
        for payload in payloads {
            guard tests.count < testsMax else { return }
            var filler = RowFiller(row)
            if let file = payload.name { filler.columns["file"] = .string(file) }
            var checker = TestChecker(simulation: simulation, filler: filler)
            let made = checker.makeRequests(request, payload)
            let title = checker.filler.fill(name)
            let expected = made.first.flatMap { checker.check(expect, $0, source) }
            for finding in checker.filler.findings + checker.findings { report(finding) }
            guard let title, let expected else { continue }
            for (index, request) in made.enumerated() {
                let tells = name.text.contains("${")
                var full = title
                if let number, !tells { full += " (row \(number))" }
                if payloads.count > 1, let file = payload.name, !name.text.contains("${file}") { full += " (\(file))" }
                if made.count > 1 { full += " (request \(index + 1))" }
                append(full, name.span, line: line(of: test.span), request.request, expected)
            }
        }
    }

    private mutating func append(
        _ name: String,
        _ span: SourceSpan,
        line: Int,
        _ request: RecordedRequest,
        _ expect: TestExpectation
    ) {
        if let first = names[name] { return report(.duplicateTest(name, first: first, at: span)) }
        names[name] = span
        tests.append(TestCase(name: name, line: line, request: request, expect: expect))
    }

    /// A file of a request with its bytes; one without a name where the request names none.
    struct Payload {
        var name: String?
        var bytes: [UInt8] = []
    }

    private mutating func payloads(of request: TestRequestConfig, _ row: [String: JSONTree]) -> [Payload]? {
        guard let text = request.file ?? request.recorded else { return [Payload()] }
        var filler = RowFiller(row)
        guard let pattern = filler.fill(text) else {
            for finding in filler.findings { report(finding) }
            return nil
        }
        switch files.expand(pattern) {
        case .failure(let error):
            report(.testFileProblem(pattern, error.reason, at: text.span))
            return nil
        case .success(let names):
            if names.isEmpty {
                report(.testFileProblem(pattern, "there is no such file", at: text.span))
                return nil
            }
            return names.compactMap { name in
                switch files.read(name) {
                case .success(let bytes): return Payload(name: name, bytes: bytes)
                case .failure(let error):
                    report(.testFileProblem(name, error.reason, at: text.span))
                    return nil
                }
            }
        }
    }

    private func line(of span: SourceSpan) -> Int { source.position(of: span.start).line }

    /// The same finding of many rows is told once.
    private mutating func report(_ finding: Diagnostic) {
        if reported.insert(finding).inserted { findings.append(finding) }
    }
}
