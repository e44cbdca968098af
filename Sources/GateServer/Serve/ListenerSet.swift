import GateRuntime

/// The listeners that accept connections now, and what a reload changes of them.
struct ListenerSet: Sendable {
    /// The step from one set to the next: what was bound for it, and what it lets go of.
    struct Change: Sendable {
        fileprivate(set) var listeners: [Listener] = []
        fileprivate(set) var bound: [Listener] = []
        fileprivate(set) var released: [Listener] = []
        fileprivate var nextID: Int

        /// Gives up what was bound.
        func abandon() async {
            for listener in bound { await listener.close() }
        }
    }

    private(set) var listeners: [Listener] = []
    private var nextID = 0

    /// Where connections are accepted.
    var addresses: [ListenAddress] { listeners.map(\.address) }

    /// Binds what `addresses` asks for and is not there yet; where one cannot be bound, nothing is.
    func prepare(_ addresses: [ListenAddress], _ context: Listener.Context) async throws(ListenFailure) -> Change {
        var change = Change(nextID: nextID)
        change.released = listeners
        for address in addresses {
            if let index = change.released.firstIndex(where: { $0.requested == address }) {
                change.listeners.append(change.released.remove(at: index))
                continue
            }
            do {
                let listener = try await Listener.bind(address, id: change.nextID, context)
                change.nextID += 1
                change.listeners.append(listener)
                change.bound.append(listener)
            } catch {
                await change.abandon()
                throw error
            }
        }
        return change
    }

    /// Takes the step.
    ///
    /// The released listeners are the caller's to close.
    mutating func commit(_ change: Change) {
        listeners = change.listeners
        nextID = change.nextID
    }

    func close() async {
        for listener in listeners { await listener.close() }
    }
}
