# Users from a file.
import-title = Import users from a CSV file
import-intro = Everybody in the file becomes a user, with the groups that are named there. Groups that do not exist yet are created.
import-all-or-nothing = All or nothing: if anything in the file is wrong, nobody is imported and nothing is changed.
import-template = Download a template
import-file = CSV file
import-file-hint = UTF-8, at most 1 MiB, 5,000 users and 250 passwords.
import-check = Check the file
import-do = Import
import-confirm-hint = Needed to import, because it lets people in; not to check the file.
import-steps = “Check the file” shows what would happen and changes nothing. “Import” checks it too, then imports it.
import-working = The file is being read. This can take half a minute.
import-too-large = This file is larger than 1 MiB. Split it into several files.
import-columns = What the columns hold
import-columns-text = The first line names the columns, in any order. Only the user name is needed. Columns are separated by commas or semicolons.
import-column-name = Column
import-column-user-name = What the user signs in with
import-column-display-name = The person’s name
import-column-email = Where notices go
import-column-language = en or fr; empty: the organisation’s
import-column-groups = Names of groups, separated by |
import-column-sign-in = password or identity-provider; empty: password
import-column-password = A first password, if there is to be one
import-ready-title = The file can be imported
import-ready-not-yet = Nothing is imported yet. Choose the file again, because the browser does not keep it, then press “Import”.
import-users = { $n ->
    [one] { $n } user
   *[other] { $n } users
  }
import-with-password = with a password
import-without-password = without a password
import-new-groups = New groups
import-new-groups-none = None
import-bad-title = { $n ->
    [one] { $n } thing to correct
   *[other] { $n } things to correct
  }
import-bad-text = Nobody is imported and nothing is changed. Correct the file, choose it again and check it again.
import-bad-more = Here are the first { $shown }. The others show when these are corrected.
import-line = Line
import-wrong = What to correct
import-column-none = the whole line
import-done-title = The file is imported
import-done-users = Users added
import-done-with = With a password
import-done-without = Without a password
import-done-groups = Groups created
import-done-next = Users without a password sign in through the identity provider, or with a password once you have set one.
import-done-go = To the users
import-done-again = Import another file
import-wrong-import-empty = There is no user in the file. Add a line for each.
import-wrong-import-too-large = The file is larger than 1 MiB. Split it.
import-wrong-import-no-header = The first line names no column user_name. Put the names of the columns there.
import-wrong-import-column-unknown = There is no column of this name. Correct it or leave it out.
import-wrong-import-column-repeated = This column is there already. Leave one out.
import-wrong-import-too-many-rows = The file has more than 5,000 users. Split it here.
import-wrong-import-too-many-passwords = The file has more than 250 passwords. Split it here.
import-wrong-import-too-many-groups = A user is in more than 50 groups, or the file creates more than 500. Use fewer.
import-wrong-import-groups-changed = Somebody else changed groups at the same moment. Import again.
import-wrong-import-fields = The line has more or fewer fields than the first one. Correct it; put a field that holds a comma or semicolon in quotation marks.
import-wrong-import-not-utf8 = This is not UTF-8. Save the file with this encoding.
import-wrong-import-user-name-missing = There is no user name. Add it.
import-wrong-user-name-invalid = A user name has 1 to 128 characters, none of them invisible.
import-wrong-import-user-name-repeated = A line above has this user name. Leave one out.
import-wrong-user-exists = There is a user of this name already. Leave the line out.
import-wrong-name-invalid = A name has 1 to 64 characters, none of them invisible.
import-wrong-email-invalid = This is not an e-mail address, or it has more than 254 characters.
import-wrong-import-language-unknown = Write en or fr, or leave it empty.
import-wrong-import-sign-in-unknown = Write password or identity-provider, or leave it empty.
import-wrong-import-group-invalid = The name of a group has 1 to 64 characters, none of them invisible.
import-wrong-password-length = Choose a password of at least 8 characters, and at most 1,024 bytes.
import-wrong-import-password-characters = The password holds a line break or another invisible character. Is a quotation mark missing?
