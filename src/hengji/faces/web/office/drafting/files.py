"""A text as a file."""

from django.http import FileResponse, HttpRequest
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hengji.domains.specifications import api
from hengji.faces.web.office.drafting.texts import text_asked
from hengji.faces.web.specification_files import specification_file
from hengji.faces.web.staff import staff
from hengji.platform.permissions import require_permission


@never_cache
@require_safe
@require_permission(api.VIEW_SPECIFICATIONS)
def download(request: HttpRequest, specification_id: int, form: str) -> FileResponse:
    """The working text, or the version that ``version`` names, as a file of this form."""
    text = text_asked(staff(request), request, specification_id)
    return specification_file(text.value, form, at=text.saved_at, mark=text.mark)
