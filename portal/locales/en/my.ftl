# Words of the Go app (iOS), exactly as its screens have them; a test compares them.
go-unlock-title = Secure apps passcode
go-forgot = Forgot passcode?
go-user-name = User name
go-password-or-pin = Password or one-time PIN
go-sign-in = Sign in
go-save = Save
go-set-up = Set up secure apps
# Words of Secure Apps Manager (Android), likewise.
sam-forgot = Forgot Password
sam-set-up = Set up secure apps

app-ios = Go
app-android = Secure Apps Manager
platform-ios = iOS
platform-android = Android

# My Devices
my-devices-intro = Your phones with secure apps, and the way back in when you have forgotten a passcode.
my-app-label = App
my-last-seen = Last check-in
my-enrolled = Set up
my-state-active = Active
my-state-lock = Lock waiting
my-state-unlock = AppConnect Unlock waiting
my-state-retiring = Being retired
my-state-retired = Retired
my-details = Details
my-actions = What you can do
my-retired-devices = { $n ->
    [one] { $n } retired device
   *[other] { $n } retired devices
  }
my-retired-on = Retired
my-empty-title = No device yet
my-empty-text = Secure apps are set up on the phone itself. It takes two minutes; then the phone appears here. If you do not sign in here with a password, ask your help desk first.
my-empty-ios = On an iPhone or iPad
my-empty-android = On an Android phone
my-empty-ios-1 = Install Go. Your organisation tells you where to find it.
my-empty-ios-2 = Open Go and, under “{ go-set-up }”, sign in with the user name and password that you use here.
my-empty-android-1 = Install Secure Apps Manager. Your organisation tells you where to find it.
my-empty-android-2 = Open it and, under “{ sam-set-up }”, sign in with the user name and password that you use here.
my-empty-3 = Create the passcode that opens all your secure apps.

# A device
my-active-text = Your secure apps open on this device with its passcode.
my-retiring-text = This device has been told to destroy the keys of its secure apps, or will be told at its next check-in. Nothing else can be done with it.
my-retired-text = The keys of the secure apps on this device are destroyed. To use secure apps on it again, set them up anew on the phone.
my-waiting-title = On the way to the phone
my-command-lock = Lock
my-command-appconnect-unlock = AppConnect Unlock
my-command-retire = Retire
my-command-asked = asked
my-command-not-delivered = The phone gets this at its next check-in. Opening the app on the phone makes it check in.
my-command-delivered = The phone has got this and has not said yet that it is done.
my-command-unlock-hint = Your administrator lets you choose a new passcode: open the app on the phone and follow it there. Your data is kept.
my-pin-live = A PIN is valid until
my-pin-live-shown = It was shown once and cannot be shown again.
my-pin-cancel = Cancel this PIN
my-lock-title = Lock
my-lock-short = Closes the secure apps on this device. Nothing is lost.
my-lock-button = Lock…
my-retire-title = Retire
my-retire-short = For a phone that is lost, sold or handed back: destroys what its secure apps hold.
my-retire-button = Retire…

# Why there is no PIN, and what else helps
reset-title = Reset Secure Apps Passcode
reset-short = For when you have forgotten the passcode. Your data is kept.
pin-why-device-retired = This device is retired, or is being retired.
pin-why-one-time-pin-ios-only = One-time PINs are for iPhone and iPad.
pin-why-reset-not-allowed = Your organisation does not let users reset the passcode by themselves.
pin-why-one-time-pin-not-allowed = Your organisation does not use one-time PINs.
pin-why-client-too-old = The app on this device is too old: one-time PINs need Go 3.1.0 or later.
pin-instead-enrol = To use secure apps on this phone again, set them up anew in the app.
pin-instead-update = Update Go and open it while the phone is online, so that it checks in. Then load this page again.
pin-instead-android-password = On the phone, open Secure Apps Manager, then its menu, and choose “{ sam-forgot }”. Sign in there with your account’s password. If you have forgotten that too, ask your help desk for an AppConnect Unlock.
pin-instead-ios-password = On the device, open Go, tap “{ go-forgot }” and sign in there with your account’s password. If you have forgotten that too, ask your help desk for an AppConnect Unlock.
pin-instead-help-desk = Ask your help desk for an AppConnect Unlock: you choose a new passcode on the phone, and your data is kept.

# Reset
reset-for = For { $name }
reset-text = You get a one-time PIN. On the device you type it in place of your password and choose a new passcode; everything in your secure apps stays.
reset-new-ends-old = A new PIN ends the one before.
again-title = First, is it you?
again-text = Before a PIN is shown, please sign in again.
again-password = Your account’s password
again-provider = Sign in again with { $name }
again-confirmed = Thank you, it is you. The PIN is shown once: have the device at hand.
again-help-desk = Your account has no password here. Ask your help desk: they make sure that it is you and give you a PIN.
again-refused = That password is not right. Try again.
reset-show = Show the PIN
reset-instead-title = Not possible for this device
reset-instead = What you can do

