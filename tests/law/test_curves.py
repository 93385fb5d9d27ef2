"""A curve says of each point what the next euro leaves, and marks where that changes."""

from datetime import date

from jalon.law.income import Category, Earning, Person, Work, curve, income_of_month

MARCH = date(2025, 3, 1)


def test_a_curve_of_todays_rule_bends_where_the_exemption_ends_and_where_the_right_ends() -> None:
    people = [Person(category=Category.SINGLE)]
    people += [Person(category=Category.SINGLE, earnings=[Earning(work=Work.JOB, net=n * 5_000)]) for n in range(1, 40)]
    points = curve([income_of_month(one, on=MARCH) for one in people])
    assert points[0].participation is None and points[-1].marginal is None
    assert [one.marginal for one in points[1:5]] == [0, 0, 0, 0]
    assert all(one.marginal == 100 for one in points if 35_000 <= one.earned < 160_000)
    assert [one.earned for one in points if one.is_kink] == [30_000, 35_000, 160_000, 165_000]
    assert points[20].participation == 67
