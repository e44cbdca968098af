import GateCompiler
import GateExpression
import GateRuntime
import Testing

/// Paths that no request can take, and paths like them that one can.
@Suite("solver")
struct SolverTests {
    static let impossible = [
        // Equalities.
        "event == 'a'\nevent == 'b'",
        "event == 'a'\nevent != 'a'",
        "event == 'a'\n- event == 'a'",
        "- event == 'a'\n'a' == event",
        "event in ['a', 'b']\n- event == 'a'\n- event == 'b'",
        "event in ['a', 'b']\nevent in ['c', 'd']",
        "event in ['a', 'b']\n- event in ['b', 'a', 'c']",
        "any == 1\nany == 1.0\n- any == 1u",
        "any == 1\nany == '1'",
        "any == null\nany == false",
        "body.id == 'x'\nbody['id'] == 'y'",
        "any in ['a', 1, null]\n- any == 'a'\nany != null\nany > 1",
        // Bools and null.
        "flag\n- flag",
        "flag == true\n!flag",
        "- flag\nflag != false",
        "hint != true\nhint != false\nhint != null",
        "- hint == null\n- hint == true\nhint == false\nhint == true",
        "- any\nany",
        "name == null\nname != null",
        "name == null\nname == 'x'",
        "name == null || name == 'x'\nname == 'y'",
        "(n > 1) == true\n(n > 1) == false",
        "(n > 1) != (1 < n)",
        // Ranges.
        "n > 4\nn < 5",
        "n > 4 && n < 5",
        "n >= 5\n- n >= 5",
        "n > 5\n- n >= 4",
        "n > 3\nn < 7\nn != 4\nn != 5\nn != 6",
        "maybe > 4\nmaybe < 5",
        "maybe > 4\nmaybe == null",
        "n >= 1\nn <= 1\nn != 1",
        "n > 1.5\nn < 1.9",
        "n == 1.5",
        "n > 9223372036854775807",
        "n < -9223372036854775808",
        "n >= 9223372036854775807\nn < 9223372036854775807",
        "n > 9007199254740992\n- n >= 9007199254740993.0",
        "u < 0u",
        "u == -1",
        "x > 1.0\nx < 1.0",
        "x > 1.0\n- x > 1.0",
        "x < 5.0\nx >= 5.0",
        "price < 5.0\n- price < 6.0",
        "- price < 5.0\n- price >= 5.0",
        "item.total > 5\n- item.total > 4",
        "item.total > 5\nitem.total == 'x'",
        "item > 5\n- item < 10\n- item >= 10",
        "time > timestamp('2026-01-01T00:00:00Z')\ntime < timestamp('2025-01-01T00:00:00Z')",
        "wait >= duration('2s')\nwait < duration('2000ms')",
        "event < 'b'\nevent > 'c'",
        "event >= 'a'\nevent <= 'a'\nevent != 'a'",
        "raw < b'a'\nraw == b'b'",
        // Texts.
        "event == 'customer.sale'\n- event.startsWith('customer.')",
        "event.startsWith('customer.')\nevent.startsWith('contact.')",
        "event.startsWith('customer.sale')\n- event.startsWith('customer.')",
        "event.startsWith('ab')\nevent < 'aa'",
        "event.endsWith('.done')\n- event.endsWith('done')",
        "event.endsWith('a')\nevent.endsWith('b')",
        "event.startsWith('a.b')\n- event.contains('.')",
        "event.contains('abc')\n- event.contains('b')",
        "event.matches('^a')\n- event.matches('^a')",
        "event in ['ab', 'ac']\nevent.matches('^b')",
        "event == 'x'\n- event.startsWith('')",
        "any.startsWith('a')\nany == 1",
        "any.startsWith('a')\nany > 1",
        // Sizes.
        "size(event) < 0",
        "event.size() == 3\nevent == 'ab'",
        "event.startsWith('abc')\nsize(event) < 3",
        "size(tags) == 0\ntags.size() > 0",
        "size(body.items) == 1.5",
        // Fields.
        "has(body.a)\n!has(body.a)",
        "body.a == 1\n!has(body.a)",
        "!has(body.a.b)\nbody.a.b.c == null",
        "body.a == 1\nbody.a.b == 2",
        "body.a[0] == 1\nbody.a.b == 2",
        "'x-a' in headers\n!has(headers.`x-a`)",
        "headers['X-A'] == 'a'\nheaders['x-a'] == 'b'",
        "query.page == 1",
        "item.x == timestamp('2026-01-01T00:00:00Z')",
        "body.?a.orValue('x') == 'x'\nbody.a == 'y'",
        "headers[?'x-a'].orValue('') == 'b'\n!('x-a' in headers)",
        "body.?a.?b.hasValue()\n!has(body.a.b)",
        "body.?a.orValue(1) == 2\n!has(body.a)",
        // Terms against each other.
        "n < m\nm < n",
        "n < m\n- n <= m",
        "n == m\nn != m",
        "n == m\nn > 5\nm < 5",
        "n < m\nm < 5\nn > 5",
        "n <= m\nm <= n\nn != m",
        "event == other\nevent == 'a'\nother == 'b'",
        "event == other\nevent.startsWith('a')\nother.startsWith('b')",
        "event != event",
        "n + 1 == 5\n1 + 4 == n + 1\nn + 1 != 5",
        "event.lowerAscii() == 'a'\nevent.lowerAscii() == 'b'",
        // Combinations.
        "event == 'a' || event == 'b'\nevent != 'a'\nevent != 'b'",
        "- event == 'a' && n >= 5\nevent == 'a'\nn > 4",
        "- event == 'a' && n >= 5\n- event == 'a' && n < 5\nevent == 'a'",
        "- !(event == 'a' || n > 1)\n- event == 'a'\nn == 0",
        "flag ? n > 5 : n > 10\nn == 7\n!flag",
        "(flag ? 1 : 2) == 3",
        "(flag ? n : m) == 3\nn == 1\nm == 2",
        "flag || hint == true\nflag != true\n- hint == true",
        "(n > 1 || m > 1) && (n > 1 || m < 1) && n < 1",
        "['a', 'b'].exists(p, event.startsWith(p))\nevent == 'c'",
        "['a', 'b'].all(p, event != p)\nevent == 'b'",
        "cel.bind(e, event, e == 'a')\nevent == 'b'",
        "tags.exists(t, t == 'vip')\n- tags.exists(t, t == 'vip')",
        "tags == [1]\ntags != [1]",
        "false",
        "1 > 2",
        "- 'a' in ['a', 'b']",
        "event == 'a' + 'b'\nevent == 'ac'",
    ]

