"""The ASB Case Review (Community Trigger): a person asks the council to look again at antisocial behaviour that goes on."""

from forms_backend import letters
from forms_backend.community_trigger.acknowledgement import acknowledge
from forms_backend.community_trigger.models import Application

# Said here, so that the web, the desk and the worker all know: each of them imports this package's tables.
letters.register_cases(Application)
letters.on_sent("CT1", acknowledge)
