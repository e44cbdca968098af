import GateExpression
import GateRuntime

/// How large a value can be: what may be looked at of it.
struct Extent {
    /// Lists' elements and maps' entries, on all levels together.
    var elements: StepBound
    /// Bytes of text, keys included.
    var bytes: StepBound
    /// The innermost macro of whose elements the value is a part, so that all turns together see no more than the whole.
    var sharing: ExpressionSyntax.NodeID?
    /// How many elements a list has on its own level and how large one is, where that is known apart from the whole.
    var element: ElementExtent?

    /// A number or the like.
    static let scalar = Extent(elements: .zero, bytes: .zero)
    /// What the request gives: a body, or what is made of one.
    static let request = Extent(elements: .elements, bytes: .elements * 2)

    /// A text of a length that is known.
    static func text(_ bytes: Int) -> Extent { Extent(elements: .zero, bytes: StepBound(bytes)) }

    /// Either of two.
    static func either(_ left: Extent, _ right: Extent) -> Extent {
        var result = Extent(
            elements: .upper(left.elements, right.elements),
            bytes: .upper(left.bytes, right.bytes)
        )
        if left.sharing == right.sharing { result.sharing = left.sharing }
        return result
    }

    /// Both, one beside the other.
    static func both(_ left: Extent, _ right: Extent) -> Extent {
        Extent(elements: left.elements + right.elements, bytes: left.bytes + right.bytes)
    }

    /// Elements of a list, or entries of a map.
    var count: StepBound { element?.count ?? elements }

    /// Bytes and elements, a step each.
    var all: StepBound { elements + bytes }
}

/// The elements of a list: a box, since extents nest.
final class ElementExtent: Sendable {
    let count: StepBound
    let extent: Extent

    init(_ count: StepBound, of extent: Extent) {
        self.count = count
        self.extent = extent
    }
}
