import GateExpression
import GateRuntime

extension Translator {
    /// A translator that knows an endpoint's names; an item of a loop stands for the first of its list.
    ///
    /// With `throughInputs`, a flow's input stands for what it is made of, though its type may be narrower. All that
    /// is no proof, since other turns have other items; it is how a request gets into a loop.
    init(witnessing endpoint: CheckedEndpoint, throughInputs: Bool) {
        self.init(origins: endpoint.origins)
        var definitions = endpoint.definitions.mapValues(\.expression)
        if throughInputs { definitions.merge(endpoint.sources.mapValues(\.expression)) { first, _ in first } }
        for loop in endpoint.block.loops {
            let list = loop.list.expression
            definitions[loop.itemID] = list.call("_[_]", with: .int(0), list.type.element ?? .dyn)
            if let index = loop.indexID { definitions[index] = CheckedExpression(literal: .int(0), .int) }
        }
        for id in definitions.keys.sorted() { definitions[id].map { define(id, as: $0) } }
    }
}

extension CheckedEndpoint {
    /// Where the values of extractions come from, which says more than their types.
    var origins: [Int: TermOrigin] { GateCompiler.origins(of: extractions) }
}

/// Where the values of extractions come from, by the id of their names.
func origins(of extractions: [CheckedExtraction]) -> [Int: TermOrigin] {
    var origins: [Int: TermOrigin] = [:]
    for extraction in extractions {
        switch extraction.places.first {
        case .body: origins[extraction.slot] = .json
        case .query where extraction.target == .any: origins[extraction.slot] = .query
        // A double in text is a number that JSON could hold as well.
        case .query, .header, .parameter: if extraction.target == .double { origins[extraction.slot] = .json }
        case nil: break
        }
    }
    return origins
}
