"""Schools with figures by pupil group, for tests of gaps."""

from tests.factories import make_observation
from tests.pages.pages import assert_good_page, shown_words

HOME = "/schools/gaps/"
GROUP, OTHERS = "Disadvantage status: Disadvantaged", "Disadvantage status: Not known to be disadvantaged"
RAISED = "Disadvantaged pupils against the others at 11"


def words(response) -> str:
    return shown_words(assert_good_page(response))


def known(school, release, figure=40, others=70, cohort=40, share=30, period="2024/25"):
    """A school's groups at 11; None is hidden by the publisher."""

    def held(measure, value, group="all"):
        why = "" if value is not None else "suppressed"
        row = make_observation(measure, period, value, school=school, why_missing=why, release=release)
        type(row).objects.filter(pk=row.pk).update(group=group)

    held("ks2_rwm_expected", figure, GROUP)
    held("ks2_rwm_expected", others, OTHERS)
    held("cohort_ks2", cohort)
    held("cohort_ks2_disadvantaged", share)
    return school
