"""Places."""

import factory

from saidanddone.places import models


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Place

    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Place {n}")
    parent = None
    path = factory.LazyAttribute(lambda place: f"{place.parent.path if place.parent else ''}{place.slug}/")
