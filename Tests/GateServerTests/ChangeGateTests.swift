import Testing

@testable import GateServer

@Suite("When changed files are looked at")
struct ChangeGateTests {
    private static let ms: UInt64 = 1_000_000

    private func take(_ gate: inout ChangeGate, _ now: UInt64) -> Bool { gate.take(at: now) }

    @Test("a single change is looked at when nothing more comes for a while")
    func single() {
        var gate = ChangeGate()
        #expect(gate.dueAt == nil)
        gate.note(at: 1000 * Self.ms)
        #expect(gate.dueAt == 1100 * Self.ms)
        do {
            let taken = take(&gate, 1099 * Self.ms)
            #expect(taken == false)
        }
        do {
            let taken = take(&gate, 1100 * Self.ms)
            #expect(taken == true)
        }
        #expect(!gate.isPending)
    }

    @Test("many changes one after another are one look")
    func burst() {
        var gate = ChangeGate()
        for time in stride(from: UInt64(0), through: 500, by: 50) { gate.note(at: time * Self.ms) }
        #expect(gate.dueAt == 600 * Self.ms)
    }

    @Test("changes that never end are looked at all the same")
    func endless() {
        var gate = ChangeGate()
        var looked = false
        for time in stride(from: UInt64(0), through: 3000, by: 50) where !looked {
            looked = gate.take(at: time * Self.ms)
            gate.note(at: time * Self.ms)
        }
        #expect(looked)
    }

    @Test("a file that is being written is left alone until its writer has closed it")
    func openFile() {
        var gate = ChangeGate()
        gate.noteWrite("/etc/gateway.yaml", at: 0)
        do {
            let taken = take(&gate, 5000 * Self.ms)
            #expect(taken == false)
        }
        gate.noteWrite("/etc/gateway.yaml", at: 6000 * Self.ms)
        do {
            let taken = take(&gate, 12_000 * Self.ms)
            #expect(taken == false)
        }
        gate.noteWhole("/etc/gateway.yaml", at: 12_000 * Self.ms)
        #expect(gate.dueAt == 12_100 * Self.ms)
    }

    @Test("one file's writer holds up the others' changes")
    func twoFiles() {
        var gate = ChangeGate()
        gate.noteWrite("/etc/a", at: 0)
        gate.noteWhole("/etc/b", at: 10 * Self.ms)
        do {
            let taken = take(&gate, 1000 * Self.ms)
            #expect(taken == false)
        }
        gate.noteWhole("/etc/a", at: 1000 * Self.ms)
        do {
            let taken = take(&gate, 1100 * Self.ms)
            #expect(taken == true)
        }
    }

    @Test("a writer that never closes its file is not waited for without end")
    func neverClosed() {
        var gate = ChangeGate()
        gate.noteWrite("/etc/a", at: 0)
        #expect(gate.dueAt == ChangeGate.openNanoseconds)
        do {
            let taken = take(&gate, ChangeGate.openNanoseconds)
            #expect(taken == true)
        }
    }
}
