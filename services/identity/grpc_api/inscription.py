"""The inscription over gRPC (INS-1…7)."""

import grpc

from dci.identity.v1 import inscription_pb2 as contract
from dci.identity.v1.inscription_pb2_grpc import InscriptionServiceServicer
from services.identity.grpc_api.reading import uuid_of, visible
from services.identity.use_cases.check_register import check_register
from services.identity.use_cases.finalise import LastStepForm, finalise
from services.identity.use_cases.get_mail_link import get_mail_link
from services.identity.use_cases.look_at_link import look_at_link
from services.identity.use_cases.request_confirmation import request_confirmation
from services.identity.use_cases.tools import Tools


class InscriptionApi(InscriptionServiceServicer):
    """One use case an RPC."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def CheckRegister(
        self, request: contract.CheckRegisterRequest, context: grpc.ServicerContext
    ) -> contract.CheckRegisterResponse:
        ticket = check_register(
            self._tools,
            prenom=request.prenom,
            nom=request.nom,
            date_naissance=request.date_naissance,
            email=request.email,
            ine=request.ine,
            telephone=request.telephone,
            address=visible(request.address),
        )
        return contract.CheckRegisterResponse(ticket=ticket)

    def RequestConfirmation(
        self, request: contract.RequestConfirmationRequest, context: grpc.ServicerContext
    ) -> contract.RequestConfirmationResponse:
        request_confirmation(
            self._tools, ticket=request.ticket, email=request.email, email_again=request.email_again
        )
        return contract.RequestConfirmationResponse()

    def LookAtLink(
        self, request: contract.LookAtLinkRequest, context: grpc.ServicerContext
    ) -> contract.LookAtLinkResponse:
        step = look_at_link(self._tools, token=request.token)
        return contract.LookAtLinkResponse(
            prenom=step.prenom,
            email=step.email,
            ufr=step.ufr,
            telephone=step.telephone,
            ufrs=step.ufrs,
            questions=step.questions,
        )

    def Finalise(
        self, request: contract.FinaliseRequest, context: grpc.ServicerContext
    ) -> contract.FinaliseResponse:
        typed = LastStepForm(
            password=request.password,
            password_again=request.password_again,
            date_naissance=request.date_naissance,
            telephone=request.telephone,
            adresse=request.adresse,
            ufr=request.ufr,
            question=request.question,
            answer=request.answer,
        )
        finalise(self._tools, token=request.token, typed=typed)
        return contract.FinaliseResponse()

    def GetMailLink(
        self, request: contract.GetMailLinkRequest, context: grpc.ServicerContext
    ) -> contract.GetMailLinkResponse:
        link = get_mail_link(self._tools, link_id=uuid_of(request.link_id))
        return contract.GetMailLinkResponse(
            token=link.token, email=link.email, prenom=link.prenom, usable=link.usable
        )
