/// A graph with its secrets, bound to one event loop: the only thing that a request looks at.
///
/// Each loop has its own copy, so that no reference count or cache line is shared between loops. Not `Sendable`: it is
/// made on the loop (or thread) that uses it.
package final class BoundGraph {
    /// What the server needs of the file.
    package let settings: ServerSettings
    /// Names for the log, by the index in ``Outcome/endpoint``.
    package let endpointNames: [String]
    /// Names for the log, by the index in ``Outcome/branch``.
    package let branchNames: [String]

    package init(settings: ServerSettings, endpointNames: [String], branchNames: [String]) {
        self.settings = settings
        self.endpointNames = endpointNames
        self.branchNames = branchNames
    }

    /// What the head alone decides.
    package enum Admission {
        /// The endpoint wants the body. `bodyLimitBytes` bounds it.
        case admitted(endpoint: Int, bodyLimitBytes: Int)
        case refused(Refusal, endpoint: Int?)
    }

    /// Decides what can be decided before the body: route, method, announced length, address, credentials, media type.
    package func admit(_ request: RequestInput, workspace: inout Workspace) -> Admission {
        .refused(.notFound, endpoint: nil)
    }

    /// Evaluates an admitted request and writes the answer to `workspace.output`.
    package func answer(
        _ request: RequestInput,
        endpoint: Int,
        body: ByteView,
        workspace: inout Workspace
    ) -> Outcome {
        Outcome(status: 200, endpoint: endpoint)
    }

    /// Writes the gateway's own answer for a refusal to `workspace.output`. `request` is nil where no head could be read;
    /// then `id` and `date` of the parameters serve, and the connection is to be closed.
    package func refuse(
        _ refusal: Refusal,
        _ request: RequestInput?,
        id: RequestID,
        date: HTTPDate,
        endpoint: Int?,
        workspace: inout Workspace
    ) -> Outcome {
        Outcome(status: 404, endpoint: endpoint)
    }
}
