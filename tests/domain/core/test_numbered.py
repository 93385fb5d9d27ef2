"""Words of Django, numbered for PostgreSQL."""

from jalon.domain.core.postgres.base import numbered


def test_each_parameter_has_its_number_and_a_percent_sign_stays_one():
    assert numbered("a = %s AND b LIKE '5 %%' AND c = ANY(%s)") == "a = $1 AND b LIKE '5 %' AND c = ANY($2)"


def test_a_percent_sign_before_an_s_is_no_parameter():
    assert numbered("a LIKE '%%s' AND b = %s") == "a LIKE '%s' AND b = $1"
