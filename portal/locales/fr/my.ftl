# Les mots de l’appli Go (iOS), tels que ses écrans les affichent ; un test les compare.
go-unlock-title = Code d’accès aux applis sécurisées
go-forgot = Code d’accès oublié ?
go-user-name = Nom d’utilisateur
go-password-or-pin = Mot de passe ou code PIN à usage unique
go-sign-in = Se connecter
go-save = Enregistrer
go-set-up = Configurer les applis sécurisées
# De même, ceux du Gestionnaire d’applis sécurisées (Android).
sam-forgot = Mot de passe oublié
sam-set-up = Configurer les applis sécurisées

app-ios = Go
app-android = Gestionnaire d’applis sécurisées
platform-ios = iOS
platform-android = Android

# Mes périphériques
my-devices-intro = Vos téléphones avec des applis sécurisées, et comment retrouver l’accès si vous avez oublié un code d’accès.
my-app-label = Appli
my-last-seen = Dernier contact
my-enrolled = Configuré
my-state-active = Actif
my-state-lock = Verrouillage en attente
my-state-unlock = Déverrouillage AppConnect en attente
my-state-retiring = Exclusion en cours
my-state-retired = Exclu
my-details = Détails
my-actions = Ce que vous pouvez faire
my-retired-devices = { $n ->
    [one] { $n } périphérique exclu
   *[other] { $n } périphériques exclus
  }
my-retired-on = Exclu
my-empty-title = Aucun périphérique pour l’instant
my-empty-text = Les applis sécurisées se configurent sur le téléphone lui-même. Cela prend deux minutes ; ensuite, le téléphone apparaît ici. Si vous ne vous connectez pas ici avec un mot de passe, adressez-vous d’abord à votre service d’assistance.
my-empty-ios = Sur un iPhone ou un iPad
my-empty-android = Sur un téléphone Android
my-empty-ios-1 = Installez Go. Votre organisation vous dit où le trouver.
my-empty-ios-2 = Ouvrez Go et, sous « { go-set-up } », connectez-vous avec le nom d’utilisateur et le mot de passe que vous utilisez ici.
my-empty-android-1 = Installez le Gestionnaire d’applis sécurisées. Votre organisation vous dit où le trouver.
my-empty-android-2 = Ouvrez-le et, sous « { sam-set-up } », connectez-vous avec le nom d’utilisateur et le mot de passe que vous utilisez ici.
my-empty-3 = Créez le code d’accès qui ouvre toutes vos applis sécurisées.

# Un périphérique
my-active-text = Sur ce périphérique, vos applis sécurisées s’ouvrent avec leur code d’accès.
my-retiring-text = Ce périphérique a reçu l’ordre de détruire les clés de ses applis sécurisées, ou le recevra à son prochain contact. On ne peut plus rien en faire d’autre.
my-retired-text = Les clés des applis sécurisées de ce périphérique sont détruites. Pour y utiliser de nouveau des applis sécurisées, configurez-les à nouveau sur le téléphone.
my-waiting-title = En route vers le téléphone
my-command-lock = Verrouiller
my-command-appconnect-unlock = Déverrouiller AppConnect
my-command-retire = Exclure
my-command-asked = demandé
my-command-not-delivered = Le téléphone le recevra à son prochain contact. Il suffit d’y ouvrir l’appli pour qu’il prenne contact.
my-command-delivered = Le téléphone l’a reçu, mais n’a pas encore confirmé que c’est fait.
my-command-unlock-hint = Votre administrateur vous laisse choisir un nouveau code d’accès : ouvrez l’appli sur le téléphone et laissez-vous guider. Vos données sont conservées.
my-pin-live = Un code PIN est valable jusqu’au
my-pin-live-shown = Il a été affiché une fois et ne peut plus l’être.
my-pin-cancel = Annuler ce code PIN
my-lock-title = Verrouiller
my-lock-short = Ferme les applis sécurisées de ce périphérique. Rien n’est perdu.
my-lock-button = Verrouiller…
my-retire-title = Exclure
my-retire-short = Pour un téléphone perdu, vendu ou rendu : détruit ce que contiennent ses applis sécurisées.
my-retire-button = Exclure…

