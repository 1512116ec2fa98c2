"""`python -m deploy.local.demo`: fills a local run (IFC-4). Done again, it finds everything as it is."""

import json
import os
from pathlib import Path
from typing import Any

from dci.session.v1 import session_pb2 as session
from deploy.local.demo import accounts, campaign, cast, files
from deploy.local.demo.calls import Calls, StaffAccount, logged_in, open_calls

OVER = "L’amphi de démonstration CHIR est terminé : « make reset », puis « make run », pour recommencer."


def main() -> None:
    """Fill the databases, then say in demo.json who one may be."""
    file = Path(os.environ["DCI_DEMO_FILE"])
    known: dict[str, Any] = json.loads(file.read_text())
    empty = os.environ["DEMO"] == "none"
    staff = accounts.staff(known["accounts"], one=empty)
    for account in staff:
        accounts.create_staff(account)
    known["accounts"] = [_shown(account) for account in staff]
    if not empty:
        gestionnaire = next(account for account in staff if account.role == "gestionnaire")
        calls = open_calls()
        with logged_in(calls, gestionnaire):
            known |= _petit(calls, known)
    file.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n")


def _petit(calls: Calls, known: dict[str, Any]) -> dict[str, Any]:
    invented = files.invent()
    amphis = campaign.build(calls, invented)
    running, ready, finished = (
        cast.seats(calls, invented, amphis[plan.code])
        for plan in (campaign.RUNNING, campaign.READY, campaign.FINISHED)
    )
    interns = cast.intern_accounts(running, ready)
    newcomer = cast.newcomer(running)
    by_hand = frozenset(account["email"] for account in interns) | frozenset({newcomer.email})
    emails = {
        seat.person.ine: seat.person.email
        for seat in (*running, *ready, *finished)
        if seat.person is not newcomer
    }
    accounts.create_interns(emails)
    asking = cast.asking(ready)
    accounts.create_rights({cast.represented(ready).ine: cast.MANDATAIRE}, [asking.ine])
    amphi = amphis[campaign.RUNNING.code]
    _tell_simulation(known, amphis, cast.simulated(running, by_hand), cast.simulated(finished, ()))
    campaign.start(calls, amphis[campaign.FINISHED.code])
    campaign.start(calls, amphi)
    remarks = [
        f"sans compte : {newcomer.prenom} {newcomer.nom}, INE {newcomer.ine}, {newcomer.birth:%d/%m/%Y},"
        f" {newcomer.email}, {newcomer.phone} : essayez l’inscription",
        f"à instruire par un gestionnaire : la demande de surnombre de {asking.prenom} {asking.nom} (PHARMA)",
    ]
    if amphi.state == session.AMPHI_STATE_TERMINE:
        remarks.append(OVER)
    mandataire = cast.mandataire_account(ready)
    return {"accounts": [*known["accounts"], *interns, mandataire], "remarks": remarks}


def _tell_simulation(
    known: dict[str, Any],
    amphis: dict[str, session.Amphi],
    running: list[dict[str, Any]],
    finished: list[dict[str, Any]],
) -> None:
    """Write who is simulated where; it holds passwords, so only its owner reads it."""
    plan = {
        "gateway": known["gateway"],
        "seed": files.SEED,
        "amphis": [
            {
                "amphi_id": amphis[campaign.FINISHED.code].amphi_id,
                "hesitation": [0.2, 1.0],
                "habits": {},
                "internes": finished,
            },
            {
                "amphi_id": amphis[campaign.RUNNING.code].amphi_id,
                "hesitation": [7.0, 24.0],
                "habits": {"absent": 3},
                "internes": running,
            },
        ],
    }
    file = Path(os.environ["DCI_LOCAL_FOLDER"]) / "simulation.json"
    file.touch(mode=0o600)
    file.write_text(json.dumps(plan, ensure_ascii=False, indent=2))


def _shown(account: StaffAccount) -> dict[str, Any]:
    note = next(note for _, email, note in accounts.STAFF if email == account.email)
    return {
        "role": account.role,
        "email": account.email,
        "password": account.password,
        "totp_secret": account.totp_secret,
        "note": note,
    }


if __name__ == "__main__":
    main()
