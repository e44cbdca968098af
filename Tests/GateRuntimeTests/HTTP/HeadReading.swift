import GateRuntime

/// Reads heads for the tests and says in one line what came out.
enum HeadReading {
    static let limitBytes = 1024

    /// The result for all bytes at once.
    static func whole(_ bytes: [UInt8], limitBytes: Int = HeadReading.limitBytes) -> String {
        pieces(bytes, sizes: [max(bytes.count, 1)], limitBytes: limitBytes)
    }

    /// The result when the bytes come in pieces of the given sizes, over and over.
    static func pieces(_ bytes: [UInt8], sizes: [Int], limitBytes: Int = HeadReading.limitBytes) -> String {
        var parser = RequestHeadParser()
        var headers = Arena<RequestHead.Header>(capacity: 4, limit: RequestHeadParser.headerLinesMax)
        var count = 0
        var turn = 0
        repeat {
            count = min(count + max(sizes[turn % sizes.count], 1), bytes.count)
            turn += 1
            let result = bytes.withUnsafeBufferPointer { buffer in
                let view = ByteView(UnsafeBufferPointer(rebasing: buffer[..<count]))
                return text(parser.parse(view, limitBytes: limitBytes, headers: &headers), parser, view, headers)
            }
            if let result { return result }
        } while count < bytes.count
        return "more"
    }

    private static func text(
        _ progress: RequestHeadParser.Progress,
        _ parser: RequestHeadParser,
        _ view: ByteView,
        _ headers: borrowing Arena<RequestHead.Header>
    ) -> String? {
        switch progress {
        case .needMore: return nil
        case .refused(let refusal): return "\(refusal)"
        case .complete(let head):
            let bytes = view.slice(parser.leadingBytes, head.byteCount)
            var words = [bytes.part(head.method).string, bytes.part(head.path).string]
            if let query = head.query { words.append("?" + bytes.part(query).string) }
            words.append(head.isVersion11 ? "1.1" : "1.0")
            switch head.body {
            case .none: break
            case .bytes(let count): words.append("body \(count)")
            case .chunked: words.append("chunked")
            }
            if !head.keepsAlive { words.append("close") }
            if head.expectsContinue { words.append("expect") }
            for index in 0..<headers.count {
                let header = headers[index]
                words.append("[\(bytes.part(header.name).string)=\(bytes.part(header.value).string)]")
            }
            return words.joined(separator: " ")
        }
    }
}
