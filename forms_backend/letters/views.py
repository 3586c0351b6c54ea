"""The pages of letters: collecting with a code, and the desk's print queue."""

from forms_backend.letters.collect_views import collect
from forms_backend.letters.desk_views import print_desk

__all__ = ["collect", "print_desk"]
