"""Who is asking: the one value that every `visible_to(viewer)` and every action's `by` takes.

It is plain data, so that low apps can hold it without knowing people; `people` fills it in for each request.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who looks or acts.

    `permissions` holds pairs of a permission and the organisation it is held in (None: on the whole site).
    `contributor_ids` are the contributors whose words this person may change: their own, or a return link's.
    """

    person_id: int | None = None
    contributor_ids: frozenset[int] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    permissions: frozenset[tuple[str, int | None]] = field(default=frozenset(), repr=False)
    acts_for_site: bool = False

    def may(self, permission: str, organisation_id: int | None = None) -> bool:
        """Whether the permission is held on the whole site, or in that organisation."""
        if self.acts_for_site or (permission, None) in self.permissions:
            return True
        return organisation_id is not None and (permission, organisation_id) in self.permissions

    def may_anywhere(self, permission: str) -> bool:
        """Whether the permission is held on the whole site or in any organisation."""
        return self.acts_for_site or any(held == permission for held, _organisation in self.permissions)

    @property
    def is_stranger(self) -> bool:
        return self.person_id is None and not self.contributor_ids and not self.acts_for_site


STRANGER = Viewer()
SITE = Viewer(acts_for_site=True)
"""The site itself: imports, scheduled tasks and the command line, run by whoever operates the machine."""
