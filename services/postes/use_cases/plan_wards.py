"""What a file says of wards: one IMOTEP, one ward (IFC-10)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from chassis.imports import Problem, SheetRow
from services.postes.domain.catalogue import Service

FIELDS: Final = ("etablissement", "departement", "service", "chef_de_service")


class WardPlan:
    """The wards as they would be, gathered row by row."""

    def __init__(self, known: Mapping[str, Service]) -> None:
        self._known = known
        self._said: dict[str, dict[str, tuple[str, int]]] = {}
        self._wards: dict[str, Service] = {}
        self._renamed: set[str] = set()

    def read(self, row: SheetRow, imotep: str) -> list[Problem]:
        """Take what the row says of its ward; an error where another row said something else."""
        said = self._said.setdefault(imotep, {})
        problems = []
        for field in FIELDS:
            if row.gives(field):
                value = row.get(field) or ""
                first, line = said.setdefault(field, (value, row.line))
                if first != value:
                    problems.append(
                        row.error(
                            field,
                            f"Un IMOTEP pour deux services : la ligne {line} donne « {first} » à {imotep}.",
                        )
                    )
        self._wards[imotep] = replace(
            self._known.get(imotep, Service(imotep, "", "", "", "")),
            **{field: value for field, (value, _) in said.items()},
        )
        return problems + self._told_once(row, imotep)

    def changed(self) -> dict[str, Service]:
        """The wards that are new or would be different, by IMOTEP."""
        return {imotep: ward for imotep, ward in self._wards.items() if self._known.get(imotep) != ward}

    def _told_once(self, row: SheetRow, imotep: str) -> list[Problem]:
        known, ward = self._known.get(imotep), self._wards[imotep]
        if known is None or imotep in self._renamed or _name(known) == _name(ward):
            return []
        self._renamed.add(imotep)
        return [
            row.warning(
                "imotep",
                f"Ce service s’appelait « {_name(known)} » : il change de nom pour tous ses postes.",
            )
        ]


def _name(ward: Service) -> str:
    return f"{ward.etablissement} - {ward.service}"
