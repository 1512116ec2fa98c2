"""The family of errors: stable code, text that details fill."""

from chassis.errors import DomainError, Kind


class PosteIndisponible(DomainError):
    code = "poste_indisponible"
    kind = Kind.CONFLICT
    text = "Le poste n° {numero} vient d’être choisi. {autre}"


def test_details_fill_the_places_that_bear_their_name_and_no_other() -> None:
    error = PosteIndisponible(numero=12)

    assert error.text == "Le poste n° 12 vient d’être choisi. {autre}"
    assert error.details == {"numero": "12"}
    assert str(error) == error.text


def test_what_a_user_typed_is_never_a_template() -> None:
    error = DomainError("Valeur {nom} : {0.__class__}", nom="{valeur}", valeur="secret")

    assert error.text == "Valeur {valeur} : {0.__class__}"


def test_an_instance_may_have_its_own_text() -> None:
    assert PosteIndisponible("Trop tard.").text == "Trop tard."
    assert PosteIndisponible("Trop tard.").code == "poste_indisponible"
