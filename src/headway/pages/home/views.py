"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """What is due for me."""
    return render(request, "home/home.html", {"page": {"heading": "Home"}})
