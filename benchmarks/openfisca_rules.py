"""The rules of the notice that look at one claim alone, each an OpenFisca variable by its code."""

from typing import Any

from openfisca_core.model_api import not_

from benchmarks.openfisca_catalogue import NO_CLASS
from benchmarks.openfisca_variables import any_of, variable

# What is not met -------------------------------------------------------------------------------


@variable(bool)
def occupation_not_listed(claim: Any, period: Any) -> Any:
    """一、附件2."""
    concerned = any_of(claim, period, "for_TRAINING", "for_UPSKILLING")
    return concerned & (claim("listed", period) == 0)


@variable(bool)
def unpriced(claim: Any, period: Any) -> Any:
    """附件1: listed, nothing missing, and yet without an amount."""
    priced = any_of(claim, period, "catalogued", "in_INDUCTION") & claim("for_TRAINING", period)
    without = (claim("base_fen", period) < 0) & not_(claim("missing_level", period))
    return priced & without & (claim("listed", period) == 1)


@variable(bool)
def level_not_allowed(claim: Any, period: Any) -> Any:
    """五、附件1."""
    level = claim("level", period)
    low = claim("for_UPSKILLING", period) & (level > 0) & (level < 3)
    return low | claim("unpriced", period)


@variable(bool)
def hours_below_minimum(claim: Any, period: Any) -> Any:
    """附件1、备注2."""
    total = claim("total_minutes", period)
    short = (total >= 0) & (total < 45 * claim("lessons", period))
    return claim("for_TRAINING", period) & short


@variable(bool)
def unstarred(claim: Any, period: Any) -> Any:
    """Where 四 and 备注2 hold: a listed occupation without the mark."""
    lectured = claim("for_TRAINING", period) & any_of(claim, period, "in_LEVEL", "in_COMPLETION")
    return lectured & (claim("listed", period) == 1) & not_(claim("starred", period))


@variable(bool)
def online_over_limit(claim: Any, period: Any) -> Any:
    """四."""
    online, total = claim("online_minutes", period), claim("total_minutes", period)
    return claim("unstarred", period) & (total >= 0) & (online * 100 > total * 40)


@variable(bool)
def practice_under_minimum(claim: Any, period: Any) -> Any:
    """备注2."""
    practical, total = claim("practical_minutes", period), claim("total_minutes", period)
    return claim("unstarred", period) & (practical >= 0) & (practical * 100 < total * 60)


@variable(bool)
def specialty_not_in_person(claim: Any, period: Any) -> Any:
    """备注2."""
    concerned = claim("for_TRAINING", period) & claim("in_SPECIALTY", period)
    return concerned & (claim("online_minutes", period) > 0)


@variable(bool)
def provider_below_three_stars(claim: Any, period: Any) -> Any:
    """二."""
    stars = claim("provider_stars", period)
    return claim("for_TRAINING", period) & (stars >= 0) & (stars < 3)


@variable(bool)
def provider_removed(claim: Any, period: Any) -> Any:
    """二; a comparison with NaT is false."""
    removed = claim("provider_removed_on", period) <= claim("filed_on", period)
    return claim("for_TRAINING", period) & removed


@variable(bool)
def certificate_not_found(claim: Any, period: Any) -> Any:
    """五."""
    return claim("for_UPSKILLING", period) & (claim("certificate_found", period) == 0)


# What is missing, by the name of the input; a benefit that is not known leaves most things open ---


@variable(bool)
def missing_benefit(claim: Any, period: Any) -> Any:
    """Nothing can be said without it."""
    return claim("for_NONE", period)


@variable(bool)
def missing_programme(claim: Any, period: Any) -> Any:
    """Only a training has one."""
    return claim("in_NONE", period) & any_of(claim, period, "for_TRAINING", "for_NONE")


@variable(bool)
def missing_code(claim: Any, period: Any) -> Any:
    """Also another city's code, which no table of the notice has."""
    return claim("catalogued", period) & (claim("listed", period) < 0)


@variable(bool)
def missing_level(claim: Any, period: Any) -> Any:
    """附件1: where the amount depends on it."""
    priced = claim("for_TRAINING", period) & claim("in_LEVEL", period)
    others = any_of(claim, period, "for_UPSKILLING", "for_TESTING", "for_NONE")
    return (priced | others) & (claim("level", period) < 0)


