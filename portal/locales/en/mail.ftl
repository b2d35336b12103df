# What is mailed of a notice. One message a kind: `subject`, `what` happened, and `advice` if it was
# not the reader. The device stands on a line of its own, because its name may say anything.

mail-hello = Hello,
mail-hello-named = Hello { $name },
mail-device = Device: “{ $device }”
mail-when = Date: { $when }
mail-activity = Recent activity of your account
mail-footer = This message was sent automatically. Nobody reads replies to it. It never asks you for a password, a passcode or a PIN.

mail-one-time-pin-issued-by-you =
    .subject = A one-time PIN was issued
    .what = A one-time PIN was issued with your account in the self-service portal. With it, the secure apps passcode of this device can be reset.
    .advice = If this was not you, contact your help desk at once and change your password.

mail-one-time-pin-issued-by-help-desk =
    .subject = Your help desk issued a one-time PIN
    .what = Your help desk issued a one-time PIN. With it, the secure apps passcode of this device can be reset.
    .advice = If you did not ask for it, contact your help desk at once.

mail-one-time-pin-used =
    .subject = A one-time PIN was used
    .what = A one-time PIN was used on this device to reset its secure apps passcode.
    .advice = If this was not you, contact your help desk at once and change your password.

mail-passcode-reset =
    .subject = A reset of the secure apps passcode was allowed
    .what = A new secure apps passcode can now be chosen on this device. The data of its secure apps is kept.
    .advice = If this was not you, contact your help desk at once and change your password.

mail-password-changed-by-you =
    .subject = Your password was changed
    .what = The password of your account was changed in the self-service portal.
    .advice = If this was not you, contact your help desk at once: somebody else has your account.

mail-password-set-by-administrator =
    .subject = An administrator set a new password
    .what = An administrator set a new password for your account.
    .advice = If you did not ask for it, contact your help desk. If you did, change the password to one that only you know.

mail-appconnect-unlock-granted =
    .subject = An AppConnect Unlock was granted
    .what = Your organisation granted an AppConnect Unlock: with your password, a new secure apps passcode can be chosen on this device.
    .advice = If you did not ask for it, contact your help desk at once and change your password.

mail-appconnect-unlock-granted-without-password =
    .subject = An AppConnect Unlock without password was granted
    .what = Your organisation granted an AppConnect Unlock: a new secure apps passcode can be chosen on this device, without your password.
    .advice = If you did not ask for it, contact your help desk at once.

mail-appconnect-unlock-used =
    .subject = An AppConnect Unlock was used
    .what = An AppConnect Unlock was used on this device: a new secure apps passcode can now be chosen.
    .advice = If this was not you, contact your help desk at once and change your password.

mail-device-locked-by-administrator =
    .subject = The secure apps of your device are being locked
    .what = An administrator is locking the secure apps of this device. Their data is kept; your passcode unlocks them.
    .advice = If you do not know why, contact your help desk.

mail-device-retired-by-administrator =
    .subject = Your device is being retired
    .what = An administrator is retiring this device. The keys of its secure apps are destroyed, and the data in them can no longer be opened.
    .advice = If you do not know why, contact your help desk.

mail-session-new-browser =
    .subject = Sign-in with a new browser
    .what = Somebody signed in to the self-service portal with your account, in a browser that was not used for it before.
    .advice = If this was not you, change your password and contact your help desk at once.
