# La vue d’ensemble de l’administration.
overview-in-use = { $n ->
    [one] périphérique actif
   *[other] périphériques actifs
  }
overview-retiring = { $n ->
    [one] { $n } en cours d’exclusion
   *[other] { $n } en cours d’exclusion
  }
overview-retired = { $n ->
    [one] { $n } exclu
   *[other] { $n } exclus
  }
overview-look = À surveiller
overview-silent = Périphériques sans contact depuis 7 jours
overview-former-key = Périphériques encore sur une ancienne clé de séquestre
overview-pins = Codes PIN à usage unique valables en ce moment
overview-latest = Dernières entrées de l’historique d’audit, hors connexions
overview-all = Ouvrir l’historique d’audit

# La liste des périphériques
devices-search = Rechercher
devices-search-hint = Périphérique ou utilisateur
devices-platform = Plateforme
devices-state = État
devices-seen = Dernier contact
devices-sort = Trier par
devices-any = Peu importe
devices-any-platform = Toutes
devices-not-retired = Tous sauf exclus
devices-seen-within-a-day = Ces dernières 24 heures
devices-seen-over-a-day = Il y a plus d’un jour
devices-seen-over-7-days = Il y a plus de 7 jours
devices-seen-over-30-days = Il y a plus de 30 jours
devices-sort-last-seen = Dernier contact, le plus récent d’abord
devices-sort-enrolled = Inscription, la plus ancienne d’abord
devices-sort-name = Nom du périphérique
devices-sort-user = Nom d’utilisateur
devices-show = Afficher
devices-clear = Effacer les filtres
devices-count = { $n ->
    [one] { $n } périphérique
   *[other] { $n } périphériques
  }
devices-more = Plus de { $n } périphériques
devices-device = Périphérique
devices-user = Utilisateur
devices-app = Appli
devices-waiting = Commandes en attente
devices-nothing = Aucune
devices-none = Aucun périphérique pour l’instant
devices-none-text = Un périphérique apparaît ici quand son utilisateur configure Go (iOS) ou le Gestionnaire d’applis sécurisées (Android) et s’y connecte avec son nom d’utilisateur et son mot de passe. Vous n’avez rien à faire ici au préalable.
devices-see-retired = Afficher les périphériques exclus
devices-see-users = Utilisateurs
devices-none-match = Aucun périphérique ne correspond
devices-none-match-text = Essayez avec une partie plus courte du nom, ou effacez les filtres. Les périphériques exclus ne s’affichent que si vous choisissez cet état.

# Un périphérique
device-platform-ios = iOS
device-platform-android = Android
device-state-active = Actif
device-state-retiring = Exclusion en cours
device-state-retired = Exclu
device-command-lock = Verrouiller
device-command-unlock = Déverrouiller AppConnect
device-command-retire = Exclure
device-facts = À propos de ce périphérique
device-enrolled = Inscrit
device-retire-asked = Exclusion demandée
device-retired-at = Exclu
device-generation = Protection du code d’accès
device-generation-none = Pas encore de code d’accès
device-generation-text = { $n ->
    [0] Telle que configurée au départ
    [one] Renouvelée une fois, par un nouveau code d’accès, une réinitialisation ou une nouvelle clé de séquestre
   *[other] Renouvelée { $n } fois, par un nouveau code d’accès, une réinitialisation ou une nouvelle clé de séquestre
  }