@variable(bool)
def lectured(claim: Any, period: Any) -> Any:
    """Where 四 and 备注2 hold, or could."""
    programme = any_of(claim, period, "in_LEVEL", "in_COMPLETION")
    could = claim("unstarred", period) | (programme & (claim("listed", period) < 0))
    training = claim("for_TRAINING", period) & (could | claim("in_NONE", period))
    return training | (claim("for_NONE", period) & (programme | claim("in_NONE", period)))


@variable(bool)
def missing_total_minutes(claim: Any, period: Any) -> Any:
    """附件1、四、备注2."""
    listed, lessons = claim("listed", period), claim("lessons", period)
    timed = claim("catalogued", period) & ((listed < 0) | ((listed == 1) & (lessons != 0)))
    timed = claim("for_TRAINING", period) & (timed | claim("in_INDUCTION", period))
    elsewhere = any_of(claim, period, "in_PROJECT", "in_APPRENTICESHIP")
    open_ = claim("for_NONE", period) & not_(elsewhere)
    needed = timed | open_ | claim("lectured", period)
    return needed & (claim("total_minutes", period) < 0)


@variable(bool)
def missing_online_minutes(claim: Any, period: Any) -> Any:
    """四、备注2."""
    specialty = any_of(claim, period, "for_TRAINING", "for_NONE") & claim("in_SPECIALTY", period)
    needed = specialty | claim("lectured", period)
    return needed & (claim("online_minutes", period) < 0)


@variable(bool)
def missing_practical_minutes(claim: Any, period: Any) -> Any:
    """备注2."""
    return claim("lectured", period) & (claim("practical_minutes", period) < 0)


@variable(bool)
def missing_provider_stars(claim: Any, period: Any) -> Any:
    """二."""
    concerned = any_of(claim, period, "for_TRAINING", "for_NONE")
    return concerned & (claim("provider_stars", period) < 0)


@variable(bool)
def missing_filed_on(claim: Any, period: Any) -> Any:
    """末段; NaT is the only value unlike itself."""
    day = claim("filed_on", period)
    return any_of(claim, period, "for_TRAINING", "for_NONE") & (day != day)


@variable(bool)
def missing_trained_on(claim: Any, period: Any) -> Any:
    """三."""
    day = claim("trained_on", period)
    return claim("ranked", period) & (day != day)


@variable(bool)
def ranked(claim: Any, period: Any) -> Any:
    """三: a startup training of a known class."""
    startup = claim("for_TRAINING", period) & claim("in_STARTUP", period)
    return startup & (claim("rate_class", period) != NO_CLASS)


@variable(bool)
def missing_applied_on(claim: Any, period: Any) -> Any:
    """一、末段."""
    day = claim("applied_on", period)
    return day != day


@variable(bool)
def missing_certificate_found(claim: Any, period: Any) -> Any:
    """五."""
    concerned = any_of(claim, period, "for_UPSKILLING", "for_NONE")
    return concerned & (claim("certificate_found", period) < 0)


@variable(bool)
def missing_approved_price(claim: Any, period: Any) -> Any:
    """附件1; the claims have no column for it."""
    return claim("for_TRAINING", period) & claim("in_PROJECT", period)


@variable(bool)
def missing_person_id(claim: Any, period: Any) -> Any:
    """一、三: whose claims are counted."""
    return any_of(claim, period, "for_TRAINING", "for_UPSKILLING") & claim("is_nobody", period)


# What this notice cannot settle ----------------------------------------------------------------


@variable(bool)
def standard_not_loaded(claim: Any, period: Any) -> Any:
    """末段."""
    filed, applied = claim("filed_on", period), claim("applied_on", period)
    first = filed.dtype.type("2024-01-01")
    others = any_of(claim, period, "for_UPSKILLING", "for_TESTING")
    return (claim("for_TRAINING", period) & (filed < first)) | (others & (applied < first))


@variable(bool)
def apprenticeship_under_own_notice(claim: Any, period: Any) -> Any:
    """附件1."""
    return claim("for_TRAINING", period) & claim("in_APPRENTICESHIP", period)


@variable(bool)
def testing_conditions_not_published(claim: Any, period: Any) -> Any:
    """附件1."""
    return claim("for_TESTING", period)


@variable(bool)
def not_determined(claim: Any, period: Any) -> Any:
    """附件1: no amount, and no lessons to hold the minutes to."""
    return claim("unpriced", period) & (claim("total_minutes", period) >= 0)
