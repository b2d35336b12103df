# Historique d’audit : la liste et ses filtres.
trail-text = Tout ce qui a modifié quelque chose ou a été refusé, du plus récent au plus ancien. Rien ici ne peut être modifié ni supprimé.
trail-caption = Entrées de l’historique d’audit, de la plus récente à la plus ancienne
trail-filters = Filtres
trail-filters-more = Plus de filtres
trail-filter = Filtrer
trail-clear = Effacer les filtres
trail-any = Indifférent
trail-action = Ce qui s’est passé
trail-reason = Motif du refus
trail-by = Fait par
trail-by-hint = Nom d’un utilisateur ou d’un membre de l’équipe (identifiant de connexion)
trail-about = Concernant
trail-about-hint = Nom d’un utilisateur ou d’un membre de l’équipe (identifiant de connexion)
trail-device = Périphérique
trail-device-hint = Son nom complet ou son identifiant
trail-from = Du
trail-to = Au
trail-utc = Journée entière, en UTC
trail-nobody = Personne ici n’a ce nom d’utilisateur. Vérifiez son orthographe.
trail-no-device = Aucun périphérique n’a ce nom ni cet identifiant. Vérifiez-le, ou cherchez le périphérique dans la liste des périphériques.
trail-several-devices = Plusieurs périphériques ont ce nom. Choisissez-en un ci-dessous.
trail-device-of = { $device }, de { $user }
trail-no-day = Ce n’est pas une date. Écrivez-la comme 2026-01-31.
trail-days-turned = Le dernier jour précède le premier. Modifiez l’un des deux.
trail-wrong = Aucune recherche n’a été faite. Corrigez ce qui est signalé ci-dessus.
trail-wrong-other = Aucune recherche n’a été faite : l’adresse demande quelque chose qui n’existe pas. Effacez les filtres et choisissez de nouveau.
trail-empty = Aucun résultat
trail-empty-text = Aucune entrée ne correspond à tous ces filtres. Retirez-en un, ou choisissez d’autres jours.
trail-where = Concernant
trail-open = Entrée { $n }
trail-details = Détails
trail-more = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
  }

# Une entrée.
trail-entry = Entrée { $n } de l’historique d’audit
trail-entry-number = Entrée
trail-account = Concernant
trail-chain = Preuve contre les modifications
trail-chain-text = Chaque entrée porte une empreinte d’elle-même et de la précédente. Modifier une entrée après coup modifie toutes les suivantes, et cela se voit.
trail-hash = Empreinte (SHA-256)
trail-previous-hash = Empreinte de l’entrée précédente
trail-first = Aucune : c’est la première entrée
trail-line = Telle qu’elle est écrite
trail-newer = Entrée plus récente
trail-older = Entrée plus ancienne

# Vérification.
trail-verify = Vérifier
trail-verify-title = Vérifier l’historique d’audit
trail-verify-text = Chaque entrée porte l’empreinte de la précédente. Toutes les empreintes sont recalculées ici, pour trouver la première entrée qui a été modifiée, supprimée ou ajoutée.
trail-verify-ready = { $n ->
    [one] Il y a { $n } entrée.
   *[other] Il y a { $n } entrées. S’il y en a beaucoup, cela prend un moment ; la page indique où elle en est.
  }
trail-verify-begin = Vérifier maintenant
trail-verify-continue = Continuer
trail-verify-so-far = { $done } entrées sur { $entries } sont vérifiées, et toutes sont correctes.
trail-verify-running = Vérification en cours…
trail-verify-stop = Arrêter
trail-verify-stopped = Arrêté. Vous pouvez reprendre d’ici.
trail-whole = { $n ->
    [one] L’unique entrée est présente et inchangée.
   *[other] Les { $n } entrées sont toutes présentes, dans l’ordre et inchangées.
  }
