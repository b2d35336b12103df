// From UIKit's notifications to Go's lifecycle desk. It only forwards.

#if canImport(UIKit)
  import UIKit

  /// Binds Go's manager to the phone: who is in front, the screen, what is used, and check-ins.
  ///
  /// Make it as soon as the manager is open, and keep it. When Go comes to the front after nobody was there for longer
  /// than the rules' grace, the secure apps are locked before anything is shown. It locks when nobody is in front, as
  /// soon as it can know, and tells the engine when the screen goes off.
  @MainActor public final class PasscodeLifecycle {
    private let desk: LifecycleDesk
    private let signals = SystemSignals()

    /// Begins to listen.
    public init(desk handOffs: HandOffDesk) {
      let desk = LifecycleDesk(desk: handOffs, pause: nap)
      self.desk = desk
      signals.on(UIApplication.willEnterForegroundNotification) {
        desk.enter()
        Task { await desk.arrive() }
      }
      signals.on(UIApplication.didBecomeActiveNotification) {
        Task { await desk.use() }
      }
      signals.on(UIApplication.didEnterBackgroundNotification) {
        let departure = desk.leave()
        UIApplication.shared.keepAwake { await desk.settle(departure) }
      }
      signals.on(UIApplication.protectedDataWillBecomeUnavailableNotification) {
        UIApplication.shared.keepAwake { await desk.noteScreenOff() }
      }
      if UIApplication.shared.applicationState != .background {
        desk.enter()
        Task { await desk.arrive() }
      }
    }

    /// The user does something in Go: call it as often as it comes.
    public func used() {
      let desk = desk
      Task { await desk.use() }
    }
  }
#endif
