# The overview of administration.
overview-in-use = { $n ->
    [one] active device
   *[other] active devices
  }
overview-retiring = { $n ->
    [one] { $n } is being retired
   *[other] { $n } are being retired
  }
overview-retired = { $n ->
    [one] { $n } retired
   *[other] { $n } retired
  }
overview-look = Worth a look
overview-silent = Devices not heard from for 7 days
overview-former-key = Devices still on a former escrow key
overview-pins = One-time PINs valid now
overview-latest = Latest in the audit trail, without sign-ins
overview-all = Open Audit Trails

# The list of devices
devices-search = Search
devices-search-hint = Device or user
devices-platform = Platform
devices-state = State
devices-seen = Last check-in
devices-sort = Sort by
devices-any = Any time
devices-any-platform = All
devices-not-retired = All but retired
devices-seen-within-a-day = Within the last 24 hours
devices-seen-over-a-day = More than a day ago
devices-seen-over-7-days = More than 7 days ago
devices-seen-over-30-days = More than 30 days ago
devices-sort-last-seen = Last check-in, newest first
devices-sort-enrolled = Enrolment, oldest first
devices-sort-name = Device name
devices-sort-user = User name
devices-show = Show
devices-clear = Clear filters
devices-count = { $n ->
    [one] { $n } device
   *[other] { $n } devices
  }
devices-more = More than { $n } devices
devices-device = Device
devices-user = User
devices-app = App
devices-waiting = Waiting commands
devices-nothing = None
devices-none = No devices yet
devices-none-text = A device appears here when its user sets up Go (iOS) or Secure Apps Manager (Android) and signs in there with user name and password. You need not do anything here first.
devices-see-retired = Show retired devices
devices-see-users = Users
devices-none-match = No device matches
devices-none-match-text = Try a shorter part of the name, or clear the filters. Retired devices are only shown if you choose that state.

# One device
device-platform-ios = iOS
device-platform-android = Android
device-state-active = Active
device-state-retiring = Being retired
device-state-retired = Retired
device-command-lock = Lock
device-command-unlock = AppConnect Unlock
device-command-retire = Retire
device-facts = About this device
device-enrolled = Enrolled
device-retire-asked = Retire asked for
device-retired-at = Retired
device-generation = Passcode protection
device-generation-none = No passcode created yet
device-generation-text = { $n ->
    [0] As first set up
    [one] Renewed once, by a new passcode, a reset or a new escrow key
   *[other] Renewed { $n } times, by a new passcode, a reset or a new escrow key
  }
device-key = Escrow key
device-key-current = The current one
device-key-former = A former one
device-key-former-text = It follows at the next unlock with the passcode.
device-key-none = None reported yet
device-retiring-text = The phone destroys its keys at its next check-in. Nothing else can be done with this device.
device-retired-text = The keys on this phone are destroyed, or the portal no longer waits for it. To use it again, enrol it anew on the phone.
device-doing = What you can do
device-pin-button = Issue one-time PIN
device-pin-short = For a user who forgot the passcode and asks the help desk. Data is kept.
device-pin-live-short = There is a valid PIN now. See until when, or cancel it.
device-pin-why-reset-not-allowed = The rules for this device do not allow a reset.
device-pin-why-one-time-pin-not-allowed = One-time PINs are turned off in the configuration of this device.
device-pin-why-one-time-pin-ios-only = One-time PINs are for iOS only.
device-pin-why-client-too-old = One-time PINs need Go 3.1.0 or later. Ask the user to update Go and open it.
device-pin-why-device-retired = This device is retired, or is being retired.
device-lock-short = Closes the secure apps. Nothing is lost.
device-unlock-short = The user creates a new passcode. Data is kept.
device-retire-short = Destroys the keys on the phone. Cannot be undone.
device-give-up = Stop waiting
device-give-up-short = If the phone is lost for good and will never check in.
device-commands = Commands
device-commands-none = Nothing was asked of this phone.
device-command = Command
device-asked-by = Asked by
device-asked = asked
device-asked-ago = asked
device-told = phone told
device-not-told = the phone has not checked in since
device-done-at = done
device-ended-at = ended
device-until = valid until
device-waiting = Waiting
device-done = Done
device-superseded = Replaced by a newer one
device-cancelled = Cancelled
device-expired = Expired
device-exhausted = Too many wrong tries
device-grant-asked = asks for the account’s password
device-grant-waived = without the account’s password
device-rules = Effective configuration
device-applies = This configuration applies:
device-version = Version { $n }
device-why-in-group = Because the user is in { $groups }, and no other configuration for the user comes before it.
device-why-default = The platform’s default: no other configuration is for this user.
device-why-lower-priority = The user is in { $groups }, but { $name } has priority.
device-why-not-in-group = For { $groups }; the user is in none of these.
device-why-not-assigned = Assigned to no group.
device-why-default-not-needed = The platform’s default; { $name } applies in its place.
device-others = { $n ->
    [one] { $n } other configuration does not apply
   *[other] { $n } other configurations do not apply
  }
device-all-rules = All { $n } rules
device-rules-changed = { $n ->
    [0] all as in the default
    [one] { $n } different from the default
   *[other] { $n } different from the default
  }
