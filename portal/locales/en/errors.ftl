# Titles of pages that tell what went wrong, by status.
error-title-403 = This is not allowed
error-title-404 = There is nothing here
error-title-429 = Too many attempts
error-title-500 = Something failed in the portal
error-title-503 = The portal is busy
error-title-other = That did not work
error-code = For your help desk, the code is
error-home = Back to the beginning
error-wait = { $n ->
    [one] You can try again in { $n } minute.
   *[other] You can try again in { $n } minutes.
  }

# One text for each code of the API.
error-request-malformed = The portal did not understand this request. Load the page again and repeat what you did.
error-request-too-large = This is more than the portal takes at once. Send less.
error-request-no-such-path = There is no page at this address. Check it, or begin from the start page.
error-request-no-such-method = This page cannot be used like this. Begin from the start page.
error-request-cross-site = This request did not come from a page of this portal, so nothing was done. Open the portal’s own page and repeat what you did.
error-request-stale = This request is too old. Load the page again.
error-request-reused = This request was answered before. Begin again.
error-form-outdated = This form was made for another session, so nothing was done. Load the page again and fill it in anew.
error-portal-timed-out = The portal took too long. Try again in a minute.
error-portal-not-ready = The portal is not ready. Try again in a minute.
error-portal-internal = The portal failed, and nothing was lost. Try again; if it stays, tell your help desk.
error-session-needed = Sign in to go on.
error-role-not-allowed = Your role does not allow this. Ask an administrator.
error-credentials-not-accepted = User name or password are not accepted. Check them and try again.
error-attempts-too-many = There were too many failed attempts from here.
error-set-up-not-accepted = This set-up link is not valid. Use the link that the portal printed at its last start; if there is an administrator already, sign in.
error-user-unknown = There is no such user. Choose one from the list.
error-user-exists = This user name is taken. Choose another one.
error-user-name-invalid = A user name has 1 to 128 characters, none of them invisible. Choose another one.
error-password-length = A password has 8 to 1,024 bytes. Choose another one.
error-account-changed = The account changed at the same moment. Try again.
error-staff-unknown = There is no such member of the team. Choose one from the list.
error-staff-last-administrator = Nobody else could administer the portal any more. Make somebody else an administrator first.
error-group-unknown = There is no such group. Choose one from the list.
error-group-in-use = A configuration is assigned to this group. Take the configuration from the group first.
error-name-invalid = A name has 1 to 64 characters, none of them invisible. Choose another one.
error-name-taken = Another one has this name. Choose another name.
error-reason-invalid = Give a reason of 4 to 200 characters: say how you made sure who is asking.
error-notice-unknown = There is no such notice. Load the list again.
error-configuration-unknown = There is no such configuration. Choose one from the list.
error-configuration-is-default = This is the platform’s default: it applies to everybody for whom no other one does, and stays. Change its rules instead.
error-configuration-in-use = This configuration is assigned to a group. Take it from its groups first.
error-configuration-order-changed = Somebody else changed the order. Look at it and repeat your change.
error-configuration-changed = Somebody else changed this configuration in the meantime. Look at it and repeat your change.
error-policy-invalid = The rules are not valid and the old ones stay. Correct the fields that are marked.
error-device-unknown = There is no such device. Choose one from the list.
error-device-retired = This device is retired, or is being retired. Nothing else can be done with it; enrol the phone again.
error-device-rolled-back = The phone reports an older state than before: its files were put back. Enrol it again.
error-client-too-old = One-time PINs need version 3.1.0 or later of the app. Update it, let it check in, and try again.
error-reset-not-allowed = Your organisation does not let users reset the passcode. Ask your help desk.
error-one-time-pin-ios-only = One-time PINs are for iOS. On Android, reset the passcode with the account’s password.
error-one-time-pin-shown-before = This form was sent before. A PIN is shown only once, so nothing was done again: the PIN that you saw is as it was.
error-one-time-pin-not-allowed = Your organisation does not use one-time PINs. Reset the passcode with your password.
error-grant-not-live = This AppConnect Unlock is used, cancelled, too old or not for this device. Ask your help desk for a new one.
error-escrow-key-destroyed = The key that could recover this passcode was destroyed. Unlock with the passcode, or enrol the phone again.
error-escrow-key-unknown = There is no such escrow key. Choose one from the list.
error-escrow-key-current = This is the current escrow key. Make a new one first; then this one is a former one.
error-escrow-key-in-use = Devices still rely on this key. Wait until they have followed, or confirm how many of them may lose recovery.
error-escrow-key-changed = Somebody else has just made a new escrow key. Look at the list before you make another one.
