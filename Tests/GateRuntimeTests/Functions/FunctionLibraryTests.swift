import GateRuntime
import Testing

@Suite struct FunctionLibraryTests {
    @Test func namesAreUnique() {
        #expect(FunctionLibrary.byName.count == FunctionLibrary.all.count)
    }

    @Test func everyOperationHasOneFunction() {
        let operations = FunctionLibrary.all.map(\.operation.rawValue)
        #expect(Set(operations).count == operations.count)
        #expect(Set(operations) == Set(Operation.allCases.map(\.rawValue)))
    }

    @Test(arguments: FunctionLibrary.all.map(\.name)) func functionsAreDescribed(_ name: String) throws {
        let function = try #require(FunctionLibrary.byName[name])
        #expect(function.summary.hasSuffix("."))
        #expect(!function.examples.isEmpty)
        #expect(!function.overloads.isEmpty)
        // Two overloads never take the same arguments.
        for (index, overload) in function.overloads.enumerated() {
            for other in function.overloads[..<index] {
                #expect(overload.isMember != other.isMember || overload.parameters != other.parameters)
            }
        }
    }

    /// A method has its receiver, and a name with a namespace is no method.
    @Test func methodsHaveReceivers() {
        for function in FunctionLibrary.all {
            for overload in function.overloads where overload.isMember {
                #expect(!overload.parameters.isEmpty)
                #expect(!function.name.contains("."))
            }
        }
    }
}
