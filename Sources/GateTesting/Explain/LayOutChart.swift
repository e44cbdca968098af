import GateCompiler

/// A chart with places on paper: decisions stand below each other, and what a decision leads to stands to its right.
struct ChartLayout {
    /// A box; lengths are pixels.
    struct Box {
        var x: Int
        var y: Int
        var height: Int
        var lines: [String]
    }

    /// An arrow as corners, and where its label stands.
    struct Arrow {
        var points: [(x: Int, y: Int)]
        var label: (x: Int, y: Int, text: String)?
    }

    static let boxWidth = 250
    private static let columnGap = 64
    private static let rowGap = 30
    private static let lineHeight = 16
    private static let padding = 18
    /// Characters of a line in a box.
    private static let lineCount = 34
    private static let linesMax = 4
    /// Characters of a label that fit between two columns.
    private static let labelCount = 7

    private(set) var boxes: [Box] = []
    private(set) var arrows: [Arrow] = []
    private(set) var width = 0
    private(set) var height = 0
    private let chart: FlowChart
    private var cells: [(column: Int, row: Int)] = []
    private var rowTops: [Int] = []
    private var rowHeights: [Int] = []

    init(_ chart: FlowChart) {
        self.chart = chart
        placeCells()
        placeBoxes()
        arrows = chart.edges.map { arrow($0) }
    }

    // MARK: Places

    /// Whether what an arrow leads to stands to the right.
    private func leadsAside(_ edge: FlowChart.Edge) -> Bool {
        let from = chart.nodes[edge.from]
        switch from.kind {
        case .decision where from.lines.first == "require": return edge.label == "false"
        case .decision where from.lines.first == "switch": return edge.label != "else"
        case .decision: return edge.label == "true"
        case .loop: return edge.label != "done"
        default: return false
        }
    }

    private mutating func placeCells() {
        var lastRow = -1
        var taken: Set<[Int]> = []
        for index in chart.nodes.indices {
            let incoming = chart.edges.filter { $0.to == index && !$0.isBack && $0.from < index }
            var column = incoming.map { cells[$0.from].column + (leadsAside($0) ? 1 : 0) }.min() ?? 0
            var row = lastRow + 1
            if incoming.count == 1, leadsAside(incoming[0]) {
                let from = cells[incoming[0].from]
                column = from.column + 1
                if from.row == lastRow, !taken.contains([column, from.row]) { row = from.row }
            }
            cells.append((column, row))
            taken.insert([column, row])
            lastRow = max(lastRow, row)
        }
    }

    private mutating func placeBoxes() {
        let lines = chart.nodes.map { node in
            // The title is set in bold.
            let count = node.kind == .endpoint ? ChartLayout.lineCount - 5 : ChartLayout.lineCount
            var lines = node.lines.flatMap { ChartLayout.wrapped($0, count) }
            if lines.count > ChartLayout.linesMax {
                lines = lines.prefix(ChartLayout.linesMax - 1) + [lines[ChartLayout.linesMax - 1] + "..."]
            }
            return lines
        }
        rowHeights = Array(repeating: 0, count: (cells.map(\.row).max() ?? 0) + 1)
        for (cell, lines) in zip(cells, lines) {
            let height = lines.count * ChartLayout.lineHeight + ChartLayout.padding
            rowHeights[cell.row] = max(rowHeights[cell.row], height)
        }
        var top = ChartLayout.rowGap
        for height in rowHeights {
            rowTops.append(top)
            top += height + ChartLayout.rowGap
        }
        for (cell, lines) in zip(cells, lines) {
            let x = ChartLayout.columnGap / 2 + cell.column * (ChartLayout.boxWidth + ChartLayout.columnGap)
            let height = lines.count * ChartLayout.lineHeight + ChartLayout.padding
            boxes.append(Box(x: x, y: rowTops[cell.row], height: height, lines: lines))
            width = max(width, x + ChartLayout.boxWidth + ChartLayout.columnGap / 2)
        }
        height = top
    }

    private static func wrapped(_ text: String, _ lineCount: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > lineCount {
                lines.append(line)
                line = ""
            }
            var rest = word
            while rest.count > lineCount {
                if !line.isEmpty { lines.append(line) }
                line = ""
                lines.append(String(rest.prefix(lineCount)))
                rest = rest.dropFirst(lineCount)
            }
            line += (line.isEmpty ? "" : " ") + rest
        }
        return line.isEmpty ? lines : lines + [line]
    }

    // MARK: Arrows

    private func arrow(_ edge: FlowChart.Edge) -> Arrow {
        let (from, to) = (boxes[edge.from], boxes[edge.to])
        let (start, end) = (cells[edge.from], cells[edge.to])
        let (middle, target) = (from.y + from.height / 2, to.y + to.height / 2)
        let right = from.x + ChartLayout.boxWidth
        let stem = 24
        if edge.isBack {
            // Around below the row of the loop, where nothing stands.
            let gutter = from.x - 24
            let below = rowTops[end.row] + rowHeights[end.row] + 8
            let entry = to.x + ChartLayout.boxWidth - stem
            return Arrow(
                points: [
                    (from.x, middle + 6), (gutter, middle + 6), (gutter, below), (entry, below),
                    (entry, to.y + to.height),
                ],
                label: label(edge, gutter + 4, middle)
            )
        }
        // What does not fit between the columns stands above the box.
        let isLong = edge.label.count > ChartLayout.labelCount
        if start.row == end.row {
            let place = isLong ? (x: to.x + 2, y: to.y - 6) : (x: right + 5, y: middle - 5)
            return Arrow(points: [(right, middle), (to.x, middle)], label: label(edge, place.x, place.y))
        }
        if end.column > start.column {
            let gutter = right + 14
            return Arrow(
                points: [(right, middle), (gutter, middle), (gutter, target), (to.x, target)],
                label: isLong ? label(edge, to.x + 2, to.y - 6) : label(edge, gutter + 4, target - 5)
            )
        }
        let entry = to.x + stem
        if end.column == start.column, isFree(column: start.column, between: start.row, and: end.row) {
            return Arrow(
                points: [(entry, from.y + from.height), (entry, to.y)],
                label: label(edge, entry + 6, from.y + from.height + 14)
            )
        }
        let gutter = from.x - 12
        let above = to.y - 12
        return Arrow(
            points: [(from.x, middle), (gutter, middle), (gutter, above), (entry, above), (entry, to.y)],
            label: label(edge, gutter + 3, from.y + from.height + 13)
        )
    }

    private func label(_ edge: FlowChart.Edge, _ x: Int, _ y: Int) -> (x: Int, y: Int, text: String)? {
        guard !edge.label.isEmpty else { return nil }
        return (x, y, edge.label.count > 44 ? edge.label.prefix(41) + "..." : edge.label)
    }

    private func isFree(column: Int, between first: Int, and last: Int) -> Bool {
        !cells.contains { $0.column == column && $0.row > first && $0.row < last }
    }
}
