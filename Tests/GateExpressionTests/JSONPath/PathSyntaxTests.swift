import GateDiagnostics
import GateExpression
import Testing

@Suite("Parsing JSONPath")
struct PathSyntaxTests {
    /// The selectors of a path, segment by segment, in short.
    private func outline(_ text: String) throws -> [String] {
        let (syntax, diagnostics) = parseJSONPath(text)
        let path = try #require(syntax, "\(text): \(diagnostics.map(\.message))")
        #expect(diagnostics.isEmpty)
        return path.query.segments.map { segment in
            (segment.isDescendant ? ".." : "") + segment.selectors.map { outline($0.kind) }.joined(separator: ",")
        }
    }

    private func outline(_ kind: PathSyntax.Selector.Kind) -> String {
        switch kind {
        case .name(let name): "'\(name)'"
        case .index(let index): "\(index)"
        case .slice(let start, let end, let step):
            "\(start.map(String.init) ?? ""):\(end.map(String.init) ?? ""):\(step)"
        case .wildcard: "*"
        case .filter: "?"
        }
    }

    @Test(
        "Segments and selectors",
        arguments: [
            ("$", []), ("$.a.b_1", ["'a'", "'b_1'"]), ("$['a'][\"b\"]", ["'a'", "'b'"]), ("$[0][-1]", ["0", "-1"]),
            ("$.*[*]", ["*", "*"]), ("$..a..*..[0]", ["..'a'", "..*", "..0"]), ("$['a',1,*,:2]", ["'a',1,*,:2:1"]),
            ("$[1:2:3][::-1][:][1:]", ["1:2:3", "::-1", "::1", "1::1"]), ("$ .a [ 'b' , 0 ]", ["'a'", "'b',0"]),
            ("$.é.日本[?@.a]", ["'é'", "'日本'", "?"]), ("$[ 1 : 2 : 3 ]", ["1:2:3"]), ("$.a\t\r\n.b", ["'a'", "'b'"]),
            ("$[9007199254740991,-9007199254740991]", ["9007199254740991,-9007199254740991"]), ("$.$", nil),
            ("$.a$", nil),
        ] as [(String, [String]?)]
    )
    func segments(text: String, expected: [String]?) throws {
        if let expected {
            #expect(try outline(text) == expected)
        } else {
            #expect(parseJSONPath(text).0 == nil)
        }
    }

    @Test(
        "A path without its $ is short for the same with it",
        arguments: [
            ("data.items[0].id", "$.data.items[0].id"), ("[0].id", "$[0].id"), ("*", "$.*"), ("a", "$.a"),
            ("a..b", "$.a..b"),
            ("['content-type']", "$['content-type']"), ("items[?@.id == $.id]", "$.items[?@.id == $.id]"), ("é", "$.é"),
            ("true", "$.true"), ("length", "$.length"),
        ]
    )
    func shorthand(short: String, full: String) throws {
        let path = try #require(parseJSONPath(short).0)
        let whole = try #require(parseJSONPath(full).0)
        #expect(path.isShorthand && !whole.isShorthand)
        #expect(path.text == short)
        #expect(try outline(short) == outline(full))
        #expect(parseJSONPath(short, allowsShorthand: false).0 == nil)
        // Ranges fit the written text.
        let shift = full.utf8.count - short.utf8.count
        for (ours, theirs) in zip(path.query.segments, whole.query.segments).dropFirst(shift == 2 ? 1 : 0) {
            #expect(Int(ours.range.start) + shift == Int(theirs.range.start))
            #expect(Int(ours.range.end) + shift == Int(theirs.range.end))
        }
        #expect(path.query.range == .init(0, UInt32(short.utf8.count)))
    }

    @Test("Ranges are those of the written segments and selectors")
    func ranges() throws {
        let path = try #require(parseJSONPath("é.b['c', 1]").0)
        #expect(path.query.segments.map(\.range) == [.init(0, 2), .init(2, 4), .init(4, 12)])
        #expect(path.query.segments[2].selectors.map(\.range) == [.init(5, 8), .init(10, 11)])
    }

    @Test("Singular paths are names and indices, one at a time")
    func singular() throws {
        for text in ["$", "a.b[0]['c'][-1]", "$ .a"] {
            #expect(try #require(parseJSONPath(text).0).isSingular, "\(text)")
        }
        for text in ["a.*", "..a".replacing("..", with: "$.."), "a[0,1]", "a[0:1]", "a[?@.b]", "a[*]", "a['b','b']"] {
            #expect(try !#require(parseJSONPath(text).0).isSingular, "\(text)")
        }
    }

