# Ce que toutes les pages ont.
brand = Secure Apps Passcode
zone-my = Portail en self-service
zone-admin = Administration
skip = Aller au contenu
nav = Rubriques
path = Vous êtes ici
language-other = English
sign-out = Se déconnecter
optional = (facultatif)
pager = Pages
pager-previous = Précédent
pager-next = Suivant
greeting = Bonjour { $name }
cancel = Annuler
save = Enregistrer

role-administrator = Administrateur
role-help-desk = Assistance
role-auditor = Auditeur

nav-overview = Vue d’ensemble
nav-devices = Périphériques
nav-users = Utilisateurs
nav-groups = Groupes
nav-configurations = Configurations AppConnect
nav-escrow-keys = Clés de séquestre
nav-audit = Historique d’audit
nav-staff = Équipe
nav-account = Mon compte
nav-my-devices = Mes périphériques
nav-my-activity = Activité récente
nav-my-account = Mon compte

leaving-title = Êtes-vous toujours là ?
leaving-text = Pour votre sécurité, vous serez déconnecté dans
leaving-stay = Rester connecté

ago-now = à l’instant
ago-minutes = { $n ->
    [one] il y a { $n } minute
   *[other] il y a { $n } minutes
  }
ago-hours = { $n ->
    [one] il y a { $n } heure
   *[other] il y a { $n } heures
  }
ago-days = { $n ->
    [one] il y a { $n } jour
   *[other] il y a { $n } jours
  }

# Connexion
sign-in = Se connecter
sign-in-title-my = Connexion à vos périphériques
sign-in-text-my = Avec le nom d’utilisateur et le mot de passe de votre compte professionnel.
sign-in-other-my = Êtes-vous administrateur de ce portail ? Connectez-vous ici
sign-in-title-admin = Connexion à l’administration
sign-in-text-admin = Pour les administrateurs, l’assistance et les auditeurs.
sign-in-other-admin = Vous cherchez vos propres périphériques ? Connectez-vous ici
sign-in-ended = Veuillez vous connecter. Pour votre sécurité, une session se termine après 15 minutes sans activité, et au plus tard après 8 heures.
sign-in-unsaved = Veuillez vous connecter. Votre session était terminée : rien de ce que vous venez d’envoyer n’a été enregistré.
user-name = Nom d’utilisateur
password = Mot de passe
done-signed-out = Vous êtes déconnecté.

# Prouver de nouveau son identité
confirm-password = Votre mot de passe
confirm-hint = Demandé de nouveau pour vérifier que c’est bien vous ; ensuite, plus pendant cinq minutes.
