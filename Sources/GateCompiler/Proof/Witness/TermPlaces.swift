import GateRuntime

extension TermTable {
    /// The place of a request that a term reads; nil where it is made of more than that.
    func place(of id: TermID) -> InputPlace? {
        switch self[id].term {
        case .variable(let variable):
            let root = UInt16(exactly: variable).flatMap { RootSlot(rawValue: $0) }.map(InputPlace.Root.init)
            return InputPlace(root ?? .variable(variable))
        case .select(let operand, let field):
            guard var place = place(of: operand) else { return nil }
            place.steps.append(.key(field.string))
            return place
        case .index(let operand, let position):
            guard var place = place(of: operand), position < Int64(WitnessValue.elementsMax) else { return nil }
            place.steps.append(.index(Int(position)))
            return place
        case .constant, .has, .call, .opaque: return nil
        }
    }
}

extension InputPlace.Root {
    fileprivate init(_ slot: RootSlot) {
        switch slot {
        case .body: self = .body
        case .query: self = .query
        case .headers: self = .headers
        case .params: self = .params
        case .requestID: self = .requestID
        case .requestMethod: self = .requestMethod
        case .requestPath: self = .requestPath
        case .requestIP: self = .requestIP
        case .requestTime: self = .requestTime
        }
    }
}
