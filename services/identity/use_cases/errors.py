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


class AucunSemestre(DomainError):
    code = "aucun_semestre"
    kind = Kind.CONFLICT
    text = "L’ARS n’a pas encore ouvert de semestre de choix. Revenez plus tard."


class SemestreClos(DomainError):
    code = "semestre_clos"
    kind = Kind.CONFLICT
    text = "Les choix de ce semestre sont terminés. Attendez l’ouverture du suivant."


class ProcurationDejaDonnee(DomainError):
    code = "procuration_deja_donnee"
    kind = Kind.CONFLICT
    text = (
        "Vous avez déjà donné procuration. Pour nommer quelqu’un d’autre, annulez d’abord cette procuration."
    )


class MandataireDejaPris(DomainError):
    """PRC-3."""

    code = "mandataire_deja_pris"
    kind = Kind.CONFLICT
    text = (
        "Cette personne a déjà reçu la procuration d’un autre interne pour ce semestre, et n’en peut avoir"
        " qu’une. Nommez quelqu’un d’autre."
    )


class SaPropreAdresse(DomainError):
    code = "sa_propre_adresse"
    text = "Cette adresse est la vôtre. Indiquez celle de la personne qui choisira pour vous."


class AucuneProcuration(DomainError):
    code = "aucune_procuration"
    kind = Kind.CONFLICT
    text = "Il n’y a pas de procuration en cours : elle a été annulée, ou n’a pas été donnée."


class ProcurationAnnulee(DomainError):
    """Cancelled, or its semester is over: said to whoever follows its link."""

    code = "procuration_annulee"
    kind = Kind.CONFLICT
    text = "Cette procuration n’est plus en cours : elle a été annulée, ou les choix sont terminés."


class ProcurationDejaAcceptee(DomainError):
    code = "procuration_deja_acceptee"
    kind = Kind.CONFLICT
    text = "Cette procuration est déjà acceptée. Le mandataire se connecte en choisissant « Procuration »."


class TropDeProcurations(DomainError):
    code = "trop_de_procurations"
    kind = Kind.LIMITED
    text = "Plusieurs messages de procuration sont déjà partis en moins d’une heure. Réessayez plus tard."


class LienDeProcurationExpire(DomainError):
    code = "lien_expire"
    kind = Kind.CONFLICT
    text = (
        "Ce lien n’est plus valable : il l’était pendant sept jours. Demandez à la personne qui vous a donné"
        " procuration de vous envoyer le message de nouveau."
    )


class TypeChoixInconnu(DomainError):
    code = "type_choix_inconnu"
    text = "Ce type de choix n’existe pas : classique, surnombre validant ou surnombre non validant."


class TypeChoixDejaEnVigueur(DomainError):
    code = "type_choix_deja_en_vigueur"
    kind = Kind.CONFLICT
    text = "Ce type de choix est déjà celui en vigueur : il n’y a rien à changer."


class DemandeDejaEnCours(DomainError):
    code = "demande_deja_en_cours"
    kind = Kind.CONFLICT
    text = (
        "Une demande de type de choix est déjà en cours d’instruction. Elle doit être traitée ou annulée"
        " d’abord."
    )


class AucuneDemande(DomainError):
    code = "aucune_demande"
    kind = Kind.CONFLICT
    text = "Aucune demande n’est en cours d’instruction : elle a été traitée, ou annulée."


class DemandeInconnue(DomainError):
    code = "demande_inconnue"
    kind = Kind.NOT_FOUND
    text = "Cette demande de type de choix n’existe pas."


class DemandeDejaTraitee(DomainError):
    code = "demande_deja_traitee"
    kind = Kind.CONFLICT
    text = "Cette demande n’est plus en cours d’instruction : elle a été traitée, ou annulée par l’interne."


class EtatDeDemandeInconnu(DomainError):
    code = "etat_de_demande_inconnu"
    text = "Les états d’une demande sont : en_cours, acceptee, refusee, annulee."


class RepetitionImpossible(DomainError):
    code = "repetition_impossible"
    text = "Ces participants ne sont pas ceux d’un amphi blanc."
