"""Signing in."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from hengji.faces.web.signin.forms import SignInForm
from hengji.platform.accounts.demo import ACCOUNTS
from hengji.platform.accounts.services import SignInError, sign_in_check


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the form, or open the session and go where the user wanted to."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = sign_in_check(
                request=request,
                username=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                address=request.META.get("REMOTE_ADDR"),
                at=timezone.now(),
            )
        except SignInError as error:
            form.add_error(None, error.message)
        else:
            login(request, user)
            return redirect(_wanted(request))
    elif request.user.is_authenticated:
        return redirect(_wanted(request))
    context = {
        "form": form,
        "next": request.GET.get("next", ""),
        "demo_accounts": ACCOUNTS if settings.DEMO else (),
        "demo_password": settings.DEMO_PASSWORD if settings.DEMO else "",
    }
    return render(request, "signin/login.html", context, status=400 if form.errors else 200)


def _wanted(request: HttpRequest) -> str:
    """The page asked for before signing in, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)
