# Configurations AppConnect : listes, une configuration, formulaire des règles, conseils, groupes, historique.
colon = { " :" }
becomes = devient
somebody = quelqu’un
by-name = par { $name }
by-portal = par le portail

configurations-intro = Une configuration contient les règles du code d’accès aux applis sécurisées. Chaque téléphone en reçoit exactement une : la première de l’ordre ci-dessous qui est attribuée à un groupe de son utilisateur, sinon celle par défaut de sa plateforme. Les règles de plusieurs configurations ne sont jamais mélangées.
configurations-order = « { $first } » passe en premier, puis « { $second } », et ainsi de suite. La configuration par défaut s’applique à tous les autres.
configurations-order-one = « { $first } » s’applique aux groupes auxquels elle est attribuée. La configuration par défaut s’applique à tous les autres.
configurations-order-none = La configuration par défaut s’applique à tout le monde. Créez une configuration pour les groupes qui ont besoin d’autres règles.
configurations-priority = Priorité
configurations-place = N° { $n }
configurations-last = En dernier
configurations-up = Monter « { $name } »
configurations-down = Descendre « { $name } »
configurations-groups = Groupes
configurations-more-groups = { $n ->
    [one] et { $n } autre
   *[other] et { $n } autres
  }
configurations-nobody = Attribuée à personne
configurations-everybody = Tous les autres
configurations-rules = Règles
configurations-warnings = { $n ->
    [one] { $n } avertissement
   *[other] { $n } avertissements
  }
configurations-changed = Dernière modification
configurations-version = Version { $n }

configuration-new = Nouvelle configuration
configuration-new-text = Une nouvelle configuration ne s’applique à personne tant que vous ne l’avez pas attribuée à des groupes. Elle se place juste avant celle par défaut.
configuration-create = Créer la configuration
configuration-name = Nom
configuration-name-hint = De 1 à 64 caractères. Les utilisateurs ne le voient pas.
configuration-platform = Plateforme
configuration-default = Par défaut
configuration-from = Point de départ
configuration-from-standard = Les règles recommandées
configuration-from-copy = Une copie de « { $name } » ({ $platform })
configuration-in-short = En bref
configuration-edit = Modifier les règles
configuration-edit-of = Modifier les règles de « { $name } »
configuration-history = Historique
configuration-more = Autres actions
configuration-duplicate = Dupliquer
configuration-rename = Renommer
configuration-rename-of = Renommer « { $name } »
configuration-delete = Supprimer
configuration-delete-of = Supprimer « { $name } »
configuration-back = Revenir à la configuration
configuration-save = Enregistrer les règles
configuration-save-text = Les téléphones reçoivent les nouvelles règles à leur prochain contact. Si un code d’accès n’y répond plus, un nouveau est demandé au prochain déverrouillage.
configuration-save-kept = Aucune donnée n’est perdue, sauf si vous activez une règle qui détruit les clés.
configuration-save-wipes = Une règle détruit ici les clés : là où elle s’applique, les données des applis sécurisées sont perdues.
configuration-confirm-hint = Nécessaire seulement si vous assouplissez une règle, ou si des clés doivent être détruites, ou l’être plus tôt.
done-configuration-saved = Les règles sont enregistrées. Les téléphones les reçoivent à leur prochain contact.
done-configuration-created = La configuration est créée. Elle ne s’applique à personne tant que vous ne l’avez pas attribuée à des groupes.
done-configuration-renamed = La configuration porte son nouveau nom.
done-configuration-deleted = La configuration est supprimée.
done-configuration-assigned = Les groupes sont modifiés. Les téléphones reçoivent leur configuration à leur prochain contact.
done-configurations-ordered = L’ordre est modifié. Les téléphones reçoivent leur configuration à leur prochain contact.

delete-default = C’est la configuration par défaut de sa plateforme. Elle s’applique à tous ceux qui n’en ont pas d’autre et ne peut donc pas être supprimée. Vous pouvez modifier ses règles.
delete-assigned = Cette configuration est encore attribuée à ces groupes et ne peut donc pas être supprimée : leurs téléphones recevraient d’autres règles sans que personne l’ait décidé.
delete-assigned-next = Retirez-la d’abord de ses groupes.
delete-text = La configuration n’est attribuée à personne : aucun téléphone ne reçoit d’autres règles. Son nom et ses versions disparaissent définitivement ; l’historique d’audit garde ce qu’elles étaient.

