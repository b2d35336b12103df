# Le premier administrateur.
set-up-title = Mettre le portail en service
set-up-text = Créez le compte du premier administrateur. Avec lui, vous ajouterez ensuite utilisateurs, groupes et autres membres de l’équipe.
set-up-token = Code de mise en service
set-up-token-hint = Au démarrage, le portail a affiché un lien ; c’est ce qui suit le # dans ce lien. Il sert une seule fois.
set-up-token-filled = Repris du lien.
set-up-user-name-hint = Il sert à se connecter. Il ne peut plus être changé ensuite.
set-up-password = Mot de passe
set-up-password-again = Confirmer le mot de passe
set-up-do = Créer l’administrateur
set-up-is-done-title = Le portail est en service
set-up-is-done-text = Il y a déjà un administrateur ; les liens de mise en service ne sont donc plus valables.
set-up-sign-in = Se connecter à l’administration
done-set-up = Le compte de l’administrateur est créé. Connectez-vous avec le nom et le mot de passe que vous venez de choisir.
