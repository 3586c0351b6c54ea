"""Every table, in one import: what migrations and test databases are made from."""

from forms_backend import history, tasks  # noqa: F401
from forms_backend.community_trigger import models as community_trigger  # noqa: F401
from forms_backend.database import Base
from forms_backend.journeys.drafts import Draft  # noqa: F401
from forms_backend.letters import models as letters  # noqa: F401
from forms_backend.referrals import models as referrals  # noqa: F401
from forms_backend.staff import models as staff  # noqa: F401

metadata = Base.metadata