# À qui elle s’applique
reach-title = À qui elle s’applique
reach-default = La configuration par défaut s’applique à tous les utilisateurs { $platform } qui n’en ont pas d’autre.
reach-groups = Elle est attribuée à ces groupes :
reach-nobody = Elle n’est attribuée à aucun groupe et ne s’applique à personne.
reach-empty = Il n’y a encore personne dans ces groupes.
reach-own = { $n ->
    [one] { $n } personne reçoit cette configuration
   *[other] { $n } personnes reçoivent cette configuration
  }
reach-other = { $n ->
    [one] { $n } personne reçoit « { $name } » à la place
   *[other] { $n } personnes reçoivent « { $name } » à la place
  }
reach-before = Celles-ci passent avant pour quiconque fait aussi partie d’un de leurs groupes :
reach-first = Elle passe avant toutes les autres de sa plateforme.
reach-change = Modifier les groupes

groups-title = Groupes
groups-of = Groupes de « { $name } »
groups-text = Cochez les groupes dont les membres doivent recevoir cette configuration. Avant tout changement, vous voyez qui reçoit quoi. Les coches non enregistrées sont perdues si vous lancez une recherche ou changez de page.
groups-search = Rechercher des groupes
groups-find = Rechercher
groups-assigned = Attribués
groups-assigned-none = Elle n’est attribuée à aucun groupe.
groups-others = Autres groupes
groups-others-none = Il n’y a pas d’autre groupe.
groups-others-elsewhere = Tous les groupes de cette partie sont attribués. Les autres sont sur les pages suivantes.
groups-others-not-found = Aucun autre groupe ne correspond à « { $search } ». Essayez un mot plus court.
groups-people = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
  }
groups-next = Voir ce qui change
assign-title = Qui recevra quoi
assign-put-in = « { $name } » est attribuée à
assign-take-out = « { $name } » est retirée de
assign-effect = Ce qui change pour les personnes
assign-people = { $n ->
    [one] { $n } personne reçoit une autre configuration :
   *[other] { $n } personnes reçoivent une autre configuration :
  }
assign-moved = { $n ->
    [one] { $n } personne : « { $from } » devient « { $to } »
   *[other] { $n } personnes : « { $from } » devient « { $to } »
  }
assign-nobody = Personne ne reçoit d’autre configuration : ces groupes sont vides, ou une autre configuration y passe en premier, avant comme après.
assign-when = Les téléphones suivent à leur prochain contact. Un code d’accès qui ne répond pas aux nouvelles règles est changé au prochain déverrouillage ; aucune donnée n’est perdue.
assign-confirm = Modifier les groupes

# Historique
history-of = Historique de « { $name } »
history-text = Chaque version avec ce qu’elle a modifié. La restauration remplit le formulaire avec les règles d’une version antérieure ; elles deviennent une nouvelle version quand vous enregistrez.
history-current = En vigueur
history-restore = Restaurer ces règles
history-first = La première version.
history-unknown = Ce que cette version a modifié ne peut pas être comparé ici.
history-same = Aucune règle n’a changé.
history-rule = Règle
history-before = Avant
history-after = Après
history-direction = Effet
history-newest = Versions les plus récentes
direction-stricter = plus strict
direction-looser = moins strict
direction-mixed = différent
restore-text = Le formulaire contient les règles de la version { $n }. Elles deviennent une nouvelle version quand vous enregistrez.

# Quelqu’un a été plus rapide
clash-title = Quelqu’un d’autre a modifié ces règles entre-temps
clash-text = Rien n’est encore enregistré et rien n’est perdu. Le formulaire ci-dessous réunit ses modifications et les vôtres. Vérifiez-le, puis enregistrez à nouveau.
clash-theirs = Ce que { $name } a modifié
clash-mine = Ce que vous avez modifié
clash-nothing = Rien.
clash-both = Modifié par vous deux
clash-both-text = Le formulaire garde ici votre valeur. La première est la sienne, la seconde est la vôtre.

# Rubriques
section-passcode = Code d’accès
section-attempts = Tentatives et attente
section-attempts-text = L’attente après un code erroné est fixe : aucune du 1er au 4e, puis 1, 5, 15, 30 et 90 minutes. Un redémarrage fait recommencer l’attente.
section-locking = Verrouillage
section-biometrics = Biométrie
section-changing = Modification et réinitialisation
section-contact = Contact avec le portail
section-one-time-pin = Code PIN à usage unique

