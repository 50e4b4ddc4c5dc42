/// Whose words for carriers and services a table has: one of label systems, or a carrier's own.
package enum CodeSource: String, Hashable, Sendable, CaseIterable {
    /// Both of its APIs.
    case shipStation = "ShipStation"
    case easyPost = "EasyPost"
    case shippo = "Shippo"
    case karrio = "karrio"
    case worldShip = "WorldShip"
    case stamps = "Stamps.com"
    /// FedEx's API, whose words other systems pass on.
    case fedEx = "FedEx"
    /// What people write, and reports.
    case inFull = "in full"
}
