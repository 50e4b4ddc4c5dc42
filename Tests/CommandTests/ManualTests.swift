import Foundation
import TestSupport
import Testing

/// The man page and the completions are stored as the command gives them.
@Suite struct ManualTests {
    private static let isRecording = ProcessInfo.processInfo.environment["RECORD_SAMPLES"] != nil
    private static let docs = ExistingFolder(Checkout.root + "/docs")

    @Test(arguments: [("bash", "waybill.bash"), ("zsh", "_waybill"), ("fish", "waybill.fish")])
    func aCompletionIsThatOfTheCommand(_ shell: String, _ name: String) throws {
        let script = try Workplace().waybill("--generate-completion-script", shell).output
        #expect(script.contains("waybill"))
        if Self.isRecording { Self.docs.write("completions/" + name, Array(script.utf8)) }
        #expect(Self.docs.text("completions/" + name) == script)
    }

    @Test func theManPageIsThatOfTheCommand() throws {
        let made = try Workplace().shell("python3 \(Checkout.root)/docs/man/manual.py \"$(command -v waybill)\"")
        try #require(made.status == 0, "\(made.messages)")
        if Self.isRecording { Self.docs.write("man/waybill.1", Array(made.output.utf8)) }
        #expect(Self.docs.text("man/waybill.1") == made.output)
    }
}