    static let possible = [
        "event == 'a'",
        "- event == 'a'\n- event == 'b'",
        "event in ['a', 'b']\nevent != 'a'",
        // NaN is neither below nor above.
        "- x < 5.0\n- x >= 5.0",
        "- any < 5\n- any >= 5",
        "- x < 5.0\n- x > 4.0",
        "x != x",
        // A body may hold 4.5.
        "any > 4\nany < 5",
        "body.n > 4\nbody.n < 5",
        "item > 4\nitem < 5",
        "any != true\nany != false",
        "hint != true\nhint != false",
        "maybe != 1",
        "any == 1\nany == 1.0",
        // The type of a body's value is open.
        "- any == 5\nany != 'x'",
        "body.a == null\nhas(body.a)",
        "- any == 'a'\n- any > 5",
        // Doubles from 2^63 on are equal to the largest int.
        "any == 9223372036854775807\nany != 9223372036854775806",
        "any >= 9223372036854775807\nany == 9223372036854775808.0",
        "any == 9223372036854775807\nany == 18446744073709551615u || any == 9223372036854775808u || any != 1",
        "u > 9223372036854775807u\nu != 9223372036854775808u",
        "event.startsWith('a')\nevent.endsWith('a')",
        "event.startsWith('ab')\nevent.endsWith('ba')\nsize(event) < 4",
        "event.startsWith('a')\nevent < 'b'\nevent > 'a'",
        "event.contains('a')\n- event.startsWith('a')",
        "event < 'b'\nevent > 'a'",
        // An error in one part is absorbed by the other.
        "event == 'a' || body.x == 1\n!has(body.x)",
        "- body.x == 1 && flag\n!has(body.x)",
        "x + 1.0 == 2.5",
        "n < m\nm < 5\nn > 2",
        "x == price",
        "n <= m\nm <= n",
        "flag ? n > 5 : n > 10\nn == 7",
        "(flag ? 1 : 2) == 2",
        "body.?a.orValue('x') == 'x'\n!has(body.a)",
        "tags.exists(t, t == 'a')\n- tags.exists(t, t == 'b')",
        "[1, 2].exists(i, n == i)\nn != 1",
        "headers.a == 'x'\nparams.a == 'y'",
        "query.page == null",
        "query.page == '1'",
        "size(tags) > 1\nsize(tags) < 3",
        "time != timestamp('2026-01-01T00:00:00Z')",
        "type(any) == int\n- any == 1",
        "any.x == 1\n- any.y == 1",
        "'caf\u{E9}' == event\n- event == 'cafe\u{301}'",
    ]

    @Test("no request takes it", arguments: impossible)
    func unsatisfiable(_ path: String) throws {
        #expect(try ProofNames.outcome(path).isUnsatisfiable)
    }

    @Test("a request may take it", arguments: possible)
    func satisfiable(_ path: String) throws {
        guard case .satisfiable = try ProofNames.outcome(path) else {
            Issue.record("no model: \(path)")
            return
        }
    }
}
