import GateDiagnostics
import GateTestSupport
import GateYAML
import Testing
