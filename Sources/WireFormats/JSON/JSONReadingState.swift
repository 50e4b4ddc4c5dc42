/// Where in a JSON text the reader of its records stands.
enum JSONReadingState {
    case start
    /// Inside an array whose elements are records: that of an envelope's member, or the top level (0).
    case elements(member: Int)
    /// Between the members of an envelope.
    case envelope
    /// Before, between or behind records at the top level.
    case lines
    /// Between or behind envelopes at the top level.
    case envelopes
    case end
}
