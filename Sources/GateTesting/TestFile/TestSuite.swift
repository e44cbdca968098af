package import GateCompiler

/// A file of tests, checked against its configuration: what may be run without looking again.
package struct TestSuite: Sendable {
    /// The file, as it was named.
    package var name: String
    /// The configuration that it tests.
    package var compilation: Compilation
    package var tests: [TestCase]
}

/// One request and what is to become of it.
package struct TestCase: Sendable {
    /// The name, with its row's values and its file where it stands for several.
    package var name: String
    /// The line of the file of tests where it starts.
    package var line: Int
    package var request: RecordedRequest
    package var expect: TestExpectation
}

/// What a test expects; nil and empty are no expectation.
package struct TestExpectation: Sendable {
    /// What answers.
    package enum Refuser: Sendable, Equatable {
        /// The file itself.
        case nobody
        /// The gateway, for the reason that logs call so.
        case refusal(String)
    }

    /// A body.
    package enum Body: Sendable {
        case json(JSONTree)
        case text(String)
        case parts([(path: String, steps: [InputStep], value: JSONTree)])
    }

    /// A header field: nil is that it is not there.
    package struct Header: Sendable {
        package var name: String
        package var value: String?
    }

    package var status: Int?
    package var branch: String?
    package var refusedBy: Refuser?
    package var headers: [Header] = []
    package var body: Body?
    /// Where each expectation stands: the line, by key.
    package var lines: [String: Int] = [:]
}

/// Where tests find the files that they name, so that nothing here touches a disk.
package struct TestFiles: Sendable {
    /// The files that a name or glob stands for, relative to the file of tests, sorted.
    package var expand: @Sendable (_ pattern: String) -> Result<[String], TestFileError>
    /// The bytes of a file that ``expand`` named.
    package var read: @Sendable (_ name: String) -> Result<[UInt8], TestFileError>

    package init(
        expand: @escaping @Sendable (_ pattern: String) -> Result<[String], TestFileError>,
        read: @escaping @Sendable (_ name: String) -> Result<[UInt8], TestFileError>
    ) {
        self.expand = expand
        self.read = read
    }
}

/// Why a file cannot be had, in words.
package struct TestFileError: Error, Sendable {
    package var reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// The most tests of a file, tables and globs spread out.
package let testsMax = 100_000
