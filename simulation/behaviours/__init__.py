"""What simulated interns do (SIM-1, SIM-3): one small class a habit, by the name that plans use."""

from typing import Final

from simulation.behaviours.by_proxy import ByProxy
from simulation.behaviours.changing_device import ChangingDevice
from simulation.behaviours.hesitating import Hesitating
from simulation.behaviours.in_surnombre import InSurnombre
from simulation.behaviours.late import Late
from simulation.behaviours.losing_network import LosingNetwork
from simulation.behaviours.present import Present
from simulation.behaviours.sending_too_late import SendingTooLate
from simulation.behaviours.sending_twice import SendingTwice

BEHAVIOURS: Final[dict[str, type[Present]]] = {
    "present": Present,
    "late": Late,
    "hesitating": Hesitating,
    "changing_device": ChangingDevice,
    "by_proxy": ByProxy,
    "in_surnombre": InSurnombre,
    "sending_twice": SendingTwice,
    "sending_too_late": SendingTooLate,
    "losing_network": LosingNetwork,
}
"""Who is « absent » never comes, and so needs no class."""
