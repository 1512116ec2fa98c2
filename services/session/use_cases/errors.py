"""What the service answers besides the engine's refusals."""

from chassis.errors import DomainError, Kind


class AmphiInconnu(DomainError):
    """No such amphi, or not one that this caller may see."""

    code = "amphi_inconnu"
    kind = Kind.NOT_FOUND
    text = "Cet amphi n’existe pas. Retrouvez-le dans la liste des amphis."


class AutreDemande(DomainError):
    """The key was used by somebody else, or for something else (G-3)."""

    code = "autre_demande"
    kind = Kind.CONFLICT
    text = "Cette demande porte la clé d’une autre demande : elle n’a pas été exécutée. Recommencez."


class CleInvalide(DomainError):
    """A command without a usable idempotency key."""

    code = "cle_invalide"
    text = "Cette demande n’a pas de clé valable (8 à 64 lettres, chiffres ou tirets). Recommencez."


class ReponseAttendue(DomainError):
    """The choice is received, and postes has not answered yet: ask again with the same key."""

    code = "reponse_attendue"
    kind = Kind.UNAVAILABLE
    text = (
        "Votre choix est reçu et votre temps est arrêté ; la réponse se fait attendre. "
        "Elle va s’afficher ici, ne quittez pas la page."
    )
    text_ars = "La demande est reçue ; la réponse des postes se fait attendre."


class AutreChoixAttendu(ReponseAttendue):
    """An earlier choice is received and not answered yet, and this command not even received: ask again."""

    code = "autre_choix_attendu"
    text = (
        "Un autre de vos appareils, ou l’ARS à votre demande, a déjà envoyé un choix, dont la réponse se "
        "fait attendre. Votre demande d’ici n’est pas encore reçue ; elle repart toute seule, ne quittez pas "
        "la page."
    )
    text_ars = (
        "Un choix a été envoyé pendant ce tour, et la réponse des postes se fait attendre. Votre demande "
        "n’est pas encore reçue : recommencez dans un instant, elle ne comptera qu’une fois."
    )


class PostesInjoignables(DomainError):
    """This replica does not reach postes while others do: ask another one."""

    code = "postes_injoignables"
    kind = Kind.UNAVAILABLE
    text = "Une partie du service ne répond pas. Réessayez dans un instant."


class CodeDejaPris(DomainError):
    """One code, one amphi of the semester."""

    code = "code_deja_pris"
    kind = Kind.CONFLICT
    text = "Un autre amphi du semestre porte déjà le code « {amphi_code} » : choisissez-en un autre."


class FicheInvalide(DomainError):
    """Fields of an amphi that cannot be."""

    code = "fiche_invalide"
    text = "L’amphi ne peut pas être enregistré ainsi : corrigez les champs indiqués."


class PasDecoupe(DomainError):
    """Validation needs sessions."""

    code = "pas_decoupe"
    kind = Kind.CONFLICT
    text = "L’amphi n’est pas encore découpé en sessions : découpez-le d’abord."


class ListeChangee(DomainError):
    """The call list no longer has as many interns as were cut into sessions."""

    code = "liste_changee"
    kind = Kind.CONFLICT
    text = "La liste d’appel n’a plus le même nombre d’internes : découpez de nouveau l’amphi."


class ListeRemplacee(DomainError):
    """Somebody chose another call list while this one was being taken."""

    code = "liste_remplacee"
    kind = Kind.CONFLICT
    text = (
        "La liste d’appel de l’amphi vient d’être remplacée : vérifiez l’amphi, puis validez-le de nouveau."
    )


class MotifInvalide(DomainError):
    """What ARS does against the usual course has a reason."""

    code = "motif_invalide"
    text = "Indiquez un motif (500 caractères au plus). Celui d’une pause, tout le monde le lira."


class AutreMonde(DomainError):
    """Real interns in a rehearsal, or a rehearsal's participants anywhere else (decision 18)."""

    code = "autre_monde"
    kind = Kind.FORBIDDEN
    text = (
        "Un amphi blanc est réservé à ses participants, et eux à lui : cet amphi n’est pas le vôtre. "
        "Retrouvez le vôtre dans la liste des amphis."
    )


class PlaceAuxVraisAmphis(DomainError):
    """A replica does few commands of rehearsals at once: ask again, with the same key."""

    code = "place_aux_vrais_amphis"
    kind = Kind.UNAVAILABLE
    text = "Les vrais amphis passent d’abord : réessayez dans un instant."


class VitesseImpossible(DomainError):
    """A speed out of bounds."""

    code = "vitesse_impossible"
    text = "La vitesse d’un amphi blanc va de 0,1 à 100."


class RepetitionDeRepetition(DomainError):
    """A copy is made of a real amphi."""

    code = "repetition_de_repetition"
    kind = Kind.CONFLICT
    text = "C’est déjà un amphi blanc : copiez plutôt le vrai amphi."


class RepetitionInconnue(DomainError):
    """No rehearsal, or no such one."""

    code = "repetition_inconnue"
    kind = Kind.NOT_FOUND
    text = "Cet amphi blanc n’existe pas."


class AutreListe(DomainError):
    """A call list of another groupe, other régimes or another semester."""

    code = "autre_liste"
    kind = Kind.CONFLICT
    text = (
        "Cette liste d’appel n’est pas celle de cet amphi (groupe, régimes, semestre) : créez un autre amphi."
    )


class NumeroInvalide(DomainError):
    """No post can have this number."""

    code = "numero_invalide"
    text = "Indiquez le numéro d’un poste."


class DejaNote(DomainError):
    """One placement a rank waits for validation."""

    code = "deja_note"
    kind = Kind.CONFLICT
    text = "Une affectation est déjà notée pour le rang {rang_appel} : retirez-la d’abord."


class PlusEnAttente(DomainError):
    """The placement or correction no longer waits: it was asked for, or taken back."""

    code = "plus_en_attente"
    kind = Kind.CONFLICT
    text = "Cette demande n’est plus en attente : elle a été traitée ou retirée entre-temps."


class MemePersonne(DomainError):
    """A correction needs two persons (CHX-6)."""

    code = "meme_personne"
    kind = Kind.CONFLICT
    text = "Vous avez proposé cette correction : une autre personne doit l’approuver."


class AutreOffre(DomainError):
    """A correction stays within one stock of posts."""

    code = "autre_offre"
    kind = Kind.CONFLICT
    text = "Une correction ne peut réunir que des amphis du même groupe et du même semestre."