# The PIN
pin-title = Your one-time PIN
pin-for = For { $name }. It is shown only now.
pin-spoken = The PIN is
pin-until = Valid until
pin-left = Time left
pin-five-minutes = The PIN is valid for 5 more minutes.
pin-one-minute = The PIN is valid for 1 more minute.
pin-copy = Copy
pin-copied = Copied
pin-not-copied = Copying did not work. Select the PIN and copy it.
pin-steps = Now, on the device
pin-step-1 = Open Go. The screen says “{ go-unlock-title }”; if your secure apps are open, lock them first.
pin-step-2 = Tap “{ go-forgot }”.
pin-step-3 = Under “{ go-user-name }”, type
pin-step-4 = Under “{ go-password-or-pin }”, type the PIN, then tap “{ go-sign-in }”.
pin-step-5 = Choose a new passcode within five minutes, type it once more and tap “{ go-save }”.
pin-kept = Your mail, documents and everything else in your secure apps stay as they are.
pin-careful = Tell the PIN to nobody. Your help desk never asks for it.
pin-cancel-text = Not needed any more, or has somebody seen it?
pin-used = The PIN was used on the device just now. Choose your new passcode there.
pin-cancelled = This PIN is cancelled.
pin-expired = This PIN has expired.
pin-exhausted = This PIN was typed wrong too often and is not valid any more.
pin-replaced = There is a newer PIN for this device, so this one is not valid any more.
pin-new = Get a new PIN
pin-back = Back to the device

# Lock and Retire
lock-title = Lock { $name }?
lock-what = What happens
lock-1 = The secure apps on this device close at its next check-in. Opening the app makes it check in at once.
lock-2 = To open them again, type the passcode.
lock-3 = Nothing is lost.
lock-do = Lock
retire-title = Retire { $name }?
retire-1 = At its next check-in the device destroys the keys of its secure apps.
retire-2 = Everything that is only in the secure apps on this device is gone for good. Nobody can bring it back.
retire-3 = A one-time PIN or AppConnect Unlock that is still valid ends now.
retire-4 = To use secure apps on it again, the phone has to be set up anew.
retire-instead = Have you only forgotten the passcode? Do not retire the device: reset the passcode, and everything stays.
retire-again = To make sure that it is you, type your account’s password.
retire-again-provider = To make sure that it is you, sign in again. You then come back to this page.
retire-help-desk = Your account has no password here. Ask your help desk to retire the device.
retire-do = Retire this device

# Recent activity
activity-intro = What happened to your account and devices in the last 90 days, newest first.
activity-new = New
activity-read = Mark all as read
activity-empty = Nothing has happened yet
activity-empty-text = When a PIN is issued, a passcode is reset or a password changes, it is written here.
activity-not-you = Was any of this not you?
activity-not-you-text = Act now, in this order:
activity-not-you-password = Change your account’s password. That signs out all other browsers and ends every PIN.
activity-not-you-provider = Change your password where you sign in to your organisation.
activity-not-you-lock = Lock your device, or retire it if it is lost.
activity-not-you-help-desk = Tell your help desk.
activity-unread = { $n ->
    [one] { $n } unread
   *[other] { $n } unread
  }
notice-one-time-pin-issued-by-you = You got a one-time PIN
notice-one-time-pin-issued-by-help-desk = Your help desk issued a one-time PIN
notice-one-time-pin-used = A one-time PIN was used
notice-passcode-reset = A reset of the secure apps passcode was allowed
notice-password-changed-by-you = You changed your account’s password
notice-password-set-by-administrator = An administrator set your account’s password
notice-appconnect-unlock-granted = An administrator granted an AppConnect Unlock
notice-appconnect-unlock-granted-without-password = An administrator granted an AppConnect Unlock that does not ask for your password
notice-appconnect-unlock-used = An AppConnect Unlock was used
notice-device-locked-by-administrator = An administrator is locking a device
notice-device-retired-by-administrator = An administrator is retiring a device
notice-session-new-browser = Somebody signed in to your account with a new browser

# My account
account-user-name = User name
account-display-name = Name
account-email = E-mail address
account-none = Not given
account-wrong = Is something wrong here? Your help desk can correct it.
account-language = Language of e-mails
account-language-text = The language of these pages is chosen at the top of the page.
account-password-title = Account password
account-password-text = With it you sign in here and set up new devices. It is not the passcode of your secure apps.
account-password-button = Change account password
account-password-provider = You sign in with { $name }. Change your password there.
account-password-help-desk = Your account has no password here.
password-present = Current password
password-new-hint = At least 8 characters. A long one that you remember is best.
password-present-wrong = Your current password is not right. Try again.
password-ends = All other browsers where you are signed in are signed out, and every one-time PIN that is still valid ends. The passcode of your secure apps stays as it is.
password-do = Change password

# Signing in
sign-in-provider = Sign in with { $name }
sign-in-or = or with a password

done-pin-cancelled = The PIN is cancelled. It cannot be used any more.
done-my-lock-asked = The device locks at its next check-in.
done-my-retire-asked = The device is being retired. It destroys its keys at its next check-in.
done-activity-read = Everything is marked as read.
done-my-language-set = The language of your e-mails is saved.
done-my-password-changed = Your password is changed. All other browsers are signed out.
