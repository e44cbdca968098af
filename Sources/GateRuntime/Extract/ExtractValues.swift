/// Why an extraction refuses a request; `extraction` is its index in the graph.
struct ExtractionRefusal: Error {
    var refusal: Refusal
    var extraction: Int
}

extension GraphView {
    /// Reads every extraction of an endpoint into its register, in order.
    func extract(
        _ endpoint: EndpointEntry,
        captures: borrowing RouteCaptures,
        workspace: inout Workspace,
        _ observer: inout some EvaluationObserver
    ) throws(Fault) -> ExtractionRefusal? {
        for index in endpoint.extractions.indices {
            do throws(Fault) {
                guard let refusal = try extract(index, captures, &workspace, &observer) else { continue }
                return ExtractionRefusal(refusal: refusal, extraction: index)
            } catch {
                throw error.placed(at: extractions[index].site)
            }
        }
        return nil
    }

    private func extract(
        _ index: Int,
        _ captures: borrowing RouteCaptures,
        _ workspace: inout Workspace,
        _ observer: inout some EvaluationObserver
    ) throws(Fault) -> Refusal? {
        let entry = extractions[index]
        var value = Value.absent
        var found: Int?
        for place in entry.places.indices {
            value = try read(places[place], captures: captures, workspace: &workspace)
            if value.isNullOrAbsent { continue }
            found = place
            break
        }
        if value.isNullOrAbsent {
            if entry.isRequired {
                observer.refused(index, from: nil, .missingValue, value, &workspace)
                return .missingValue
            }
            if entry.defaultValue >= 0 { value = workspace.constantValues[Int(entry.defaultValue)] }
        } else {
            let converted =
                entry.isText
                ? try convertText(value, to: entry.target, &workspace)
                : convertBody(value, to: entry.target, workspace)
            guard let converted else {
                observer.refused(index, from: found, .mistypedValue, value, &workspace)
                return .mistypedValue
            }
            value = converted
        }
        workspace.registers[Int(entry.slot)] = value
        observer.extracted(index, from: found, self, &workspace)
        return nil
    }

    private func read(
        _ place: PlaceEntry,
        captures: borrowing RouteCaptures,
        workspace: inout Workspace
    ) throws(Fault) -> Value {
        switch place.kind {
        case .register: return workspace.registers[Int(place.index)]
        case .header: return try workspace.header(named: constants.range(place.name)) ?? .absent
        case .parameter:
            return Int(place.index) < captures.count ? captures.values[Int(place.index)] : .absent
        case .query: return readQuery(place.steps, workspace)
        }
    }

    /// Follows steps through the query's maps and lists.
    private func readQuery(_ steps: TableRange, _ workspace: borrowing Workspace) -> Value {
        var value = workspace.registers[Int(RootSlot.query.rawValue)]
        for index in steps.indices {
            let step = querySteps[index]
            switch value.kind {
            case .map: value = member(constants.range(step.key), of: value, workspace)
            case .list where step.index >= 0 && Int(step.index) < value.count:
                value = workspace.values[value.offset + Int(step.index)]
            default: return .absent
            }
        }
        return value
    }

    private func member(_ key: ByteView, of map: Value, _ workspace: borrowing Workspace) -> Value {
        for pair in 0..<map.count where workspace.view(workspace.values[map.offset + 2 * pair]) == key {
            return workspace.values[map.offset + 2 * pair + 1]
        }
        return .absent
    }
}
