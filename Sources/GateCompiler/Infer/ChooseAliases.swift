import GateConfig

/// Gives each place a name: the shortest end of its path that no other place has, and that means nothing else.
///
/// `data.contact.email` is `email`, or `contact_email` where there is another email. The source is the outermost word, so
/// that `$.type`, whose name is a type of the language, becomes `body_type`.
func chooseAliases(_ places: inout [InferredPlace]) {
    var words: [[String]] = []
    for place in places {
        let isRoot = place.names.isEmpty
        let own =
            isRoot
            ? [place.type == "list" || place.isList ? "items" : "value"]
            : place.names.map { word(place.source == .header ? $0.lowercased() : $0) }
        words.append([place.source.rawValue] + own)
    }
    var lengths = [Int](repeating: 1, count: places.count)
    func alias(_ index: Int) -> String {
        let name = words[index].suffix(lengths[index]).joined(separator: "_")
        return name.first?.isNumber == true ? "_" + name : name
    }
    var isSettled = false
    while !isSettled {
        isSettled = true
        let groups = Dictionary(grouping: places.indices, by: alias)
        for (name, members) in groups where members.count > 1 || reservedNames[name] != nil {
            for index in members where lengths[index] < words[index].count {
                lengths[index] += 1
                isSettled = false
            }
        }
    }
    // What is left differs in signs that a name cannot have.
    var taken: Set<String> = []
    for index in places.indices {
        let name = alias(index)
        var free = name
        var number = 2
        while reservedNames[free] != nil || !taken.insert(free).inserted {
            free = "\(name)_\(number)"
            number += 1
        }
        places[index].alias = free
    }
}

/// A key as a part of a name: letters, digits and underscores, at most 40.
private func word(_ key: String) -> String {
    var text = ""
    for byte in key.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: text.unicodeScalars.append(Unicode.Scalar(byte))
        default: if !text.hasSuffix("_") { text += "_" }
        }
    }
    while text.hasSuffix("_"), text.count > 1 { text.removeLast() }
    while text.hasPrefix("_"), text.count > 1 { text.removeFirst() }
    return text.isEmpty || text == "_" ? "value" : String(text.prefix(40))
}