# Pourquoi il n’y a pas de code PIN, et que faire à la place
reset-title = Réinitialiser le code d’accès aux applis sécurisées
reset-short = Si vous avez oublié le code d’accès. Vos données sont conservées.
pin-why-device-retired = Ce périphérique est exclu ou en cours d’exclusion.
pin-why-one-time-pin-ios-only = Les codes PIN à usage unique sont réservés à l’iPhone et à l’iPad.
pin-why-reset-not-allowed = Votre organisation ne permet pas aux utilisateurs de réinitialiser eux-mêmes le code d’accès.
pin-why-one-time-pin-not-allowed = Votre organisation n’utilise pas de codes PIN à usage unique.
pin-why-client-too-old = L’appli de ce périphérique est trop ancienne : les codes PIN à usage unique nécessitent Go 3.1.0 ou une version ultérieure.
pin-instead-enrol = Pour utiliser de nouveau des applis sécurisées sur ce téléphone, configurez-les à nouveau dans l’appli.
pin-instead-update = Mettez Go à jour et ouvrez-le quand le téléphone est en ligne, pour qu’il prenne contact. Rechargez ensuite cette page.
pin-instead-android-password = Sur le téléphone, ouvrez le Gestionnaire d’applis sécurisées, puis son menu, et choisissez « { sam-forgot } ». Connectez-vous-y avec le mot de passe de votre compte. Si vous l’avez oublié aussi, demandez à votre service d’assistance de déverrouiller AppConnect.
pin-instead-ios-password = Sur le périphérique, ouvrez Go, touchez « { go-forgot } » et connectez-vous-y avec le mot de passe de votre compte. Si vous l’avez oublié aussi, demandez à votre service d’assistance de déverrouiller AppConnect.
pin-instead-help-desk = Demandez à votre service d’assistance de déverrouiller AppConnect : vous choisirez un nouveau code d’accès sur le téléphone, et vos données sont conservées.

# Réinitialisation
reset-for = Pour { $name }
reset-text = Vous recevez un code PIN à usage unique. Sur le périphérique, vous le saisissez à la place de votre mot de passe et choisissez un nouveau code d’accès ; tout ce que contiennent vos applis sécurisées reste en place.
reset-new-ends-old = Un nouveau code PIN met fin au précédent.
again-title = D’abord, est-ce bien vous ?
again-text = Avant l’affichage d’un code PIN, veuillez vous connecter à nouveau.
again-password = Le mot de passe de votre compte
again-provider = Se reconnecter avec { $name }
again-confirmed = Merci, c’est bien vous. Le code PIN ne s’affiche qu’une fois : gardez le périphérique à portée de main.
again-help-desk = Votre compte n’a pas de mot de passe ici. Adressez-vous à votre service d’assistance : il vérifie que c’est bien vous et vous donne un code PIN.
again-refused = Ce mot de passe n’est pas le bon. Réessayez.
reset-show = Afficher le code PIN
reset-instead-title = Impossible pour ce périphérique
reset-instead = Ce que vous pouvez faire

# Le code PIN
pin-title = Votre code PIN à usage unique
pin-for = Pour { $name }. Il ne s’affiche que maintenant.
pin-spoken = Le code PIN est
pin-until = Valable jusqu’au
pin-left = Temps restant
pin-five-minutes = Le code PIN est encore valable 5 minutes.
pin-one-minute = Le code PIN est encore valable 1 minute.
pin-copy = Copier
pin-copied = Copié
pin-not-copied = La copie n’a pas fonctionné. Sélectionnez le code PIN et copiez-le.
pin-steps = Maintenant, sur le périphérique
pin-step-1 = Ouvrez Go. L’écran affiche « { go-unlock-title } » ; si vos applis sécurisées sont ouvertes, verrouillez-les d’abord.
pin-step-2 = Touchez « { go-forgot } ».
pin-step-3 = Sous « { go-user-name } », saisissez
pin-step-4 = Sous « { go-password-or-pin } », saisissez le code PIN, puis touchez « { go-sign-in } ».
pin-step-5 = Choisissez un nouveau code d’accès dans les cinq minutes, saisissez-le une seconde fois et touchez « { go-save } ».
pin-kept = Vos messages, vos documents et tout ce que contiennent vos applis sécurisées restent en place.
pin-careful = Ne donnez ce code PIN à personne. Votre service d’assistance ne le demande jamais.
pin-cancel-text = Vous n’en avez plus besoin, ou quelqu’un l’a vu ?
pin-used = Le code PIN vient d’être utilisé sur le périphérique. Choisissez-y votre nouveau code d’accès.
pin-cancelled = Ce code PIN est annulé.
pin-expired = Ce code PIN a expiré.
pin-exhausted = Ce code PIN a été mal saisi trop de fois et n’est plus valable.
pin-replaced = Il y a un code PIN plus récent pour ce périphérique : celui-ci n’est plus valable.
pin-new = Obtenir un nouveau code PIN
pin-back = Retour au périphérique

