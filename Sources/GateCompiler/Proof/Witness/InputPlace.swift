/// A place of a request that a value can be put at.
package struct InputPlace: Hashable, Sendable {
    /// What the steps start from.
    package enum Root: Hashable, Sendable {
        case body, query, headers, params
        case requestID, requestMethod, requestPath, requestIP, requestTime
        /// Any other name, by ``VariableDeclaration``'s id: an extraction, an item of a loop.
        case variable(Int)
    }

    package var root: Root
    /// From the root inwards: for `headers` and `params` one key, the name.
    package var steps: [InputStep]

    package init(_ root: Root, _ steps: [InputStep] = []) {
        self.root = root
        self.steps = steps
    }
}

/// A step into a map or list.
package enum InputStep: Hashable, Sendable {
    case key(String)
    case index(Int)
}

/// What a request has at a place.
package struct InputAssignment: Hashable, Sendable {
    package var place: InputPlace
    /// Nil where nothing may be there.
    package var value: WitnessValue?

    package init(_ place: InputPlace, _ value: WitnessValue?) {
        self.place = place
        self.value = value
    }
}
