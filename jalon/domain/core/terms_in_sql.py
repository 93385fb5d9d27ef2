"""Terms in months, said in SQL as `jalon.law.terms` says them. PostgreSQL's own month arithmetic is `add_months`."""


def last_day_counted_from_eve(day: str, months: int) -> str:
    """`last_day_of_term(…, counting="eve")` of the SQL expression `day`."""
    same = f"({day} + 1 + interval '{int(months)} months')::date"
    return f"CASE WHEN extract(day FROM {same}) < extract(day FROM {day} + 1) THEN {same} ELSE {same} - 1 END"
