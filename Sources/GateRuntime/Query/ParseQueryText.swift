/// Reads a query string as the request path does, for commands.
///
/// The bytes must stay where they are while the value is used.
///
/// - Returns: a map, or nil where a request with it would be answered 400.
package func parseQueryText(_ text: ByteView, workspace: inout Workspace) -> Value? {
    workspace.head = text
    return parseQuery(RequestHead.Part(offset: 0, count: text.count), workspace: &workspace)
}
