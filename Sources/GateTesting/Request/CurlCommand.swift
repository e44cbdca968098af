/// The options of a curl command line, as far as they shape its request.
struct CurlCommand {
    private(set) var urls: [String] = []
    private(set) var method: String?
    /// Headers that are written out, in order.
    private(set) var headers: [(name: String, value: String)] = []
    /// Names in lower case of curl's own headers that are taken away.
    private(set) var removed: Set<String> = []
    private(set) var data: [UInt8]?
    /// Pieces that go behind the address.
    private(set) var queries: [[UInt8]] = []
    private(set) var user: [UInt8]?
    private(set) var bearer: String?
    private(set) var userAgent: String?
    private(set) var referer: String?
    private(set) var cookies: [String] = []
    private(set) var requestTarget: String?
    private(set) var isGet = false
    private(set) var isHead = false
    private(set) var isJSON = false
    private(set) var isGlobOff = false
    private(set) var isPathAsIs = false

    /// Takes in the words behind `curl`.
    mutating func read(_ words: ArraySlice<ShellWord>, _ readFile: CurlFileReader) throws(RequestTextError) {
        var words = words
        var endsOptions = false
        while let word = words.popFirst() {
            do throws(RequestTextError) {
                let text = try word.text()
                if endsOptions || !text.hasPrefix("-") || text == "-" {
                    urls.append(text)
                } else if text == "--" {
                    endsOptions = true
                } else if text.hasPrefix("--") {
                    try readLong(word, text, &words, readFile)
                } else {
                    try readLetters(word, &words, readFile)
                }
            } catch {
                throw error.at(line: word.line)
            }
        }
    }

    /// `--name`, `--name VALUE`, and `--name=VALUE`, which documentation writes though curl does not take it.
    private mutating func readLong(
        _ word: ShellWord,
        _ text: String,
        _ words: inout ArraySlice<ShellWord>,
        _ readFile: CurlFileReader
    ) throws(RequestTextError) {
        let sign = word.bytes.firstIndex(of: UInt8(ascii: "="))
        let name = String(decoding: word.bytes[2..<(sign ?? word.bytes.count)], as: UTF8.self)
        let option = try known(CurlOption.named(name), "--" + name)
        guard option.takesArgument else {
            guard sign == nil else { throw RequestTextError("--\(name) takes no value") }
            return try apply(option, "--" + name, [], readFile)
        }
        if let sign { return try apply(option, "--" + name, Array(word.bytes[(sign + 1)...]), readFile) }
        guard let value = words.popFirst() else { throw RequestTextError("--\(name) wants a value, and the line ends") }
        try apply(option, "--" + name, value.bytes, readFile)
    }

    /// `-s`, `-sS`, `-XPOST` and `-X POST`.
    private mutating func readLetters(
        _ word: ShellWord,
        _ words: inout ArraySlice<ShellWord>,
        _ readFile: CurlFileReader
    ) throws(RequestTextError) {
        var rest = word.bytes.dropFirst()
        while let byte = rest.popFirst() {
            let letter = Character(UnicodeScalar(byte < 0x80 ? byte : UInt8(ascii: "?")))
            let option = try known(CurlOption.letter(letter), "-\(letter)")
            guard option.takesArgument else {
                try apply(option, "-\(letter)", [], readFile)
                continue
            }
            if !rest.isEmpty { return try apply(option, "-\(letter)", Array(rest), readFile) }
            guard let value = words.popFirst() else {
                throw RequestTextError("-\(letter) wants a value, and the line ends")
            }
            return try apply(option, "-\(letter)", value.bytes, readFile)
        }
    }

    private func known(_ option: CurlOption?, _ name: String) throws(RequestTextError) -> CurlOption {
        guard let option else {
            throw RequestTextError(
                "the curl option \(shown(name)) is not known here, and may change the request: take it off if it does not"
            )
        }
        if case .refused(let reason) = option { throw RequestTextError("\(name) cannot be read: \(reason)") }
        return option
    }