trail-whole-until = La dernière a été écrite le
trail-keep = Conservez ceci hors du portail
trail-keep-text = Qui contrôle la base de données pourrait réécrire tout un historique. Si vous notez ailleurs l’empreinte de l’entrée { $n }, vous pourrez la comparer la prochaine fois : elle doit être restée la même.
trail-broken = Anomalie à l’entrée { $n }.
trail-broken-hash = Son empreinte ne correspond pas : elle, ou celle qui la précède immédiatement, a été modifiée après son écriture. Jusque-là, l’historique est intact.
trail-broken-missing = Elle manque : elle a été supprimée après son écriture. Toutes les entrées antérieures sont intactes.
trail-broken-head = Le portail garde en mémoire une autre fin d’historique : des entrées finales ont été supprimées, ajoutées ou remplacées.
trail-broken-do = Ce qu’il faut faire maintenant
trail-broken-do-security = Prévenez les responsables de la sécurité. Quelqu’un a écrit dans la base de données sans passer par le portail, ou son stockage est endommagé.
trail-broken-do-compare = Comparez les entrées autour du numéro { $n } avec votre dernière exportation : elle montre ce qui a été modifié.
trail-broken-do-restore = Exportez ce qui existe et copiez la base de données avant toute modification : ce sont des preuves. Décidez ensuite s’il faut restaurer une sauvegarde.
trail-broken-do-go-on = Le portail continue et écrit de nouvelles entrées. Les téléphones et les codes d’accès ne sont pas concernés.
trail-broken-look = Voir cette entrée

# Exportation.
trail-export = Exporter
trail-export-title = Exporter l’historique d’audit
trail-export-text = Un fichier avec une entrée par ligne, de la plus ancienne à la plus récente : à conserver, à analyser, ou pour prouver plus tard que rien n’a été modifié.
trail-export-what = Entrées
trail-export-all = Toutes
trail-export-line = { $name } : { $value }
trail-export-size = Taille
trail-export-entries = { $n ->
    [one] { $n } entrée
   *[other] { $n } entrées
  }
trail-export-entries-or-more = plus de { $n } entrées
trail-kilobytes = environ { $n } ko
trail-megabytes = environ { $n } Mo
trail-megabytes-or-more = au moins { $n } Mo
trail-export-form = Format
trail-export-form-text = JSON Lines, chaque entrée avec son empreinte et celle de la précédente
trail-export-recorded = Cette exportation est consignée dans l’historique d’audit, avec votre nom et ces filtres.
trail-export-go = Télécharger
trail-back = Retour à la liste

# Domaines d’actions, à choisir.
trail-area-all = { $area } : tout
trail-area-administrator = Mise en service
trail-area-audit = Historique d’audit
trail-area-command = Verrouiller, Exclure et Déverrouiller AppConnect
trail-area-configuration = Configurations AppConnect
trail-area-device = Périphériques
trail-area-escrow-key = Clés de séquestre
trail-area-group = Groupes
trail-area-mail = E-mail
trail-area-one-time-pin = Codes PIN à usage unique
trail-area-portal = Portail
trail-area-reset = Réinitialisations du code d’accès
trail-area-session = Connexions
trail-area-staff = Équipe
trail-area-user = Utilisateurs
trail-area-users = Importation d’utilisateurs
trail-area-other = Autres

