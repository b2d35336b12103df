# Ce qui s’est passé, un texte pour chaque action de l’historique d’audit. Les variables contiennent
# ce que l’entrée dit de plus : un mot, ou "none" ; un nombre, ou 0.
audit-administrator-created = Premier administrateur créé avec le lien de mise en service
audit-audit-exported = Historique d’audit exporté
audit-command-asked = { $command ->
    [lock] Verrouillage demandé
    [retire] Exclusion demandée
    [appconnect-unlock] { $password ->
        [waived] Déverrouillage AppConnect accordé, sans le mot de passe du compte
       *[other] Déverrouillage AppConnect accordé
      }
   *[other] Commande demandée
  }
audit-command-delivered = { $command ->
    [lock] Verrouillage : transmis au téléphone
    [retire] Exclusion : transmise au téléphone
    [appconnect-unlock] Déverrouillage AppConnect : transmis au téléphone
   *[other] Commande : transmise au téléphone
  }
audit-command-done = { $command ->
    [lock] Applis sécurisées verrouillées par le téléphone
    [retire] Clés détruites par le téléphone : périphérique exclu
    [appconnect-unlock] Déverrouillage AppConnect pris en compte par le téléphone
   *[other] Commande exécutée par le téléphone
  }
audit-configuration-assigned = Configuration { $name } : groupes modifiés
audit-configuration-changed = { $version ->
    [0] Configuration { $name } : règles modifiées
   *[other] Configuration { $name } : règles modifiées, version { $version }
  }
audit-configuration-created = Configuration { $name } créée
audit-configuration-deleted = Configuration { $name } supprimée
audit-configuration-ordered = Ordre des configurations modifié
audit-configuration-renamed = Configuration { $name } renommée
audit-device-enroll-refused = Inscription refusée
audit-device-enrolled = Périphérique inscrit
audit-device-given-up = Exclu sans attendre le téléphone
audit-device-rolled-back = Refusé : le téléphone signale un état plus ancien qu’avant
audit-escrow-key-created = Nouvelle clé de séquestre créée
audit-escrow-key-destroyed = { $devices_lost ->
    [0] Clé de séquestre détruite
    [one] Clé de séquestre détruite ; { $devices_lost } périphérique a perdu la récupération
   *[other] Clé de séquestre détruite ; { $devices_lost } périphériques ont perdu la récupération
  }
audit-group-created = Groupe { $name } créé
audit-group-deleted = Groupe { $name } supprimé
audit-group-members-changed = Membres du groupe { $name } modifiés (ajouts : { $put_in }, retraits : { $taken_out })
audit-group-renamed = Groupe { $name } renommé
audit-mail-given-up = E-mail impossible à envoyer
audit-one-time-pin-cancelled = Code PIN à usage unique annulé
audit-one-time-pin-issued = Code PIN à usage unique émis
audit-one-time-pin-refused = Code PIN à usage unique refusé
audit-portal-created = Portail mis en service
audit-reset-answered = { $way ->
    [password] Réinitialisation du code d’accès autorisée, avec le mot de passe du compte
    [one-time-pin] Réinitialisation du code d’accès autorisée, avec un code PIN à usage unique
    [appconnect-unlock] Réinitialisation du code d’accès autorisée, par déverrouillage AppConnect
   *[other] Réinitialisation du code d’accès autorisée
  }
audit-reset-done = Nouveau code d’accès créé après la réinitialisation
audit-reset-refused = Réinitialisation du code d’accès refusée
audit-reset-repeated = Réinitialisation du code d’accès : réponse envoyée de nouveau
audit-reset-unreadable = Réinitialisation du code d’accès : la clé de récupération du téléphone n’a pas pu être ouverte
audit-session-begun = Connexion
audit-session-confirm-refused = Nouvelle preuve d’identité refusée
audit-session-confirmed = Identité prouvée de nouveau
audit-session-ended = Déconnexion
audit-session-refused = Connexion refusée
audit-staff-changed = { $disabled ->
    [yes] Membre de l’équipe désactivé
   *[other] Membre de l’équipe : rôle ou accès modifié
  }
audit-staff-created = Membre ajouté à l’équipe
audit-staff-password-refused = Changement du mot de passe d’un membre de l’équipe refusé
audit-staff-password-set = Mot de passe d’un membre de l’équipe défini
audit-staff-profile-set = Coordonnées d’un membre de l’équipe modifiées
audit-user-created = Utilisateur ajouté
audit-user-identity-bound = Utilisateur lié au fournisseur d’identité
audit-user-identity-released = Lien de l’utilisateur avec le fournisseur d’identité supprimé
audit-user-password-refused = Changement de mot de passe refusé
audit-user-password-set = Mot de passe défini
audit-user-profile-set = Coordonnées de l’utilisateur modifiées
audit-user-sign-in-set = { $sign_in ->
    [password] L’utilisateur se connecte désormais avec le mot de passe conservé ici
    [identity-provider] L’utilisateur se connecte désormais par le fournisseur d’identité
    [second-factor] L’utilisateur se connecte désormais avec un second facteur
   *[other] Mode de connexion modifié
  }
audit-users-imported = { $users ->
    [one] { $users } utilisateur importé d’un fichier
   *[other] { $users } utilisateurs importés d’un fichier
  }

# Pourquoi quelque chose a été refusé.
audit-reason-account-disabled = le compte est désactivé
audit-reason-account-identity-provider = le compte se connecte par le fournisseur d’identité
audit-reason-account-not-identity-provider = le compte ne se connecte pas par le fournisseur d’identité
audit-reason-account-of-other-device = le compte n’est pas celui de ce périphérique
audit-reason-account-second-factor = le compte se connecte avec un second facteur
audit-reason-account-unknown = ce compte n’existe pas
audit-reason-auth-time-not-recent = le fournisseur d’identité n’a pas redemandé la connexion
audit-reason-client-too-old = l’appli est trop ancienne
audit-reason-device-retired = le périphérique est exclu
audit-reason-escrow-key-destroyed = la clé de séquestre a été détruite
audit-reason-grant-not-live = le déverrouillage AppConnect n’est plus valable
audit-reason-grant-used = le déverrouillage AppConnect a déjà servi
audit-reason-identity-other = une autre personne s’est connectée chez le fournisseur d’identité
audit-reason-mail-address-invalid = l’adresse n’est pas valable
audit-reason-mail-refused = le serveur de messagerie l’a refusé
audit-reason-mail-too-old = il était trop ancien
audit-reason-one-time-pin-cancelled = le code PIN à usage unique a été annulé
audit-reason-one-time-pin-exhausted = trop d’essais erronés avec le code PIN à usage unique
audit-reason-one-time-pin-expired = le code PIN à usage unique avait expiré
audit-reason-one-time-pin-not-allowed = les codes PIN à usage unique ne sont pas autorisés
audit-reason-one-time-pin-other-device = le code PIN à usage unique est celui d’un autre périphérique
audit-reason-one-time-pin-used = le code PIN à usage unique a déjà servi
audit-reason-password-wrong = mot de passe erroné
audit-reason-reset-not-allowed = les règles n’autorisent pas la réinitialisation
audit-reason-secret-wrong = mot de passe ou code PIN erroné

# Qui l’a fait.
audit-who-administrator = Administrateur
audit-who-help-desk = Assistance
audit-who-auditor = Auditeur
audit-who-user = Utilisateur
audit-who-device = Le téléphone
audit-who-portal = Le portail
audit-who-anonymous = Une personne non connectée
audit-when = Quand
audit-who = Qui
audit-what = Quoi
audit-because = Cause : { $reason }
audit-told = Motif indiqué : { $reason }
