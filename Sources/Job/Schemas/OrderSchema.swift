import Channels
import Orders
import WireFormats

extension JSONSchema {
    /// A line of `out/orders/<store>/<stem>.orders.jsonl`, and of `waybill convert --to jsonl`.
    static var order: JSONSchema {
        JSONSchema(
            "order", "An order: a line of *.orders.jsonl",
            object(
                ["channel", "store", "orderKey", "orderStatus", "shipTo", "items", "source"],
                """
                "channel": \(channels),
                    "store": \(storeID),
                    \(members(["orderKey", "orderNumber"], word)),
                    "orderStatus": \(choice(OrderStatus.allCases.map(\.rawValue))),
                    "channelStatus": \(word),
                    \(members(["orderDate", "modifyDate", "paymentDate", "shipByDate"], moments)),
                    "currency": \(currency),
                    \(members(["orderTotal", "amountPaid", "taxAmount", "shippingAmount", "discountAmount"], amount)),
                    \(members(["customerUsername", "customerEmail", "customerId"], word)),
                    "billTo": \(address(required: [])),
                    "shipTo": \(address(required: ["name", "street1", "city", "country"])),
                    \(members(["requestedShippingService", "paymentMethod"], word)),
                    "discounts": {"type": "array", "minItems": 1, "items": \(discount)},
                    "gift": {"type": "boolean"},
                    \(members(["giftMessage", "customerNotes", "internalNotes"], word)),
                    "weight": \(weight),
                    "items": {"type": "array", "items": \(lineItem)},
                    "advancedOptions": \(advancedOptions),
                    "channelData": {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}},
                    "source": \(source),
                    "warnings": {"type": "array", "minItems": 1, "uniqueItems": true, "items": \(choice(warnings))}
                """))
    }

    /// The codes that `warnings` of an order may have, in the order of the catalogue.
    package static var warnings: [String] {
        // Of a billing address or a customer these are warnings, and what cannot be used is left out.
        let ofBilling: [IssueCode] = [.countryUnknown, .postalCodeUnreadable, .referenceUnknown]
        return CodeCatalog.orderWarnings.entries.map(\.code) + ofBilling.map(\.rawValue)
    }

    private static let quantity = "{\"type\": \"number\", \"minimum\": 0, \"multipleOf\": 0.0001}"
    private static let discount =
        "{\"type\": \"object\", \"additionalProperties\": false, \"required\": [\"amount\"], "
        + "\"properties\": {\"code\": \(word), \"description\": \(word), "
        + "\"amount\": {\"type\": \"number\", \"exclusiveMinimum\": 0, \"multipleOf\": 0.0001}}}"

    private static func address(required: [String]) -> String {
        let texts = ["name", "company", "street1", "street2", "street3", "city", "state", "postalCode", "phone"]
        return """
            {
                  "type": "object", "additionalProperties": false, "minProperties": 1,
                  "required": [\(required.map(quoted).joined(separator: ", "))],
                  "properties": {
                    \(texts.map { "\(quoted($0)): \(word)" }.joined(separator: ", ")),
                    "country": \(choice(countries))
                  }
                }
            """
    }

    /// The countries of ISO 3166-1 and XK, by their two letters.
    package static var countries: [String] {
        let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z"))
        return letters.flatMap { first in letters.map { [first, $0] } }.filter { Country.isCode($0.span) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static var lineItem: String {
        """
        {
              "type": "object", "additionalProperties": false, "required": ["adjustment", "ships"],
              "properties": {
                \(members(["lineItemKey", "sku", "name", "imageUrl", "warehouseLocation", "productId", "upc"], word)),
                \(members(["unitPrice", "taxAmount", "shippingAmount", "discountAmount"], amount)),
                \(members(["quantity", "cancelledQuantity"], quantity)),
                "weight": \(weight),
                "options": {
                  "type": "array", "minItems": 1,
                  "items": {
                    "type": "object", "additionalProperties": false, "minProperties": 1,
                    "properties": {"name": \(word), "value": \(word)}
                  }
                },
                \(members(["adjustment", "ships"], "{\"type\": \"boolean\"}"))
              }
            }
        """
    }

    private static var advancedOptions: String {
        let names = ["customField1", "customField2", "customField3", "source", "storeId"]
        return "{\"type\": \"object\", \"additionalProperties\": false, \"minProperties\": 1, \"properties\": {"
            + names.map { "\(quoted($0)): \(word)" }.joined(separator: ", ") + "}}"
    }
}
