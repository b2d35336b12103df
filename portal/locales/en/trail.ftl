# Audit Trails: the list and its filters.
trail-text = Everything that changed something or was refused, newest first. Nothing here can be changed or deleted.
trail-caption = Entries of the audit trail, newest first
trail-filters = Filters
trail-filters-more = More filters
trail-filter = Filter
trail-clear = Clear filters
trail-any = Any
trail-action = What happened
trail-reason = Why it was refused
trail-by = Done by
trail-by-hint = User name of a user or member of staff
trail-about = Concerning
trail-about-hint = User name of a user or member of staff
trail-device = Device
trail-device-hint = Its whole name, or its id
trail-from = From
trail-to = To
trail-utc = Whole day, in UTC
trail-nobody = Nobody here has this user name. Check its spelling.
trail-no-device = No device has this name or id. Check it, or look for the device in the list of devices.
trail-several-devices = Several devices have this name. Choose one of them below.
trail-device-of = { $device }, of { $user }
trail-no-day = This is not a date. Write it like 2026-01-31.
trail-days-turned = The last day is before the first one. Change one of them.
trail-wrong = Nothing was looked for. Correct what is marked above.
trail-wrong-other = Nothing was looked for: the address asks for something that does not exist. Clear the filters and choose again.
trail-empty = Nothing matches
trail-empty-text = No entry matches all of these filters. Take one away, or choose other days.
trail-where = Concerning
trail-open = Entry { $n }
trail-details = Details
trail-more = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
  }

# One entry.
trail-entry = Entry { $n } of the audit trail
trail-entry-number = Entry
trail-account = Concerning
trail-chain = Proof against changes
trail-chain-text = Each entry carries a fingerprint of itself and of the one before. Whoever changes an entry later changes all that follow, and that shows.
trail-hash = Fingerprint (SHA-256)
trail-previous-hash = Fingerprint of the entry before
trail-first = None: this is the first entry
trail-line = As it is written
trail-newer = Newer entry
trail-older = Older entry

# Verification.
trail-verify = Verify
trail-verify-title = Verify the audit trail
trail-verify-text = Every entry carries a fingerprint of the one before. This computes all of them again and finds the first entry that was changed, removed or put in.
trail-verify-ready = { $n ->
    [one] There is { $n } entry.
   *[other] There are { $n } entries. Many take a while; the page says how far it is.
  }
trail-verify-begin = Verify now
trail-verify-continue = Continue
trail-verify-so-far = { $done } of { $entries } entries are verified, and all are right.
trail-verify-running = Verifying…
trail-verify-stop = Stop
trail-verify-stopped = Stopped. You can continue from here.
trail-whole = { $n ->
    [one] The one entry is there and unchanged.
   *[other] All { $n } entries are there, in order and unchanged.
  }
trail-whole-until = The last one was written on
trail-keep = Keep this outside the portal
trail-keep-text = Whoever controls the database could write a whole new trail. If you note the fingerprint of entry { $n } somewhere else, you can compare it next time: it must still be the same.
trail-broken = Something is wrong at entry { $n }.
trail-broken-hash = Its fingerprint does not fit: it, or the entry just before it, was changed after it was written. Up to there, the trail is whole.
trail-broken-missing = It is missing: it was removed after it was written. All entries before it are whole.
trail-broken-head = The portal remembers another end of the trail: entries at the end were removed, added or replaced.
trail-broken-do = What to do now
trail-broken-do-security = Tell those who are responsible for security. Somebody has written to the database past the portal, or its storage is damaged.
trail-broken-do-compare = Compare the entries around number { $n } with your latest export: it shows what was changed.
trail-broken-do-restore = Export what is there and copy the database before you change anything: both are evidence. Then decide whether to restore a backup.
trail-broken-do-go-on = The portal goes on and writes new entries. Phones and passcodes are not concerned.
trail-broken-look = Look at this entry

