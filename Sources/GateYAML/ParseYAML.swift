package import GateDiagnostics

/// Reads a YAML file into located nodes.
///
/// All findings come from one run. Duplicate keys, aliases, tags and keys of a wrong kind are reported and left out.
/// libyaml cannot go on after a syntax error, so the entry that is to blame (see ``Recovery``) is turned into comments
/// of the same length and the file read again: places stay what they are, each reading is an ordinary one, and nothing
/// is guessed about the rest. What was left out is in ``YAMLDocument/skipped``, and the mapping that lacks it is marked
/// ``YAMLNode/isIncomplete``.
///
/// Findings are E101 syntax, E102 duplicate key, E103 alias, E104 limit, E105 unsupported, E106 encoding.
///
/// - Parameters:
///   - source: the whole file.
///   - file: the file's id for spans.
///   - limits: what the file may be at most.
/// - Returns: the document whenever something of it can be used, even with findings, and the findings by place; no
///   document after an encoding error, past a limit of the whole file, or if syntax errors leave nothing.
package func parseYAML(
    _ source: SourceText,
    file: UInt32,
    limits: YAMLLimits = .init()
) -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
    guard source.bytes.count <= limits.fileBytesMax else {
        return (nil, [.fileTooLarge(limit: limits.fileBytesMax, file: file)])
    }
    let encodingFindings = Encoding.check(source.bytes, file: file)
    guard encodingFindings.isEmpty else { return (nil, encodingFindings) }
    var reading = Reading(bytes: source.bytes, file: file, limits: limits)
    let document = reading.run()
    return (document, reading.findings.diagnostics)
}

/// The readings of one file: one, and one more for each syntax error.
private struct Reading {
    private let file: UInt32
    private let limits: YAMLLimits
    private let base: Int
    private var bytes: [UInt8]
    private var skipped: [Recovery.Entry] = []
    private var skippedAnchors: Set<String> = []
    private(set) var findings = DiagnosticBag()

    init(bytes: [UInt8], file: UInt32, limits: YAMLLimits) {
        self.bytes = bytes
        self.file = file
        self.limits = limits
        self.base = Encoding.byteOrderMarkCount(bytes)
    }

    mutating func run() -> YAMLDocument? {
        for _ in 0..<max(1, limits.syntaxErrorCountMax) {
            switch readOnce() {
            case .success(let document):
                return finish(document)
            case .failure(let failure):
                if let diagnostic = failure.diagnostic { findings.append(diagnostic) }
                guard failure.isRecoverable, skipEntry(at: failure.place) else { return nil }
            }
        }
        return nil
    }

    private mutating func readOnce() -> Result<YAMLDocument, Composer.Failure> {
        let layout = SourceLayout(bytes: bytes, base: base, file: file)
        let ranges = skipped.map(\.range)
        var composer = Composer(layout, limits: limits, skipped: ranges, skippedAnchors: skippedAnchors)
        // An empty slice has no address for libyaml.
        let input = bytes.count > base ? bytes[base...] : [Byte.lineFeed]
        let result = EventReader.read(input) { reader in
            do throws(Composer.Failure) {
                return Result<YAMLDocument, Composer.Failure>.success(try composer.compose(&reader))
            } catch {
                return .failure(error)
            }
        }
        findings.append(contentsOf: composer.diagnostics)
        let noMemory = Diagnostic.noMemory(at: SourceSpan(file: file, start: 0, end: 0))
        return result ?? .failure(Composer.Failure(diagnostic: noMemory, place: 0..<0, isRecoverable: false))
    }

    /// Turns the entry around a place into comments; false if there is none.
    ///
    /// A `#` at the margin ends whatever is before it. Lines of spaces only could become part of a block scalar.
    private mutating func skipEntry(at place: Range<Int>) -> Bool {
        let recovery = Recovery(bytes: bytes, base: base)
        guard let entry = recovery.entry(around: place) else { return false }
        skippedAnchors.formUnion(recovery.anchors(in: entry.range))
        var isLineStart = true
        for index in entry.range {
            if bytes[index].isBreak {
                isLineStart = true
            } else {
                bytes[index] = isLineStart ? Byte.hash : Byte.space
                isLineStart = false
            }
        }
        skipped.append(entry)
        return true
    }

    /// Marks what lacks the entries that were skipped; nil if they were all that the file had.
    private func finish(_ document: YAMLDocument) -> YAMLDocument? {
        guard !skipped.isEmpty else { return document }
        guard Recovery(bytes: bytes, base: base).hasEntries else { return nil }
        var document = document
        for entry in skipped {
            let (start, end) = (entry.range.lowerBound, entry.range.upperBound)
            document.skipped.append(SourceSpan(file: file, start: UInt32(start), end: UInt32(end)))
            document.markIncomplete(at: start, isNested: entry.isNested)
        }
        return document
    }
}

extension YAMLDocument {
    /// Marks the root, or for a nested place the value of the root's entry that the place belongs to.
    fileprivate mutating func markIncomplete(at place: Int, isNested: Bool) {
        var target = root
        if isNested, case .mapping(let entries) = self[root].content,
            let owner = entries.last(where: { Int($0.keySpan.start) < place })
        {
            target = owner.value
        }
        nodes[Int(target.index)].isIncomplete = true
    }
}
