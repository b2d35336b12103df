# Les groupes et leurs membres.
members-add-group = Ajouter un groupe
members-search = Rechercher
members-search-group = Nom du groupe
members-search-user = Nom d’utilisateur, nom ou adresse e-mail
members-search-do = Afficher
members-search-all = Tout afficher
members-groups-count = { $n ->
    [one] { $n } groupe
   *[other] { $n } groupes
  }
members-groups-count-more = Plus de { $n } groupes
members-group = Groupe
members-members = Membres
members-assigned = Configurations
members-assigned-none = Aucune
members-platform-ios = iOS
members-platform-android = Android
members-none-title = Aucun groupe pour l’instant
members-none-text = Grâce aux groupes, certains utilisateurs reçoivent d’autres règles que celles par défaut : mettez des utilisateurs dans un groupe et attribuez-lui une configuration.
members-not-found-title = Rien ne correspond
members-not-found-text = Essayez avec une partie plus courte du nom, ou affichez tout.
members-new-title = Ajouter un groupe
members-new-do = Ajouter le groupe
members-rename-title = Renommer le groupe { $name }
members-name = Nom du groupe
members-name-hint = De 1 à 64 caractères, par exemple un service ou un site.
members-rename = Renommer
members-delete = Supprimer…
members-delete-title = Supprimer le groupe { $name } ?
members-delete-what = Les utilisateurs n’en font simplement plus partie ; leurs comptes, leurs périphériques et les règles qui s’appliquent à eux restent.
members-delete-members = { $n ->
    [one] Il a { $n } membre.
   *[other] Il a { $n } membres.
  }
members-delete-do = Supprimer le groupe
members-delete-not = Ce groupe ne peut pas être supprimé
members-delete-why = Ces configurations lui sont attribuées. Supprimer le groupe donnerait d’autres règles aux téléphones de ses membres sans que personne l’ait décidé. Retirez-en d’abord le groupe.
members-back = Retour au groupe
members-count = { $n ->
    [one] { $n } membre
   *[other] { $n } membres
  }
members-empty-title = Personne dans ce groupe
members-empty-text = Ajoutez des utilisateurs ; ils reçoivent alors les configurations attribuées au groupe.
members-assigned-title = Configurations attribuées
members-assigned-text = Aucune configuration n’est attribuée à ce groupe ; il ne change donc rien pour ses membres.
members-choose = Sélectionner
members-choose-one = Sélectionner { $name }
members-take-out = Retirer les utilisateurs sélectionnés
members-take-out-text = Comptes et périphériques restent. Si d’autres règles s’appliquent ensuite, les téléphones les reçoivent à leur prochain contact.
members-add = Ajouter des utilisateurs
members-add-title = Ajouter des utilisateurs à { $name }
members-add-text = Les utilisateurs qui sont déjà dans le groupe ne figurent pas dans la liste.
members-add-do = Ajouter les utilisateurs sélectionnés
members-nobody-chosen = Personne n’est coché : rien n’a été fait. Cochez les utilisateurs voulus.
members-add-none-title = Tout le monde est dans ce groupe
members-add-none-text = Il n’y a pas d’autre utilisateur à ajouter.
members-user = Utilisateur
members-display-name = Nom
members-email = Adresse e-mail
done-group-created = Le groupe est créé. Ajoutez-y maintenant des utilisateurs.
done-group-renamed = Le groupe est renommé.
done-group-deleted = Le groupe est supprimé.
done-group-taken-out = Les utilisateurs sélectionnés ne font plus partie du groupe.
done-group-put-in = Les utilisateurs sélectionnés font maintenant partie du groupe.
