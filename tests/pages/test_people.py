"""The persons that page tests sign in as are what they say."""

from django.utils import timezone

from headway.features.appointments.queries import viewer_of
from headway.features.policies.queries import typed
from headway.pages.signin.factors import has_second_factor


def test_client_as_is_signed_in_with_role_tie_and_second_factor(client_as):
    client = client_as("headteacher", 900001)
    viewer = viewer_of(client.person, on=timezone.localdate(), access=typed("access"))
    assert viewer.roles == {"headteacher"}
    assert viewer.tied_to("school") == {"900001"}
    assert has_second_factor(client.person)
    assert client.session["_auth_user_id"] == str(client.person.pk)
