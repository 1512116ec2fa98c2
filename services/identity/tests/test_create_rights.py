"""Rights made for a demonstration: told to session by the events, without mails, once."""

import pytest

from services.identity.tests.factories import MANDATAIRE, MANDATAIRE_PASSWORD, Home, an_interne
from services.identity.use_cases.create_rights import WantedRights, create_rights
from services.identity.use_cases.errors import InterneInconnu
from services.identity.use_cases.read_demandes import list_demandes

pytestmark = pytest.mark.real


@pytest.mark.rule("IFC-3")
def test_made_once_the_mandataire_logs_in_and_nobody_gets_a_mail(home: Home) -> None:
    home.opens()
    lea, zoe = home.knows(an_interne()), home.knows(an_interne(prenom="Zoé"))
    wanted = WantedRights({lea.ine: MANDATAIRE}, (zoe.ine,))

    assert create_rights(home.tools, wanted=wanted, password=MANDATAIRE_PASSWORD) == 2
    assert create_rights(home.tools, wanted=wanted, password="un autre mot de passe") == 0

    assert home.mandataire_logs_in().access.person.acts_for == lea.intern_id
    (demande,) = list_demandes(home.tools, semestre="052027", etat="en_cours")
    assert demande.intern_id == zoe.intern_id
    (event,) = home.told("absence_changed")
    assert (event.intern_id, event.procuration, bool(event.mandataire_id)) == (str(lea.intern_id), True, True)
    assert home.mails() == []


def test_an_unknown_ine_makes_nothing(home: Home) -> None:
    home.opens()
    lea = home.knows(an_interne())
    wanted = WantedRights({lea.ine: MANDATAIRE}, ("9999999999Z",))
    with pytest.raises(InterneInconnu):
        create_rights(home.tools, wanted=wanted, password=MANDATAIRE_PASSWORD)
    assert home.told("absence_changed") == []