# Export.
trail-export = Export
trail-export-title = Export the audit trail
trail-export-text = A file with one entry a line, oldest first: to keep, to search in, or to prove later that nothing was changed.
trail-export-what = Entries
trail-export-all = All of them
trail-export-line = { $name }: { $value }
trail-export-size = Size
trail-export-entries = { $n ->
    [one] { $n } entry
   *[other] { $n } entries
  }
trail-export-entries-or-more = more than { $n } entries
trail-kilobytes = about { $n } KB
trail-megabytes = about { $n } MB
trail-megabytes-or-more = at least { $n } MB
trail-export-form = Format
trail-export-form-text = JSON lines, each entry with its fingerprint and that of the one before
trail-export-recorded = This export is recorded in the audit trail, with your name and these filters.
trail-export-go = Download
trail-back = Back to the list

# Areas of actions, to choose from.
trail-area-all = { $area }: everything
trail-area-administrator = Set-up
trail-area-audit = Audit trail
trail-area-command = Lock, Retire and AppConnect Unlock
trail-area-configuration = AppConnect configurations
trail-area-device = Devices
trail-area-escrow-key = Escrow keys
trail-area-group = Groups
trail-area-mail = E-mail
trail-area-one-time-pin = One-time PINs
trail-area-portal = Portal
trail-area-reset = Passcode resets
trail-area-session = Signing in
trail-area-staff = Staff
trail-area-user = Users
trail-area-users = Import of users
trail-area-other = Other

# Actions, to choose from.
trail-action-administrator-created = First administrator created
trail-action-audit-exported = Audit trail exported
trail-action-command-asked = Asked for by staff or the user
trail-action-command-delivered = Phone told
trail-action-command-done = Carried out by the phone
trail-action-configuration-assigned = Groups of a configuration changed
trail-action-configuration-changed = Rules of a configuration changed
trail-action-configuration-created = Configuration created
trail-action-configuration-deleted = Configuration deleted
trail-action-configuration-ordered = Order of configurations changed
trail-action-configuration-renamed = Configuration renamed
trail-action-device-enroll-refused = Enrolment refused
trail-action-device-enrolled = Device enrolled
trail-action-device-given-up = Device retired without waiting for the phone
trail-action-device-rolled-back = Older state of a phone refused
trail-action-escrow-key-created = New escrow key created
trail-action-escrow-key-destroyed = Escrow key destroyed
trail-action-group-created = Group created
trail-action-group-deleted = Group deleted
trail-action-group-members-changed = Members of a group changed
trail-action-group-renamed = Group renamed
trail-action-mail-given-up = E-mail could not be sent
trail-action-one-time-pin-cancelled = One-time PIN cancelled
trail-action-one-time-pin-issued = One-time PIN issued
trail-action-one-time-pin-refused = One-time PIN refused
trail-action-portal-created = Portal set up
trail-action-reset-answered = Reset allowed
trail-action-reset-done = New passcode created after the reset
trail-action-reset-refused = Reset refused
trail-action-reset-repeated = Answer to a reset sent again
trail-action-reset-unreadable = Recovery key of the phone could not be opened
trail-action-session-begun = Signed in
trail-action-session-confirm-refused = Identity not confirmed again
trail-action-session-confirmed = Identity confirmed again
trail-action-session-ended = Signed out
trail-action-session-refused = Sign-in refused
trail-action-staff-changed = Role or access of a member changed
trail-action-staff-created = Member added
trail-action-staff-password-refused = Change of a member’s password refused
trail-action-staff-password-set = Member’s password set
trail-action-staff-profile-set = Member’s details changed
trail-action-user-created = User added
trail-action-user-identity-bound = User linked with the identity provider
trail-action-user-identity-released = User’s link with the identity provider removed
trail-action-user-password-refused = Change of a user’s password refused
trail-action-user-password-set = User’s password set
trail-action-user-profile-set = User’s details changed
trail-action-user-sign-in-set = User’s way of signing in changed
trail-action-users-imported = Users imported from a file

