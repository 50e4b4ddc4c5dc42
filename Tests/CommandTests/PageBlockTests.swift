import Foundation
import TestSupport
import Testing

/// What pages show in a terminal is run here as it stands, or is named with who runs it, or why nobody can.
@Suite struct PageBlockTests {
    /// A `console` block that is not run here, by its page and its first command.
    struct Elsewhere: CustomTestStringConvertible, Sendable {
        var page: String
        var command: String
        var fate: Fate

        enum Fate: Sendable {
            /// A test runs it: the file that does, and what stands there.
            case by(String, String)
            /// Nobody can, here or in CI.
            case never(String)
        }

        init(_ page: String, _ command: String, _ fate: Fate) {
            self.page = page
            self.command = command
            self.fate = fate
        }

        var testDescription: String { "\(page): \(command)" }

        func isOf(_ block: PageBlock) -> Bool {
            block.page == page && block.steps.first?.command.hasPrefix(command) == true
        }
    }

    static let elsewhere = [
        // They install packages, as root, and build everything once more.
        Elsewhere("README.md", "bash jobs/demo.sh", .by("Tests/Integration/fresh-machine.sh", "\"Two commands\"")),
        Elsewhere(
            "README.md", "bash jobs/package.sh dist", .by("Tests/Integration/package.sh", "bash jobs/package.sh")),
        Elsewhere("README.md", "curl -u USER:PASSWORD", .never("it asks a shop on the network, with a password")),
        Elsewhere("docs/channels/americommerce.md", "curl -H", .never("it asks a shop on the network, with a token")),
        Elsewhere(
            "docs/architecture.md", "bash Tests/Integration/documentation.sh",
            .by("Tests/run.sh", "Tests/Integration/*.sh")),
        Elsewhere(
            "docs/files.md", "frictionless validate", .by("Tests/Integration/packages.py", "frictionless validate")),
        Elsewhere("docs/migrating-history.md", "jobs/slurm/submit.sh", .by("Tests/Integration/slurm.py", "submit.sh")),
        Elsewhere(
            "docs/operations.md", "systemctl start", .never("it takes the machine's own systemd and its journal")),
        Elsewhere("docs/operations.md", "cat /etc/waybill/outdoor.curl", .never("it takes root")),
        Elsewhere(
            "docs/operations.md", "send-updates.sh --retry-unknown",
            .by("Tests/Integration/send_updates.py", "docs/operations.md")),
        Elsewhere("docs/sftp.md", "useradd --system", .by("Tests/Integration/drop_service.py", "Folders and accounts")),
        Elsewhere("docs/sftp.md", "install --mode=755", .by("Tests/Integration/drop_service.py", "The service")),
        Elsewhere(
            "docs/sftp.md", "useradd --no-create-home", .by("Tests/Integration/drop_service.py", "Another sender")),
        // Measuring takes minutes, and peers from PyPI.
        Elsewhere("docs/speed.md", "export WAYBILL", .by("Tests/Integration/instructions.sh", "gate.py")),
        Elsewhere("Tests/Benchmarks/README.md", "bash jobs/build.sh", .by("Tests/run.sh", "bash jobs/build.sh")),
        Elsewhere(
            "Tests/Benchmarks/README.md", "bash Tests/Benchmarks/starts.sh",
            .never("times of a machine with other work are none, and the rest takes minutes")),
        Elsewhere(
            "Tests/Benchmarks/README.md", "bash Tests/Benchmarks/labels.sh", .never("it takes minutes and 3 GB of disk")
        ),
        // They run these tests, or are what CI runs.
        Elsewhere("Sources/Job/Waybill.docc/WorkingOnIt.md", "bash .ci/run", .never("these tests are a part of it")),
        Elsewhere(
            "Sources/Job/Waybill.docc/WorkingOnIt.md", "bash Tests/Fuzzing/run.sh",
            .by("Tests/run.sh", "bash Tests/Fuzzing/run.sh")),
        Elsewhere(
            "Tests/Fuzzing/README.md", "bash Tests/Fuzzing/run.sh", .by("Tests/run.sh", "bash Tests/Fuzzing/run.sh")),
        Elsewhere(
            "Tests/Fuzzing/README.md", "WAYBILL_FUZZ=csv", .never("it takes an input that fails, and there is none")),
        Elsewhere("Tests/Integration/README.md", "export WAYBILL", .by("Tests/run.sh", "Tests/Integration/*.sh")),
        Elsewhere(
            "Tests/Integration/README.md", "python3 Tests/Integration/random_actions.py repeat",
            .never("it takes actions that fail, and there are none")),
        Elsewhere("Tests/Integration/README.md", "gcc -shared", .by("Tests/Integration/faults.py", "-shared")),
    ]

