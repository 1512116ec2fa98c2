"""RankingService: translate, call one use case, translate back. Who may is in `access`."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID, uuid4

import grpc

from chassis.clock import Clock
from chassis.database import Database
from chassis.imports import ImportUnknown, apply_import, assemble, dry_run, to_message
from chassis.imports.models import model_of
from chassis.imports.runs import Importers
from chassis.rpc.context import current_caller, current_user
from dci.common.v1.paging_pb2 import PageInfo, PageRequest
from dci.ranking.v1 import ranking_pb2 as pb
from dci.ranking.v1.ranking_pb2_grpc import RankingServiceServicer
from services.ranking.domain.anciennete import Anciennete
from services.ranking.domain.ports import Begin, Register
from services.ranking.domain.viewer import Viewer
from services.ranking.grpc_api.phrases import explained_values, neighbour_text
from services.ranking.grpc_api.translate import (
    line_from,
    line_message,
    line_messages,
    perimetre_from,
    roster_entry,
    semestre_from,
    semestre_message,
    statut_from,
    version_id_from,
    version_message,
    viewer_of,
)
from services.ranking.use_cases.compute import compute
from services.ranking.use_cases.explain_line import ExplainedLine, explain_line
from services.ranking.use_cases.hand_over_roster import hand_over_roster
from services.ranking.use_cases.my_ranks import my_ranks
from services.ranking.use_cases.publish import publish
from services.ranking.use_cases.read_list import list_published, list_versions, read_page, read_whole

Context = grpc.ServicerContext

PAGE_SIZE: Final = 30
LARGEST_PAGE: Final = 200
LARGEST_NUMBER: Final = 1_000_000
LONGEST_NAME: Final = 100
ROSTER_PIECE: Final = 1_000


class RankingApi(RankingServiceServicer):
    """The call lists. Errors are the use cases' own."""

    def __init__(
        self, database: Database, begin: Begin, register: Register, importers: Importers, clock: Clock
    ) -> None:
        self._database = database
        self._importers = importers
        self._begin = begin
        self._register = register
        self._clock = clock

    def DryRunImport(
        self, request_iterator: Iterator[pb.DryRunImportRequest], context: Context
    ) -> pb.DryRunImportResponse:
        """What a file « cursus » would change; kept for a day (ADM-4)."""
        upload = assemble(request.chunk for request in request_iterator)
        by, now = current_user().id, self._clock.now()
        report = dry_run(self._database, self._importers, upload, by=by, now=now)
        return pb.DryRunImportResponse(report=to_message(report))

    def ApplyImport(self, request: pb.ApplyImportRequest, context: Context) -> pb.ApplyImportResponse:
        """Do what the dry run showed, all or nothing (ADM-4)."""
        try:
            import_id = UUID(request.import_id)
        except ValueError:
            raise ImportUnknown from None
        report = apply_import(self._database, self._importers, import_id, now=self._clock.now())
        return pb.ApplyImportResponse(report=to_message(report))

    def GetImportModel(
        self, request: pb.GetImportModelRequest, context: Context
    ) -> pb.GetImportModelResponse:
        """The model of a kind of file (ADM-4)."""
        columns = {kind: importer.columns for kind, importer in self._importers.items()}
        model = model_of(columns, request.kind, xlsx=request.xlsx)
        return pb.GetImportModelResponse(content=model.content, filename=model.filename)

    def Compute(self, request: pb.ComputeRequest, context: Context) -> pb.ComputeResponse:
        """A new version of a périmètre's list (RNG-7)."""
        version = compute(
            self._begin,
            self._register,
            perimetre_from(request.scope),
            version_id=uuid4(),
            policy_name=request.scope.policy,
            by=current_user().id,
            now=self._clock.now(),
        )
        return pb.ComputeResponse(version=version_message(version))

    def Publish(self, request: pb.PublishRequest, context: Context) -> pb.PublishResponse:
        """Make a version the public one, as provisoire or définitive (AMP-2)."""
        # `as` is a keyword of Python.
        statut = statut_from(getattr(request, "as"))
        version_id = version_id_from(request.version_id)
        version = publish(self._begin, version_id, statut, by=current_user().id, now=self._clock.now())
        return pb.PublishResponse(version=version_message(version))

    def ListVersions(self, request: pb.ListVersionsRequest, context: Context) -> pb.ListVersionsResponse:
        """Every version of a semester, newest first."""
        versions = list_versions(self._begin, semestre_from(request.semestre))
        return pb.ListVersionsResponse(versions=map(version_message, versions))

    def ListPublished(self, request: pb.ListPublishedRequest, context: Context) -> pb.ListPublishedResponse:
        """The lists that are public now; without a semester, of all."""
        semestre = semestre_from(request.semestre) if request.semestre else None
        return pb.ListPublishedResponse(versions=map(version_message, list_published(self._begin, semestre)))

    def GetCallList(self, request: pb.GetCallListRequest, context: Context) -> pb.GetCallListResponse:
        """A page, or everything for a download (AMP-2, AMP-4)."""
        viewer = viewer_of(current_caller())
        version_id = version_id_from(request.version_id)
        number, size = _page(request.page)
        if request.whole:
            excerpt = read_whole(self._begin, version_id, viewer)
            number, size = 1, max(excerpt.total, 1)
        else:
            name = request.name[:LONGEST_NAME]
            excerpt = read_page(self._begin, version_id, viewer, name=name, number=number, size=size)
        return pb.GetCallListResponse(
            version=version_message(excerpt.version),
            lines=line_messages(excerpt.lignes, viewer, excerpt.absent),
            page=PageInfo(number=number, size=size, total=excerpt.total),
        )

    def Explain(self, request: pb.ExplainRequest, context: Context) -> pb.ExplainResponse:
        """One line with its neighbours; its semesters for the intern and staff (RNG-7)."""
        caller = current_caller()
        viewer = viewer_of(caller)
        version_id = version_id_from(request.version_id)
        explained = explain_line(self._begin, version_id, viewer, line_from(request))
        concerned = caller.user is not None and str(caller.user.id) == _intern_id(explained)
        return _explanation(explained, viewer, with_semestres=viewer is Viewer.STAFF or concerned)

    def GetMyRanks(self, request: pb.GetMyRanksRequest, context: Context) -> pb.GetMyRanksResponse:
        """The caller's own lines in the public lists (PRO-2)."""
        semestre = semestre_from(request.semestre) if request.semestre else None
        found = my_ranks(self._begin, str(current_user().id), semestre)
        return pb.GetMyRanksResponse(
            ranks=[
                pb.MyRank(
                    version=version_message(version),
                    line=line_message(ligne, Viewer.INTERNE, absent=absent),
                )
                for version, ligne, absent in found
            ]
        )

    def GetRoster(self, request: pb.GetRosterRequest, context: Context) -> Iterator[pb.GetRosterResponse]:
        """A définitive version, whole, in pieces (AMP-2)."""
        roster = hand_over_roster(self._begin, self._register, version_id_from(request.version_id))
        entries = [
            roster_entry(each, roster.motifs.get(each.interne.intern_id, "")) for each in roster.lignes
        ]
        for start in range(0, len(entries), ROSTER_PIECE):
            yield pb.GetRosterResponse(
                version=None if start else version_message(roster.version),
                entries=entries[start : start + ROSTER_PIECE],
            )


