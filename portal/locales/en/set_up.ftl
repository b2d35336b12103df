# The first administrator.
set-up-title = Set up the portal
set-up-text = Create the account of the first administrator. With it you then add users, groups and more staff.
set-up-token = Set-up code
set-up-token-hint = The portal printed a link when it started; this is the part after the # in it. It works once.
set-up-token-filled = Taken from the link.
set-up-user-name-hint = What you sign in with. It cannot be changed later.
set-up-password = Password
set-up-password-again = Repeat the password
set-up-do = Create the administrator
set-up-is-done-title = The portal is set up
set-up-is-done-text = There is an administrator already, so set-up links are no longer valid.
set-up-sign-in = Sign in to administration
done-set-up = The administrator’s account is created. Sign in with the name and password that you have just chosen.
