"""Type de choix and procuration, as interns and mandataires handle them (PRO-3, PRO-4, PRC-2)."""

import grpc

from chassis.rpc.context import current_user
from dci.identity.v1 import rights_pb2 as contract
from dci.identity.v1.rights_pb2_grpc import RightsServiceServicer
from services.identity.grpc_api import rights_translation as translation
from services.identity.use_cases.accept_procuration import accept_procuration
from services.identity.use_cases.cancel_procuration import cancel_my_procuration
from services.identity.use_cases.give_procuration import give_procuration
from services.identity.use_cases.look_at_procuration import look_at_procuration
from services.identity.use_cases.read_rights import get_my_rights
from services.identity.use_cases.request_type_choix import cancel_my_demande, request_type_choix
from services.identity.use_cases.resend_procuration import resend_procuration
from services.identity.use_cases.tools import Tools


class RightsApi(RightsServiceServicer):
    """One use case an RPC; whose rights they are, the caller's token says."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def GetMyRights(
        self, request: contract.GetMyRightsRequest, context: grpc.ServicerContext
    ) -> contract.GetMyRightsResponse:
        return translation.my_rights(get_my_rights(self._tools, intern_id=current_user().id))

    def RequestTypeChoix(
        self, request: contract.RequestTypeChoixRequest, context: grpc.ServicerContext
    ) -> contract.RequestTypeChoixResponse:
        demande = request_type_choix(self._tools, intern_id=current_user().id, type_choix=request.type_choix)
        return contract.RequestTypeChoixResponse(demande=translation.own_demande(demande))

    def CancelMyDemande(
        self, request: contract.CancelMyDemandeRequest, context: grpc.ServicerContext
    ) -> contract.CancelMyDemandeResponse:
        cancel_my_demande(self._tools, intern_id=current_user().id)
        return contract.CancelMyDemandeResponse()

    def GiveProcuration(
        self, request: contract.GiveProcurationRequest, context: grpc.ServicerContext
    ) -> contract.GiveProcurationResponse:
        given, effective = give_procuration(
            self._tools, intern_id=current_user().id, email=request.email, telephone=request.telephone
        )
        return contract.GiveProcurationResponse(
            procuration=translation.procuration(given), effective=effective
        )

    def ResendProcuration(
        self, request: contract.ResendProcurationRequest, context: grpc.ServicerContext
    ) -> contract.ResendProcurationResponse:
        resend_procuration(self._tools, intern_id=current_user().id)
        return contract.ResendProcurationResponse()

    def CancelMyProcuration(
        self, request: contract.CancelMyProcurationRequest, context: grpc.ServicerContext
    ) -> contract.CancelMyProcurationResponse:
        effective = cancel_my_procuration(self._tools, intern_id=current_user().id)
        return contract.CancelMyProcurationResponse(effective=effective)

    def LookAtProcuration(
        self, request: contract.LookAtProcurationRequest, context: grpc.ServicerContext
    ) -> contract.LookAtProcurationResponse:
        offered = look_at_procuration(self._tools, token=request.token)
        return contract.LookAtProcurationResponse(
            prenom=offered.prenom,
            nom=offered.nom,
            email=offered.procuration.email,
            semestre=offered.procuration.semestre,
        )

    def AcceptProcuration(
        self, request: contract.AcceptProcurationRequest, context: grpc.ServicerContext
    ) -> contract.AcceptProcurationResponse:
        effective = accept_procuration(
            self._tools,
            token=request.token,
            password=request.password,
            password_again=request.password_again,
        )
        return contract.AcceptProcurationResponse(effective=effective)