    /// What a page takes for granted, made before its first block, or before the block that begins with a command.
    static let stages: [(page: String, command: String, script: String)] = [
        (
            "docs/operations.md", "",
            """
            cp -r samples/demo/in in
            sed 's/settle: 10s/settle: 0s/' jobs/nightly.yaml >nightly.yaml
            waybill run nightly.yaml --as-of 2026-10-01 --quiet
            """
        ),
        // A night without a backup.
        (
            "docs/operations.md", "waybill ledger compact nightly.yaml --accept-loss",
            "truncate --size=-9 ledger/orders/outdoor/*.compacted"
        ),
        (
            "docs/operations.md", "waybill purge nightly.yaml --older-than 30d --dry-run",
            """
            rm -r in out archive ledger
            cp -r samples/demo/in in
            waybill run nightly.yaml --as-of 2026-10-01 --quiet
            """
        ),
    ]

    @Test(arguments: Page.all) func blocksRunAsTheyStand(_ page: Page) throws {
        let blocks = try page.blocks.filter { block in
            block.language == "sh" || block.language == "console" && !Self.elsewhere.contains { $0.isOf(block) }
        }
        guard !blocks.isEmpty else { return }
        let place = try Workplace()
        for folder in ["samples", "jobs", "docs"] { try place.copy(folder, to: folder) }
        func prepare(_ command: String) throws {
            for stage in Self.stages where stage.page == page.path && stage.command == command {
                let outcome = try place.shell(stage.script)
                try #require(outcome.status == 0, "\(stage.script)\n\(outcome.messages)")
            }
        }
        try prepare("")
        for block in blocks {
            if block.language == "console" {
                try prepare(block.steps.first?.command ?? "")
                try run(block, in: place)
            } else {
                let outcome = try place.shell(block.text)
                #expect(outcome.status == 0, "\(block.text)\n\(outcome.messages)")
            }
        }
    }

    /// Runs the commands of a block in one shell, and compares what they print, on either stream.
    private func run(_ block: PageBlock, in place: Workplace) throws {
        let mark = "=== \(UUID().uuidString)"
        let script = block.steps.map { "\($0.command)\necho '\(mark)'\n" }.joined()
        let outcome = try place.shell("exec 2>&1\n" + script)
        #expect(outcome.status == 0, "\(block.page):\n\(block.text)\n\(outcome.output)")
        let printed = outcome.output.components(separatedBy: mark + "\n")
        try #require(printed.count > block.steps.count, "\(block.page):\n\(block.text)\n\(outcome.output)")
        for (step, text) in zip(block.steps, printed) where !step.output.isEmpty {
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            #expect(PageBlock.shows(step.output, lines), "\(block.page): \(step.command)\n\(text)")
        }
    }

    @Test(arguments: Page.all) func aTerminalShowsCommands(_ page: Page) throws {
        for block in try page.blocks where block.language == "console" {
            #expect(block.lines.first?.hasPrefix("$ ") == true, "\(block.text)")
            #expect(block.steps.allSatisfy { !$0.command.hasSuffix("\\") }, "\(block.text)")
        }
    }

