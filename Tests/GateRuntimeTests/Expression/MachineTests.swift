import GateRuntime
import Testing

/// Programs written by hand, without a front end.
@Suite struct MachineTests {
    private let site = ProgramSite(expression: 0, start: 0, end: 1)

    /// Runs instructions on registers; the text of the result and the steps taken.
    private func evaluate(
        _ instructions: [Instruction],
        builder: ProgramBuilder = ProgramBuilder(),
        registers: [Value] = [],
        registerCount: UInt32 = 8,
        steps: Int = 1_000
    ) -> (value: Value, steps: Int, pending: Int) {
        var builder = builder
        let entry = builder.nextIndex
        for instruction in instructions { builder.append(instruction, at: site) }
        let program = Program(entry: UInt32(entry), registerCount: registerCount)
        return builder.withWorkspace { tables, workspace in
            workspace.stepsLeft = steps
            do throws(Fault) {
                for register in registers { try workspace.registers.append(register) }
            } catch {
                return (.error(error), 0, 0)
            }
            let value = run(program, tables, &workspace)
            return (value, steps - workspace.stepsLeft, workspace.pending.count)
        }
    }

    @Test func operandsAreRegistersOrConstants() {
        var builder = ProgramBuilder()
        let three = builder.operand(.int(3))
        let sum = evaluate(
            [Instruction(.call2, .add, destination: 1, a: 0, b: three), Instruction(.finish, a: 1)],
            builder: builder,
            registers: [.int(4)]
        )
        #expect(sum.value.asInt == 7)
        #expect(sum.steps == 2)
        #expect(builder.operand(.int(3)) == three)
        #expect(builder.operand(.uint(3)) != three)
    }

    @Test func errorsFlowThroughFunctions() {
        var builder = ProgramBuilder()
        let zero = builder.operand(.int(0))
        let instructions = [
            Instruction(.call2, .divide, destination: 1, a: 0, b: zero),
            Instruction(.call2, .add, destination: 2, a: 1, b: 0),
            Instruction(.test, .less, destination: 3, a: 2, b: 0),
            Instruction(.finish, a: 3),
        ]
        let result = evaluate(instructions, builder: builder, registers: [.int(1)])
        #expect(result.value.fault == Fault(.divisionByZero, site: 0))
        #expect(result.steps == 4)
    }

    @Test func absentFinishesAsNull() {
        #expect(evaluate([Instruction(.finish, a: 0)], registers: [.absent]).value.kind == .null)
        #expect(evaluate([Instruction(.finish, a: 5)]).value.kind == .null)
    }

    @Test func stepsAreCountedPerInstruction() {
        let loop = [Instruction(.jump, c: 0)]
        let result = evaluate(loop, steps: 10)
        #expect(result.value.fault == Fault(.stepsExceeded, site: 0))
        let program = [Instruction(.move, destination: 0, a: 1), Instruction(.finish, a: 0)]
        #expect(evaluate(program, steps: 2).value.kind == .null)
        #expect(evaluate(program, steps: 1).value.fault == Fault(.stepsExceeded, site: 1))
        #expect(evaluate(program, steps: 0).value.fault == Fault(.stepsExceeded, site: 0))
    }

    @Test func registersAreBounded() {
        let result = evaluate([Instruction(.finish, a: 0)], registerCount: 70_000)
        #expect(result.value.fault.code == .memoryExceeded)
    }

    @Test func branchesTakeBothSenses() {
        for (sense, expected) in [(UInt16(1), "yes"), (0, "no")] {
            var builder = ProgramBuilder()
            let (yes, no) = (builder.operand(builder.string("yes")), builder.operand(builder.string("no")))
            let instructions = [
                Instruction(.branch, .equal, destination: sense, a: 0, b: 1, c: 2),
                Instruction(.finish, a: no),
                Instruction(.finish, a: yes),
            ]
            let result = evaluate(instructions, builder: builder, registers: [.int(1), .double(1)])
            #expect(result.value.count == expected.utf8.count)
        }
    }

    /// A branch whose test fails after all ends the program: it never takes a side.
    @Test func branchOnWrongTypesFailsClosed() {
        let instructions = [
            Instruction(.branch, .less, destination: 0, a: 0, b: 1, c: 1), Instruction(.finish, a: 0),
        ]
        let result = evaluate(instructions, registers: [.null, .int(1)])
        #expect(result.value.fault == Fault(.noSuchOverload, site: 0))
        let error = Value.error(Fault(.noSuchKey, site: 9))
        for instruction in [
            Instruction(.branch, .equal, destination: 1, a: 0, b: 1, c: 1), Instruction(.branchOn, a: 0, c: 1),
            Instruction(.branch, .notEqual, destination: 0, a: 1, b: 0, c: 1),
        ] {
            let onError = evaluate([instruction, Instruction(.finish, a: 1)], registers: [error, .bool(true)])
            #expect(onError.value.fault == Fault(.noSuchKey, site: 9))
        }
        let onNull = evaluate([Instruction(.branchOn, a: 0, c: 1), Instruction(.finish, a: 0)], registers: [.absent])
        #expect(onNull.value.fault == Fault(.noSuchOverload, site: 0))
    }

    @Test func collectedElementsAreDroppedOnErrors() {
        var builder = ProgramBuilder()
        let one = builder.operand(.int(1))
        let failure = UInt32(FaultCode.unknownName.rawValue)
        let instructions = [
            Instruction(.open, destination: 1),
            Instruction(.collect, destination: 2, a: one, c: 6),
            Instruction(.fail, destination: 3, a: failure),
            Instruction(.collect, destination: 2, a: 3, c: 6),
            Instruction(.closeList, destination: 2, a: 1),
            Instruction(.finish, a: 2),
            Instruction(.discard, a: 1),
            Instruction(.finish, a: 2),
        ]
        let result = evaluate(instructions, builder: builder)
        #expect(result.value.fault == Fault(.unknownName, site: 2))
        #expect(result.pending == 0)
        // Also where the steps end in the middle.
        let cut = evaluate(instructions, builder: builder, steps: 3)
        #expect(cut.value.fault.code == .stepsExceeded)
        #expect(cut.pending == 0)
    }

    @Test func constantsArePooled() {
        var builder = ProgramBuilder()
        let first = builder.string("sale")
        let second = builder.bytes(Array("sale".utf8))
        #expect(first.offset == second.offset)
        let list = builder.list([first, .int(1)])
        #expect(builder.list([first, .int(1)]).offset == list.offset)
        #expect(builder.map([(key: first, value: .int(1))]).offset == list.offset)
        #expect(builder.values.count == 2)
        #expect(builder.bytes.count == 4)
    }

    @Test func constantSetsHoldEqualNumbersOnce() throws {
        var builder = ProgramBuilder()
        let members: [Value] = [.int(1), .double(2), .uint(.max), .null, .bool(true), builder.string("x")]
        let table = builder.constantSet(members)
        let set = try #require(table)
        #expect(set.places == 16)
        for (candidate, isMember) in [
            (Value.uint(1), true), (.double(1), true), (.int(2), true), (.double(2.5), false), (.uint(.max), true),
            (.int(-1), false), (.null, true), (.bool(true), true), (.bool(false), false), (.double(.nan), false),
        ] {
            let instructions = [
                Instruction(.inSet, destination: 1, a: 0, b: set.start, c: set.places), Instruction(.finish, a: 1),
            ]
            let result = evaluate(instructions, builder: builder, registers: [candidate])
            #expect(result.value.isTrue == isMember)
        }
        let nested = builder.constantSet([builder.list([])])
        #expect(nested == nil)
    }
}
