/// What the samples say of an extracted name.
package struct SampleVariable: Sendable {
    /// The place that stands for its values.
    package var node: SampleShape.NodeID
    /// The samples that get past the extraction: the others are answered 422.
    package var passing: SampleSet
}

extension SampleShape {
    /// The values of a name that is read from the first of some places that has one.
    ///
    /// - Parameters:
    ///   - places: the places in order, nil for one that no sample has.
    ///   - accepted: the kinds of values that the extraction lets pass; nil for any.
    ///   - defaultValue: what stands for an absent value; nil for null.
    ///   - isRequired: whether a sample without a value is refused.
    /// - Returns: the values, and the samples that are let pass.
    package mutating func variable(
        firstOf places: [NodeID?],
        accepted: Set<Kind>?,
        defaultValue: (kind: Kind, value: Scalar?)?,
        isRequired: Bool
    ) -> SampleVariable {
        let known = places.compactMap { $0 }
        var node = Node(isSingle: known.allSatisfy { self[$0].isSingle })
        var remaining = all
        var refused = SampleSet()
        for place in known {
            let source = self[place]
            for kind in source.valueKinds {
                let here = (source.kinds[kind] ?? SampleSet()).intersection(remaining)
                guard !here.isEmpty else { continue }
                if accepted?.contains(kind) ?? true {
                    node.kinds[kind, default: SampleSet()].formUnion(here)
                } else if source.isSingle {
                    refused.formUnion(here)
                }
            }
            node.take(source.values, in: remaining)
            node.emptyLists.formUnion(source.emptyLists.intersection(remaining))
            remaining = remaining.subtracting(source.valued)
        }
        if known.count == 1 { node.takeChildren(of: self[known[0]]) } else { node.isCut = true }
        if isRequired {
            refused.formUnion(remaining)
        } else if let defaultValue {
            node.take(remaining, defaultValue.kind, defaultValue.value)
        } else if !remaining.isEmpty {
            node.kinds[.null] = remaining
        }
        return SampleVariable(node: add(node), passing: all.subtracting(refused))
    }

    /// The values of a name that is a list of what a query matches.
    package mutating func variable(listOf match: SampleMatch) -> SampleVariable {
        var element = Node(isSingle: false)
        var present = SampleSet()
        for place in match.nodes {
            let source = self[place]
            for (kind, samples) in source.kinds { element.kinds[kind, default: SampleSet()].formUnion(samples) }
            element.take(source.values, in: all)
            present.formUnion(source.present)
        }
        if match.nodes.count == 1 { element.takeChildren(of: self[match.nodes[0]]) } else { element.isCut = true }
        var node = Node(isSingle: true)
        node.kinds[.list] = all
        node.values = nil
        node.element = match.nodes.isEmpty ? nil : add(element)
        node.isCut = match.nodes.isEmpty
        // Of a filter it is not known what it lets pass.
        if !match.isFiltered { node.emptyLists = all.subtracting(present) }
        return SampleVariable(node: add(node), passing: all)
    }

    /// A variable whose values are known to be of another type than their texts in the samples.
    package mutating func withoutValues(_ variable: SampleVariable) -> SampleVariable {
        change(variable.node) { $0.values = nil }
        return variable
    }
}

extension SampleShape.Node {
    /// Takes over known values for some samples; too many leave none known.
    fileprivate mutating func take(_ other: [SampleShape.Scalar: SampleSet]?, in samples: SampleSet) {
        guard let other else {
            values = nil
            return
        }
        for (value, holders) in other {
            let here = holders.intersection(samples)
            if !here.isEmpty { values?[value, default: SampleSet()].formUnion(here) }
        }
        if (values?.count ?? 0) > SampleShape.valueCountMax { values = nil }
    }

    /// Takes a default in where there was no value.
    fileprivate mutating func take(_ samples: SampleSet, _ kind: SampleShape.Kind, _ value: SampleShape.Scalar?) {
        // A default that no sample needs is a value all the same.
        kinds[kind, default: SampleSet()].formUnion(samples)
        guard let value else { return }
        values?[value, default: SampleSet()].formUnion(samples)
    }

    fileprivate mutating func takeChildren(of other: SampleShape.Node) {
        members = other.members
        memberIndices = other.memberIndices
        element = other.element
        isCut = other.isCut
    }
}
