# Les utilisateurs d’un fichier.
import-title = Importer des utilisateurs depuis un fichier CSV
import-intro = Chaque personne du fichier devient un utilisateur, avec les groupes indiqués. Les groupes qui n’existent pas encore sont créés.
import-all-or-nothing = Tout ou rien : à la moindre erreur dans le fichier, personne n’est importé et rien n’est modifié.
import-template = Télécharger un modèle
import-file = Fichier CSV
import-file-hint = UTF-8, au plus 1 Mio, 5 000 utilisateurs et 250 mots de passe.
import-check = Vérifier le fichier
import-do = Importer
import-confirm-hint = Nécessaire pour importer, car cela donne des accès, mais pas pour vérifier le fichier.
import-steps = « Vérifier le fichier » montre ce qui se passerait, sans rien modifier. « Importer » vérifie aussi le fichier, puis l’importe.
import-working = Lecture du fichier en cours. Cela peut prendre une demi-minute.
import-too-large = Ce fichier dépasse 1 Mio. Répartissez-le en plusieurs fichiers.
import-columns = Le contenu des colonnes
import-columns-text = La première ligne nomme les colonnes, dans n’importe quel ordre. Seul le nom d’utilisateur est nécessaire. Les colonnes sont séparées par des virgules ou des points-virgules.
import-column-name = Colonne
import-column-user-name = L’identifiant de connexion de l’utilisateur
import-column-display-name = Le nom de la personne
import-column-email = L’adresse où vont les avis
import-column-language = en ou fr ; vide : celle de l’organisation
import-column-groups = Noms de groupes, séparés par |
import-column-sign-in = password ou identity-provider ; vide : password
import-column-password = Un premier mot de passe, s’il doit y en avoir un
import-ready-title = Le fichier peut être importé
import-ready-not-yet = Rien n’est encore importé. Choisissez à nouveau le fichier, car le navigateur ne le garde pas, puis appuyez sur « Importer ».
import-users = { $n ->
    [one] { $n } utilisateur
   *[other] { $n } utilisateurs
  }
import-with-password = avec un mot de passe
import-without-password = sans mot de passe
import-new-groups = Nouveaux groupes
import-new-groups-none = Aucun
import-bad-title = { $n ->
    [one] { $n } point à corriger
   *[other] { $n } points à corriger
  }
import-bad-text = Personne n’est importé et rien n’est modifié. Corrigez le fichier, choisissez-le à nouveau et vérifiez-le encore.
import-bad-more = Voici les { $shown } premiers. Les autres apparaîtront quand ceux-ci seront corrigés.
import-line = Ligne
import-wrong = Ce qu’il faut corriger
import-column-none = toute la ligne
import-done-title = Le fichier est importé
import-done-users = Utilisateurs ajoutés
import-done-with = Avec un mot de passe
import-done-without = Sans mot de passe
import-done-groups = Groupes créés
import-done-next = Les utilisateurs sans mot de passe se connectent par le fournisseur d’identité, ou par mot de passe une fois que vous en avez défini un.
import-done-go = Voir les utilisateurs
import-done-again = Importer un autre fichier
import-wrong-import-empty = Il n’y a aucun utilisateur dans le fichier. Ajoutez une ligne pour chacun.
import-wrong-import-too-large = Le fichier dépasse 1 Mio. Répartissez-le.
import-wrong-import-no-header = La première ligne ne nomme pas de colonne user_name. Mettez-y les noms des colonnes.
import-wrong-import-column-unknown = Il n’y a pas de colonne de ce nom. Corrigez-le ou supprimez-la.
import-wrong-import-column-repeated = Cette colonne figure déjà. Supprimez-en une.
import-wrong-import-too-many-rows = Le fichier compte plus de 5 000 utilisateurs. Coupez-le ici.
import-wrong-import-too-many-passwords = Le fichier compte plus de 250 mots de passe. Coupez-le ici.
import-wrong-import-too-many-groups = Un utilisateur est dans plus de 50 groupes, ou le fichier en crée plus de 500. Utilisez-en moins.
import-wrong-import-groups-changed = Quelqu’un d’autre a modifié des groupes au même moment. Importez à nouveau.
import-wrong-import-fields = La ligne a plus ou moins de champs que la première. Corrigez-la ; mettez entre guillemets droits un champ qui contient une virgule ou un point-virgule.
import-wrong-import-not-utf8 = Ce n’est pas de l’UTF-8. Enregistrez le fichier avec cet encodage.
import-wrong-import-user-name-missing = Il n’y a pas de nom d’utilisateur. Ajoutez-le.
import-wrong-user-name-invalid = Un nom d’utilisateur comporte de 1 à 128 caractères, tous visibles.
import-wrong-import-user-name-repeated = Une ligne plus haut porte ce nom d’utilisateur. Supprimez l’une des deux.
import-wrong-user-exists = Il existe déjà un utilisateur de ce nom. Supprimez la ligne.
import-wrong-name-invalid = Un nom comporte de 1 à 64 caractères, tous visibles.
import-wrong-email-invalid = Ce n’est pas une adresse e-mail, ou elle dépasse 254 caractères.
import-wrong-import-language-unknown = Écrivez en ou fr, ou laissez vide.
import-wrong-import-sign-in-unknown = Écrivez password ou identity-provider, ou laissez vide.
import-wrong-import-group-invalid = Le nom d’un groupe comporte de 1 à 64 caractères, tous visibles.
import-wrong-password-length = Choisissez un mot de passe d’au moins 8 caractères, et d’au plus 1 024 octets.
import-wrong-import-password-characters = Le mot de passe contient un saut de ligne ou un autre caractère invisible. Manque-t-il un guillemet ?