# Règles
setting-passcode-required = Code d’accès obligatoire
setting-passcode-required-hint = Désactivé : seul le verrouillage du téléphone protège les applis sécurisées.
setting-passcode-type = Type de code d’accès
setting-passcode-type-hint = Un minimum : un code d’accès plus fort est toujours permis.
setting-minimum-length = Longueur minimale
setting-minimum-length-hint = La règle la plus importante : plus long, plus sûr.
setting-minimum-complex-characters = Caractères spéciaux
setting-minimum-complex-characters-hint = Comme @ ou #. Les lettres, les chiffres et les espaces ne comptent pas.
setting-forbid-simple = Refuser les codes d’accès simples
setting-forbid-simple-hint = Trois caractères identiques ou qui se suivent, les codes les plus courants et vos propres mots.
setting-forbidden-words = Vos propres mots interdits
setting-forbidden-words-hint = Un par ligne, de 3 à 64 caractères, 100 au plus : le nom de votre organisation, ses produits, sa ville. Utilisés quand les codes simples sont refusés.
setting-failed-attempts = Tentatives erronées permises
setting-failed-attempts-hint = Après autant de codes erronés de suite, la limite est atteinte.
setting-at-the-limit = Une fois la limite atteinte
setting-at-the-limit-hint = Ce qui se passe après la dernière tentative erronée.
setting-auto-lock-minutes = Verrouiller après inactivité
setting-auto-lock-minutes-hint = Un seul délai pour toutes les applis sécurisées.
setting-grace-minutes = Délai de grâce en arrière-plan
setting-grace-minutes-hint = Combien de temps on peut passer dans une autre appli avant que les applis sécurisées se verrouillent. 0 verrouille aussitôt.
setting-lock-on-screen-off = Verrouiller quand l’écran s’éteint
setting-lock-on-screen-off-hint = Quel que soit le délai de grâce.
setting-biometric-unlock = Déverrouiller par empreinte ou visage
setting-biometric-unlock-hint = Au lieu de saisir le code d’accès, si l’utilisateur le souhaite.
setting-biometric-passcode-hours = Redemander le code d’accès après
setting-biometric-passcode-hours-hint = De même après un redémarrage et après des tentatives erronées.
setting-user-may-change = Les utilisateurs peuvent modifier leur code d’accès
setting-user-may-change-hint = Avec le code actuel, à tout moment.
setting-user-may-reset = Les utilisateurs peuvent réinitialiser un code d’accès oublié
setting-user-may-reset-hint = Avec nom d’utilisateur et mot de passe. Les données sont conservées.
setting-maximum-age-days = Nouveau code d’accès exigé
setting-maximum-age-days-hint = L’âge qu’un code d’accès peut atteindre.
setting-history = Anciens codes d’accès refusés
setting-history-hint = 0 n’en refuse aucun.
setting-check-in-minutes = Intervalle entre deux contacts
setting-check-in-minutes-hint = Détermine quand arrivent les nouvelles règles et les commandes. Le déverrouillage fonctionne sans réseau.
setting-block-out-of-contact-hours = Bloquer en l’absence de contact
setting-block-out-of-contact-hours-hint = Les applis sécurisées restent fermées jusqu’à ce que le téléphone joigne le portail. Les données sont conservées.
setting-wipe-out-of-contact-days = Détruire les clés en l’absence de contact
setting-wipe-out-of-contact-days-hint = Les données des applis sécurisées ne peuvent plus être ouvertes. Seul le temps où le téléphone a vraiment fonctionné est compté.
setting-one-time-pin = Les utilisateurs peuvent obtenir un code PIN à usage unique
setting-one-time-pin-hint = Sur le portail en self-service ou auprès du service d’assistance, à la place du mot de passe. Nécessite Go 3.1.0 ou une version ultérieure.
setting-one-time-pin-minutes = Code PIN à usage unique : durée de validité
setting-one-time-pin-minutes-hint = À partir du moment où il est affiché.
setting-one-time-pin-digits = Code PIN à usage unique : longueur
setting-one-time-pin-digits-hint = Cinq tentatives erronées mettent fin à un code PIN, quelle que soit sa longueur.

rule-range = De { $minimum } à { $maximum }.
rule-default = Par défaut : { $value }
value-yes = Oui
value-no = Non
value-never = Jamais
value-no-words = Aucun
limit-after = Après
limit-number = { $label }, en { $unit }
choice-passcode-type-numeric = Des chiffres suffisent
choice-passcode-type-alphanumeric = Lettres et chiffres
choice-at-the-limit-lock = Verrouiller : seule une réinitialisation rouvre les applis sécurisées
choice-at-the-limit-wipe = Effacer : les clés sont détruites et les données perdues

amount-characters = { $n ->
    [one] { $n } caractère
   *[other] { $n } caractères
  }
amount-special = { $n ->
    [0] Aucun
    [one] au moins { $n }
   *[other] au moins { $n }
  }