# Names of what an entry says besides.
trail-fact-rule = { $rule }: { $from } → { $to }
trail-fact-by = By
trail-fact-cancelled = Earlier PINs cancelled
trail-fact-changed = Changed fields
trail-fact-changes = Changes
trail-fact-command = Command
trail-fact-configuration = Configuration
trail-fact-devices-lost = Devices that lost recovery
trail-fact-disabled = Disabled
trail-fact-escrow-key = Escrow key
trail-fact-expires-ms = Expires
trail-fact-filter = Filters
trail-fact-former = Key before
trail-fact-from = Before
trail-fact-grant = AppConnect Unlock
trail-fact-grant-exhausted = Tries used up
trail-fact-group = Group
trail-fact-groups = Groups
trail-fact-groups-created = Groups created
trail-fact-members-added = Members added to groups
trail-fact-with-password = With a password
trail-fact-issuer = Identity provider
trail-fact-name = Name
trail-fact-new-browser = New browser
trail-fact-one-time-pin = One-time PIN
trail-fact-one-time-pin-exhausted = Tries of the PIN used up
trail-fact-one-time-pins-cancelled = One-time PINs cancelled
trail-fact-password = Password
trail-fact-platform = Platform
trail-fact-put-in = Added
trail-fact-reason = Reason given
trail-fact-role = Role
trail-fact-rules = Rules
trail-fact-sequence = Number
trail-fact-sign-in = Way of signing in
trail-fact-state = State
trail-fact-subject-sha256 = Identity (SHA-256)
trail-fact-taken-out = Removed
trail-fact-to = After
trail-fact-users = Users
trail-fact-version = Version
trail-fact-way = By means of

# More reasons: what is said of answers of the identity provider and of mail servers.
audit-reason-account-changed = the account changed at the same moment
audit-reason-answer-too-large = the identity provider’s answer was too large
audit-reason-callback-no-code = the identity provider sent no authorization code
audit-reason-callback-other-issuer = another identity provider answered
audit-reason-callback-refused = the identity provider refused the request
audit-reason-client-not-accepted = the identity provider does not accept this portal
audit-reason-code-not-accepted = the identity provider does not accept its authorization code any more
audit-reason-code-refused = the identity provider refused to redeem its authorization code
audit-reason-device-rolled-back = the phone reports an older state than before
audit-reason-discovery-invalid = the identity provider’s discovery document is not valid
audit-reason-discovery-no-token-endpoint = the identity provider’s discovery document lacks where authorization codes are redeemed
audit-reason-discovery-not-https = the identity provider’s discovery document names an address without TLS
audit-reason-discovery-other-issuer = the discovery document is another identity provider’s
audit-reason-identity-provider-denied = the identity provider did not let the user in
audit-reason-identity-provider-interaction-needed = the identity provider had to ask the user something first
audit-reason-identity-provider-no-account = the identity provider knows the user, but there is no account here
audit-reason-identity-provider-not-confirmed = the identity provider did not confirm that it is still the same user
audit-reason-identity-provider-unreachable = the identity provider did not answer
audit-reason-mail-sender-refused = the mail server takes no mail from the portal’s address
audit-reason-mail-login-refused = the mail server did not accept the portal’s password
audit-reason-mail-not-written = the e-mail could not be composed
audit-reason-mail-postponed = the mail server put it off
audit-reason-mail-server-not-encrypted = the mail server offers no encryption
audit-reason-mail-server-not-trusted = the mail server did not prove who it is
audit-reason-mail-server-unreachable = the mail server did not answer
audit-reason-session-needed = the session had ended by then
audit-reason-token-algorithm = the identity provider signs its ID tokens in a way that is not accepted
audit-reason-token-expired = the ID token had expired
audit-reason-token-invalid = the ID token was not valid
audit-reason-token-key-unknown = the ID token was signed with an unknown key
audit-reason-token-missing = the identity provider sent no ID token
audit-reason-token-other-audience = the ID token was for somebody else
audit-reason-token-other-issuer = the ID token came from another identity provider
audit-reason-token-other-nonce = the ID token was for another sign-in
audit-reason-token-signature = the signature of the ID token is wrong
audit-reason-token-unreadable = the ID token could not be read
audit-reason-user-info-invalid = what the identity provider says of the user is not valid
audit-reason-user-unknown = there is no such user any more
