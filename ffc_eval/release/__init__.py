"""The way out: base rules, suppression, the gate that makes Released objects.

``protect`` and ``widest_safe`` release estimates, ``release_records`` everything else; a
``Policy`` says by which rules.
"""

from ffc_eval.release.accounts import release_records
from ffc_eval.release.policy import Policy, Thresholds
from ffc_eval.release.protection import protect, widest_safe

__all__ = ["Policy", "Thresholds", "protect", "release_records", "widest_safe"]
