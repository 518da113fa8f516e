"""Loading packs: what comes in, what a second time changes, what a changed pack keeps."""

import time

import pytest
from django.utils import timezone

from hengji.core.packs.registry import all_packs
from hengji.domains.catalogues.models import (
    Edition,
    ListFinding,
    PublishedEntry,
    PublishedPair,
    Skill,
)
from hengji.domains.catalogues.services.load import load_packs


@pytest.mark.django_db
def test_x(divisions):
    t = time.time()
    print(load_packs(packs=all_packs(), at=timezone.now()), time.time() - t)
    t = time.time()
    print(load_packs(packs=all_packs(), at=timezone.now()), time.time() - t)
    print([m.objects.count() for m in (Edition, ListFinding, PublishedEntry, PublishedPair, Skill)])
