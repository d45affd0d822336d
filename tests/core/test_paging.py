import pytest
from django.core.exceptions import BadRequest

from saidanddone.core import paging
from saidanddone.core.paging import page_number, paginate
from saidanddone.places.models import Place
from tests.places.factories import PlaceFactory


@pytest.mark.parametrize(("raw", "expected"), [(None, 1), ("", 1), ("1", 1), ("500", 500), ("007", 7)])
def test_a_page_number_is_read(raw, expected):
    assert page_number(raw) == expected


@pytest.mark.parametrize("raw", ["0", "-1", "501", "9223372036854775807", "1.5", "x", "٣", "²", "1 ", "\x00"])
def test_any_other_page_number_is_a_bad_request(raw):
    with pytest.raises(BadRequest):
        page_number(raw)


def shown(number, count=7, **options):
    for _ in range(count - Place.objects.count()):
        PlaceFactory()
    return paginate(Place.objects.order_by("pk"), number=number, size=3, **options)


@pytest.mark.parametrize(
    ("number", "rows", "first", "last", "has_next", "has_previous"),
    [(1, 3, 1, 3, True, False), (3, 1, 7, 7, False, True), (9, 0, 0, 24, False, True)],
)
def test_a_page_knows_where_it_stands(db, number, rows, first, last, has_next, has_previous):
    page = shown(number)

    assert (len(page.rows), page.first, page.last) == (rows, first, last)
    assert (page.total, page.has_next, page.has_previous) == (7, has_next, has_previous)


def test_a_short_list_is_not_counted(db, django_assert_num_queries):
    PlaceFactory.create_batch(2)

    with django_assert_num_queries(1):
        page = paginate(Place.objects.order_by("pk"), size=3)

    assert page.total == 2


def test_a_total_that_is_known_is_not_counted_again(db, django_assert_num_queries):
    PlaceFactory.create_batch(7)

    with django_assert_num_queries(1):
        page = paginate(Place.objects.order_by("pk"), size=3, total=7)

    assert (page.total, page.more_than_total) == (7, False)


def test_a_long_list_is_counted_only_so_far(db, monkeypatch):
    monkeypatch.setattr(paging, "COUNT_LIMIT", 5)

    page = shown(1)

    assert (page.total, page.more_than_total) == (5, True)
