"""Two-person rules: what one person did, another has to look at."""

from dataclasses import dataclass

from django.db.models import CheckConstraint, F, Q


@dataclass(frozen=True)
class TwoPersons:
    """``later`` and ``earlier`` are fields of one record that never name the same account.

    Declared once: a transition names the rule, a todo keeps away from the earlier person, and the
    model's Meta takes `constraint`, so that the database holds it whoever writes.
    """

    later: str
    earlier: str
    name: str

    @property
    def constraint(self) -> CheckConstraint:
        """For the model's ``Meta.constraints``."""
        unfilled = Q(**{f"{self.later}__isnull": True}) | Q(**{f"{self.earlier}__isnull": True})
        return CheckConstraint(
            name=self.name, condition=unfilled | ~Q(**{self.later: F(self.earlier)})
        )


def two_persons(later: str, earlier: str, *, name: str) -> TwoPersons:
    """Who is in ``later`` is another than who is in ``earlier``; ``name`` is the constraint's."""
    return TwoPersons(later, earlier, name)
