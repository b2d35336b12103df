# AppConnect configurations: lists, one of them, the form of rules, advice, groups, history.
colon = :
becomes = becomes
somebody = somebody
by-name = by { $name }
by-portal = by the portal

configurations-intro = A configuration holds the rules for the secure apps passcode. A phone gets exactly one: the first in the order below that is assigned to one of its user’s groups, otherwise the default of its platform. Rules of several configurations are never mixed.
configurations-order = “{ $first }” comes first, then “{ $second }” and so on. The default applies to everybody else.
configurations-order-one = “{ $first }” applies to the groups that it is assigned to. The default applies to everybody else.
configurations-order-none = The default applies to everybody. Create a configuration of its own for groups that need other rules.
configurations-priority = Priority
configurations-place = No. { $n }
configurations-last = Last
configurations-up = Move “{ $name }” up
configurations-down = Move “{ $name }” down
configurations-groups = Groups
configurations-more-groups = { $n ->
    [one] and { $n } more
   *[other] and { $n } more
  }
configurations-nobody = Assigned to nobody
configurations-everybody = Everybody else
configurations-rules = Rules
configurations-warnings = { $n ->
    [one] { $n } warning
   *[other] { $n } warnings
  }
configurations-changed = Last changed
configurations-version = Version { $n }

configuration-new = New configuration
configuration-new-text = A new configuration applies to nobody until you assign it to groups. It comes last before the default.
configuration-create = Create configuration
configuration-name = Name
configuration-name-hint = 1 to 64 characters. Users do not see it.
configuration-platform = Platform
configuration-default = Default
configuration-from = Start from
configuration-from-standard = The recommended rules
configuration-from-copy = A copy of “{ $name }” ({ $platform })
configuration-in-short = In short
configuration-edit = Change rules
configuration-edit-of = Change the rules of “{ $name }”
configuration-history = History
configuration-more = More
configuration-duplicate = Duplicate
configuration-rename = Rename
configuration-rename-of = Rename “{ $name }”
configuration-delete = Delete
configuration-delete-of = Delete “{ $name }”
configuration-back = Back to the configuration
configuration-save = Save rules
configuration-save-text = Phones get the new rules at their next check-in. Whoever has a passcode that no longer meets them is asked for a new one at the next unlock.
done-configuration-saved = The rules are saved. Phones get them at their next check-in.
configuration-save-kept = No data is lost, unless you turn on a rule that destroys keys.
configuration-save-wipes = A rule here destroys keys: where it takes effect, the data of the secure apps is lost.
configuration-confirm-hint = Needed only if you make a rule looser, or let keys be destroyed, or destroyed sooner.
done-configuration-created = The configuration is created. It applies to nobody until you assign it to groups.
done-configuration-renamed = The configuration has its new name.
done-configuration-deleted = The configuration is deleted.
done-configuration-assigned = The groups are changed. Phones get their configuration at their next check-in.
done-configurations-ordered = The order is changed. Phones get their configuration at their next check-in.

delete-default = This is the default of its platform. It applies to everybody for whom no other configuration does, so it cannot be deleted. You can change its rules instead.
delete-assigned = This configuration is still assigned to these groups, so it cannot be deleted: their phones would get other rules without anybody having decided it.
delete-assigned-next = Take it from its groups first.
delete-text = The configuration is assigned to nobody, so no phone gets other rules. Its name and its versions go for good; the audit trail keeps what they were.

# Whom it applies to
reach-title = Whom it applies to
reach-default = The default applies to every { $platform } user for whom no other configuration does.
reach-groups = It is assigned to these groups:
reach-nobody = It is assigned to no group and applies to nobody.
reach-empty = Nobody is in these groups yet.
reach-own = { $n ->
    [one] { $n } person gets this configuration
   *[other] { $n } people get this configuration
  }
reach-other = { $n ->
    [one] { $n } person gets “{ $name }” instead
   *[other] { $n } people get “{ $name }” instead
  }
reach-before = These come first for anybody who is also in one of their groups:
reach-first = It comes before all others of its platform.
reach-change = Change groups

groups-title = Groups
groups-of = Groups of “{ $name }”
groups-text = Tick the groups whose members are to get this configuration. Before anything changes you see who gets what. Ticks that are not saved are lost when you search or change page.
groups-search = Search groups
groups-find = Search
groups-assigned = Assigned
groups-assigned-none = It is assigned to no group.
groups-others = Other groups
groups-others-none = There are no other groups.
groups-others-elsewhere = All groups of this part are assigned. The others are on the next pages.
groups-others-not-found = No other group matches “{ $search }”. Try a shorter word.
groups-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
  }
