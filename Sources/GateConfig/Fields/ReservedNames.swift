/// Names that an author cannot give, and why: roots, and words that mean something in CEL (cel-spec, "Syntax").
package let reservedNames: [String: String] = {
    var names: [String: String] = [:]
    for name in ["body", "query", "headers", "params", "form", "request"] {
        names[name] = "it is a part of every request"
    }
    let types = ["bool", "int", "uint", "double", "string", "bytes", "list", "map", "type", "null_type", "google"]
    for name in types { names[name] = "it is a type" }
    let words = [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import",
        "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ]
    for name in words { names[name] = "it is a reserved word of CEL" }
    return names
}()
