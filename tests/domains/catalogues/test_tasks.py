"""What happens by the calendar, without a start."""

import pytest

from hengji.domains.catalogues import loading
from hengji.domains.catalogues.models import Edition
from hengji.domains.catalogues.tasks import follow_date
from hengji.platform.startup.models import LoadedData

pytestmark = pytest.mark.django_db


def test_packs_are_loaded_again_only_when_something_is_due(divisions: None) -> None:
    """A pack that comes into force changes the fingerprint, as one never loaded does."""
    follow_date(0)
    loaded = LoadedData.objects.get(loader=loading.__name__)
    assert Edition.objects.filter(is_current=True).count() == 11
    follow_date(0)
    assert LoadedData.objects.get(loader=loading.__name__).loaded_at == loaded.loaded_at
