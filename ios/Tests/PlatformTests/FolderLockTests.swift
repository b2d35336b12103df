#if os(Linux)
  import Foundation
  import Testing

  @testable import SecureAppsPasscode

  @Suite struct FolderLockTests {
    private let temporary: TemporaryFolder
    private let folder: URL
    private let records: FileRecords

    init() throws {
      temporary = try TemporaryFolder()
      folder = temporary("passcode")
      records = FileRecords(folder: folder)
      _ = try records.replace(.ledger, expected: nil, with: Data("0".utf8))
    }

    private var count: String? {
      get throws { try records.read(.ledger).map { String(decoding: $0.bytes, as: UTF8.self) } }
    }

    @Test func oneThreadAtATimeIsInsideEvenWithAStoreOfItsOwn() async throws {
      let stores = (0..<4).map { $0.isMultiple(of: 2) ? records : FileRecords(folder: folder) }
      await withTaskGroup(of: Void.self) { group in
        for store in stores {
          group.addTask {
            await onThread { for _ in 0..<25 { #expect(throws: Never.self) { try countOne(store) } } }
          }
        }
      }
      #expect(try count == "100")
    }

    @Test func oneProcessAtATimeIsInside() throws {
      let others = try (0..<2).map { _ in try OtherProcess("count", folder.path) }
      for _ in 0..<countsOfOneProcess { try countOne(records) }
      for other in others { #expect(try other.succeeds()) }
      #expect(try count == "\(countsOfOneProcess * 3)")
    }

    @Test func aProcessThatDiesInsideLetsOthersIn() throws {
      let dying = try OtherProcess("stay", folder.path)
      #expect(try dying.hear("inside") != nil)
      let file = open(folder.appendingPathComponent("lock").path, O_RDWR)
      defer { close(file) }
      #expect(flock(file, LOCK_EX | LOCK_NB) != 0, "somebody is inside")
      dying.kill()
      try records.enter()
      try records.leave()
    }

    @Test(arguments: 1...8) func aProcessThatIsKilledWhileItWritesLeavesWholeContents(after writings: Int)
      throws
    {
      let writing = try OtherProcess("write", folder.path)
      for _ in 0..<writings { #expect(try writing.hear("written") != nil) }
      writing.kill()
      let left = try #require(try records.read(.vault))
      #expect(wholeContents.contains(left.bytes))
      let next = try records.replace(.vault, expected: left.revision, with: Data("next".utf8))
      #expect(try records.read(.vault) == StoredRecord(bytes: Data("next".utf8), revision: next))
    }

    @Test func enteringTwiceAndLeavingWithoutHavingEnteredAreErrorsAndLockNobodyOut() async throws {
      let records = records
      await onThread {
        #expect(throws: Never.self) { try records.enter() }
        #expect(throws: RecordStoreFailure.unavailable) { try records.enter() }
        #expect(throws: Never.self) { try records.leave() }
        #expect(throws: RecordStoreFailure.unavailable) { try records.leave() }
      }
      await onThread {
        #expect(throws: Never.self) { try records.enter() }
        #expect(throws: Never.self) { try records.leave() }
      }
    }

    @Test func nobodyElseLeavesForTheOneInside() async throws {
      let records = records
      await onThread {
        #expect(throws: Never.self) { try records.enter() }
        let other = DispatchSemaphore(value: 0)
        Thread {
          #expect(throws: RecordStoreFailure.unavailable) { try records.leave() }
          other.signal()
        }.start()
        other.wait()
        #expect(throws: Never.self) { try records.leave() }
      }
    }

    @Test func whoComparesAndWritesIsAloneWithoutHavingEntered() async throws {
      let results = await withTaskGroup(of: Int.self) { group in
        for store in [records, FileRecords(folder: folder), FileRecords(folder: folder)] {
          group.addTask { await wins(store) }
        }
        return await group.reduce(0, +)
      }
      #expect(try count == "\(results)", "every success is in the file, and nothing else")
    }
  }

  /// Counts without entering, and answers how often nobody else was faster.
  private func wins(_ store: FileRecords) async -> Int {
    await onThread {
      (0..<25).filter { _ in
        guard let stored = try? store.read(.ledger),
          let count = Int(String(decoding: stored.bytes, as: UTF8.self))
        else { return false }
        let next = Data("\(count + 1)".utf8)
        return (try? store.replace(.ledger, expected: stored.revision, with: next)) != nil
      }.count
    }
  }

  /// On one thread, which a task is not bound to.
  private func onThread<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) async -> Answer {
    await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: work()) }.start()
    }
  }
#endif
