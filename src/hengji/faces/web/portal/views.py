"""The portal's first page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What this is, a search box, and the way to the calculator and to the office."""
    return render(request, "portal/home.html")
