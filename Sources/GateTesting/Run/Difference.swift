/// The lines of two texts as a difference: `- ` expected, `+ ` got, two spaces both.
///
/// By the longest common subsequence of lines; texts of very many lines are shown one after the other.
package func difference(_ expected: String, _ actual: String) -> [String] {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    guard old.count * new.count <= 1_000_000 else { return old.map { "- \($0)" } + new.map { "+ \($0)" } }
    // lengths[i][j]: the longest common subsequence of what follows line i and line j.
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: new.count + 1), count: old.count + 1)
    for i in old.indices.reversed() {
        for j in new.indices.reversed() {
            lengths[i][j] = old[i] == new[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
        }
    }
    var lines: [String] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
        if i < old.count, j < new.count, old[i] == new[j] {
            lines.append("  \(old[i])")
            (i, j) = (i + 1, j + 1)
        } else if i < old.count, j == new.count || lengths[i + 1][j] >= lengths[i][j + 1] {
            lines.append("- \(old[i])")
            i += 1
        } else {
            lines.append("+ \(new[j])")
            j += 1
        }
    }
    return lines
}
