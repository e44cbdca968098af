/// "Did you mean": the nearest of some known names.
package enum Suggestion {
    /// The name that was most likely meant, or nil if none is near.
    ///
    /// Near is a Damerau-Levenshtein distance (one swap of neighbours counts once) of at most 1 for a word of up to 4
    /// characters, 2 up to 8, 3 above; a difference in case only is always near. Of equally near names the first wins.
    /// Words longer than 64 characters have no near name, so that hostile input costs little.
    package static func nearest(to word: String, in candidates: some Sequence<String>) -> String? {
        nil
    }
}
