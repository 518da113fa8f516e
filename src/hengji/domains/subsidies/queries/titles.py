"""What a decision's codes mean: the rule or quota with its clause, or the input that is missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from hengji.core.adjudication.ruleset import Ruleset


@dataclass(frozen=True)
class Title:
    """A code in Chinese, with where it stands in the notice."""

    title: str
    clause: str = ""
    quote: str = ""

    @property
    def sentence(self) -> str:
        """For a cell of a sheet."""
        return f"{self.title}（{self.clause}）" if self.clause else self.title


Titles = Mapping[str, Title]


def titles_of(ruleset: Ruleset) -> Titles:
    """Every code that a decision under these rules can name."""
    named: dict[str, Title] = {
        one.name: Title(f"缺少：{one.label}") for one in ruleset.adjudication.inputs
    }
    named |= {name: Title(title) for name, title in ruleset.outside.items()}
    for rule in (one.rule for one in ruleset.rules):
        named[rule.code] = Title(rule.title, rule.clause.place, rule.clause.quote)
    for quota in (one.quota for one in ruleset.quotas):
        named[quota.code] = Title(quota.title, quota.clause.place, quota.clause.quote)
    return named
