"""The register, absences, specialities and semesters over gRPC."""

from collections.abc import Iterator

import grpc

from chassis.rpc.context import current_user
from dci.identity.v1 import register_pb2 as contract
from services.identity.domain.register import ReferenceKind
from services.identity.grpc_api import translation
from services.identity.grpc_api.imports import ImportApi
from services.identity.grpc_api.reading import uuid_of
from services.identity.use_cases.close_semestre import close_semestre
from services.identity.use_cases.create_semestre import create_semestre
from services.identity.use_cases.get_contacts import get_contacts
from services.identity.use_cases.get_my_profile import get_my_profile
from services.identity.use_cases.list_absences import list_absences
from services.identity.use_cases.list_register import list_register
from services.identity.use_cases.list_semestres import list_semestres
from services.identity.use_cases.make_semestre_current import make_semestre_current
from services.identity.use_cases.resolve_ines import resolve_ines
from services.identity.use_cases.specialities import Wanted, ensure_specialities, list_specialities


class RegisterApi(ImportApi):
    """One use case an RPC; the two of imports are beside."""

    def ListRegister(
        self, request: contract.ListRegisterRequest, context: grpc.ServicerContext
    ) -> Iterator[contract.ListRegisterResponse]:
        for piece in list_register(self._tools, groupe=request.groupe_code or None):
            labels = translation.Labels(list_specialities(self._tools))
            yield contract.ListRegisterResponse(
                internes=[translation.interne(line, labels) for line in piece]
            )

    def ListAbsences(
        self, request: contract.ListAbsencesRequest, context: grpc.ServicerContext
    ) -> contract.ListAbsencesResponse:
        absences = list_absences(self._tools, semestre=request.semestre)
        return contract.ListAbsencesResponse(absences=[translation.absence(one) for one in absences])

    def ResolveInes(
        self, request: contract.ResolveInesRequest, context: grpc.ServicerContext
    ) -> contract.ResolveInesResponse:
        found = resolve_ines(self._tools, ines=request.ines)
        return contract.ResolveInesResponse(
            intern_ids={ine: str(intern_id) for ine, intern_id in found.items()}
        )

    def GetContacts(
        self, request: contract.GetContactsRequest, context: grpc.ServicerContext
    ) -> contract.GetContactsResponse:
        contacts = get_contacts(self._tools, intern_ids=[uuid_of(text) for text in request.intern_ids])
        return contract.GetContactsResponse(contacts=[translation.contact(one) for one in contacts])

    def GetMyProfile(
        self, request: contract.GetMyProfileRequest, context: grpc.ServicerContext
    ) -> contract.GetMyProfileResponse:
        profile = get_my_profile(self._tools, intern_id=current_user().id)
        labels = translation.Labels(list_specialities(self._tools))
        interne = translation.interne(profile.interne, labels)
        interne.ufr = profile.account.ufr
        return contract.GetMyProfileResponse(
            interne=interne,
            email=profile.account.email,
            telephone=profile.account.telephone,
            adresse=profile.account.adresse,
            question=profile.account.question,
        )

    def EnsureSpecialities(
        self, request: contract.EnsureSpecialitiesRequest, context: grpc.ServicerContext
    ) -> contract.EnsureSpecialitiesResponse:
        wanted = {
            ReferenceKind.GROUPE: [Wanted(one.code, one.label) for one in request.groupes],
            ReferenceKind.DES: [Wanted(one.code, one.label) for one in request.des],
        }
        known = ensure_specialities(self._tools, wanted=wanted)
        return contract.EnsureSpecialitiesResponse(
            groupes=translation.specialities(known, ReferenceKind.GROUPE),
            des=translation.specialities(known, ReferenceKind.DES),
        )

    def ListSpecialities(
        self, request: contract.ListSpecialitiesRequest, context: grpc.ServicerContext
    ) -> contract.ListSpecialitiesResponse:
        known = list_specialities(self._tools)
        return contract.ListSpecialitiesResponse(
            groupes=translation.specialities(known, ReferenceKind.GROUPE),
            des=translation.specialities(known, ReferenceKind.DES),
        )

    def ListSemestres(
        self, request: contract.ListSemestresRequest, context: grpc.ServicerContext
    ) -> contract.ListSemestresResponse:
        return contract.ListSemestresResponse(
            semestres=[translation.semestre(known) for known in list_semestres(self._tools)]
        )

    def CreateSemestre(
        self, request: contract.CreateSemestreRequest, context: grpc.ServicerContext
    ) -> contract.CreateSemestreResponse:
        created = create_semestre(
            self._tools, current_user(), code=request.code, newest_promotion=request.newest_promotion
        )
        return contract.CreateSemestreResponse(semestre=translation.semestre(created))

    def MakeSemestreCurrent(
        self, request: contract.MakeSemestreCurrentRequest, context: grpc.ServicerContext
    ) -> contract.MakeSemestreCurrentResponse:
        make_semestre_current(self._tools, current_user(), code=request.code)
        return contract.MakeSemestreCurrentResponse()

    def CloseSemestre(
        self, request: contract.CloseSemestreRequest, context: grpc.ServicerContext
    ) -> contract.CloseSemestreResponse:
        effective = close_semestre(self._tools, current_user(), code=request.code)
        return contract.CloseSemestreResponse(effective=effective)