    /// A block whose language nobody knows is looked at by nobody.
    @Test(arguments: Page.all) func theLanguageOfABlockIsKnown(_ page: Page) throws {
        let known = ["", "console", "crontab", "ini", "json", "python", "sh", "swift", "xml", "yaml"]
        for block in try page.blocks { #expect(known.contains(block.language), "\(block.language): \(block.text)") }
    }

    /// The list has no block that is gone, and no excuse that does not hold.
    @Test(arguments: elsewhere) func whatIsNotRunHereIsThere(_ elsewhere: Elsewhere) throws {
        let page = try #require(Page.all.first { $0.path == elsewhere.page })
        #expect(try page.blocks.filter { $0.language == "console" && elsewhere.isOf($0) }.count == 1)
        if case .by(let script, let words) = elsewhere.fate {
            #expect(try Page(path: script).text.contains(words), "\(script) does not say \(words)")
        }
    }

    /// What is not run names scripts and units that are there.
    @Test(arguments: elsewhere) func whatIsNotRunHereNamesWhatIsThere(_ elsewhere: Elsewhere) throws {
        let page = try #require(Page.all.first { $0.path == elsewhere.page })
        let block = try #require(try page.blocks.first { elsewhere.isOf($0) })
        let names =
            block.text.matches(of: /(?:^|[ =\/])((?:jobs|docs|Tests|\.ci)\/[A-Za-z0-9_.\/-]+)/).map { String($0.1) }
            + block.text.matches(of: /\b(waybill[a-z-]*\.(?:service|timer|path))/).map { "jobs/systemd/\($0.1)" }
        for name in names where !name.hasPrefix("Tests/Fuzzing/found/") && name != "docs/speed.svg" {
            #expect(FileManager.default.fileExists(atPath: Checkout.root + "/" + name), "\(name)")
        }
    }

    /// Lines for cron are commands at five times; those of the command run in the job's folder, those of `send-updates.sh`
    /// in `Tests/Integration/send_updates.py`.
    @Test(arguments: Page.all) func crontabsRun(_ page: Page) throws {
        for line in try page.blocks.filter({ $0.language == "crontab" }).flatMap(\.lines) {
            let entry = try #require(line.wholeMatch(of: /((?:[0-9*\/,-]+ ){5}) *\/usr\/local\/bin\/(.+)/), "\(line)")
            let command = String(entry.2)
            guard command.hasPrefix("waybill ") else {
                #expect(command.hasPrefix("send-updates.sh ") && command.contains("/srv/waybill/out/updates "))
                continue
            }
            let place = try Workplace()
            try place.copy("samples/demo/in", to: "in")
            let job = try Page(path: "jobs/nightly.yaml").text.replacing("settle: 10s", with: "settle: 0s")
            try place.write(job, to: "nightly.yaml")
            let outcome = try place.shell(command.replacing("/srv/waybill/", with: place.path + "/"))
            #expect(outcome.status == 0, "\(command)\n\(outcome.messages)")
            #expect(!place.files(below: "reports").isEmpty)
        }
    }

    @Test func thereIsSomethingToRun() throws {
        let blocks = try Page.all.flatMap { try $0.blocks }
        #expect(try #require(Page.all.first).blocks.count { $0.language == "sh" } >= 3)
        #expect(blocks.filter { $0.language == "sh" }.count >= 15)
        let terminals = blocks.filter { $0.language == "console" }
        #expect(
            terminals.count == Self.elsewhere.count
                + terminals.count { block in
                    !Self.elsewhere.contains { $0.isOf(block) }
                })
        #expect(terminals.contains { block in block.steps.contains { !$0.output.isEmpty } })
        #expect(blocks.contains { $0.language == "crontab" })
    }

    @Test(arguments: [
        (["a 1"], ["a 1"], true), (["a 1"], ["a 2"], false), (["a …"], ["a 2"], true), (["a … c"], ["a b d"], false),
        (["… b … d"], ["a b c d"], true), (["a"], ["a", "b"], false), (["a", "b"], ["a"], false),
        (["a", "…"], ["a", "b", "c"], true), (["…", "c"], ["a", "b", "c"], true), (["…", "c"], ["a", "b"], false),
        ([], [], true), ([], ["a"], false), (["a"], [], false), (["a…a"], ["a"], false),
    ])
    func whatIsShownIsCompared(_ shown: [String], _ printed: [String], _ isLike: Bool) {
        #expect(PageBlock.shows(shown, printed) == isLike)
    }
}
