package import GateDiagnostics

/// Where a file's text may hold a literal secret: what stands after a key under `secrets:`, and after `password:` or
/// `token:`.
///
/// Works on lines alone, so that it holds in a file that is not valid YAML too; there nothing better is known. It covers
/// more than it must.
func possibleSecrets(in source: SourceText, file: UInt32) -> [SourceSpan] {
    var spans: [SourceSpan] = []
    var offset = 0
    var isUnderSecrets = false
    for line in source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        defer { offset += line.count + 1 }
        let indentation = line.prefix { $0 == 0x20 || $0 == 0x09 }.count
        let text = line.dropFirst(indentation)
        guard let first = text.first, first != UInt8(ascii: "#"), first != UInt8(ascii: "\r") else { continue }
        if indentation == 0 { isUnderSecrets = text.starts(with: Array("secrets".utf8)) }
        let start: Int?
        if isUnderSecrets {
            // Without a colon the whole line may be the secret.
            start = text.firstIndex(of: UInt8(ascii: ":")).map { $0 - line.startIndex + 1 } ?? indentation
        } else {
            start = valueStart(of: "password:", in: line) ?? valueStart(of: "token:", in: line)
        }
        guard let start, start < line.count else { continue }
        spans.append(
            SourceSpan(
                file: file,
                start: UInt32(clamping: offset + start),
                end: UInt32(clamping: offset + line.count)
            )
        )
    }
    return spans
}

/// The place after a word in a line.
private func valueStart(of word: String, in line: ArraySlice<UInt8>) -> Int? {
    let word = Array(word.utf8)
    guard line.count > word.count else { return nil }
    for start in line.startIndex...(line.endIndex - word.count)
    where line[start..<start + word.count].elementsEqual(word) {
        return start - line.startIndex + word.count
    }
    return nil
}

extension Compilation {
    /// Parts of the files that are never shown: where a literal secret could stand.
    package var hiddenSpans: [SourceSpan] {
        sources.files.indices.flatMap { possibleSecrets(in: sources[UInt32($0)], file: UInt32($0)) }
    }
}

extension Diagnostic {
    /// A finding about text that may be a secret, without the words that quote it.
    func withoutQuotedText() -> Diagnostic {
        var hidden = self
        hidden.message = "this is not valid YAML; the text is not shown, since it may be a secret"
        hidden.notes = ["a secret is a reference: NAME: { env: VARIABLE }, { credential: NAME } or { file: /PATH }"]
        return hidden
    }
}