    @Test(
        "Strings decode their escapes",
        arguments: [
            (#"$['a\'b"c']"#, "a'b\"c"), (#"$["a\"b'c"]"#, "a\"b'c"), (#"$['\b\f\n\r\t\/\\']"#, "\u{8}\u{C}\n\r\t/\\"),
            (#"$['\u00e9\u20AC']"#, "é€"), (#"$['\ud83d\ude00']"#, "😀"), (#"$['\uD834\uDD1E']"#, "𝄞"),
            (#"$['\u0000']"#, "\u{0}"),
            ("$['']", ""), ("$['日本']", "日本"), ("$['\u{7F}']", "\u{7F}"), (#"$['\uD7FF\uE000']"#, "\u{D7FF}\u{E000}"),
        ]
    )
    func strings(text: String, expected: String) throws {
        let path = try #require(parseJSONPath(text).0)
        #expect(path.query.segments[0].selectors[0].kind == .name(expected))
    }

    /// The literal that a filter compares with.
    private func literal(_ text: String) throws -> PathSyntax.Literal? {
        let path = try #require(parseJSONPath("$[?@.a == \(text)]").0, "\(text)")
        guard case .filter(.comparison(_, .equal, .literal(let literal, _))) = path.query.segments[0].selectors[0].kind
        else { return nil }
        return literal
    }

    @Test(
        "Literals have the type that they are written in",
        arguments: [
            ("1", .int(1)), ("-0", .int(0)), ("0", .int(0)), ("-7", .int(-7)), ("9223372036854775807", .int(.max)),
            ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1.0", .double(1)), ("1e2", .double(100)),
            ("1E+2", .double(100)), ("-1.5e-1", .double(-0.15)), ("true", .bool(true)), ("false", .bool(false)),
            ("null", .null),
            ("'a'", .string("a")), ("\"\"", .string("")), ("1e-400", .double(0)),
        ] as [(String, PathSyntax.Literal)]
    )
    func literals(text: String, expected: PathSyntax.Literal) throws {
        #expect(try literal(text) == expected)
    }

    @Test("&& binds tighter than ||, ! tighter than both, and parentheses group")
    func precedence() throws {
        func condition(_ text: String) throws -> PathSyntax.Condition? {
            let path = try #require(parseJSONPath("$[?\(text)]").0, "\(text)")
            guard case .filter(let condition) = path.query.segments[0].selectors[0].kind else { return nil }
            return condition
        }
        func outline(_ condition: PathSyntax.Condition?) -> String {
            switch condition {
            case .or(let terms): "(" + terms.map { outline($0) }.joined(separator: " or ") + ")"
            case .and(let terms): "(" + terms.map { outline($0) }.joined(separator: " and ") + ")"
            case .not(let term): "not " + outline(term)
            case .exists(let query):
                query.segments.map { self.outline($0.selectors[0].kind) }.joined()
            case .comparison(_, let comparison, _): comparison.rawValue
            case .function(let call): call.function.rawValue
            case nil: "nil"
            }
        }
        #expect(try outline(condition("@.a||@.b&&@.c||@.d")) == "('a' or ('b' and 'c') or 'd')")
        #expect(try outline(condition("(@.a||@.b)&&@.c")) == "(('a' or 'b') and 'c')")
        #expect(try outline(condition("!@.a&&!(@.b>1)")) == "(not 'a' and not >)")
        #expect(try outline(condition("! ( @.a ) || ! match(@.b,'x')")) == "(not 'a' or not match)")
        #expect(try outline(condition("((@.a))")) == "'a'")
        #expect(try outline(condition("@.a<=1&&@.b>=2&&@.c<3&&@.d!=4")) == "(<= and >= and < and !=)")
    }

    @Test("Functions nest where their types fit")
    func functions() {
        for text in [
            "$[?length(value(@.a[*])) > 1]", "$[?count(@..*) == length(@.b)]", "$[?match(@.a, value($..pattern))]",
            "$[?search(@.a, 'x') && !match('abc', @.b)]", "$[?value(@.a) == 1]", "$[?length('abc') == 3]",
            "$[?count($[?@.a]) > 0]", "$[?length( @.a )>0]", "$[?match(@ , 'a' )]",
        ] {
            let (syntax, diagnostics) = parseJSONPath(text)
            #expect(syntax != nil && diagnostics.isEmpty, "\(text): \(diagnostics.map(\.message))")
        }
    }

    @Test("A pattern that is no text is allowed, with a warning")
    func patternWarning() {
        for text in ["$[?match(@.a, 1)]", "$[?search(null, 'a')]"] {
            let (syntax, diagnostics) = parseJSONPath(text)
            #expect(syntax != nil)
            #expect(diagnostics.map(\.severity) == [.warning])
        }
    }
}