device-key = Clé de séquestre
device-key-current = La clé actuelle
device-key-former = Une ancienne clé
device-key-former-text = Le périphérique changera de clé au prochain déverrouillage avec le code d’accès.
device-key-none = Aucune signalée pour l’instant
device-retiring-text = Le téléphone détruira ses clés à son prochain contact. On ne peut plus rien faire d’autre avec ce périphérique.
device-retired-text = Les clés de ce téléphone sont détruites, ou le portail ne l’attend plus. Pour l’utiliser de nouveau, il faut l’inscrire à nouveau sur le téléphone.
device-doing = Ce que vous pouvez faire
device-pin-button = Émettre un code PIN à usage unique
device-pin-short = Pour un utilisateur qui a oublié le code d’accès et s’adresse au service d’assistance. Les données sont conservées.
device-pin-live-short = Un code PIN est valable en ce moment. Voyez jusqu’à quand, ou annulez-le.
device-pin-why-reset-not-allowed = Les règles de ce périphérique n’autorisent pas la réinitialisation.
device-pin-why-one-time-pin-not-allowed = Les codes PIN à usage unique sont désactivés dans la configuration de ce périphérique.
device-pin-why-one-time-pin-ios-only = Les codes PIN à usage unique sont réservés à iOS.
device-pin-why-client-too-old = Les codes PIN à usage unique nécessitent Go 3.1.0 ou une version ultérieure. Demandez à l’utilisateur de mettre Go à jour et de l’ouvrir.
device-pin-why-device-retired = Ce périphérique est exclu ou en cours d’exclusion.
device-lock-short = Ferme les applis sécurisées. Rien n’est perdu.
device-unlock-short = L’utilisateur crée un nouveau code d’accès. Les données sont conservées.
device-retire-short = Détruit les clés sur le téléphone. Irréversible.
device-give-up = Ne plus attendre
device-give-up-short = Si le téléphone est définitivement perdu et ne reprendra jamais contact.
device-commands = Commandes
device-commands-none = Rien n’a été demandé à ce téléphone.
device-command = Commande
device-asked-by = Demandée par
device-asked = demandée le
device-asked-ago = demandée
device-told = transmise au téléphone le
device-not-told = le téléphone n’a pas repris contact depuis
device-done-at = exécutée le
device-ended-at = terminée le
device-until = valable jusqu’au
device-waiting = En attente
device-done = Exécutée
device-superseded = Remplacée par une plus récente
device-cancelled = Annulée
device-expired = Expirée
device-exhausted = Trop d’essais erronés
device-grant-asked = demande le mot de passe du compte
device-grant-waived = sans le mot de passe du compte
device-rules = Configuration effective
device-applies = Configuration appliquée :
device-version = Version { $n }
device-why-in-group = Parce que l’utilisateur fait partie de { $groups } et qu’aucune autre configuration qui le concerne ne passe avant.
device-why-default = La configuration par défaut de la plateforme : aucune autre ne concerne cet utilisateur.
device-why-lower-priority = L’utilisateur fait partie de { $groups }, mais { $name } a la priorité.
device-why-not-in-group = Pour { $groups } ; l’utilisateur n’en fait pas partie.
device-why-not-assigned = Attribuée à aucun groupe.
device-why-default-not-needed = La configuration par défaut de la plateforme ; { $name } s’applique à sa place.
device-others = { $n ->
    [one] { $n } autre configuration ne s’applique pas
   *[other] { $n } autres configurations ne s’appliquent pas
  }
device-all-rules = Les { $n } règles
device-rules-changed = { $n ->
    [0] toutes comme par défaut
    [one] { $n } diffère de la configuration par défaut
   *[other] { $n } diffèrent de la configuration par défaut
  }
device-rule = Règle
device-value = Valeur
device-source = D’où elle vient
device-from-default = Configuration par défaut
device-as-default = Comme par défaut
device-from-this = Cette configuration
device-default-is = Par défaut : { $value }
device-timeline = Ce qui s’est passé
device-timeline-all = Tout sur ce périphérique dans l’historique d’audit
device-timeline-more = Ce sont les dernières entrées.
device-back = Retour au périphérique

# Lui demander quelque chose
device-of = { $platform } { $version } · de { $user }
device-what-happens = Ce qui va se passer
device-nothing-more = Ce périphérique est exclu ou en cours d’exclusion : on ne peut plus rien lui demander.
device-supersedes = Cette commande est déjà en attente. Une nouvelle la remplacera
device-tick = Cochez cette case si vous êtes sûr.
device-lock-title = Verrouiller { $name } ?
device-lock-1 = À son prochain contact, le téléphone ferme toutes les applis sécurisées. Ouvrir l’appli suffit pour qu’il prenne contact.
device-lock-2 = L’utilisateur les rouvre avec le code d’accès et ne perd rien.
device-lock-3 = L’utilisateur est informé qu’un administrateur verrouille le périphérique.
device-lock-do = Verrouiller
done-device-lock = Le téléphone verrouille ses applis sécurisées à son prochain contact.
device-unlock-title = Déverrouiller AppConnect pour { $name } ?
device-unlock-1 = Pendant 24 heures à partir de maintenant, et une seule fois, l’utilisateur peut créer un nouveau code d’accès ; le téléphone le propose à son prochain contact.
device-unlock-2 = L’utilisateur ouvre l’appli sur le téléphone et se laisse guider. Tant que le nouveau code d’accès n’est pas enregistré, l’ancien reste valable.
device-unlock-3 = Toutes les données des applis sécurisées sont conservées.
device-unlock-4 = L’utilisateur en est informé, et c’est inscrit dans l’historique d’audit.
device-unlock-password = Le mot de passe du compte
device-unlock-asked = Le demander sur le téléphone
device-unlock-asked-text = Seule une personne qui connaît le mot de passe du compte peut créer le nouveau code d’accès.
device-unlock-waived = Ne pas le demander
device-unlock-waived-text = Quiconque tient le téléphone peut créer le nouveau code d’accès. Seulement si vous avez vérifié que c’est l’utilisateur ; un motif est nécessaire.
device-unlock-reason = Motif
device-unlock-reason-hint = De 4 à 200 caractères, pour l’historique d’audit. Nécessaire si le mot de passe n’est pas demandé : dites comment vous avez vérifié l’identité.
device-unlock-do = Accorder le déverrouillage AppConnect
done-device-unlock = Le déverrouillage AppConnect est accordé. Le téléphone propose un nouveau code d’accès à son prochain contact.
device-retire-title = Exclure { $name } ?
device-retire-1 = À son prochain contact, le téléphone détruit les clés de ses applis sécurisées.
device-retire-2 = Tout ce qui ne se trouve que dans les applis sécurisées de ce téléphone disparaît définitivement.
device-retire-3 = Un code PIN à usage unique ou un déverrouillage AppConnect encore valable prend fin maintenant. L’utilisateur est informé.
device-retire-4 = Pour y utiliser de nouveau des applis sécurisées, l’utilisateur inscrit le téléphone à nouveau.
device-retire-instead = L’utilisateur a seulement oublié le code d’accès ? N’excluez pas le périphérique : un code PIN à usage unique ou un déverrouillage AppConnect conserve les données.
device-retire-cancels = Des commandes sont encore en attente pour ce téléphone. Elles seront annulées.
device-retire-understood = J’ai compris : les clés de ce téléphone sont détruites et personne ne peut récupérer ses données.
device-retire-do = Exclure ce périphérique
done-device-retire = Le périphérique est en cours d’exclusion. Le téléphone détruira ses clés à son prochain contact.
device-give-up-title = Ne plus attendre { $name } ?
device-give-up-1 = Le périphérique est considéré comme exclu dès maintenant, et le portail ne répond plus à rien de ce que ce téléphone demande.
device-give-up-2 = Le téléphone ne reçoit pas l’ordre de détruire ses clés. Elles y restent, protégées par le code d’accès.
device-give-up-3 = Ce portail ne pourra plus jamais le réinitialiser ni le déverrouiller.
device-give-up-instead = Si le téléphone peut encore se connecter, attendez : il détruit ses clés dès qu’il prend contact.
device-give-up-understood = J’ai compris : ce téléphone ne recevra jamais l’ordre de détruire ses clés, et le portail ne l’attend plus.
device-give-up-do = Ne plus attendre
done-device-give-up = Le périphérique est exclu. Le portail n’attend plus son téléphone.

