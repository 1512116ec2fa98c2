"""Every policy by name (RNG-8)."""

from collections.abc import Mapping
from types import MappingProxyType

from services.ranking.domain.idf_2022 import Idf2022
from services.ranking.domain.policy import Policy

DEFAULT = "idf-2022"
POLICIES: Mapping[str, Policy] = MappingProxyType({policy.name: policy for policy in (Idf2022(),)})
