# What every page has.
brand = Secure Apps Passcode
zone-my = Self-service portal
zone-admin = Administration
skip = Skip to content
nav = Sections
path = You are here
language-other = Français
sign-out = Sign out
optional = (optional)
pager = Pages
pager-previous = Previous
pager-next = Next
greeting = Hello { $name }
cancel = Cancel
save = Save

role-administrator = Administrator
role-help-desk = Help desk
role-auditor = Auditor

nav-overview = Overview
nav-devices = Devices
nav-users = Users
nav-groups = Groups
nav-configurations = AppConnect configurations
nav-escrow-keys = Escrow keys
nav-audit = Audit Trails
nav-staff = Staff
nav-account = My account
nav-my-devices = My Devices
nav-my-activity = Recent activity
nav-my-account = My account

leaving-title = Are you still there?
leaving-text = For your safety you will be signed out in
leaving-stay = Stay signed in

ago-now = just now
ago-minutes = { $n ->
    [one] { $n } minute ago
   *[other] { $n } minutes ago
  }
ago-hours = { $n ->
    [one] { $n } hour ago
   *[other] { $n } hours ago
  }
ago-days = { $n ->
    [one] { $n } day ago
   *[other] { $n } days ago
  }

# Signing in
sign-in = Sign in
sign-in-title-my = Sign in to your devices
sign-in-text-my = With the user name and password of your account at work.
sign-in-other-my = Are you an administrator of this portal? Sign in here
sign-in-title-admin = Sign in to administration
sign-in-text-admin = For administrators, help desk and auditors.
sign-in-other-admin = Looking for your own devices? Sign in here
sign-in-ended = Please sign in. For your safety, a session ends after 15 minutes without use, and after 8 hours at the latest.
sign-in-unsaved = Please sign in. Your session had ended, so nothing of what you just sent was saved.
user-name = User name
password = Password
done-signed-out = You are signed out.

# Proving again who it is
confirm-password = Your password
confirm-hint = Asked again to make sure that it is you; then not for five minutes.