groups-next = See what changes
assign-title = Who will get what
assign-put-in = “{ $name }” is assigned to
assign-take-out = “{ $name }” is taken from
assign-effect = What changes for people
assign-people = { $n ->
    [one] { $n } person gets another configuration:
   *[other] { $n } people get another configuration:
  }
assign-moved = { $n ->
    [one] { $n } person: “{ $from }” becomes “{ $to }”
   *[other] { $n } people: “{ $from }” becomes “{ $to }”
  }
assign-nobody = Nobody gets another configuration: nobody is in these groups, or another configuration comes first for them, before and after.
assign-when = Phones follow at their next check-in. A passcode that does not meet the new rules is changed at the next unlock; no data is lost.
assign-confirm = Change groups

# History
history-of = History of “{ $name }”
history-text = Every version with what it changed. Restoring fills the form with the rules of an earlier version; they become a new version when you save.
history-current = In force
history-restore = Restore these rules
history-first = The first version.
history-unknown = What this version changed cannot be compared here.
history-same = No rule changed.
history-rule = Rule
history-before = Before
history-after = After
history-direction = Effect
history-newest = Newest versions
direction-stricter = stricter
direction-looser = looser
direction-mixed = different
restore-text = The form holds the rules of version { $n }. They become a new version when you save.

# Somebody else was faster
clash-title = Somebody else changed these rules meanwhile
clash-text = Nothing is saved yet and nothing is lost. The form below holds their changes and yours together. Look at it, then save again.
clash-theirs = What { $name } changed
clash-mine = What you changed
clash-nothing = Nothing.
clash-both = Changed by both of you
clash-both-text = Here the form keeps your value. The first value is theirs, the second is yours.

# Sections
section-passcode = Passcode
section-attempts = Attempts and waiting
section-attempts-text = Waiting after wrong passcodes is fixed: none after the 1st to 4th, then 1, 5, 15, 30 and 90 minutes. A restart begins the wait again.
section-locking = Locking
section-biometrics = Biometrics
section-changing = Changing and resetting
section-contact = Contact with the portal
section-one-time-pin = One-time PIN

# Rules
setting-passcode-required = Passcode required
setting-passcode-required-hint = Off: the phone’s own lock is all that protects the secure apps.
setting-passcode-type = Passcode type
setting-passcode-type-hint = A minimum: a stronger passcode is always allowed.
setting-minimum-length = Minimum length
setting-minimum-length-hint = The most important rule: longer is stronger.
setting-minimum-complex-characters = Special characters
setting-minimum-complex-characters-hint = Such as @ or #. Letters, digits and spaces do not count.
setting-forbid-simple = Refuse simple passcodes
setting-forbid-simple-hint = Three equal or consecutive characters, the most common passcodes, and your own words.
setting-forbidden-words = Your own forbidden words
setting-forbidden-words-hint = One on each line, 3 to 64 characters, at most 100: the name of your organisation, its products, its city. Used when simple passcodes are refused.
setting-failed-attempts = Wrong attempts allowed
setting-failed-attempts-hint = At this many wrong passcodes in a row the limit is reached.
setting-at-the-limit = When the limit is reached
setting-at-the-limit-hint = What happens after the last wrong attempt.
setting-auto-lock-minutes = Lock after inactivity
setting-auto-lock-minutes-hint = One timer for all secure apps together.
setting-grace-minutes = Grace period in background
setting-grace-minutes-hint = How long somebody may be in another app before the secure apps lock. 0 locks at once.
setting-lock-on-screen-off = Lock when the screen goes off
setting-lock-on-screen-off-hint = Whatever the grace period.
setting-biometric-unlock = Unlock with fingerprint or face
setting-biometric-unlock-hint = Instead of typing the passcode, if the user wants it.
setting-biometric-passcode-hours = Ask for the passcode again after
setting-biometric-passcode-hours-hint = Also after a restart and after wrong attempts.
setting-user-may-change = Users may change their passcode
setting-user-may-change-hint = With the current passcode, at any time.
setting-user-may-reset = Users may reset a forgotten passcode
setting-user-may-reset-hint = With user name and password. Data is kept.
setting-maximum-age-days = New passcode required
setting-maximum-age-days-hint = How old a passcode may become.
setting-history = Former passcodes refused
setting-history-hint = 0 refuses none.
setting-check-in-minutes = Time between check-ins
setting-check-in-minutes-hint = How soon new rules and commands arrive. Unlocking works without network.
setting-block-out-of-contact-hours = Block when out of contact
setting-block-out-of-contact-hours-hint = The secure apps stay closed until the phone reaches the portal. Data is kept.
setting-wipe-out-of-contact-days = Destroy keys when out of contact
setting-wipe-out-of-contact-days-hint = The data of the secure apps cannot be opened any more. Only time that the phone really ran is counted.
setting-one-time-pin = Users may get a one-time PIN
setting-one-time-pin-hint = From the self-service portal or the help desk, in place of the password. Needs Go 3.1.0 or later.
setting-one-time-pin-minutes = One-time PIN: valid for
setting-one-time-pin-minutes-hint = From the moment when it is shown.
setting-one-time-pin-digits = One-time PIN: length
setting-one-time-pin-digits-hint = Five wrong attempts end a PIN, whatever its length.

