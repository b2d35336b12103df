# Groups and who is in them.
members-add-group = Add group
members-search = Search
members-search-group = Name of the group
members-search-user = User name, name or e-mail address
members-search-do = Show
members-search-all = Show all
members-groups-count = { $n ->
    [one] { $n } group
   *[other] { $n } groups
  }
members-groups-count-more = More than { $n } groups
members-group = Group
members-members = Members
members-assigned = Configurations
members-assigned-none = None
members-platform-ios = iOS
members-platform-android = Android
members-none-title = No groups yet
members-none-text = With groups, some users get other rules than the platform’s default: put users in a group, and assign a configuration to it.
members-not-found-title = Nothing matches
members-not-found-text = Try a shorter part of the name, or show all.
members-new-title = Add a group
members-new-do = Add group
members-rename-title = Rename the group { $name }
members-name = Name of the group
members-name-hint = 1 to 64 characters, for instance of a department or a site.
members-rename = Rename
members-delete = Delete…
members-delete-title = Delete the group { $name }?
members-delete-what = Its members only stop being members. Their accounts and devices stay, and so do the rules that apply to them.
members-delete-members = { $n ->
    [one] It has { $n } member.
   *[other] It has { $n } members.
  }
members-delete-do = Delete group
members-delete-not = This group cannot be deleted
members-delete-why = These configurations are assigned to it. Deleting the group would give its members’ phones other rules without anybody having decided it. Take the group out of them first.
members-back = Back to the group
members-count = { $n ->
    [one] { $n } member
   *[other] { $n } members
  }
members-empty-title = Nobody is in this group
members-empty-text = Add users; they then get the configurations that are assigned to the group.
members-assigned-title = Assigned configurations
members-assigned-text = No configuration is assigned to this group, so it changes nothing for its members.
members-choose = Select
members-choose-one = Select { $name }
members-take-out = Remove selected users
members-take-out-text = Accounts and devices stay. If other rules apply afterwards, phones get them at their next check-in.
members-add = Add users
members-add-title = Add users to { $name }
members-add-text = Users who are in the group already are not listed.
members-add-do = Add selected users
members-nobody-chosen = Nobody is ticked, so nothing was done. Tick the users that you mean.
members-add-none-title = Everybody is in this group
members-add-none-text = There is no other user to add.
members-user = User
members-display-name = Name
members-email = E-mail address
done-group-created = The group is created. Now add users to it.
done-group-renamed = The group is renamed.
done-group-deleted = The group is deleted.
done-group-taken-out = The selected users are no longer in the group.
done-group-put-in = The selected users are now in the group.
