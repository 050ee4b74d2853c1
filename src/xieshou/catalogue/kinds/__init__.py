"""Every kind of activity, in the order of the picker: by family, most recorded first."""

from .management import MANAGEMENT_KINDS
from .organising import ORGANISING_KINDS
from .outcomes import OUTCOME_KINDS, PUBLICITY_KINDS
from .pupils import PUPIL_KINDS
from .research import RESEARCH_KINDS
from .sharing import SHARING_KINDS
from .training import TRAINING_KINDS

ALL_KINDS = (
    *ORGANISING_KINDS,
    *MANAGEMENT_KINDS,
    *RESEARCH_KINDS,
    *TRAINING_KINDS,
    *SHARING_KINDS,
    *PUPIL_KINDS,
    *PUBLICITY_KINDS,
    *OUTCOME_KINDS,
)
