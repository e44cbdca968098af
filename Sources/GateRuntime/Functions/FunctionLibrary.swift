/// Functions that belong together, with the title that the manual gives them.
package struct FunctionFamily: Sendable {
    package var title: String
    package var functions: [FunctionSpec]
}

/// Every function of the expression language, by name.
///
/// A function's file adds its specifications to a family.
package enum FunctionLibrary {
    /// The families, in the manual's order.
    package static let families: [FunctionFamily] = [
        FunctionFamily(title: "Operators", functions: OperatorSpecs.all),
        FunctionFamily(title: "Conversions and types", functions: ConversionSpecs.all),
        FunctionFamily(
            title: "Text",
            functions: [.size, .contains, .startsWith, .endsWith, .matches] + StringSpecs.all
        ),
        FunctionFamily(title: "Regular expressions", functions: RegexSpecs.all),
        FunctionFamily(title: "Numbers", functions: MathSpecs.all),
        FunctionFamily(title: "Parts of times", functions: TimeSpecs.all),
        FunctionFamily(title: "Dates and calendars", functions: CalendarSpecs.all),
        FunctionFamily(title: "Optionals", functions: OptionalSpecs.all),
        FunctionFamily(title: "Encodings", functions: EncodingSpecs.all + JSONSpecs.all + URLSpecs.all),
        FunctionFamily(title: "Hashes", functions: HashSpecs.all),
        FunctionFamily(title: "Network addresses", functions: NetworkSpecs.all),
    ]

    /// All specifications; names are unique.
    package static let all: [FunctionSpec] = families.flatMap(\.functions)

    /// The specifications by name.
    package static let byName: [String: FunctionSpec] = Dictionary(
        all.map { ($0.name, $0) },
        uniquingKeysWith: { first, _ in first }
    )
}
