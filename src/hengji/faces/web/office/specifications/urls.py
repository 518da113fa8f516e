"""Addresses of the specifications' records; those of writing the text are beside."""

from django.urls import path

from hengji.faces.web.office.specifications import (
    acts,
    group,
    guides,
    issuing,
    lists,
    preparing,
    proposals,
    records,
)

_ONE = "<int:specification_id>/"
urlpatterns = [
    path("", lists.specification_list, name="specifications"),
    path("from-list/", lists.from_list, name="specifications-from-list"),
    path("new/", proposals.new, name="specification-new"),
    path(_ONE, records.record_page, name="specification"),
    path(f"{_ONE}proposal/", proposals.edit, name="specification-proposal"),
    path(f"{_ONE}advance/", acts.advance, name="specification-advance"),
    path(f"{_ONE}close/", acts.close, name="specification-close"),
    path(f"{_ONE}hand-in/", acts.hand_in, name="specification-hand-in"),
    path(f"{_ONE}documents/", acts.add_document, name="specification-documents"),
    path(f"{_ONE}panel/", acts.panel, name="specification-panel"),
    path(f"{_ONE}first-review/", acts.first_review, name="specification-first-review"),
    path(f"{_ONE}final-review/", acts.final_review, name="specification-final-review"),
    path(f"{_ONE}experts/", group.add, name="specification-expert-new"),
    path("experts/<int:expert_id>/", group.change, name="specification-expert"),
    path("experts/<int:expert_id>/remove/", group.remove, name="specification-expert-remove"),
    path(f"{_ONE}survey/", preparing.survey, name="specification-survey"),
    path(f"{_ONE}workshop/", preparing.workshop, name="specification-workshop"),
    path(f"{_ONE}file/", issuing.file, name="specification-file"),
    path(f"{_ONE}promulgate/", issuing.promulgate, name="specification-promulgate"),
    path(f"{_ONE}items/", issuing.items, name="specification-items"),
    path(f"{_ONE}pilot/", issuing.pilot, name="specification-pilot"),
    path(f"{_ONE}put-in-force/", issuing.put_in_force, name="specification-put-in-force"),
    path(f"{_ONE}withdraw/", issuing.withdraw, name="specification-withdraw"),
    path(f"{_ONE}revise/", issuing.revise, name="specification-revise"),
    path(f"{_ONE}guides/", guides.add, name="specification-guides"),
    path("guides/<int:guide_id>/", guides.chapter, name="specification-guide"),
]