# Un code PIN à usage unique émis par l’assistance
device-pin-title = Code PIN à usage unique pour { $name }
device-pin-sure = Est-ce bien l’utilisateur ?
device-pin-sure-text = Quiconque a le téléphone et ce code PIN peut ouvrir toutes ses applis sécurisées. Vérifiez d’abord, de l’une de ces façons :
device-pin-sure-1 = Rappelez à un numéro que votre organisation a enregistré, jamais à un numéro donné par la personne qui appelle.
device-pin-sure-2 = Ou rencontrez la personne, avec un badge ou une pièce d’identité.
device-pin-sure-3 = Ou faites confirmer par son responsable, lors d’un appel que vous passez vous-même. C’est urgent, secret ou inhabituel ? Refusez et demandez conseil à un collègue.
device-pin-1 = Le code PIN ne vous est affiché qu’une fois. Vous le lisez à voix haute ; ne l’écrivez jamais dans un e-mail ni dans un ticket.
device-pin-2 = Sur le téléphone, l’utilisateur le saisit à la place du mot de passe et crée un nouveau code d’accès. Les données sont conservées.
device-pin-3 = L’utilisateur est informé que le service d’assistance a émis un code PIN. Votre nom et le motif figurent dans l’historique d’audit.
device-pin-ends-old = Le code PIN valable en ce moment prend fin.
device-pin-reason = Comment avez-vous vérifié l’identité ?
device-pin-reason-hint = De 4 à 200 caractères, pour l’historique d’audit ; par exemple « Rappel au numéro enregistré, ticket 4711 ».
device-pin-do = Afficher le code PIN
device-pin-live = Un code PIN est valable jusqu’au
device-pin-issued-by = Émis par
device-pin-not-again = Il a été affiché une fois et ne peut plus l’être.
device-pin-cancel = Annuler ce code PIN
device-pin-instead = Un administrateur peut accorder un déverrouillage AppConnect à la place : l’utilisateur crée alors un nouveau code d’accès sur le téléphone, et les données sont conservées.
device-pin-shown-title = Code PIN à usage unique, à lire à voix haute
device-pin-read = Comment le lire
device-pin-read-text = Le téléphone doit être connecté au réseau. Parcourez ces étapes ensemble ; ne dites rien d’autre de secret.
device-pin-read-digits = Lisez le code PIN chiffre par chiffre, groupe par groupe, et faites-le répéter.
device-pin-once = Si vous quittez cette page, le code PIN ne pourra plus être affiché. S’il a été mal entendu, émettez-en un autre : celui-ci prend alors fin.
device-pin-told = Je l’ai communiqué : terminé
device-pin-used = Le code PIN vient d’être utilisé sur le périphérique. L’utilisateur crée maintenant un nouveau code d’accès.
device-pin-cancel-text = Vous n’êtes plus sûr de l’identité de la personne ?
