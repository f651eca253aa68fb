"""The addresses, from the one registry of routes."""

from django.urls import path

from headway.pages.doors import guard
from headway.pages.registry import ROUTES

urlpatterns = [path(route.path, guard(route), name=route.name) for route in ROUTES]
handler400 = "headway.pages.errors.bad_request"
handler404 = "headway.pages.errors.not_found"
handler500 = "headway.pages.errors.server_error"