rule-range = { $minimum } to { $maximum }.
rule-default = Default: { $value }
value-yes = Yes
value-no = No
value-never = Never
value-no-words = None
limit-after = After
limit-number = { $label }, in { $unit }
choice-passcode-type-numeric = Digits are enough
choice-passcode-type-alphanumeric = Letters and digits
choice-at-the-limit-lock = Lock: only a reset opens the secure apps
choice-at-the-limit-wipe = Wipe: the keys are destroyed and the data is lost

amount-characters = { $n ->
    [one] { $n } character
   *[other] { $n } characters
  }
amount-special = { $n ->
    [0] None
    [one] at least { $n }
   *[other] at least { $n }
  }
amount-attempts = { $n ->
    [one] { $n } attempt
   *[other] { $n } attempts
  }
amount-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
  }
amount-grace = { $n ->
    [0] None: locks at once
    [one] { $n } minute
   *[other] { $n } minutes
  }
amount-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
  }
amount-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
  }
amount-former = { $n ->
    [0] None
    [one] The last one
   *[other] The last { $n }
  }
amount-digits = { $n ->
    [one] { $n } digit
   *[other] { $n } digits
  }
unit-characters = characters
unit-special = special characters
unit-attempts = attempts
unit-minutes = minutes
unit-grace = minutes
unit-hours = hours
unit-days = days
unit-former = passcodes
unit-digits = digits

summary-no-passcode = No passcode
summary-numeric = { $n ->
    [one] { $n } digit or more
   *[other] { $n } digits or more
  }
summary-alphanumeric = { $n ->
    [one] { $n } character or more, with letters and digits
   *[other] { $n } characters or more, with letters and digits
  }
summary-special = { $n ->
    [one] { $n } special character
   *[other] { $n } special characters
  }
summary-simple-refused = simple ones refused
summary-simple-allowed = simple ones allowed
summary-then = ;
summary-lock = { $n ->
    [one] { $n } attempt, then a reset
   *[other] { $n } attempts, then a reset
  }
summary-wipe = { $n ->
    [one] { $n } attempt, then the keys are destroyed
   *[other] { $n } attempts, then the keys are destroyed
  }

# Fields that were refused
field-policy-not-an-object = These rules cannot be read. Load the page again.
field-policy-unknown-field = There is no such rule here. Load the page again.
field-policy-not-a-boolean = Switch it on or off.
field-policy-not-one-of = Choose one from the list.
field-policy-out-of-range = Enter a whole number from { $minimum } to { $maximum }.
field-policy-out-of-range-or-never = Choose “never”, or enter a whole number from { $minimum } to { $maximum }.
field-policy-not-words = Enter at most 100 words of 3 to 64 characters, one on each line.
field-policy-more-than-minimum-length = There cannot be more special characters than characters. Enter a smaller number, or a greater minimum length.

# The check and the preview
check-now = Check
check-failed = The check could not reach the portal. What you typed is still here; try “Check”, or save.
findings-refused = { $n ->
    [one] { $n } field needs to be corrected.
   *[other] { $n } fields need to be corrected.
  }
findings-good = The rules are valid.
findings-advice = { $n ->
    [one] { $n } remark to think about.
   *[other] { $n } remarks to think about.
  }
findings-accepted = { $n ->
    [one] { $n } of { $all } examples is accepted.
   *[other] { $n } of { $all } examples are accepted.
  }