device-rule = Rule
device-value = Value
device-source = Where it comes from
device-from-default = Default
device-as-default = Same as the default
device-from-this = This configuration
device-default-is = Default: { $value }
device-timeline = What happened
device-timeline-all = All of this device in Audit Trails
device-timeline-more = These are the latest ones.
device-back = Back to the device

# Asking something of it
device-of = { $platform } { $version } · of { $user }
device-what-happens = What will happen
device-nothing-more = This device is retired, or being retired: nothing more can be asked of it.
device-supersedes = This command waits already. A new one takes its place
device-tick = Tick this box if you are sure.
device-lock-title = Lock { $name }?
device-lock-1 = At its next check-in, the phone closes all secure apps. Opening the app makes it check in.
device-lock-2 = The user opens them again with the passcode, and loses nothing.
device-lock-3 = The user is told that an administrator is locking the device.
device-lock-do = Lock
done-device-lock = The phone locks its secure apps at its next check-in.
device-unlock-title = AppConnect Unlock for { $name }?
device-unlock-1 = For 24 hours from now, and once, the user can create a new passcode; the phone offers it at its next check-in.
device-unlock-2 = The user opens the app on the phone and follows the steps there. Until the new passcode is saved, the old one stays.
device-unlock-3 = All data in the secure apps is kept.
device-unlock-4 = The user is told of it, and it is written in the audit trail.
device-unlock-password = The account’s password
device-unlock-asked = Ask for it on the phone
device-unlock-asked-text = Only somebody who knows the user’s account password can create the new passcode.
device-unlock-waived = Waive it
device-unlock-waived-text = Whoever holds the phone can create the new passcode. Only if you made sure that it is the user; a reason is needed.
device-unlock-reason = Reason
device-unlock-reason-hint = 4 to 200 characters, for the audit trail. Needed if the password is waived: say how you made sure who is asking.
device-unlock-do = Grant AppConnect Unlock
done-device-unlock = AppConnect Unlock is granted. The phone offers a new passcode at its next check-in.
device-retire-title = Retire { $name }?
device-retire-1 = At its next check-in, the phone destroys the keys of its secure apps.
device-retire-2 = Everything that is only in the secure apps of this phone is gone for good.
device-retire-3 = A one-time PIN or AppConnect Unlock that is still valid ends now. The user is told.
device-retire-4 = To use secure apps there again, the user enrols the phone anew.
device-retire-instead = Has the user only forgotten the passcode? Do not retire: a one-time PIN or AppConnect Unlock keeps the data.
device-retire-cancels = Commands are still waiting for this phone. They are cancelled.
device-retire-understood = I understand: the keys on this phone are destroyed, and nobody can bring its data back.
device-retire-do = Retire this device
done-device-retire = The device is being retired. The phone destroys its keys at its next check-in.
device-give-up-title = Stop waiting for { $name }?
device-give-up-1 = The device counts as retired from now on, and the portal answers nothing any more that this phone asks.
device-give-up-2 = The phone is not told to destroy its keys. They stay on it, protected by the passcode.
device-give-up-3 = It can never be reset or unlocked again through this portal.
device-give-up-instead = If the phone may still come online, wait: it destroys its keys as soon as it checks in.
device-give-up-understood = I understand: this phone is never told to destroy its keys, and the portal no longer waits for it.
device-give-up-do = Stop waiting
done-device-give-up = The device is retired. The portal no longer waits for its phone.

# A one-time PIN by the help desk
device-pin-title = One-time PIN for { $name }
device-pin-sure = Is it really the user?
device-pin-sure-text = Whoever has the phone and this PIN can open all its secure apps. Make sure first, in one of these ways:
device-pin-sure-1 = Call back on a number that your organisation has on record, never on one given by the caller.
device-pin-sure-2 = Or meet the person, with a badge or an identity document.
device-pin-sure-3 = Or let the person’s manager confirm it, in a call that you make. Is it urgent, secret or unusual? Then say no and ask a colleague.
device-pin-1 = The PIN is shown to you once. You read it out; you never write it in an e-mail or a ticket.
device-pin-2 = On the phone, the user types it in place of the password and creates a new passcode. Data is kept.
device-pin-3 = The user is told that the help desk issued a PIN. Your name and the reason are in the audit trail.
device-pin-ends-old = The PIN that is valid now ends.
device-pin-reason = How did you make sure who is asking?
device-pin-reason-hint = 4 to 200 characters, for the audit trail; for example “Called back on the number on record, ticket 4711”.
device-pin-do = Show the PIN
device-pin-live = A PIN is valid until
device-pin-issued-by = Issued by
device-pin-not-again = It was shown once and cannot be shown again.
device-pin-cancel = Cancel this PIN
device-pin-instead = An administrator can grant an AppConnect Unlock instead: the user then creates a new passcode on the phone, and data is kept.
device-pin-shown-title = One-time PIN, to be read out
device-pin-read = How to read it out
device-pin-read-text = The phone has to be online. Go through these steps together; say nothing else that is secret.
device-pin-read-digits = Read out the PIN digit by digit, group by group, and let the user repeat it.
device-pin-once = When you leave this page, the PIN cannot be shown again. If it was heard wrong, issue another one: this one ends then.
device-pin-told = I have told it: done
device-pin-used = The PIN has just been used on the device. The user now creates a new passcode.
device-pin-cancel-text = Not sure any more who is asking?
