import Orders

extension JSONSchema {
    /// A line of `out/shipments/<stem>.shipments.jsonl`, and of `waybill convert --labels`.
    static var shipment: JSONSchema {
        JSONSchema(
            "shipment", "A shipment: a line of *.shipments.jsonl",
            object(
                ["isReturnLabel", "voided", "labelSystem", "status", "source"], shipmentMembers(weight: weight)))
    }

    /// A line of `in/labels/pending/<stem>.pending.jsonl`: nothing is tidied, since it is read again.
    static var pending: JSONSchema {
        JSONSchema(
            "pending", "A label that waits for its order: a line of *.pending.jsonl",
            object(
                ["firstSeen", "isReturnLabel", "voided", "labelSystem", "status", "source"],
                """
                "firstSeen": \(date),
                    "refundRefused": {"const": true},
                    \(shipmentMembers(weight: weight(decimals: "{\"type\": \"number\", \"minimum\": 0}")))
                """))
    }

    private static func shipmentMembers(weight: String) -> String {
        """
        \(members(["shipmentId", "orderKey", "orderNumber"], word)),
            "createDate": \(moments),
            "shipDate": \(date),
            \(members(["shipmentCost", "insuranceCost"], amount)),
            "trackingNumber": \(word),
            "isReturnLabel": {"type": "boolean"},
            \(members(["carrierCode", "serviceCode", "packageCode"], word)),
            "voided": {"type": "boolean"},
            "voidDate": \(moments),
            "weight": \(weight),
            "shipmentItems": {
              "type": "array",
              "items": {
                "type": "object", "additionalProperties": false, "required": ["quantity"],
                "properties": {
                  \(members(["lineItemKey", "sku", "name"], word)),
                  "quantity": {"type": "number", "minimum": 0, "multipleOf": 0.0001}
                }
              }
            },
            "labelSystem": \(labelSystems),
            "store": \(word),
            "status": \(choice(LabelStatus.allCases.map(\.rawValue))),
            "currency": \(currency),
            "carrier": \(choice(Carrier.allCases.map(\.rawValue))),
            "service": \(word),
            "packageSequence": \(fromOne),
            \(members(["trackingUrl", "notesToCustomer"], word)),
            "notifyCustomer": {"type": "boolean"},
            "source": \(source)
        """
    }
}
