# What happened, one text for each action of the audit trail. What an entry says besides is in the
# variables: a word of it, or "none"; a number, or 0.
audit-administrator-created = First administrator created with the set-up link
audit-audit-exported = Audit trail exported
audit-command-asked = { $command ->
    [lock] Lock asked for
    [retire] Retire asked for
    [appconnect-unlock] { $password ->
        [waived] AppConnect Unlock granted, without the account’s password
       *[other] AppConnect Unlock granted
      }
   *[other] Command asked for
  }
audit-command-delivered = { $command ->
    [lock] Lock: the phone was told
    [retire] Retire: the phone was told
    [appconnect-unlock] AppConnect Unlock: the phone was told
   *[other] Command: the phone was told
  }
audit-command-done = { $command ->
    [lock] Secure apps locked by the phone
    [retire] Keys destroyed by the phone: retired
    [appconnect-unlock] AppConnect Unlock taken by the phone
   *[other] Command carried out by the phone
  }
audit-configuration-assigned = Configuration { $name }: groups changed
audit-configuration-changed = { $version ->
    [0] Configuration { $name }: rules changed
   *[other] Configuration { $name }: rules changed, now version { $version }
  }
audit-configuration-created = Configuration { $name } created
audit-configuration-deleted = Configuration { $name } deleted
audit-configuration-ordered = Order of configurations changed
audit-configuration-renamed = Configuration { $name } renamed
audit-device-enroll-refused = Enrolment refused
audit-device-enrolled = Enrolled
audit-device-given-up = Retired without waiting for the phone
audit-device-rolled-back = Refused: the phone reports an older state than before
audit-escrow-key-created = New escrow key created
audit-escrow-key-destroyed = { $devices_lost ->
    [0] Escrow key destroyed
    [one] Escrow key destroyed; { $devices_lost } device lost recovery
   *[other] Escrow key destroyed; { $devices_lost } devices lost recovery
  }
audit-group-created = Group { $name } created
audit-group-deleted = Group { $name } deleted
audit-group-members-changed = Members of group { $name } changed: { $put_in } added, { $taken_out } removed
audit-group-renamed = Group { $name } renamed
audit-mail-given-up = E-mail could not be sent
audit-one-time-pin-cancelled = One-time PIN cancelled
audit-one-time-pin-issued = One-time PIN issued
audit-one-time-pin-refused = One-time PIN refused
audit-portal-created = Portal set up
audit-reset-answered = { $way ->
    [password] Passcode reset allowed, by the account’s password
    [one-time-pin] Passcode reset allowed, by one-time PIN
    [appconnect-unlock] Passcode reset allowed, by AppConnect Unlock
   *[other] Passcode reset allowed
  }
audit-reset-done = New passcode created after the reset
audit-reset-refused = Passcode reset refused
audit-reset-repeated = Passcode reset: the answer was sent again
audit-reset-unreadable = Passcode reset: the phone’s recovery key could not be opened
audit-session-begun = Signed in
audit-session-confirm-refused = Identity not confirmed again
audit-session-confirmed = Identity confirmed again
audit-session-ended = Signed out
audit-session-refused = Sign-in refused
audit-staff-changed = { $disabled ->
    [yes] Member of staff disabled
   *[other] Member of staff: role or access changed
  }
audit-staff-created = Member of staff added
audit-staff-password-refused = Change of a staff password refused
audit-staff-password-set = Staff password set
audit-staff-profile-set = Details of a member of staff changed
audit-user-created = User added
audit-user-identity-bound = User linked with the identity provider
audit-user-identity-released = User’s link with the identity provider removed
audit-user-password-refused = Change of password refused
audit-user-password-set = Password set
audit-user-profile-set = Details of the user changed
audit-user-sign-in-set = { $sign_in ->
    [password] User now signs in with the password kept here
    [identity-provider] User now signs in through the identity provider
    [second-factor] User now signs in with a second factor
   *[other] Way of signing in changed
  }
audit-users-imported = { $users ->
    [one] { $users } user imported from a file
   *[other] { $users } users imported from a file
  }

# Why something was refused.
audit-reason-account-disabled = the account is disabled
audit-reason-account-identity-provider = the account signs in through the identity provider
audit-reason-account-not-identity-provider = the account does not sign in through the identity provider
audit-reason-account-of-other-device = the account is not this device’s
audit-reason-account-second-factor = the account signs in with a second factor
audit-reason-account-unknown = there is no such account
audit-reason-auth-time-not-recent = the identity provider did not ask again
audit-reason-client-too-old = the app is too old
audit-reason-device-retired = the device is retired
audit-reason-escrow-key-destroyed = the escrow key was destroyed
audit-reason-grant-not-live = the AppConnect Unlock is not valid any more
audit-reason-grant-used = the AppConnect Unlock was used already
audit-reason-identity-other = somebody else signed in at the identity provider
audit-reason-mail-address-invalid = the address is not valid
audit-reason-mail-refused = the mail server refused it
audit-reason-mail-too-old = it was too old
audit-reason-one-time-pin-cancelled = the one-time PIN was cancelled
audit-reason-one-time-pin-exhausted = too many wrong tries with the one-time PIN
audit-reason-one-time-pin-expired = the one-time PIN had expired
audit-reason-one-time-pin-not-allowed = one-time PINs are not allowed
audit-reason-one-time-pin-other-device = the one-time PIN is for another device
audit-reason-one-time-pin-used = the one-time PIN was used already
audit-reason-password-wrong = wrong password
audit-reason-reset-not-allowed = the rules do not allow a reset
audit-reason-secret-wrong = wrong password or PIN

# Who did it.
audit-who-administrator = Administrator
audit-who-help-desk = Help desk
audit-who-auditor = Auditor
audit-who-user = User
audit-who-device = The phone
audit-who-portal = The portal
audit-who-anonymous = Somebody not signed in
audit-when = When
audit-who = Who
audit-what = What
audit-because = Cause: { $reason }
audit-told = Reason given: { $reason }
