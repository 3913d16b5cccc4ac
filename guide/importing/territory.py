"""The communes of an import: finding each shop's, founding what lacks, writing both back."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from guide.importing.communes import changed_file
from guide.importing.founding import found
from guide.importing.place import Gazetteer, is_postcode
from guide.importing.report import Part
from guide.importing.settle import fit, missing_postcode
from guide.importing.state import Imported, digest
from guide.importing.town import COMMUNES
from guide.words import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from guide.commune import Commune
    from guide.importing.offer import Offer
    from guide.importing.report import ImportReport
    from guide.importing.town import Town


class Territory:
    """The communes of the town, those that an import adds, and the postcodes that it adds to its own."""

    def __init__(self, town: Town, state: Mapping[str, Imported]) -> None:
        self.town = town
        self.gazetteer = Gazetteer(town.communes, town.site.territory_margin)
        self.new: list[Commune] = []
        # Only what an import wrote may grow: a list that people keep is complete.
        self._growing = {
            commune.slug
            for commune in town.communes
            if (record := state.get(state_id(commune)))
            and record.fields.get("postcodes") == digest(list(commune.postcodes))
        }
        self._postcodes: dict[str, list[str]] = {}
        # The country of rows that do not say theirs; empty: not the site's, and nobody says which.
        self._country = town.site.country

    def place(self, offers: list[Offer], *, add_communes: bool, by_position: bool, report: ImportReport) -> None:
        """Give each offer its commune, if it can be known, and a position that fits."""
        told: Counter[tuple[str, str, str]] = Counter()
        # First all that names its commune, then what must be told from what lies around.
        self._find(offers, told, by_position=False)
        lost = [offer for offer in offers if offer.commune is None]
        self._look_abroad(offers, report)
        if add_communes:
            for commune, its in found(lost, self.gazetteer, self._country, self.town.site.country):
                self.new.append(commune)
                for offer in its:
                    offer.commune = commune
                rows = msg(
                    "{postcodes} ({count})", postcodes=" ".join(commune.postcodes) or commune.code, count=len(its)
                )
                report.add(Part.NEW_COMMUNES, rows, about=commune.name)
        for offer in offers:
            if offer.commune and offer.is_sure and offer.point:
                self.gazetteer.mark(offer.commune, offer.point)
        lost = [offer for offer in lost if offer.commune is None]
        self._find(lost, told, by_position=by_position)
        for (name, postcode, slug), count in sorted(told.items()):
            about = f"{name} {postcode}".strip() or "—"
            report.add(Part.COMMUNES, msg("→ {commune} ({count})", commune=slug, count=count), about=about)
        by_commune: dict[str, list[Offer]] = defaultdict(list)
        for offer in offers:
            if offer.commune:
                by_commune[offer.commune.slug].append(offer)
        for slug, its in by_commune.items():
            fit(its, self.gazetteer.communes[slug], self.gazetteer.margin)

    def _find(self, offers: list[Offer], told: Counter[tuple[str, str, str]], *, by_position: bool) -> None:
        for offer in offers:
            said = offer.whereabouts
            if answer := self.gazetteer.find(said, offer.point, by_position=by_position):
                offer.commune, offer.is_sure = answer
                if not answer.surely:
                    told[said.name, said.postcode, answer.commune.slug] += 1

    def _look_abroad(self, offers: list[Offer], report: ImportReport) -> None:
        """Notice a file whose postcodes are not those of the site's country."""
        said = [offer.whereabouts for offer in offers]
        postcodes = [where.postcode for where in said if where.postcode]
        if 2 * sum(is_postcode(postcode, self._country) for postcode in postcodes) >= len(postcodes):
            return
        countries = {where.country for where in said if where.country}
        what = msg(
            "Most postcodes of this file are not of {country}: look at “country” in content/site.yaml.",
            country=self._country,
        )
        report.add(Part.FILE, what)
        self._country = countries.pop() if len(countries) == 1 else ""

    def unknown(self, offer: Offer) -> Message:
        """Say why an offer has no commune."""
        said = " ".join(filter(None, (offer.whereabouts.postcode, offer.whereabouts.name, offer.whereabouts.code)))
        if said:
            return msg("“{name}” is not a commune of this guide.", name=said)
        return msg("Nothing says in which commune it is.")

    def country(self, offer: Offer) -> str:
        """Return the country (ISO 3166-1) in which an offer's telephone numbers are read."""
        return (offer.commune.country if offer.commune else None) or self.town.site.country

    def postal_country(self, offer: Offer) -> str:
        """Return the country whose postcodes an offer must have; empty if nobody knows."""
        return (offer.commune.country if offer.commune else None) or self._country

    def check_postcode(self, offer: Offer) -> None:
        """Add the address's postcode to a commune that an import wrote; otherwise set it aside if it is not one of it."""
        commune = offer.commune
        if commune is None:
            return
        known = self._postcodes.get(commune.slug, list(commune.postcodes))
        may_grow = commune.slug in self._growing
        added = missing_postcode(offer, commune, known, self.postal_country(offer), may_grow=may_grow)
        if added:
            self._postcodes[commune.slug] = [*known, added]

    def text(self, comment: str) -> str | None:
        """Return the new text of `content/communes.yaml`, or None if it does not change."""
        if not self.new and not self._postcodes:
            return None
        ranks = {commune.slug: rank for rank, commune in enumerate(self.town.communes)}
        edits = {ranks[slug]: {"postcodes": postcodes} for slug, postcodes in self._postcodes.items()}
        return changed_file(self.town.root, self.town.commune_lines, edits, self.new, comment)

    def records(self, day: str) -> Iterable[Imported]:
        """Yield what the state must know of the communes written."""
        for commune in self.new:
            yield Imported(state_id(commune), COMMUNES, day, {"postcodes": digest(list(commune.postcodes))})
        for slug, postcodes in self._postcodes.items():
            yield Imported(state_id(self.gazetteer.communes[slug]), COMMUNES, day, {"postcodes": digest(postcodes)})


def state_id(commune: Commune) -> str:
    """Return the name of a commune in the state."""
    return f"commune:{commune.slug}"
