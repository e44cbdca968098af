import GateRuntime

/// A time zone's file, decoded (TZif: RFC 8536).
struct TimeZoneData {
    private(set) var firstOffset: Int32 = 0
    private(set) var changes: [TimeZoneTable.Change] = []
    private(set) var rule = TimeZoneRule()

    /// Nil where the bytes are not a TZif file of version 2 or later.
    init?(_ data: [UInt8]) {
        var reader = Reader(data: data)
        guard let first = Header(&reader), first.version >= UInt8(ascii: "2") else { return nil }
        // The first block has 32-bit times; the second has the same with 64 bits.
        guard reader.skip(first.byteCount(timeWidth: 4)), let header = Header(&reader) else { return nil }
        guard decode(header, &reader) else { return nil }
        guard reader.next() == UInt8(ascii: "\n") else { return nil }
        let footer = reader.rest.prefix { $0 != UInt8(ascii: "\n") }
        if !footer.isEmpty, let rule = TimeZoneRule(Array(footer)) { self.rule = rule }
    }

    private mutating func decode(_ header: Header, _ reader: inout Reader) -> Bool {
        var times: [Int64] = []
        for _ in 0..<header.timeCount {
            guard let time = reader.integer(8) else { return false }
            times.append(time)
        }
        var kinds: [Int] = []
        for _ in 0..<header.timeCount {
            guard let kind = reader.next() else { return false }
            kinds.append(Int(kind))
        }
        var offsets: [Int32] = []
        for _ in 0..<header.typeCount {
            guard let offset = reader.integer(4), reader.skip(2) else { return false }
            offsets.append(Int32(truncatingIfNeeded: offset))
        }
        let rest = header.characterCount + header.leapCount * 12 + header.standardCount + header.universalCount
        guard reader.skip(rest), let initial = offsets.first, kinds.allSatisfy({ $0 < offsets.count }) else {
            return false
        }
        firstOffset = initial
        for (time, kind) in zip(times, kinds) { changes.append(.init(start: time, offset: offsets[kind])) }
        return true
    }

    private struct Header {
        var version: UInt8 = 0
        var universalCount = 0
        var standardCount = 0
        var leapCount = 0
        var timeCount = 0
        var typeCount = 0
        var characterCount = 0

        init?(_ reader: inout Reader) {
            guard reader.skip("TZif"), let version = reader.next(), reader.skip(15) else { return nil }
            self.version = version
            var counts: [Int] = []
            for _ in 0..<6 {
                guard let count = reader.integer(4), (0...100_000).contains(count) else { return nil }
                counts.append(Int(count))
            }
            (universalCount, standardCount, leapCount) = (counts[0], counts[1], counts[2])
            (timeCount, typeCount, characterCount) = (counts[3], counts[4], counts[5])
        }

        func byteCount(timeWidth: Int) -> Int {
            timeCount * (timeWidth + 1) + typeCount * 6 + characterCount + leapCount * (timeWidth + 4) + standardCount
                + universalCount
        }
    }

    private struct Reader {
        let data: [UInt8]
        var index = 0

        init(data: [UInt8]) {
            self.data = data
        }

        var rest: ArraySlice<UInt8> { data[min(index, data.count)...] }

        mutating func next() -> UInt8? {
            guard index < data.count else { return nil }
            index += 1
            return data[index - 1]
        }

        mutating func skip(_ count: Int) -> Bool {
            index += count
            return index <= data.count
        }

        mutating func skip(_ text: String) -> Bool {
            for byte in text.utf8 where next() != byte { return false }
            return true
        }

        /// A big-endian integer of `width` bytes, with its sign.
        mutating func integer(_ width: Int) -> Int64? {
            var result: Int64 = 0
            for position in 0..<width {
                guard let byte = next() else { return nil }
                result = position == 0 ? Int64(Int8(bitPattern: byte)) : result << 8 | Int64(byte)
            }
            return result
        }
    }
}

extension TimeZoneRule {
    /// The rule that a POSIX TZ text such as `CET-1CEST,M3.5.0,M10.5.0/3` writes; nil for other text.
    init?(_ text: [UInt8]) {
        var parser = RuleParser(text: text)
        guard parser.skipName(), let west = parser.seconds() else { return nil }
        self.init()
        isPresent = true
        standard = -west
        if parser.isAtEnd { return }
        guard parser.skipName() else { return nil }
        hasSummer = true
        summer = standard + 3_600
        if !parser.isAt(UInt8(ascii: ",")) {
            guard let west = parser.seconds() else { return nil }
            summer = -west
        }
        guard parser.skip(UInt8(ascii: ",")), let start = parser.moment(), parser.skip(UInt8(ascii: ",")),
            let end = parser.moment(), parser.isAtEnd
        else { return nil }
        (summerStart, summerEnd) = (start, end)
    }

    private struct RuleParser {
        let text: [UInt8]
        var index = 0

        init(text: [UInt8]) {
            self.text = text
        }

        var isAtEnd: Bool { index == text.count }

        func isAt(_ byte: UInt8) -> Bool { index < text.count && text[index] == byte }

        mutating func skip(_ byte: UInt8) -> Bool {
            guard isAt(byte) else { return false }
            index += 1
            return true
        }

        /// A zone's short name: letters, or anything in angle brackets.
        mutating func skipName() -> Bool {
            let start = index
            if skip(UInt8(ascii: "<")) {
                while index < text.count, !isAt(UInt8(ascii: ">")) { index += 1 }
                return skip(UInt8(ascii: ">"))
            }
            while index < text.count, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[index] | 0x20) {
                index += 1
            }
            return index > start
        }

        mutating func number() -> Int32? {
            let start = index
            var result: Int32 = 0
            while index < text.count, text[index] &- UInt8(ascii: "0") <= 9, index - start < 4 {
                result = result * 10 + Int32(text[index] &- UInt8(ascii: "0"))
                index += 1
            }
            return index > start ? result : nil
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func seconds() -> Int32? {
            let isNegative = isAt(UInt8(ascii: "-"))
            if isNegative || isAt(UInt8(ascii: "+")) { index += 1 }
            guard let hours = number() else { return nil }
            var total = hours * 3_600
            for unit: Int32 in [60, 1] where skip(UInt8(ascii: ":")) {
                guard let part = number() else { return nil }
                total += part * unit
            }
            return isNegative ? -total : total
        }

        /// `Mm.w.d`, `Jn` or `n`, with `/time`.
        mutating func moment() -> Moment? {
            var result: Moment
            if skip(UInt8(ascii: "M")) {
                guard let month = number(), skip(UInt8(ascii: ".")), let week = number(), skip(UInt8(ascii: ".")),
                    let day = number(), (1...12).contains(month), (1...5).contains(week), (0...6).contains(day)
                else { return nil }
                result = Moment(.weekdayOfMonth)
                (result.month, result.week, result.day) = (Int16(month), Int16(week), Int16(day))
            } else {
                result = Moment(skip(UInt8(ascii: "J")) ? .dayWithoutLeap : .dayOfYear)
                guard let day = number(), (0...365).contains(day) else { return nil }
                result.day = Int16(day)
            }
            if skip(UInt8(ascii: "/")) {
                guard let seconds = seconds() else { return nil }
                result.seconds = seconds
            }
            return result
        }
    }
}
