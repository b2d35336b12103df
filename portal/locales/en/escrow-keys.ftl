# Escrow keys.
escrow-text = A user who forgot the passcode does not lose data, because each phone deposits a recovery key with the portal, sealed so that only an escrow key can open it. The portal opens it only for a user who has proved who they are, and hands it only to that user’s own phone: nobody on the staff ever sees a passcode or data. Creating a new escrow key from time to time limits what an older one could open.
escrow-current = Current key
escrow-state-current = In use
escrow-state-former = Former key
escrow-state-destroyed = Destroyed
escrow-name = Key
escrow-since = Since
escrow-made = Created
escrow-devices = Devices that rely on it
escrow-devices-n = { $n ->
    [0] No device
    [one] { $n } device
   *[other] { $n } devices
  }
escrow-former = Former keys
escrow-followed = { $n ->
    [0] None of { $all } active devices has followed to the current key yet.
    [one] { $n } of { $all } active devices has followed to the current key.
   *[other] { $n } of { $all } active devices have followed to the current key.
  }
escrow-followed-text = A phone follows by itself when its user next unlocks with the passcode. Until then the former key stays and a reset works as before.
escrow-still = Devices that still rely on it
escrow-nobody = No device: can be destroyed
escrow-do = Action
escrow-destroy = Destroy…
escrow-no-former = No former key
escrow-no-former-text = Every device relies on the current key. After you create a new key, the one before appears here until all devices have followed.
escrow-destroyed = { $n ->
    [one] { $n } destroyed key
   *[other] { $n } destroyed keys
  }
escrow-destroyed-at = Destroyed
escrow-lost = Devices without recovery

# Devices of a key.
escrow-devices-title = Devices that rely on key { $key }
escrow-devices-current = { $n ->
    [one] { $n } active device relies on the current key.
   *[other] { $n } active devices rely on the current key.
  }
escrow-devices-former = { $n ->
    [one] { $n } active device still relies on it. It follows when its user next unlocks with the passcode.
   *[other] { $n } active devices still rely on it. Each follows when its user next unlocks with the passcode.
  }
escrow-devices-destroyed = { $n ->
    [one] { $n } active device cannot recover until its user unlocks with the passcode once.
   *[other] { $n } active devices cannot recover until their users unlock with the passcode once.
  }
escrow-device = Device
escrow-user = User
escrow-seen = Last check-in
escrow-how = How we know
escrow-reported = The phone says so
escrow-told = The phone was given this key and has not answered yet
escrow-no-devices = No device relies on this key
escrow-no-devices-text = All active devices rely on another key.

# A new key.
escrow-make = Create a new key
escrow-make-text = The portal creates a new escrow key and uses it from now on. Nothing is lost:
escrow-make-phones = Each phone follows by itself when its user next unlocks with the passcode. Users notice nothing.
escrow-make-former = Today’s key becomes a former one. It still opens what was sealed for it, so that a reset works for every phone.
escrow-make-lost = When all devices have followed, you can destroy it.
escrow-make-go = Create the new key

# The end of a key.
escrow-destroy-title = Destroy former key { $key }
escrow-destroy-simple = No active device relies on this key any more. Nobody loses anything.
escrow-destroy-losing = { $n ->
    [one] { $n } active device still relies on this key and loses recovery.
   *[other] { $n } active devices still rely on this key and lose recovery.
  }
escrow-destroy-losing-text = Whoever forgets the passcode of such a device before having unlocked with it once more loses the data on it. It is better to wait until all have followed, unless somebody may have stolen this key.
escrow-destroy-which-devices = { $n ->
    [one] See which device this is
   *[other] See which { $n } devices these are
  }
escrow-destroy-for-ever = This cannot be undone. Backups may still hold the key: destroy those too, if that matters.
escrow-destroy-accept = Number of devices that lose recovery
escrow-destroy-accept-hint = Type { $n } to show that you accept it.
escrow-destroy-go = Destroy the key for ever
done-escrow-key-made = There is a new escrow key. Phones follow by themselves.
done-escrow-key-destroyed = The key is destroyed.
done-escrow-key-was-destroyed = This key had been destroyed already. Nothing was changed.
