"""Types de choix and procurations at ARS's desk, and for the services that need them (ADM-9, ADM-11)."""

import grpc

from chassis.rpc.context import current_user
from dci.identity.v1 import rights_pb2 as contract
from dci.identity.v1.rights_pb2_grpc import RightsDeskServiceServicer
from services.identity.grpc_api import rights_translation as translation
from services.identity.grpc_api.reading import uuid_of
from services.identity.use_cases.cancel_procuration import cancel_procuration
from services.identity.use_cases.change_type_choix import change_type_choix
from services.identity.use_cases.get_procuration import get_accepted_procuration, get_procuration
from services.identity.use_cases.judge_demande import accept_demande, refuse_demande
from services.identity.use_cases.note_papers import note_papers
from services.identity.use_cases.read_demandes import get_demande, list_demandes
from services.identity.use_cases.read_rights import get_rights, list_rights
from services.identity.use_cases.tools import Tools


class RightsDeskApi(RightsDeskServiceServicer):
    """One use case an RPC; what staff change is written down under their own name."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def ListDemandes(
        self, request: contract.ListDemandesRequest, context: grpc.ServicerContext
    ) -> contract.ListDemandesResponse:
        demandes = list_demandes(self._tools, semestre=request.semestre, etat=request.state)
        return contract.ListDemandesResponse(demandes=[translation.demande(one) for one in demandes])

    def NotePapers(
        self, request: contract.NotePapersRequest, context: grpc.ServicerContext
    ) -> contract.NotePapersResponse:
        note_papers(
            self._tools,
            current_user(),
            demande_id=uuid_of(request.demande_id),
            received=request.received,
            note=request.note,
        )
        return contract.NotePapersResponse()

    def AcceptDemande(
        self, request: contract.AcceptDemandeRequest, context: grpc.ServicerContext
    ) -> contract.AcceptDemandeResponse:
        effective = accept_demande(self._tools, current_user(), demande_id=uuid_of(request.demande_id))
        return contract.AcceptDemandeResponse(effective=effective)

    def RefuseDemande(
        self, request: contract.RefuseDemandeRequest, context: grpc.ServicerContext
    ) -> contract.RefuseDemandeResponse:
        refuse_demande(
            self._tools, current_user(), demande_id=uuid_of(request.demande_id), reason=request.reason
        )
        return contract.RefuseDemandeResponse()

    def ChangeTypeChoix(
        self, request: contract.ChangeTypeChoixRequest, context: grpc.ServicerContext
    ) -> contract.ChangeTypeChoixResponse:
        effective = change_type_choix(
            self._tools,
            current_user(),
            intern_id=uuid_of(request.intern_id),
            type_choix=request.type_choix,
            note=request.note,
        )
        return contract.ChangeTypeChoixResponse(effective=effective)

    def CancelProcuration(
        self, request: contract.CancelProcurationRequest, context: grpc.ServicerContext
    ) -> contract.CancelProcurationResponse:
        effective = cancel_procuration(self._tools, current_user(), intern_id=uuid_of(request.intern_id))
        return contract.CancelProcurationResponse(effective=effective)

    def GetRights(
        self, request: contract.GetRightsRequest, context: grpc.ServicerContext
    ) -> contract.GetRightsResponse:
        found = get_rights(
            self._tools, semestre=request.semestre, intern_ids=[uuid_of(each) for each in request.intern_ids]
        )
        return contract.GetRightsResponse(internes=[translation.intern_rights(one) for one in found])

    def ListRights(
        self, request: contract.ListRightsRequest, context: grpc.ServicerContext
    ) -> contract.ListRightsResponse:
        found = list_rights(self._tools, semestre=request.semestre)
        return contract.ListRightsResponse(rights=[translation.droits(one) for one in found])

    def GetProcuration(
        self, request: contract.GetProcurationRequest, context: grpc.ServicerContext
    ) -> contract.GetProcurationResponse:
        if request.mandataire_id:
            offered = get_procuration(self._tools, mandataire_id=uuid_of(request.mandataire_id))
        else:
            offered = get_accepted_procuration(
                self._tools, intern_id=uuid_of(request.intern_id), semestre=request.semestre
            )
        return contract.GetProcurationResponse(
            procuration=translation.procuration(offered.procuration), prenom=offered.prenom, nom=offered.nom
        )

    def GetDemande(
        self, request: contract.GetDemandeRequest, context: grpc.ServicerContext
    ) -> contract.GetDemandeResponse:
        demande = get_demande(self._tools, demande_id=uuid_of(request.demande_id))
        return contract.GetDemandeResponse(demande=translation.own_demande(demande))
