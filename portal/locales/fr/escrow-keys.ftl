# Clés de séquestre.
escrow-text = Un utilisateur qui a oublié son code d’accès ne perd pas ses données, car chaque téléphone dépose sur le portail une clé de récupération, scellée de sorte que seule une clé de séquestre puisse l’ouvrir. Le portail ne l’ouvre que pour un utilisateur qui a prouvé son identité, et ne la remet qu’à son propre téléphone : personne dans l’équipe ne voit jamais un code d’accès ni des données. Créer de temps en temps une nouvelle clé de séquestre limite ce qu’une ancienne pourrait ouvrir.
escrow-current = Clé actuelle
escrow-state-current = En service
escrow-state-former = Ancienne clé
escrow-state-destroyed = Détruite
escrow-name = Clé
escrow-since = Depuis
escrow-made = Créée
escrow-devices = Périphériques qui en dépendent
escrow-devices-n = { $n ->
    [0] Aucun périphérique
    [one] { $n } périphérique
   *[other] { $n } périphériques
  }
escrow-former = Anciennes clés
escrow-followed = { $n ->
    [0] Aucun des périphériques actifs ({ $all }) n’est encore passé à la clé actuelle.
    [one] { $n } périphérique actif sur { $all } est passé à la clé actuelle.
   *[other] { $n } périphériques actifs sur { $all } sont passés à la clé actuelle.
  }
escrow-followed-text = Un téléphone change de clé tout seul au prochain déverrouillage avec le code d’accès. D’ici là, l’ancienne clé est conservée et la réinitialisation fonctionne comme avant.
escrow-still = Périphériques qui en dépendent encore
escrow-nobody = Aucun : peut être détruite
escrow-do = Action
escrow-destroy = Détruire…
escrow-no-former = Aucune ancienne clé
escrow-no-former-text = Tous les périphériques dépendent de la clé actuelle. Après la création d’une nouvelle clé, la précédente apparaît ici jusqu’à ce que tous les périphériques aient changé de clé.
escrow-destroyed = { $n ->
    [one] { $n } clé détruite
   *[other] { $n } clés détruites
  }
escrow-destroyed-at = Détruite
escrow-lost = Périphériques sans récupération

# Périphériques d’une clé.
escrow-devices-title = Périphériques qui dépendent de la clé { $key }
escrow-devices-current = { $n ->
    [one] { $n } périphérique actif dépend de la clé actuelle.
   *[other] { $n } périphériques actifs dépendent de la clé actuelle.
  }
escrow-devices-former = { $n ->
    [one] { $n } périphérique actif en dépend encore. Il changera de clé au prochain déverrouillage avec le code d’accès.
   *[other] { $n } périphériques actifs en dépendent encore. Chacun changera de clé au prochain déverrouillage avec le code d’accès.
  }
escrow-devices-destroyed = { $n ->
    [one] { $n } périphérique actif n’a plus de récupération tant que son utilisateur n’a pas déverrouillé une fois avec le code d’accès.
   *[other] { $n } périphériques actifs n’ont plus de récupération tant que leurs utilisateurs n’ont pas déverrouillé une fois avec le code d’accès.
  }
escrow-device = Périphérique
escrow-user = Utilisateur
escrow-seen = Dernier contact
escrow-how = Comment nous le savons
escrow-reported = Le téléphone l’indique
escrow-told = Le téléphone a reçu cette clé et n’a pas encore répondu
escrow-no-devices = Aucun périphérique ne dépend de cette clé
escrow-no-devices-text = Tous les périphériques actifs dépendent d’une autre clé.

# Une nouvelle clé.
escrow-make = Créer une nouvelle clé
escrow-make-text = Le portail crée une nouvelle clé de séquestre et l’utilise désormais. Rien n’est perdu :
escrow-make-phones = Chaque téléphone change de clé tout seul au prochain déverrouillage avec le code d’accès. Les utilisateurs ne remarquent rien.
escrow-make-former = La clé d’aujourd’hui devient une ancienne clé. Elle ouvre toujours ce qui a été scellé pour elle : la réinitialisation fonctionne pour tous les téléphones.
escrow-make-lost = Quand tous les périphériques auront changé de clé, vous pourrez la détruire.
escrow-make-go = Créer la nouvelle clé

# La fin d’une clé.
escrow-destroy-title = Détruire l’ancienne clé { $key }
escrow-destroy-simple = Plus aucun périphérique actif ne dépend de cette clé. Personne ne perd rien.
escrow-destroy-losing = { $n ->
    [one] { $n } périphérique actif dépend encore de cette clé et perdra la récupération.
   *[other] { $n } périphériques actifs dépendent encore de cette clé et perdront la récupération.
  }
escrow-destroy-losing-text = Qui oublie le code d’accès d’un tel périphérique avant de l’avoir déverrouillé encore une fois perd les données qu’il contient. Mieux vaut attendre que tous aient changé de clé, sauf si cette clé a pu être volée.
escrow-destroy-which-devices = { $n ->
    [one] Voir de quel périphérique il s’agit
   *[other] Voir de quels { $n } périphériques il s’agit
  }
escrow-destroy-for-ever = Cette action est irréversible. Les sauvegardes qui contiennent la clé permettent encore de s’en servir : détruisez-les aussi, si c’est nécessaire.
escrow-destroy-accept = Nombre de périphériques qui perdent la récupération
escrow-destroy-accept-hint = Tapez { $n } pour montrer que vous l’acceptez.
escrow-destroy-go = Détruire la clé définitivement
done-escrow-key-made = Une nouvelle clé de séquestre est en service. Les téléphones changeront de clé tout seuls.
done-escrow-key-destroyed = La clé est détruite.
done-escrow-key-was-destroyed = Cette clé était déjà détruite. Rien n’a été modifié.
