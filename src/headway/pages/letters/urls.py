"""Routes of letters."""

from headway.pages.letters import views
from headway.pages.routes import DOWNLOAD, Route

ROUTES = (
    Route("letters/", "letters", views.show_letters, kind="letters", relation="own", place="Letters"),
    Route(
        "letters/batches/<str:batch>/archive/",
        "letters_archive",
        views.ask_for_archive,
        kind="letters",
        post="see",
        get=False,
    ),
    Route(
        "letters/archives/<str:job_id>/",
        "letters_archive_file",
        views.download_archive,
        kind="letters",
        limit=DOWNLOAD,
    ),
    Route("letters/<str:public_id>/", "letter", views.show_letter, kind="letters", relation="own"),
    Route(
        "letters/<str:public_id>/word/",
        "letter_word",
        views.download_letter,
        kind="letters",
        relation="own",
        limit=DOWNLOAD,
    ),
)
