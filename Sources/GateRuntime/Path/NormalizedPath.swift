/// The normalized path (RFC 9535, section 2.7) of the value at a position of the tape: `$['items'][0]`.
///
/// Allocates and walks the document from its root: for explanations and tests. A position that no value starts at, or that
/// is a key's, gives the path of the value around it.
package func normalizedPath(of index: Int, in tape: JSONTape) -> String {
    var path = "$"
    var position = JSONTape.root
    while position != index, let step = step(from: position, towards: index, in: tape) {
        path += step.text
        position = step.position
    }
    return path
}

private func step(from parent: Int, towards index: Int, in tape: JSONTape) -> (text: String, position: Int)? {
    let tag = tape.tag(at: parent)
    guard tag == JSONTape.Tag.list || tag == JSONTape.Tag.map else { return nil }
    let isMap = tag == JSONTape.Tag.map
    let end = tape.end(of: parent)
    var position = tape.start(of: parent)
    var ordinal = 0
    while position < end {
        let value = isMap ? position + 1 : position
        let next = tape.next(after: value)
        if index >= value, index < next {
            return (isMap ? "['\(escaped(tape.bytes(at: position).string))']" : "[\(ordinal)]", value)
        }
        position = next
        ordinal += 1
    }
    return nil
}

private func escaped(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
        switch scalar {
        case "'": text += "\\'"
        case "\\": text += "\\\\"
        case "\u{8}": text += "\\b"
        case "\t": text += "\\t"
        case "\n": text += "\\n"
        case "\u{C}": text += "\\f"
        case "\r": text += "\\r"
        case "\u{0}"..<"\u{20}":
            let hex = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: text.unicodeScalars.append(scalar)
        }
    }
    return text
}
