/// Why a text is no request, and what to do about it.
package struct RequestTextError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line where it goes wrong, from 1; nil where the text has no lines that count.
    package var line: Int?
    /// The part of a document that it is about: `entry 3`.
    package var part: String?
    /// What is wrong and what to do, as sentences without a capital or a full stop at their ends.
    package var reason: String

    package init(_ reason: String, line: Int? = nil, part: String? = nil) {
        self.reason = reason
        self.line = line
        self.part = part
    }

    /// One line: the place, then the reason.
    package var description: String {
        let place = [line.map { "line \($0)" }, part].compactMap { $0 }.joined(separator: ", ")
        return place.isEmpty ? reason : "\(place): \(reason)"
    }

    /// The same for another line, where none is known yet.
    func at(line: Int) -> RequestTextError {
        var error = self
        if error.line == nil { error.line = line }
        return error
    }

    /// The same for a part of a document.
    func of(part: String) -> RequestTextError {
        var error = self
        if error.part == nil { error.part = part }
        return error
    }
}

/// Something that was written by others, as an error shows it: short, and without control characters.
func shown(_ text: String) -> String {
    let limit = 60
    let head = String(
        text.unicodeScalars.prefix(limit).map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) }
    )
    return "\"\(head)\(text.unicodeScalars.count > limit ? "..." : "")\""
}