    private mutating func apply(
        _ option: CurlOption,
        _ name: String,
        _ value: [UInt8],
        _ readFile: CurlFileReader
    ) throws(RequestTextError) {
        switch option {
        case .ignored, .ignoredArgument, .refused: break
        case .request: method = try text(value, name)
        case .header: try addHeader(value, name, readFile)
        case .data: try addData(try content(value, name, readFile, isStripped: true))
        case .dataRaw: try addData(value)
        case .dataBinary: try addData(try content(value, name, readFile, isStripped: false))
        case .dataURLEncoded: try addData(try encoded(value, name, readFile))
        case .json:
            isJSON = true
            data = (data ?? []) + (try content(value, name, readFile, isStripped: false))
        case .user:
            guard value.contains(UInt8(ascii: ":")) else {
                throw RequestTextError("\(name) has no password, for which curl would ask: write NAME:PASSWORD")
            }
            user = value
        case .bearer: bearer = try text(value, name)
        case .userAgent: userAgent = try text(value, name)
        case .referer:
            let address = try text(value, name)
            referer = address.hasSuffix(";auto") ? String(address.dropLast(5)) : address
        case .cookie:
            guard value.contains(UInt8(ascii: "=")) else {
                throw RequestTextError("\(name) reads cookies from a file: write NAME=VALUE")
            }
            cookies.append(try text(value, name))
        case .get: isGet = true
        case .head: isHead = true
        case .url: urls.append(try text(value, name))
        case .urlQuery:
            queries.append(
                value.first == UInt8(ascii: "+") ? Array(value.dropFirst()) : try encoded(value, name, readFile)
            )
        case .requestTarget: requestTarget = try text(value, name)
        case .globOff: isGlobOff = true
        case .pathAsIs: isPathAsIs = true
        }
    }

    private func text(_ bytes: [UInt8], _ name: String) throws(RequestTextError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RequestTextError("the value of \(name) is not UTF-8")
        }
        return text
    }

    private mutating func addHeader(_ value: [UInt8], _ name: String, _ readFile: CurlFileReader)
        throws(RequestTextError)
    {
        if value.first == UInt8(ascii: "@") {
            for line in try file(value.dropFirst(), name, readFile).split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
            {
                try addHeader(Array(line.first == UInt8(ascii: "@") ? [] : line), name, readFile)
            }
            return
        }
        let header = try text(value, name)
        if let colon = header.firstIndex(of: ":") {
            let key = String(header[..<colon])
            let content = try RecordedRequest.checkedValue(String(header[header.index(after: colon)...]), of: key)
            // Without a value curl takes its own header away.
            if content.isEmpty { removed.insert(key.lowercased()) } else { headers.append((key, content)) }
        } else if header.hasSuffix(";") {
            headers.append((String(header.dropLast()), ""))
        } else {
            throw RequestTextError("\(shown(header)) is no header: write \(name) 'Name: value'")
        }
    }

    private mutating func addData(_ piece: [UInt8]) throws(RequestTextError) {
        guard let data else { return self.data = piece }
        self.data = data + [UInt8(ascii: "&")] + piece
    }

    /// The data itself, or the bytes of the file that it names; `isStripped` takes line ends out of a file, as -d does.
    private func content(
        _ value: [UInt8],
        _ name: String,
        _ readFile: CurlFileReader,
        isStripped: Bool
    ) throws(RequestTextError) -> [UInt8] {
        guard value.first == UInt8(ascii: "@") else { return value }
        let bytes = try file(value.dropFirst(), name, readFile)
        return isStripped ? bytes.filter { $0 != 0x0A && $0 != 0x0D && $0 != 0 } : bytes
    }

    /// `content`, `=content`, `name=content`, `@file` and `name@file`; the content is percent-encoded.
    private func encoded(_ value: [UInt8], _ name: String, _ readFile: CurlFileReader) throws(RequestTextError)
        -> [UInt8]
    {
        guard let sign = value.firstIndex(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "@") }) else {
            return Array(percentEncoded(value).utf8)
        }
        let rest = value[(sign + 1)...]
        let content = value[sign] == UInt8(ascii: "=") ? Array(rest) : try file(rest, name, readFile)
        let prefix = sign == 0 ? [] : value[..<sign] + [UInt8(ascii: "=")]
        return prefix + Array(percentEncoded(content).utf8)
    }

    private func file(
        _ path: ArraySlice<UInt8>,
        _ name: String,
        _ readFile: CurlFileReader
    ) throws(RequestTextError) -> [UInt8] {
        let path = try text(Array(path), name)
        if path == "-" { throw RequestTextError("\(name) @- reads standard input: name a file") }
        if path.isEmpty { throw RequestTextError("\(name) @ names no file") }
        return try readFile(path)
    }
}
