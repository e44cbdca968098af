/// Every function of the expression language, by name.
///
/// A function's file adds its specifications to ``all``.
package enum FunctionLibrary {
    /// All specifications; names are unique.
    package static let all: [FunctionSpec] =
        OperatorSpecs.all
        + [.size, .contains, .startsWith, .endsWith, .matches]
        + ConversionSpecs.all
        + TimeSpecs.all
        + StringSpecs.all
        + MathSpecs.all
        + EncodingSpecs.all
        + OptionalSpecs.all
        + NetworkSpecs.all

    /// The specifications by name.
    package static let byName: [String: FunctionSpec] = Dictionary(
        all.map { ($0.name, $0) },
        uniquingKeysWith: { first, _ in first }
    )
}
