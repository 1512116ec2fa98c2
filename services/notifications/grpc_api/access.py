"""Which RPC of notifications who may call."""

from chassis.rpc.access import AccessTable, interne, staff

ACCESS: AccessTable = {
    "/dci.notifications.v1.DocumentService/GetMyAttestation": interne(),
    "/dci.notifications.v1.DocumentService/GetProcesVerbal": staff("consultation"),
    "/dci.notifications.v1.MailService/ListFailedMails": staff("gestionnaire"),
    "/dci.notifications.v1.MailService/RetryMail": staff("gestionnaire"),
}
