/// Every diagnostic code, by range.
///
/// A code is never reused, even when its diagnostic is gone.
/// E1xx YAML · E2xx configuration · E30x–E34x CEL · E35x–E39x JSONPath · E4xx gateway · E5xx tests · W8xx warnings.
package enum DiagnosticCode: String, CaseIterable, Hashable, Sendable {
    // E1xx: reading YAML.
    case yamlSyntax = "E101"
    case yamlDuplicateKey = "E102"
    case yamlUnknownAlias = "E103"
    case yamlLimit = "E104"
    case yamlUnsupported = "E105"
    case yamlEncoding = "E106"
    case fileUnreadable = "E107"

    // E2xx: decoding the configuration.
    case unknownKey = "E201"
    case missingKey = "E202"
    case wrongType = "E203"
    case invalidValue = "E204"
    case conflictingKeys = "E205"
    case languageVersion = "E206"
    case literalSecret = "E207"

    // E30x–E34x: CEL expressions.
    case celSyntax = "E301"
    case celUnknownName = "E302"
    case celUnknownFunction = "E303"
    case celNoOverload = "E304"
    case celUnknownField = "E305"
    case celLiteral = "E306"
    case celMacro = "E307"
    case celLimit = "E308"
    case celNotBool = "E309"
    case celTextAgainstNumber = "E310"
    case celRegex = "E311"
    case celConstantFault = "E312"

    // E35x–E39x: JSONPath.
    case pathSyntax = "E351"
    case pathFunction = "E352"
    case pathLiteral = "E353"
    case pathLimit = "E354"

    // E4xx: the gateway's own rules.
    case duplicateRoute = "E401"
    case invalidPath = "E402"
    case invalidMethod = "E403"
    case missingAuth = "E404"
    case unknownSecret = "E405"
    case invalidAddress = "E406"
    case missingAnswer = "E407"
    case misplacedElse = "E408"
    case duplicateBranch = "E409"
    case emptyCondition = "E410"
    case invalidStatus = "E411"
    case invalidHeader = "E412"
    case bodyNotAllowed = "E413"
    case invalidExtraction = "E414"
    case reservedName = "E415"
    case defaultType = "E416"
    case invalidTemplate = "E417"
    case graphLimit = "E418"
    case invalidListener = "E419"
    case sampleNotFound = "E420"
    case sampleUnreadable = "E421"
    case sampleMalformed = "E422"
    case sampleLimit = "E423"
    case sampleType = "E424"
    case unreachableStep = "E425"
    case misplacedStep = "E426"
    case nameTaken = "E427"
    case unknownFlow = "E428"
    case flowCycle = "E429"
    case flowInput = "E430"
    case invalidCase = "E431"
    case neverTaken = "E432"
    case notAList = "E433"
    case missingOutput = "E434"

    // E5xx: files of tests.
    case testRequest = "E501"
    case testName = "E502"
    case testFile = "E503"
    case impossibleExpectation = "E504"
    case testValue = "E505"

    // W8xx: worth a second look.
    case maybeNullInText = "W801"
    case noSamplePath = "W802"
    case maybeAbsent = "W803"
    case unseenValue = "W804"
    case otherTemplate = "W805"
    case costlyExpression = "W806"
    case unusedName = "W807"
    case effectless = "W808"
}