# Verrouiller et exclure
lock-title = Verrouiller { $name } ?
lock-what = Ce qui va se passer
lock-1 = Les applis sécurisées de ce périphérique se ferment à son prochain contact. Ouvrir l’appli suffit pour qu’il prenne contact aussitôt.
lock-2 = Pour les rouvrir, saisissez le code d’accès.
lock-3 = Rien n’est perdu.
lock-do = Verrouiller
retire-title = Exclure { $name } ?
retire-1 = À son prochain contact, le périphérique détruit les clés de ses applis sécurisées.
retire-2 = Tout ce qui ne se trouve que dans les applis sécurisées de ce périphérique disparaît définitivement. Personne ne peut le récupérer.
retire-3 = Un code PIN à usage unique ou un déverrouillage AppConnect encore valable prend fin maintenant.
retire-4 = Pour y utiliser de nouveau des applis sécurisées, il faudra configurer le téléphone à nouveau.
retire-instead = Vous avez seulement oublié le code d’accès ? N’excluez pas le périphérique : réinitialisez le code d’accès, et tout reste en place.
retire-again = Pour vérifier que c’est bien vous, saisissez le mot de passe de votre compte.
retire-again-provider = Pour vérifier que c’est bien vous, connectez-vous à nouveau. Vous reviendrez ensuite sur cette page.
retire-help-desk = Votre compte n’a pas de mot de passe ici. Demandez à votre service d’assistance d’exclure le périphérique.
retire-do = Exclure ce périphérique

# Activité récente
activity-intro = Ce qui est arrivé à votre compte et à vos périphériques ces 90 derniers jours, du plus récent au plus ancien.
activity-new = Nouveau
activity-read = Tout marquer comme lu
activity-empty = Rien ne s’est encore passé
activity-empty-text = Quand un code PIN est émis, un code d’accès réinitialisé ou un mot de passe changé, c’est inscrit ici.
activity-not-you = Quelque chose ne vient pas de vous ?
activity-not-you-text = Agissez maintenant, dans cet ordre :
activity-not-you-password = Changez le mot de passe de votre compte. Tous les autres navigateurs sont alors déconnectés et tous les codes PIN prennent fin.
activity-not-you-provider = Changez votre mot de passe là où vous vous connectez à votre organisation.
activity-not-you-lock = Verrouillez votre périphérique, ou excluez-le s’il est perdu.
activity-not-you-help-desk = Prévenez votre service d’assistance.
activity-unread = { $n ->
    [one] { $n } non lu
   *[other] { $n } non lus
  }
notice-one-time-pin-issued-by-you = Vous avez obtenu un code PIN à usage unique
notice-one-time-pin-issued-by-help-desk = Votre service d’assistance a émis un code PIN à usage unique
notice-one-time-pin-used = Un code PIN à usage unique a été utilisé
notice-passcode-reset = La réinitialisation du code d’accès aux applis sécurisées a été autorisée
notice-password-changed-by-you = Vous avez changé le mot de passe de votre compte
notice-password-set-by-administrator = Un administrateur a défini le mot de passe de votre compte
notice-appconnect-unlock-granted = Un administrateur a accordé un déverrouillage AppConnect
notice-appconnect-unlock-granted-without-password = Un administrateur a accordé un déverrouillage AppConnect qui ne demande pas votre mot de passe
notice-appconnect-unlock-used = Un déverrouillage AppConnect a été utilisé
notice-device-locked-by-administrator = Un administrateur a demandé le verrouillage d’un périphérique
notice-device-retired-by-administrator = Un administrateur a demandé l’exclusion d’un périphérique
notice-session-new-browser = Quelqu’un s’est connecté à votre compte avec un nouveau navigateur

# Mon compte
account-user-name = Nom d’utilisateur
account-display-name = Nom
account-email = Adresse e-mail
account-none = Non renseigné
account-wrong = Une information est inexacte ? Votre service d’assistance peut la corriger.
account-language = Langue des e-mails
account-language-text = La langue de ces pages se choisit en haut de la page.
account-password-title = Mot de passe du compte
account-password-text = Il sert à vous connecter ici et à configurer de nouveaux périphériques. Ce n’est pas le code d’accès de vos applis sécurisées.
account-password-button = Changer le mot de passe du compte
account-password-provider = Vous vous connectez avec { $name }. Changez-y votre mot de passe.
account-password-help-desk = Votre compte n’a pas de mot de passe ici.
password-present = Mot de passe actuel
password-new-hint = Au moins 8 caractères. Le mieux : un mot de passe long dont vous vous souviendrez.
password-present-wrong = Votre mot de passe actuel n’est pas le bon. Réessayez.
password-ends = Tous les autres navigateurs où vous êtes connecté sont déconnectés, et tout code PIN à usage unique encore valable prend fin. Le code d’accès de vos applis sécurisées reste le même.
password-do = Changer le mot de passe

# Connexion
sign-in-provider = Se connecter avec { $name }
sign-in-or = ou avec un mot de passe

done-pin-cancelled = Le code PIN est annulé. Il ne peut plus être utilisé.
done-my-lock-asked = Le périphérique se verrouille à son prochain contact.
done-my-retire-asked = Le périphérique est en cours d’exclusion. Il détruira ses clés à son prochain contact.
done-activity-read = Tout est marqué comme lu.
done-my-language-set = La langue de vos e-mails est enregistrée.
done-my-password-changed = Votre mot de passe est changé. Tous les autres navigateurs sont déconnectés.
