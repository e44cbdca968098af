/// The ASCII letter in lower case; any other byte as it is.
func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

/// Whether a header's name is `name`, which is in lower case.
func headerName(_ written: ByteView, is name: ByteView) -> Bool {
    guard written.count == name.count else { return false }
    for index in 0..<name.count where lowercased(written[index]) != name[index] { return false }
    return true
}

/// Whether a header's name is a literal in lower case.
func headerName(_ written: ByteView, is name: StaticString) -> Bool {
    headerName(written, is: ByteView(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)))
}

/// The value of the only line with a name in lower case; nil where there is none or more than one.
package func onlyHeader(
    _ name: StaticString,
    in headers: TableView<RequestHead.Header>,
    of head: ByteView
) -> ByteView? {
    var found: ByteView?
    for index in 0..<headers.count {
        let line = headers[index]
        guard headerName(head.part(line.name), is: name) else { continue }
        if found != nil { return nil }
        found = head.part(line.value)
    }
    return found
}

/// The value of the only line with a name in lower case; nil where there is none or more than one.
func onlyHeader(_ name: StaticString, _ workspace: borrowing Workspace) -> ByteView? {
    onlyHeader(name, in: workspace.headers, of: workspace.head)
}