# Actions, à choisir.
trail-action-administrator-created = Premier administrateur créé
trail-action-audit-exported = Historique d’audit exporté
trail-action-command-asked = Demande de l’équipe ou de l’utilisateur
trail-action-command-delivered = Transmise au téléphone
trail-action-command-done = Exécutée par le téléphone
trail-action-configuration-assigned = Groupes d’une configuration modifiés
trail-action-configuration-changed = Règles d’une configuration modifiées
trail-action-configuration-created = Configuration créée
trail-action-configuration-deleted = Configuration supprimée
trail-action-configuration-ordered = Ordre des configurations modifié
trail-action-configuration-renamed = Configuration renommée
trail-action-device-enroll-refused = Inscription refusée
trail-action-device-enrolled = Périphérique inscrit
trail-action-device-given-up = Périphérique exclu sans attendre le téléphone
trail-action-device-rolled-back = État plus ancien d’un téléphone refusé
trail-action-escrow-key-created = Nouvelle clé de séquestre créée
trail-action-escrow-key-destroyed = Clé de séquestre détruite
trail-action-group-created = Groupe créé
trail-action-group-deleted = Groupe supprimé
trail-action-group-members-changed = Membres d’un groupe modifiés
trail-action-group-renamed = Groupe renommé
trail-action-mail-given-up = E-mail impossible à envoyer
trail-action-one-time-pin-cancelled = Code PIN à usage unique annulé
trail-action-one-time-pin-issued = Code PIN à usage unique émis
trail-action-one-time-pin-refused = Code PIN à usage unique refusé
trail-action-portal-created = Portail mis en service
trail-action-reset-answered = Réinitialisation autorisée
trail-action-reset-done = Nouveau code d’accès créé après la réinitialisation
trail-action-reset-refused = Réinitialisation refusée
trail-action-reset-repeated = Réponse à une réinitialisation envoyée de nouveau
trail-action-reset-unreadable = Clé de récupération du téléphone impossible à ouvrir
trail-action-session-begun = Connexion
trail-action-session-confirm-refused = Nouvelle preuve d’identité refusée
trail-action-session-confirmed = Identité prouvée de nouveau
trail-action-session-ended = Déconnexion
trail-action-session-refused = Connexion refusée
trail-action-staff-changed = Rôle ou accès d’un membre modifié
trail-action-staff-created = Membre ajouté
trail-action-staff-password-refused = Changement du mot de passe d’un membre refusé
trail-action-staff-password-set = Mot de passe d’un membre défini
trail-action-staff-profile-set = Coordonnées d’un membre modifiées
trail-action-user-created = Utilisateur ajouté
trail-action-user-identity-bound = Utilisateur lié au fournisseur d’identité
trail-action-user-identity-released = Lien d’un utilisateur avec le fournisseur d’identité supprimé
trail-action-user-password-refused = Changement du mot de passe d’un utilisateur refusé
trail-action-user-password-set = Mot de passe d’un utilisateur défini
trail-action-user-profile-set = Coordonnées d’un utilisateur modifiées
trail-action-user-sign-in-set = Mode de connexion d’un utilisateur modifié
trail-action-users-imported = Utilisateurs importés d’un fichier

# Noms de ce qu’une entrée dit en plus.
trail-fact-rule = { $rule } : { $from } → { $to }
trail-fact-by = Par
trail-fact-cancelled = Codes PIN antérieurs annulés
trail-fact-changed = Champs modifiés
trail-fact-changes = Modifications
trail-fact-command = Commande
trail-fact-configuration = Configuration
trail-fact-devices-lost = Périphériques ayant perdu la récupération
trail-fact-disabled = Désactivé
trail-fact-escrow-key = Clé de séquestre
trail-fact-expires-ms = Expire
trail-fact-filter = Filtres
trail-fact-former = Clé précédente
trail-fact-from = Avant
trail-fact-grant = Déverrouillage AppConnect
trail-fact-grant-exhausted = Essais épuisés
trail-fact-group = Groupe
trail-fact-groups = Groupes
trail-fact-groups-created = Groupes créés
trail-fact-members-added = Membres ajoutés aux groupes
trail-fact-with-password = Avec un mot de passe
trail-fact-issuer = Fournisseur d’identité
trail-fact-name = Nom
trail-fact-new-browser = Nouveau navigateur
trail-fact-one-time-pin = Code PIN à usage unique
trail-fact-one-time-pin-exhausted = Essais du code PIN épuisés
trail-fact-one-time-pins-cancelled = Codes PIN à usage unique annulés
trail-fact-password = Mot de passe
trail-fact-platform = Plateforme
trail-fact-put-in = Ajoutés
trail-fact-reason = Motif indiqué
trail-fact-role = Rôle
trail-fact-rules = Règles
trail-fact-sequence = Numéro
trail-fact-sign-in = Mode de connexion
trail-fact-state = État
trail-fact-subject-sha256 = Identité (SHA-256)
trail-fact-taken-out = Retirés
trail-fact-to = Après
trail-fact-users = Utilisateurs
trail-fact-version = Version
trail-fact-way = Au moyen de

