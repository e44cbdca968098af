import GateRuntime
import Testing

@Suite struct RegexFunctionTests {
    @Test(arguments: [
        // What cel-go documents.
        "regex.replace('hello world hello', 'hello', 'hi') == 'hi world hi'",
        "regex.replace('banana', 'a', 'x', 0) == 'banana'", "regex.replace('banana', 'a', 'x', 1) == 'bxnana'",
        "regex.replace('banana', 'a', 'x', -12) == 'bxnxnx'",
        "regex.replace('foo bar', '(fo)o (ba)r', r'\\2 \\1') == 'ba fo'",
        "regex.extract('hello world', 'hello(.*)') == optional.of(' world')",
        "regex.extract('item-A, item-B', 'item-(\\\\w+)') == optional.of('A')",
        "!regex.extract('HELLO', 'hello').hasValue()",
        "regex.extractAll('id:123, id:456', 'id:\\\\d+') == ['id:123', 'id:456']",
        "regex.extractAll('id:123, id:456', 'assa') == []",
        // Empty matches, groups that took no part, ends of text.
        "regex.replace('abc', '', '-') == '-a-b-c-'", "regex.replace('\u{E9}a', 'x*', '-') == '-\u{E9}-a-'",
        "regex.replace('baac', 'a*', '-') == '-b-c-'", "regex.replace('', '^$', 'x') == 'x'",
        "regex.replace('ab', '(a)|(b)', r'[\\1\\2]') == '[a][b]'", "regex.replace('a\\\\b', '.b', r'\\\\') == 'a\\\\'",
        "regex.replace('ab', '^.', '') == 'b'", "regex.replace('aa', '^a', 'x') == 'xa'",
        "regex.replace('abc', 'b', r'<\\0>') == 'a<b>c'",
        "regex.replace('abcdefghij', '(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)', r'\\9') == 'i'",
        "regex.extract('', '') == optional.of('')", "!regex.extract('b', '(a)?b').hasValue()",
        "regex.extractAll('ab', '(a)?b?') == ['a']", "regex.extractAll('abc', '') == ['', '', '', '']",
        "regex.extractAll('\u{1F600}\u{1F601}', '.') == ['\u{1F600}', '\u{1F601}']",
        "regex.extractAll('one two', r'\\b[a-z]') == ['o', 't']", "regex.extract('aXb', '(?i)x') == optional.of('X')",
        // Patterns that are made at run time.
        "regex.extract('a1', '[0' + '-9]') == optional.of('1')", "regex.extractAll('a1b2', '[0' + '-9]') == ['1', '2']",
        "regex.replace('a1b2', '[0' + '-9]', 'x') == 'axbx'", "regex.replace('a1b2', '[0' + '-9]', 'x', 1) == 'axb2'",
        "['a1', 'b2'].map(t, regex.extract(t, '[0-9]').value()) == ['1', '2']",
    ]) func holds(_ text: String) {
        FunctionCase.expectHolds(text)
    }

    @Test func badPatternsAndReplacementsAreFound() {
        FunctionCase.expectFinding("regex.extract('a', '(') == optional.none()", "missing )")
        FunctionCase.expectFinding("regex.extract('a', '(.*)@([^.]*)') == optional.none()", "has 2 groups")
        FunctionCase.expectFinding("regex.extractAll('a', '(.*)@([^.]*)') == []", "has 2 groups")
        FunctionCase.expectFinding("regex.replace('test', '(.)', r'\\2') == ''", "no group 2")
        FunctionCase.expectFinding("regex.replace('x', 'y', r'\\values') == ''", "a group's digit")
        FunctionCase.expectFinding("regex.replace('x', 'y', '\\\\') == ''", "a backslash at the end")
        FunctionCase.expectFinding("regex.replace('x', 'y', 1) == ''", "does not take")
        FunctionCase.expectFinding("regex.extracted('x', 'y') == ''", "regex.extracted")
        for text in [
            "regex.extract('a', '(' + '') == null", "regex.extract('a', '(a)(b)' + '') == null",
            "regex.replace('a', 'b' + '', r'\\1') == null",
        ] {
            FunctionCase.expectFault(text.replacing("== null", with: "!= dyn(1)"), .invalidArgument)
        }
        let long = "regex.extract('a', '\(String(repeating: "a", count: 1_024))' + 'a').hasValue()"
        #expect(FunctionCase(long, foldsConstants: false).fault == .invalidArgument)
    }

    /// A pattern that reads to the end of the text for each match takes steps for it.
    @Test func manyMatchesRunOutOfSteps() {
        let text = (0..<16).reduce("'a'") { inner, index in "cel.bind(x\(index), \(inner), x\(index) + x\(index))" }
        let found = FunctionCase("size(regex.extractAll(\(text), 'a(?:.*b)?')) > 0", foldsConstants: false)
        #expect(found.fault == .stepsExceeded)
    }
}
