extension FaultCode {
    /// What went wrong, for people.
    package var reason: String {
        switch self {
        case .noSuchOverload: "a value is of a type that this does not take"
        case .noSuchKey: "there is no such key"
        case .indexOutOfRange: "there is no such index"
        case .overflow: "a number leaves the range of its type"
        case .divisionByZero: "division by zero"
        case .invalidConversion: "a value cannot be converted"
        case .invalidArgument: "an argument is not acceptable"
        case .unknownName: "a name has no value"
        case .duplicateKey: "a key is there twice"
        case .stepsExceeded: "it takes too many steps"
        case .memoryExceeded: "it takes too much memory"
        case .notRepresentable: "JSON has no form for a value"
        case .invalidHeaderValue: "a header value holds a control character"
        case .depthExceeded: "values nest too deeply"
        case .notAList: "a loop got a value that is no list"
        case .mistypedInput: "a flow got an input of another type than it declares"
        }
    }
}
