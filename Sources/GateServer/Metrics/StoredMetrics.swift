import CoreMetrics
import Synchronization

/// A counter of swift-metrics.
final class StoredCounter: CounterHandler {
    private let count = Atomic<UInt64>(0)

    var value: UInt64 { count.load(ordering: .relaxed) }

    func increment(by amount: Int64) {
        count.wrappingAdd(UInt64(clamping: amount), ordering: .relaxed)
    }

    /// Does nothing: a counter only goes up.
    func reset() {}
}

/// A gauge of swift-metrics, under both its names.
final class StoredGauge: MeterHandler, RecorderHandler {
    private let number = Mutex(0.0)

    var value: Double { number.withLock { $0 } }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { number.withLock { $0 = value } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func increment(by amount: Double) { number.withLock { $0 += amount } }
    func decrement(by amount: Double) { number.withLock { $0 -= amount } }
}

/// A timer of swift-metrics: a histogram of durations.
final class StoredTimer: TimerHandler {
    private let histogram = Mutex(Histogram(.duration))

    var value: Histogram { histogram.withLock { $0 } }

    func recordNanoseconds(_ duration: Int64) {
        histogram.withLock { $0.record(UInt64(clamping: duration)) }
    }

    /// Does nothing: durations are shown in seconds.
    func preferDisplayUnit(_ unit: TimeUnit) {}
}
