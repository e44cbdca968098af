/// Decodes a scalar again, piece by piece, and notes where each piece stands in the file.
struct RunBuilder {
    /// The text so far.
    private(set) var decoded: [UInt8] = []
    private var runs: [YAMLScalar.Run] = []
    /// Where what has been decoded so far ends in the file.
    private var sourceEnd: Int
    /// Whether the last piece stands in the file as it is.
    private var isVerbatim = false

    /// A builder for content that begins at an offset of the file.
    init(contentStart: Int) {
        self.sourceEnd = contentStart
    }

    /// Takes bytes that stand in the file as they are.
    mutating func copy(_ source: Range<Int>, of bytes: [UInt8]) {
        guard !source.isEmpty else { return }
        beginPiece(at: source.lowerBound, isVerbatim: true)
        decoded.append(contentsOf: bytes[source])
        sourceEnd = source.upperBound
    }

    /// Takes bytes that the file writes in another way: an escape, a doubled quote, a folded line break.
    mutating func write(_ text: some Collection<UInt8>, for source: Range<Int>) {
        beginPiece(at: source.lowerBound, isVerbatim: false)
        decoded.append(contentsOf: text)
        sourceEnd = source.upperBound
    }

    /// The runs, closed by an empty one unless the last piece stands in the file as it is.
    func finish() -> [YAMLScalar.Run] {
        isVerbatim ? runs : runs + [run(at: sourceEnd)]
    }

    private mutating func beginPiece(at source: Int, isVerbatim: Bool) {
        let goesOn = self.isVerbatim && isVerbatim && sourceEnd == source
        self.isVerbatim = isVerbatim
        guard !goesOn else { return }
        // An empty run tells where the text before a gap ends.
        if !runs.isEmpty, sourceEnd != source { runs.append(run(at: sourceEnd)) }
        runs.append(run(at: source))
    }

    private func run(at source: Int) -> YAMLScalar.Run {
        YAMLScalar.Run(decoded: UInt32(decoded.count), source: UInt32(source))
    }
}
