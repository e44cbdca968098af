/// Whether both hold the same bytes, in a time that depends on `given` alone: not on the secret's content or length, nor
/// on where they differ.
package func constantTimeEqual(_ given: ByteView, secret: ByteView) -> Bool {
    guard secret.count > 0 else { return false }
    var difference = UInt(bitPattern: given.count ^ secret.count)
    var place = 0
    for index in 0..<given.count {
        difference |= UInt(given[index] ^ secret[place])
        // The secret is walked round and round, so that its length does not show; no branch depends on its content.
        place += 1
        if place == secret.count { place = 0 }
    }
    return difference == 0
}