amount-attempts = { $n ->
    [one] { $n } tentative
   *[other] { $n } tentatives
  }
amount-minutes = { $n ->
    [one] { $n } minute
   *[other] { $n } minutes
  }
amount-grace = { $n ->
    [0] Aucun : verrouille aussitôt
    [one] { $n } minute
   *[other] { $n } minutes
  }
amount-hours = { $n ->
    [one] { $n } heure
   *[other] { $n } heures
  }
amount-days = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
  }
amount-former = { $n ->
    [0] Aucun
    [one] Le dernier
   *[other] Les { $n } derniers
  }
amount-digits = { $n ->
    [one] { $n } chiffre
   *[other] { $n } chiffres
  }
unit-characters = caractères
unit-special = caractères spéciaux
unit-attempts = tentatives
unit-minutes = minutes
unit-grace = minutes
unit-hours = heures
unit-days = jours
unit-former = codes d’accès
unit-digits = chiffres

summary-no-passcode = Pas de code d’accès
summary-numeric = { $n ->
    [one] { $n } chiffre ou plus
   *[other] { $n } chiffres ou plus
  }
summary-alphanumeric = { $n ->
    [one] { $n } caractère ou plus, avec lettres et chiffres
   *[other] { $n } caractères ou plus, avec lettres et chiffres
  }
summary-special = { $n ->
    [one] { $n } caractère spécial
   *[other] { $n } caractères spéciaux
  }
summary-simple-refused = codes simples refusés
summary-simple-allowed = codes simples permis
summary-then = { " ;" }
summary-lock = { $n ->
    [one] { $n } tentative, puis réinitialisation
   *[other] { $n } tentatives, puis réinitialisation
  }
summary-wipe = { $n ->
    [one] { $n } tentative, puis destruction des clés
   *[other] { $n } tentatives, puis destruction des clés
  }

# Champs refusés
field-policy-not-an-object = Ces règles ne peuvent pas être lues. Rechargez la page.
field-policy-unknown-field = Cette règle n’existe pas ici. Rechargez la page.
field-policy-not-a-boolean = Activez ou désactivez cette règle.
field-policy-not-one-of = Choisissez dans la liste.
field-policy-out-of-range = Saisissez un nombre entier de { $minimum } à { $maximum }.
field-policy-out-of-range-or-never = Choisissez « jamais » ou saisissez un nombre entier de { $minimum } à { $maximum }.
field-policy-not-words = Saisissez au plus 100 mots de 3 à 64 caractères, un par ligne.
field-policy-more-than-minimum-length = Il ne peut pas y avoir plus de caractères spéciaux que de caractères. Saisissez un nombre plus petit ou une longueur minimale plus grande.

# La vérification et l’aperçu
check-now = Vérifier
check-failed = La vérification n’a pas pu joindre le portail. Votre saisie est toujours là ; essayez « Vérifier » ou enregistrez.
findings-refused = { $n ->
    [one] { $n } champ doit être corrigé.
   *[other] { $n } champs doivent être corrigés.
  }
findings-good = Les règles sont valides.
findings-advice = { $n ->
    [one] { $n } remarque à prendre en compte.
   *[other] { $n } remarques à prendre en compte.
  }
findings-accepted = { $n ->
    [0] Aucun des { $all } exemples n’est accepté.
    [one] { $n } exemple sur { $all } est accepté.
   *[other] { $n } exemples sur { $all } sont acceptés.
  }
preview-title = Vérification et aperçu
preview-later = Corrigez les champs du code d’accès pour voir quels codes sont acceptés.
preview-no-passcode = Aucun code n’est demandé tant qu’il n’est pas obligatoire. Voici ce qui serait accepté.
preview-keyboard-pad = Les téléphones affichent un pavé numérique, avec un accès au clavier complet.
preview-keyboard-full = Les téléphones affichent le clavier complet.
preview-same-code = iOS et Android vérifient avec exactement le même programme que cette page.
preview-history = { $n ->
    [one] Seul le téléphone peut savoir s’il s’agit du dernier code de l’utilisateur.
   *[other] Seul le téléphone peut savoir s’il s’agit d’un des { $n } derniers codes de l’utilisateur.
  }
sample = Essayer un exemple de code d’accès
sample-hint = Pas un vrai, s’il vous plaît. Il est envoyé au portail pour être vérifié ; il n’est ni conservé ni journalisé.
sample-accepted = Votre exemple serait accepté
sample-refused = Votre exemple serait refusé
check-met = Respecté :
check-unmet = Non respecté :
examples-title = Exemples
example-accepted = accepté
example-refused = refusé
passcode-rule-allowed-characters = Uniquement des caractères que l’on peut retaper
passcode-rule-minimum-length = { $n ->
    [one] Au moins { $n } caractère
   *[other] Au moins { $n } caractères
  }
