// Which scenes are covered: whichever cannot be used. The system takes its picture for the app switcher after it has
// said that a scene becomes inactive, so a scene is covered from then on.

struct Covers<Scene: Hashable> {
  private(set) var covered: Set<Scene> = []

  /// The scene is about to become inactive: the app switcher, a call, a prompt of the system, or the background.
  mutating func deactivate(_ scene: Scene) { covered.insert(scene) }

  /// The scene can be used again.
  mutating func activate(_ scene: Scene) { covered.remove(scene) }

  /// The scene is no more.
  mutating func disconnect(_ scene: Scene) { covered.remove(scene) }
}