# Autres motifs : réponses du fournisseur d’identité et des serveurs de messagerie.
audit-reason-account-changed = le compte a été modifié au même moment
audit-reason-answer-too-large = la réponse du fournisseur d’identité était trop volumineuse
audit-reason-callback-no-code = le fournisseur d’identité n’a pas envoyé de code d’autorisation
audit-reason-callback-other-issuer = un autre fournisseur d’identité a répondu
audit-reason-callback-refused = le fournisseur d’identité a refusé la demande
audit-reason-client-not-accepted = le fournisseur d’identité n’accepte pas ce portail
audit-reason-code-not-accepted = le fournisseur d’identité n’accepte plus son code d’autorisation
audit-reason-code-refused = le fournisseur d’identité a refusé l’échange de son code d’autorisation
audit-reason-device-rolled-back = le téléphone signale un état plus ancien qu’avant
audit-reason-discovery-invalid = le document de découverte du fournisseur d’identité n’est pas valide
audit-reason-discovery-no-token-endpoint = le document de découverte du fournisseur d’identité n’indique pas où échanger les codes d’autorisation
audit-reason-discovery-not-https = le document de découverte du fournisseur d’identité contient une adresse sans TLS
audit-reason-discovery-other-issuer = le document de découverte est celui d’un autre fournisseur d’identité
audit-reason-identity-provider-denied = le fournisseur d’identité n’a pas laissé entrer l’utilisateur
audit-reason-identity-provider-interaction-needed = le fournisseur d’identité devait d’abord interroger l’utilisateur
audit-reason-identity-provider-no-account = le fournisseur d’identité connaît l’utilisateur, mais il n’a pas de compte ici
audit-reason-identity-provider-not-confirmed = le fournisseur d’identité n’a pas confirmé que c’est toujours le même utilisateur
audit-reason-identity-provider-unreachable = le fournisseur d’identité n’a pas répondu
audit-reason-mail-sender-refused = le serveur de messagerie n’accepte aucun e-mail de l’adresse du portail
audit-reason-mail-login-refused = le serveur de messagerie n’a pas accepté le mot de passe du portail
audit-reason-mail-not-written = l’e-mail n’a pas pu être composé
audit-reason-mail-postponed = le serveur de messagerie l’a reporté
audit-reason-mail-server-not-encrypted = le serveur de messagerie ne propose pas de chiffrement
audit-reason-mail-server-not-trusted = le serveur de messagerie n’a pas prouvé son identité
audit-reason-mail-server-unreachable = le serveur de messagerie n’a pas répondu
audit-reason-session-needed = la session avait pris fin entre-temps
audit-reason-token-algorithm = le fournisseur d’identité signe ses jetons d’identité d’une manière qui n’est pas acceptée
audit-reason-token-expired = le jeton d’identité avait expiré
audit-reason-token-invalid = le jeton d’identité n’était pas valide
audit-reason-token-key-unknown = le jeton d’identité était signé avec une clé inconnue
audit-reason-token-missing = le fournisseur d’identité n’a pas envoyé de jeton d’identité
audit-reason-token-other-audience = le jeton d’identité était destiné à un autre
audit-reason-token-other-issuer = le jeton d’identité venait d’un autre fournisseur d’identité
audit-reason-token-other-nonce = le jeton d’identité était celui d’une autre connexion
audit-reason-token-signature = la signature du jeton d’identité est fausse
audit-reason-token-unreadable = le jeton d’identité était illisible
audit-reason-user-info-invalid = ce que le fournisseur d’identité dit de l’utilisateur n’est pas valide
audit-reason-user-unknown = cet utilisateur n’existe plus
