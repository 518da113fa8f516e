"""The interface: its description, who may ask, and how it says no."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.security import django_auth

from hengji.faces.api.adjudication import router as adjudication
from hengji.faces.api.catalogue import router as catalogue
from hengji.platform.errors import HengjiError


class Refusal(Schema):
    """What a service said no with."""

    code: str
    message: str
    field: str | None = None
    row: int | None = None


# No page of documentation: it would load scripts from elsewhere. openapi.json describes it.
interface = NinjaAPI(
    title="衡技",
    version="1",
    description="读取公布的目录与本辖区的补贴核定。登录后的会话即凭证；看不到的记录回答 404。",
    docs_url=None,
)
interface.add_router("/catalogue/", catalogue)
interface.add_router("/adjudication/", adjudication, auth=django_auth)


@interface.exception_handler(HengjiError)
def refused(request: HttpRequest, error: HengjiError) -> HttpResponse:
    """The same code and message that a page would show."""
    told = Refusal(code=error.code, message=error.message, field=error.field, row=error.row)
    status = error.status if error.status >= HTTPStatus.BAD_REQUEST else HTTPStatus.BAD_REQUEST
    return interface.create_response(request, told, status=status)
