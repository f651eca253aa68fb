"""Routes of jobs."""

from headway.pages.jobs import views
from headway.pages.routes import Route

ROUTES = (
    Route("jobs/<str:public_id>/", "job", views.show_job),
    Route("jobs/<str:public_id>/progress/", "job_progress", views.show_progress),
)