preview-title = Check and preview
preview-later = Correct the fields about the passcode to see which passcodes are accepted.
preview-no-passcode = No passcode is asked as long as it is not required. This is what would be accepted.
preview-keyboard-pad = Phones show a number pad, with a way to the full keyboard.
preview-keyboard-full = Phones show the full keyboard.
preview-same-code = iOS and Android check with exactly the code that was used here.
preview-history = { $n ->
    [one] Whether it is the user’s last passcode only the phone can know.
   *[other] Whether it is one of the user’s last { $n } passcodes only the phone can know.
  }
sample = Try a sample passcode
sample-hint = Not a real one, please. It is sent to the portal to be checked, and neither kept nor logged.
sample-accepted = Your sample would be accepted
sample-refused = Your sample would be refused
check-met = Met:
check-unmet = Not met:
examples-title = Examples
example-accepted = accepted
example-refused = refused
passcode-rule-allowed-characters = Only characters that can be typed again
passcode-rule-minimum-length = { $n ->
    [one] At least { $n } character
   *[other] At least { $n } characters
  }
passcode-rule-letter-and-digit = At least one letter and one digit
passcode-rule-complex-characters = { $n ->
    [one] At least { $n } special character, such as @ or #
   *[other] At least { $n } special characters, such as @ or #
  }
passcode-rule-no-sequence = No three equal or consecutive characters, such as 111 or 123
passcode-rule-not-common = Not one of the most common passcodes
passcode-rule-no-forbidden-word = None of your forbidden words

# Advice. It never refuses anything.
advice-count = { $n ->
    [one] There is { $n } remark about these rules. It is shown beside its rule.
   *[other] There are { $n } remarks about these rules. Each is shown beside its rule.
  }
advice-source = Source:
advice-no-passcode = Whoever holds the unlocked phone can open the secure apps and everything in them. Require a passcode, and allow fingerprint or face if typing is the concern.
advice-short-length = A shorter passcode is guessed and watched more easily. The standard demands at least 4 characters and recommends 6 or more.
advice-alphanumeric-forced = Demanding letters and digits makes most people add “1” at the end, and is slow to type on a phone. A greater minimum length helps more; letters stay allowed.
advice-complex-forced = Special characters are hard to type on a phone and often become a final “!”. A greater minimum length helps more.
advice-simple-allowed = Without this, 123456 and 111111 are accepted, and those are what a thief tries first. The standard demands a list of common secrets that are refused.
advice-attempts-for-short = With so short a passcode, many attempts give a thief a real chance. Allow 5 attempts or fewer, or ask for 6 characters. The standard’s limit is 10 for any secret.
advice-few-attempts = A few slips of the finger are enough to reach the limit. Guessing is slowed down anyway: from the 5th wrong passcode on, the wait grows.
advice-wipe-at-the-limit = A child who plays with the phone can destroy the keys. Data that is not on a server is lost then, and no reset brings it back. Locking stops guessing just as well: the standard asks for the secret to be disabled, not for data to be destroyed.
advice-long-auto-lock = A phone that is left on a table stays open for that long. The usual range is 2 to 5 minutes where the data is of high value, 15 to 30 where the risk is low.
advice-long-grace = Whoever takes the phone within this time after the user left the app finds the secure apps open.
advice-long-biometric = People forget a passcode that they rarely type. Android’s own advice is to ask for it every 72 hours.
advice-change-forbidden = Somebody who was watched while typing cannot do anything about it. Users should always be able to change their passcode.
advice-reset-forbidden = Whoever forgets the passcode needs an administrator for AppConnect Unlock, one by one; until then the data is out of reach. A secure way to reset is part of the standard.
advice-rotation = People who have to change regularly choose weaker passcodes and count them up. The standards advise against it: ask for a change when there is a reason to.
advice-history = A history only matters when passcodes have to change. After that people often vary the old one, such as 4711 to 4712, which it does not notice.
advice-short-block = A flight or a weekend without network is enough to close the secure apps, although nothing happened.
advice-short-wipe = A holiday without network can destroy the keys, and data that is not on a server with them. Blocking keeps the data.
advice-long-pin = The longer a PIN is valid, the longer somebody who sees it can use it. It is needed only from the portal’s page to the phone.
advice-short-pin = A shorter PIN is guessed more easily. Five wrong attempts end it, so 6 digits are just enough; 8 cost two more key presses.
