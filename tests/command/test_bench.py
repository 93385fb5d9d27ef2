"""The benchmark's generator says what each column gets, whatever the models become."""

from bench import rows
from bench.generate import sizes
from jalon.domain.people.models import Person


def test_the_largest_centre_has_a_fifth_of_the_files_and_none_is_lost():
    shares = list(sizes(1_000_000, 600))
    assert len(shares) == 600
    assert shares[0] == (0, 200_000)
    assert sum(size for _first, size in shares) == 1_000_000
    assert all(size > 0 for _first, size in shares)
    assert all(one[0] + one[1] == other[0] for one, other in zip(shares, shares[1:], strict=False))


def test_a_column_nobody_named_takes_its_models_default():
    statement = rows.insert(Person, "bench.file AS f", id="f.id", centre_id="f.centre_id", last_name="'N'",
                            file_number="'1'", opened_on="f.opened")  # fmt: skip
    assert all(f'"{field.column}"' in statement for field in Person._meta.local_fields)


def test_every_statement_on_the_files_is_cut_to_its_part():
    statements = rows.files("f.n BETWEEN 1 AND 10")
    assert all(one.endswith("f.n BETWEEN 1 AND 10") and one.count(" WHERE ") == 1 for one in statements)
