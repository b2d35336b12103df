# Titres des pages qui disent ce qui n’a pas marché, selon le statut.
error-title-403 = Ce n’est pas autorisé
error-title-404 = Il n’y a rien ici
error-title-429 = Trop de tentatives
error-title-500 = Une erreur s’est produite dans le portail
error-title-503 = Le portail est occupé
error-title-other = Cela n’a pas marché
error-code = Pour votre assistance, le code est
error-home = Retour au début
error-wait = { $n ->
    [one] Vous pourrez réessayer dans { $n } minute.
   *[other] Vous pourrez réessayer dans { $n } minutes.
  }

# Un texte pour chaque code de l’API.
error-request-malformed = Le portail n’a pas compris cette demande. Rechargez la page et recommencez.
error-request-too-large = C’est plus que le portail n’accepte en une fois. Envoyez-en moins.
error-request-no-such-path = Il n’y a pas de page à cette adresse. Vérifiez-la ou repartez de la page d’accueil.
error-request-no-such-method = Cette page ne peut pas être utilisée ainsi. Repartez de la page d’accueil.
error-request-cross-site = Cette demande ne vient pas d’une page de ce portail : rien n’a été fait. Ouvrez la page du portail et recommencez.
error-request-stale = Cette demande est trop ancienne. Rechargez la page.
error-request-reused = Cette demande a déjà reçu une réponse. Recommencez depuis le début.
error-form-outdated = Ce formulaire date d’une autre session : rien n’a été fait. Rechargez la page et remplissez-le à nouveau.
error-portal-timed-out = Le portail a mis trop de temps. Réessayez dans une minute.
error-portal-not-ready = Le portail n’est pas prêt. Réessayez dans une minute.
error-portal-internal = Le portail a rencontré une erreur ; rien n’est perdu. Réessayez ; si cela continue, prévenez votre assistance.
error-session-needed = Connectez-vous pour continuer.
error-role-not-allowed = Votre rôle ne le permet pas. Demandez à un administrateur.
error-credentials-not-accepted = Le nom d’utilisateur ou le mot de passe n’est pas accepté. Vérifiez-les et réessayez.
error-attempts-too-many = Il y a eu trop de tentatives infructueuses depuis cet endroit.
error-set-up-not-accepted = Ce lien de configuration n’est pas valable. Utilisez celui que le portail a affiché à son dernier démarrage ; s’il y a déjà un administrateur, connectez-vous.
error-user-unknown = Cet utilisateur n’existe pas. Choisissez-en un dans la liste.
error-user-exists = Ce nom d’utilisateur est déjà pris. Choisissez-en un autre.
error-user-name-invalid = Un nom d’utilisateur comporte de 1 à 128 caractères, tous visibles. Choisissez-en un autre.
error-password-length = Un mot de passe comporte de 8 à 1 024 octets. Choisissez-en un autre.
error-account-changed = Le compte a changé au même moment. Réessayez.
error-staff-unknown = Cette personne ne fait pas partie de l’équipe. Choisissez-en une dans la liste.
error-staff-last-administrator = Plus personne ne pourrait administrer le portail. Nommez d’abord un autre administrateur.
error-group-unknown = Ce groupe n’existe pas. Choisissez-en un dans la liste.
error-group-in-use = Une configuration est attribuée à ce groupe. Retirez-la d’abord du groupe.
error-name-invalid = Un nom comporte de 1 à 64 caractères, tous visibles. Choisissez-en un autre.
error-name-taken = Ce nom est déjà utilisé. Choisissez-en un autre.
error-reason-invalid = Donnez un motif de 4 à 200 caractères : dites comment vous avez vérifié l’identité de la personne.
error-notice-unknown = Cet avis n’existe pas. Rechargez la liste.
error-configuration-unknown = Cette configuration n’existe pas. Choisissez-en une dans la liste.
error-configuration-is-default = C’est la configuration par défaut de la plate-forme : elle s’applique à tous ceux à qui aucune autre ne s’applique, et elle reste. Modifiez plutôt ses règles.
error-configuration-in-use = Cette configuration est attribuée à un groupe. Retirez-la d’abord de ses groupes.
error-configuration-order-changed = Quelqu’un d’autre a changé l’ordre. Regardez-le et refaites votre modification.
error-configuration-changed = Quelqu’un d’autre a modifié cette configuration entre-temps. Regardez-la et refaites votre modification.
error-policy-invalid = Les règles ne sont pas valables et les anciennes restent. Corrigez les champs signalés.
error-device-unknown = Ce périphérique n’existe pas. Choisissez-en un dans la liste.
error-device-retired = Ce périphérique est exclu ou en cours d’exclusion. On ne peut plus rien en faire ; inscrivez de nouveau le téléphone.
error-device-rolled-back = Le téléphone signale un état plus ancien qu’avant : ses fichiers ont été remis en place. Inscrivez-le de nouveau.
error-client-too-old = Les codes PIN à usage unique demandent la version 3.1.0 ou ultérieure de l’application. Mettez-la à jour, laissez-la contacter le portail et réessayez.
error-reset-not-allowed = Votre organisation ne permet pas aux utilisateurs de réinitialiser le code d’accès. Adressez-vous à votre assistance.
error-one-time-pin-ios-only = Les codes PIN à usage unique sont réservés à iOS. Sur Android, réinitialisez le code d’accès avec le mot de passe du compte.
error-one-time-pin-shown-before = Ce formulaire a déjà été envoyé. Un code PIN n’est affiché qu’une fois : rien n’a été refait, et le code que vous avez vu reste tel quel.
error-one-time-pin-not-allowed = Votre organisation n’utilise pas de codes PIN à usage unique. Réinitialisez le code d’accès avec votre mot de passe.
error-grant-not-live = Ce déverrouillage AppConnect est utilisé, annulé, trop ancien ou destiné à un autre périphérique. Demandez-en un nouveau à votre assistance.
error-escrow-key-destroyed = La clé qui permettait de récupérer ce code d’accès a été détruite. Déverrouillez avec le code d’accès ou inscrivez de nouveau le téléphone.
error-escrow-key-unknown = Cette clé de séquestre n’existe pas. Choisissez-en une dans la liste.
error-escrow-key-current = C’est la clé de séquestre actuelle. Créez-en d’abord une nouvelle ; celle-ci deviendra une ancienne clé.
error-escrow-key-in-use = Des périphériques dépendent encore de cette clé. Attendez qu’ils aient suivi, ou confirmez combien d’entre eux peuvent perdre la récupération.
error-escrow-key-changed = Quelqu’un d’autre vient de créer une nouvelle clé de séquestre. Regardez la liste avant d’en créer une autre.
