"""Words that common passwords of twelve characters and more are made of, in French and English."""

_TEXT = """
motdepasse motdepass mdp password passwd passe secret admin administrateur administrator root user
utilisateur login welcome bienvenue bonjour bonsoir salut coucou hello letmein changeme changezmoi
iloveyou jetaime jtaime amour loulou doudou chouchou cherie cheri bebe princesse princess sunshine soleil
lune etoile chocolat caramel nutella vanille pomme cerise fraise banane orange citron football baseball
basketball rugby tennis superman batman spiderman pokemon pikachu starwars naruto dragon monkey master
shadow michael jordan marseille paris lyon france francais toulouse bordeaux lille nantes nice psg nicolas
julien camille thomas alexandre antoine maxime romain pierre sophie marie isabelle laurent caroline
juliette charlotte martin bernard dupont durand famille family maman papa mamie interne internat medecin
medecine docteur doctor hopital hospital sante externe pharmacie dentiste chirurgie aphp ars liberte
egalite fraternite vacances voiture maison jardin montagne ordinateur internet facebook google instagram
linkedin microsoft windows samsung apple iphone azerty qwerty qwertz trustno love forever always freedom
whatever computer lakers killer hunter ranger flower summer winter spring autumn printemps hiver automne
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi mercredi
jeudi vendredi samedi dimanche monday friday sunday test temp temporary provisoire default defaut exemple
example
"""
WORDS = frozenset(_TEXT.split())

ROWS = (
    "azertyuiopqsdfghjklmwxcvbn",
    "qwertyuiopasdfghjklzxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1aqw2zsx3edc4rfv5tgb6yhn7uj",
)
