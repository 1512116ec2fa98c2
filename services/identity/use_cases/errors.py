"""Everything that identity refuses, in words for those who read it."""

from chassis.errors import DomainError, Kind


class FormulaireInvalide(DomainError):
    """`details`: field → what is wrong with it."""

    code = "formulaire_invalide"
    text = "Certains champs sont à corriger."


class InscriptionRefusee(DomainError):
    """One and the same for every cause (INS-3)."""

    code = "inscription_refusee"
    text = (
        "Les informations saisies ne correspondent pas à celles dont dispose l’ARS. Vérifiez-les ou"
        " contactez l’ARS."
    )


class TicketPerdu(DomainError):
    code = "inscription_a_reprendre"
    kind = Kind.CONFLICT
    text = "Votre inscription n’a pas été poursuivie à temps. Reprenez-la depuis le début."


class TropDEssais(DomainError):
    code = "trop_d_essais"
    kind = Kind.LIMITED
    text = "Trop d’essais ont échoué. Réessayez dans {minutes} minutes."


class TropDeMonde(DomainError):
    code = "trop_de_monde"
    kind = Kind.LIMITED
    text = "Beaucoup d’essais échouent en ce moment depuis votre réseau. Réessayez dans quelques secondes."


class TropDeMails(DomainError):
    code = "trop_de_mails"
    kind = Kind.LIMITED
    text = "Plusieurs messages vous ont déjà été envoyés. Regardez aussi dans les courriers indésirables."


class LienInconnu(DomainError):
    code = "lien_inconnu"
    kind = Kind.NOT_FOUND
    text = "Ce lien n’existe pas. Copiez l’adresse entière depuis le message que vous avez reçu."


class LienUtilise(DomainError):
    code = "lien_utilise"
    kind = Kind.CONFLICT
    text = "Ce lien a déjà servi. Si votre compte est créé, connectez-vous ; sinon, reprenez l’inscription."


class LienExpire(DomainError):
    code = "lien_expire"
    kind = Kind.CONFLICT
    text = "Ce lien n’est plus valable : il l’était pendant 24 heures. Reprenez l’inscription."


class IdentifiantsFaux(DomainError):
    """Wrong e-mail and wrong password look alike (CNX-1)."""

    code = "identifiants_faux"
    text = "L’adresse e-mail ou le mot de passe est incorrect."


class IdentifiantsDAgentFaux(DomainError):
    code = "identifiants_faux"
    text = "L’adresse e-mail, le mot de passe ou le code est incorrect."


class CodeDejaUtilise(DomainError):
    """Said only to who gave the right password and a right code."""

    code = "code_deja_utilise"
    text = "Ce code a déjà servi. Attendez que votre application en affiche un autre."


class InterneInconnu(DomainError):
    code = "interne_inconnu"
    kind = Kind.NOT_FOUND
    text = "Cet interne n’est pas connu de l’ARS."


class SemestreInvalide(DomainError):
    code = "semestre_invalide"
    text = "« {valeur} » n’est pas un semestre : il s’écrit MMAAAA et commence en 05 ou en 11, comme 112026."


class SemestreInconnu(DomainError):
    code = "semestre_inconnu"
    kind = Kind.NOT_FOUND
    text = "Le semestre {valeur} n’est pas créé."


class SemestreDejaCree(DomainError):
    code = "semestre_deja_cree"
    kind = Kind.CONFLICT
    text = "Le semestre {valeur} est déjà créé."


class PromotionInvalide(DomainError):
    code = "promotion_invalide"
    text = "La promotion la plus récente d’un semestre est l’année de ce semestre ou l’une des précédentes."


class SpecialiteInvalide(DomainError):
    code = "specialite_invalide"
    text = "Une spécialité doit avoir un nom, comme « 33 - GYNÉCOLOGIE OBSTÉTRIQUE »."


class TropDeDemandes(DomainError):
    code = "trop_de_valeurs"
    text = "Trop de valeurs en une fois : {maximum} au plus."


class AgentInvalide(DomainError):
    code = "agent_invalide"
    text = "Le compte ne peut pas être créé."