def _page(asked: PageRequest) -> tuple[int, int]:
    number = min(max(asked.number, 1), LARGEST_NUMBER)
    return number, min(max(asked.size, 0) or PAGE_SIZE, LARGEST_PAGE)


def _intern_id(explained: ExplainedLine) -> str:
    return explained.explication.ligne.interne.intern_id


def _explanation(explained: ExplainedLine, viewer: Viewer, *, with_semestres: bool) -> pb.ExplainResponse:
    explication = explained.explication
    neighbours = [each for each in (explication.devant, explication.derriere) if each]
    lignes = [explication.ligne, *(each.ligne for each in neighbours)]
    line, *others = line_messages(lignes, viewer, explained.absent)
    return pb.ExplainResponse(
        version=version_message(explained.version),
        line=line,
        neighbours=others,
        neighbour_texts=[neighbour_text(explication.ligne, each) for each in neighbours],
        semestres=_semestres(explication.ligne.anciennete) if with_semestres else [],
        values=[
            pb.ExplainedValue(code=code, label=label, value=value, text=text)
            for code, label, value, text in explained_values(
                explication, explained.version.perimetre.semestre
            )
        ],
    )


def _semestres(anciennete: Anciennete) -> list[pb.CountedSemestre]:
    return [semestre_message(each) for each in anciennete.semestres]
