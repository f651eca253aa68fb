"""Routes of policies."""

from headway.pages.policies import documents, views
from headway.pages.routes import DOWNLOAD, Route

ROUTES = (
    Route("policies/", "policies", views.list_policies, kind="policies", place="Policies"),
    Route("policies/<str:public_id>/", "policy", views.show_policy, kind="policies"),
    Route(
        "policies/<str:public_id>/changes-since/<str:before_id>/",
        "policy_changes",
        views.show_changes,
        kind="policies",
    ),
    Route("policies/<str:public_id>/effect/", "policy_effect", views.show_effect, kind="policies"),
    Route(
        "policies/<str:public_id>/document/<str:form>/",
        "policy_document",
        documents.show_example,
        kind="policies",
        limit=DOWNLOAD,
    ),
    Route(
        "policies/<str:public_id>/draft/",
        "policy_draft",
        views.draft,
        kind="policies",
        post="change",
        get=False,
    ),
    Route(
        "policies/<str:public_id>/edit/",
        "policy_edit",
        views.edit,
        kind="policies",
        see="change",
        post="change",
    ),
    Route(
        "policies/<str:public_id>/submit/",
        "policy_submit",
        views.submit,
        kind="policies",
        post="change",
        get=False,
    ),
    Route(
        "policies/<str:public_id>/decide/",
        "policy_decide",
        views.decide,
        kind="policies",
        see="approve",
        post="approve",
    ),
)
