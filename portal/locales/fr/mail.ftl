# What is mailed of a notice. One message a kind: `subject`, `what` happened, and `advice` if it was
# not the reader. The device stands on a line of its own, because its name may say anything.

mail-hello = Bonjour,
mail-hello-named = Bonjour { $name },
mail-device = Périphérique : « { $device } »
mail-when = Date : { $when }
mail-activity = Activité récente de votre compte
mail-footer = Ce message a été envoyé automatiquement. Personne ne lit les réponses. Il ne vous demande jamais de mot de passe, de code d’accès ni de code PIN.

mail-one-time-pin-issued-by-you =
    .subject = Un code PIN à usage unique a été émis
    .what = Un code PIN à usage unique a été émis avec votre compte sur le portail en self-service. Il permet de réinitialiser le code d’accès aux applis sécurisées de ce périphérique.
    .advice = Si ce n’était pas vous, contactez immédiatement votre service d’assistance et changez votre mot de passe.

mail-one-time-pin-issued-by-help-desk =
    .subject = Votre service d’assistance a émis un code PIN à usage unique
    .what = Votre service d’assistance a émis un code PIN à usage unique. Il permet de réinitialiser le code d’accès aux applis sécurisées de ce périphérique.
    .advice = Si vous ne l’avez pas demandé, contactez immédiatement votre service d’assistance.

mail-one-time-pin-used =
    .subject = Un code PIN à usage unique a été utilisé
    .what = Un code PIN à usage unique a été utilisé sur ce périphérique pour réinitialiser son code d’accès aux applis sécurisées.
    .advice = Si ce n’était pas vous, contactez immédiatement votre service d’assistance et changez votre mot de passe.

mail-passcode-reset =
    .subject = La réinitialisation de votre code d’accès a été autorisée
    .what = Un nouveau code d’accès aux applis sécurisées peut maintenant être choisi sur ce périphérique. Les données de ses applis sécurisées sont conservées.
    .advice = Si ce n’était pas vous, contactez immédiatement votre service d’assistance et changez votre mot de passe.

mail-password-changed-by-you =
    .subject = Votre mot de passe a été changé
    .what = Le mot de passe de votre compte a été changé sur le portail en self-service.
    .advice = Si ce n’était pas vous, contactez immédiatement votre service d’assistance : quelqu’un d’autre dispose de votre compte.

mail-password-set-by-administrator =
    .subject = Un administrateur a défini un nouveau mot de passe
    .what = Un administrateur a défini un nouveau mot de passe pour votre compte.
    .advice = Si vous ne l’avez pas demandé, contactez votre service d’assistance. Sinon, remplacez ce mot de passe par un autre, connu de vous seul.

mail-appconnect-unlock-granted =
    .subject = Un déverrouillage AppConnect a été accordé
    .what = Votre organisation a accordé un déverrouillage AppConnect : avec votre mot de passe, un nouveau code d’accès aux applis sécurisées peut être choisi sur ce périphérique.
    .advice = Si vous ne l’avez pas demandé, contactez immédiatement votre service d’assistance et changez votre mot de passe.

mail-appconnect-unlock-granted-without-password =
    .subject = Un déverrouillage AppConnect sans mot de passe a été accordé
    .what = Votre organisation a accordé un déverrouillage AppConnect : un nouveau code d’accès aux applis sécurisées peut être choisi sur ce périphérique, sans votre mot de passe.
    .advice = Si vous ne l’avez pas demandé, contactez immédiatement votre service d’assistance.

mail-appconnect-unlock-used =
    .subject = Un déverrouillage AppConnect a été utilisé
    .what = Un déverrouillage AppConnect a été utilisé sur ce périphérique : un nouveau code d’accès aux applis sécurisées peut maintenant être choisi.
    .advice = Si ce n’était pas vous, contactez immédiatement votre service d’assistance et changez votre mot de passe.

mail-device-locked-by-administrator =
    .subject = Verrouillage des applis sécurisées de votre périphérique
    .what = Un administrateur verrouille les applis sécurisées de ce périphérique. Leurs données sont conservées ; votre code d’accès les déverrouille.
    .advice = Si vous ne savez pas pourquoi, contactez votre service d’assistance.

mail-device-retired-by-administrator =
    .subject = Exclusion de votre périphérique
    .what = Un administrateur exclut ce périphérique. Les clés de ses applis sécurisées sont détruites, et leurs données ne pourront plus être ouvertes.
    .advice = Si vous ne savez pas pourquoi, contactez votre service d’assistance.

mail-session-new-browser =
    .subject = Connexion depuis un nouveau navigateur
    .what = Quelqu’un s’est connecté au portail en self-service avec votre compte, dans un navigateur qui n’avait jamais servi pour ce compte.
    .advice = Si ce n’était pas vous, changez votre mot de passe et contactez immédiatement votre service d’assistance.