passcode-rule-letter-and-digit = Au moins une lettre et un chiffre
passcode-rule-complex-characters = { $n ->
    [one] Au moins { $n } caractère spécial, comme @ ou #
   *[other] Au moins { $n } caractères spéciaux, comme @ ou #
  }
passcode-rule-no-sequence = Pas trois caractères identiques ou qui se suivent, comme 111 ou 123
passcode-rule-not-common = Pas un des codes d’accès les plus courants
passcode-rule-no-forbidden-word = Aucun de vos mots interdits

# Conseils. Ils ne refusent jamais rien.
advice-count = { $n ->
    [one] Il y a { $n } remarque sur ces règles. Elle se trouve à côté de sa règle.
   *[other] Il y a { $n } remarques sur ces règles. Chacune se trouve à côté de sa règle.
  }
advice-source = Source :
advice-no-passcode = Quiconque tient le téléphone déverrouillé peut ouvrir les applis sécurisées et tout leur contenu. Exigez un code d’accès, et permettez l’empreinte ou le visage si la saisie est un obstacle.
advice-short-length = Un code plus court se devine et s’observe plus facilement. La norme exige au moins 4 caractères et en recommande 6 ou plus.
advice-alphanumeric-forced = Si lettres et chiffres sont exigés, la plupart ajoutent un « 1 » à la fin, et la saisie sur téléphone est lente. Une plus grande longueur minimale aide davantage ; les lettres restent permises.
advice-complex-forced = Les caractères spéciaux sont difficiles à saisir sur un téléphone et se réduisent souvent à un « ! » final. Une plus grande longueur minimale aide davantage.
advice-simple-allowed = Sans cette règle, 123456 et 111111 sont acceptés, et c’est ce qu’un voleur essaie en premier. La norme exige une liste de codes courants à refuser.
advice-attempts-for-short = Avec un code aussi court, beaucoup de tentatives donnent une vraie chance à un voleur. Permettez 5 tentatives au plus, ou exigez 6 caractères. La limite de la norme est de 10 pour tout code.
advice-few-attempts = Quelques fautes de frappe suffisent pour atteindre la limite. Les essais sont de toute façon ralentis : à partir du 5e code erroné, l’attente augmente.
advice-wipe-at-the-limit = Un enfant qui joue avec le téléphone peut détruire les clés. Les données qui ne sont pas sur un serveur sont alors perdues, et aucune réinitialisation ne les ramène. Le verrouillage arrête tout aussi bien les essais : la norme demande de désactiver le code, pas de détruire les données.
advice-long-auto-lock = Un téléphone laissé sur une table reste ouvert aussi longtemps. L’usage est de 2 à 5 minutes pour des données de grande valeur, de 15 à 30 quand le risque est faible.
advice-long-grace = Quiconque prend le téléphone pendant ce délai, après que l’utilisateur a quitté l’appli, trouve les applis sécurisées ouvertes.
advice-long-biometric = On oublie un code que l’on saisit rarement. Android conseille de le redemander toutes les 72 heures.
advice-change-forbidden = Qui a été observé pendant la saisie ne peut rien y faire. Les utilisateurs devraient toujours pouvoir modifier leur code d’accès.
advice-reset-forbidden = Qui oublie son code d’accès a besoin d’un administrateur pour déverrouiller AppConnect, au cas par cas ; d’ici là, les données sont hors d’atteinte. Un moyen sûr de réinitialiser fait partie de la norme.
advice-rotation = Qui doit changer régulièrement choisit des codes plus faibles et les numérote. Les normes le déconseillent : demandez un changement quand il y a une raison.
advice-history = Un historique ne compte que si les codes doivent changer. On modifie alors souvent l’ancien, par exemple 4711 en 4712, ce qu’il ne remarque pas.
advice-short-block = Un vol ou un week-end sans réseau suffit à fermer les applis sécurisées, bien que rien ne se soit passé.
advice-short-wipe = Des vacances sans réseau peuvent détruire les clés, et avec elles les données qui ne sont pas sur un serveur. Le blocage conserve les données.
advice-long-pin = Plus un code PIN reste valable longtemps, plus celui qui l’a vu a de temps pour s’en servir. Il ne sert que le temps de passer de la page du portail au téléphone.
advice-short-pin = Un code PIN plus court se devine plus facilement. Cinq tentatives erronées y mettent fin : 6 chiffres suffisent tout juste ; 8 ne coûtent que deux touches de plus.
