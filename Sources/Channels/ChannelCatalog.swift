/// Every channel there is.
///
/// A new channel is a folder beside this file and a line here.
package enum ChannelCatalog {
    package static let all: [any Channel] = [
        CustomStoreChannel(),
        GeekSellerChannel(),
        WebShopManagerChannel(),
        SearsChannel(),
        AmeriCommerceChannel(),
        InkSoftChannel(),
    ]

    /// The channel of an id, or `nil`.
    package static func channel(_ id: String) -> (any Channel)? {
        all.first { $0.id == id }
    }
}
