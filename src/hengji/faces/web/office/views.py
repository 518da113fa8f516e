"""The office's first page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Everything that this account may do, as cards; the cards are the menu's entries."""
    return render(request, "office/home.html")
