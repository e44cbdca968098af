import GateExpression
import GateRuntime

extension BoundWalk {
    mutating func visitCall(_ id: NodeID, _ operands: [NodeID]) -> Extent {
        guard case .function(let function, _) = checked.references[Int(id.index)] else {
            add(2)
            return .request
        }
        let operation = function.operation
        if operation == .index || operation == .optionalIndex, operands.count == 2 {
            let key = visit(operands[1])
            return visitField(operands[0], key)
        }
        let extents = operands.map { visit($0) }
        // The instruction, those around it, and a move for each operand.
        let cost = OperationCost(of: operation)
        add(6 + operands.count + cost.base)
        addWork(of: operation, operands, extents)
        return result(of: operation, extents)
    }

    /// The steps that depend on how large the operands are.
    private mutating func addWork(
        of operation: GateRuntime.Operation,
        _ operands: [NodeID],
        _ extents: [Extent]
    ) {
        switch operation {
        case .logicalAnd, .logicalOr, .conditional, .logicalNot, .optionalOr, .optionalOrValue: break
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: addComparison(operands, extents)
        case .matches, .regexExtract, .regexExtractAll, .regexReplace: addMatching(operation, operands, extents)
        case .contained:
            addMembership(operands, extents)
        case .contains, .indexOf, .lastIndexOf, .replace, .split:
            // At every byte the whole of the searched text may be compared; what is written is as long as both allow.
            guard extents.count >= 2 else { return }
            add(StepBound(2) + extents[1].bytes * 0.02, of: extents[0]) { $0.bytes }
            add(StepBound(2), of: extents[1]) { $0.bytes }
            guard extents.count > 2 else { return }
            steps += times * (extents[0].bytes + StepBound(1)) * (extents[2].bytes * 0.02 + StepBound(2))
        case .greatest,
            .least where operands.count > 1:
            // The numbers are put into a list, which is gone through.
            add(5 + operands.count * (OperationCost.element + 3))
        default:
            // Bytes at a step each, and entries that are put in order, are more than any function takes.
            let entry = StepBound(OperationCost.sortedEntry + OperationCost.parameter + 4)
            for extent in extents {
                add(entry, of: extent) { $0.elements }
                add(StepBound(1), of: extent) { $0.bytes }
            }
        }
    }

    /// As much is compared as the smaller one has; entries of maps are looked up one by one.
    private mutating func addComparison(_ operands: [NodeID], _ extents: [Extent]) {
        guard extents.count == 2 else { return }
        let amounts = extents.map { extent in total(extent) { $0.elements * 4 + $0.bytes } }
        if operands.contains(where: { isScalar(checked.types[Int($0.index)]) }) { return }
        if extents.contains(where: { $0.elements == .zero }) {
            steps += .lower(amounts[0], amounts[1])
        } else {
            let searched = StepBound.lower(extents[0].elements, extents[1].elements) + StepBound(4)
            steps += .lower(amounts[0], amounts[1]) * searched
        }
    }

    private mutating func addMembership(_ operands: [NodeID], _ extents: [Extent]) {
        guard extents.count == 2 else { return }
        add(StepBound(2), of: extents[1]) { $0.elements }
        // Texts of the same length are compared, so that no more than all of the list's is read.
        add(StepBound(1), of: extents[1]) { $0.bytes }
        add(StepBound(1), of: extents[0]) { $0.bytes }
        let type = checked.types[Int(operands[0].index)].withoutNull
        if !isScalar(type), type != .string {
            steps += times * extents[0].all * extents[1].elements
        }
    }

    private mutating func addMatching(
        _ operation: GateRuntime.Operation,
        _ operands: [NodeID],
        _ extents: [Extent]
    ) {
        guard extents.count >= 2 else { return }
        var instructions = OperationCost.dynamicInstructionsMax
        if case .literal(.string(let pattern)) = checked.syntax[operands[1]].kind,
            let regex = try? RegexProgram(pattern)
        {
            instructions = RegexProgram.instructionCount(handle: regex.handle)
        } else {
            add(OperationCost.dynamicPatternMax)
        }
        let perByte = Double(instructions) / Double(OperationCost.patternBytesPerStep)
        let searches = StepBound(2 * OperationCost.search + instructions)
        switch operation {
        case .matches, .regexExtract:
            add(StepBound(perByte), of: extents[0]) { $0.bytes }
        default:
            // Every byte may be a match, behind which the rest is read again.
            let each = extents[0].bytes * perByte + searches
            steps += times * (extents[0].bytes + StepBound(2)) * each
            guard operation == .regexReplace, extents.count > 2 else { break }
            steps += times * (extents[0].bytes + StepBound(2)) * (extents[2].bytes * 2 + StepBound(4))
            steps += times * extents[0].bytes * extents[0].bytes * 0.5
        }
        add(searches, of: .scalar) { _ in StepBound(1) }
    }

    /// How large the result of a function can be.
    private func result(of operation: GateRuntime.Operation, _ extents: [Extent]) -> Extent {
        switch operation {
        case .conditional where extents.count == 3: return .either(extents[1], extents[2])
        case .optionalOr, .optionalOrValue: return extents.dropFirst().reduce(extents[0]) { .either($0, $1) }
        case .substring, .trim, .toDyn, .optionalOf, .optionalOfNonZero, .optionalValue, .charAt:
            return extents.first ?? .scalar
        case .parseJSON: return Extent(elements: extents[0].bytes, bytes: extents[0].bytes)
        case .split, .regexExtractAll:
            let bytes = extents[0].bytes
            return Extent(elements: bytes + StepBound(1), bytes: bytes)
        case .replace, .regexReplace:
            guard extents.count > 2 else { return .request }
            let bytes = (extents[0].bytes + StepBound(1)) * (extents[2].bytes * 10 + StepBound(2))
            return Extent(elements: .zero, bytes: bytes + extents[0].bytes * extents[0].bytes)
        case .join:
            let separators = extents.count > 1 ? extents[0].elements * extents[1].bytes : .zero
            return Extent(elements: .zero, bytes: extents[0].bytes + separators)
        case .add:
            return extents.dropFirst().reduce(extents.first ?? .scalar) { .both($0, $1) }
        default:
            // Encodings write six bytes for one at most, numbers and formats up to a thousand.
            let all = extents.reduce(Extent.scalar) { .both($0, $1) }
            let bytes = all.bytes * 6 + all.elements * 1_100 + StepBound(1_200)
            return Extent(elements: all.elements, bytes: bytes)
        }
    }
}
