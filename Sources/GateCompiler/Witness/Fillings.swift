import GateExpression
import GateRuntime

/// Values for what an endpoint reads of a body and no condition says anything of, so that reading it is no fault.
struct Fillings {
    /// What a place has to be for what is done with it.
    private enum Need {
        case number, text, list
    }

    private var needs: [(place: InputPlace, need: Need)] = []

    /// Looks at every expression of an endpoint; `translator` knows its names.
    init(_ endpoint: CheckedEndpoint, _ translator: inout Translator) {
        for expression in endpoint.block.expressions { _ = translator.term(of: expression.expression) }
        let table = translator.terms
        var needed: [TermID: Need] = [:]
        var containers: Set<TermID> = []
        var guarded: Set<Term> = []
        for entry in table.entries {
            switch entry.term {
            case .select(let operand, _): containers.insert(operand)
            case .has(let operand, let field):
                containers.insert(operand)
                // What is asked for may be away.
                guarded.insert(.select(operand, field))
            case .index(let operand, _): containers.insert(operand)
            case .call(.named(let function), let operands):
                for operand in operands where needed[operand] == nil {
                    if Fillings.numeric.contains(function) { needed[operand] = .number }
                    if Fillings.listed.contains(function) { needed[operand] = .list }
                }
            default: break
            }
        }
        for index in table.entries.indices {
            let id = TermID(index: Int32(truncatingIfNeeded: index))
            // What holds other places is made with them.
            guard !containers.contains(id), !guarded.contains(table[id].term), let place = table.place(of: id),
                !place.steps.isEmpty
            else { continue }
            needs.append((place, needed[id] ?? .text))
        }
    }

    private static let numeric: Set<String> = ["_+_", "_-_", "_*_", "_/_", "_%_", "-_", "_<_", "_<=_", "_>_", "_>=_"]
    private static let listed: Set<String> = ["sum", "size", "join"]

    /// The values, with `number` for every number.
    func assignments(number: Int64) -> [InputAssignment] {
        needs.map { place, need in
            switch need {
            case .number: InputAssignment(place, .int(number))
            case .text: InputAssignment(place, .string("x"))
            case .list: InputAssignment(place, .list([]))
            }
        }
    }
}

extension CheckedBlock {
    /// The loops, those within loops and flows included.
    var loops: [CheckedLoop] {
        steps.flatMap { step -> [CheckedLoop] in
            switch step {
            case .branches(let branches):
                return branches.arms.flatMap(\.block.loops) + (branches.otherwise?.loops ?? [])
            case .loop(let loop): return [loop] + loop.block.loops
            case .call(let call): return call.block.loops
            case .set, .require, .respond, .output, .end: return []
            }
        }
    }

    /// Every expression of the steps, those of answers included.
    var expressions: [LocatedExpression] {
        steps.flatMap { step -> [LocatedExpression] in
            switch step {
            case .set(let binding): return binding.value.tree.expressions
            case .require(let requirement): return [requirement.condition]
            case .branches(let branches):
                let conditions = branches.arms.compactMap(\.condition) + branches.arms.flatMap(\.block.expressions)
                return (branches.selector.map { [$0.expression] } ?? []) + conditions
                    + (branches.otherwise?.expressions ?? [])
            case .loop(let loop):
                return [loop.list] + loop.block.expressions + loop.collect.flatMap(\.value.tree.expressions)
            case .call(let call): return call.inputs.flatMap(\.value.tree.expressions) + call.block.expressions
            case .respond(let response, _): return response.expressions
            case .output(let value): return value?.tree.expressions ?? []
            case .end: return []
            }
        }
    }
}

extension CheckedResponse {
    fileprivate var expressions: [LocatedExpression] {
        let lines = headers.flatMap(\.value.expressions)
        switch body {
        case .empty: return lines
        case .text(let template): return lines + template.expressions
        case .json(let tree): return lines + tree.expressions
        }
    }
}

extension CheckedTemplate {
    fileprivate var expressions: [LocatedExpression] {
        parts.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
    }
}

extension CheckedTree {
    fileprivate var expressions: [LocatedExpression] {
        switch self {
        case .null, .bool, .int, .double: []
        case .text(let template): template.expressions
        case .value(let expression): [expression]
        case .list(let items): items.flatMap(\.expressions)
        case .map(let members): members.flatMap(\.value.expressions)
        }
    }
}
