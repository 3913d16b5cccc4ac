"""One import from beginning to end: read, understand, place, judge, merge, write, tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guide.importing.accept import accept
from guide.importing.ledger import Ledger
from guide.importing.listing import list_communes
from guide.importing.report import ImportReport, Part
from guide.importing.sources import read_source
from guide.importing.state import STATE, read_state, state_text
from guide.importing.store import write_or_refuse
from guide.importing.territory import Territory
from guide.importing.town import COMMUNES, read_town
from guide.importing.understand import understand
from guide.words import msg

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from guide.importing.mapping import Mapping
    from guide.importing.offer import Offer


def import_shops(
    town: Path,
    file: Path,
    *,
    mapping: Mapping | None,
    today: date,
    dry_run: bool = False,
    add_communes: bool = True,
    dated: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Bring the shops (or communes) of a file into a town and return what was done.

    `dated`: the day of the data, if neither the file nor the mapping says it; undated data are taken
    as today's. `add_communes`: found the communes that the file names and the guide lacks. `progress`
    is called with the rows done and their number. `dry_run` writes nothing and returns the same.

    Raises:
        InvalidContent: the file, the mapping or the town's own vocabularies cannot be used; nothing
            has been written.
    """
    known = read_town(town)
    given = read_source(file, mapping.delimiter if mapping else None)
    said = mapping.source.date if mapping and mapping.source else None
    report = ImportReport(file.name, dated or said or given.dated, dry_run, len(given.rows))
    for remark in given.remarks:
        report.add(Part.FILE, remark)
    files: dict[str, str] = {}
    if mapping and mapping.kind == "communes":
        text = list_communes(known, given, mapping, today, report)
        files |= {COMMUNES: text} if text else {}
    else:
        if report.dated is None:
            report.add(Part.FILE, msg("Nothing says of which day these data are: they are taken as today's (--date)."))
        state = read_state(town)
        offers = understand(given, mapping, known, today, report)
        territory = Territory(known, state)
        ledger = Ledger(town, state, today, report)
        _settle(
            offers,
            territory,
            ledger,
            add_communes=add_communes,
            by_position=mapping is None or mapping.by_position,
            progress=progress,
        )
        files |= ledger.files
        comment = msg("Added by the import of {file} on {day}: to be checked.", file=file.name, day=today.isoformat())
        if text := territory.text(comment.in_language(known.site.language)):
            files[COMMUNES] = text
        records = {record.id: record for record in (*state.values(), *ledger.records, *territory.records(ledger.day))}
        # Last: an entry without its line here is taken for a person's, a line without entry for a removed one.
        if list(records.values()) != list(state.values()):
            files[STATE] = state_text(records.values())
    if files and not dry_run:
        write_or_refuse(town, files)
    return report


def _settle(
    offers: list[Offer],
    territory: Territory,
    ledger: Ledger,
    *,
    add_communes: bool,
    by_position: bool,
    progress: Callable[[int, int], None] | None,
) -> None:
    """Decide for each offer: create, update, or say why not."""
    report = ledger.report
    open_offers = [offer for offer in offers if ledger.is_open(offer)]
    active = [offer for offer in open_offers if offer.why_not is None]
    territory.place(active, add_communes=add_communes, by_position=by_position, report=report)
    covered = {name for offer in active for name in offer.values} | {"notes"}
    for done, offer in enumerate(open_offers, 1):
        if progress:
            progress(done, len(open_offers))
        _settle_one(offer, territory, ledger, covered)
        if offer.why_not is not None:
            report.add(Part.NOT_PLACED, ledger.in_vain(offer), offer=offer)
            continue
        for aside in offer.asides:
            report.add(
                Part.NOTED,
                msg("{field} “{value}”: {why}", field=aside.field, value=aside.raw, why=aside.why),
                offer=offer,
            )
        if "name" in offer.notes and offer.values.get("name"):
            report.add(Part.NAMES, f"{offer.notes['name']} → {offer.values['name']}", offer=offer)
        report.left.update(offer.notes.keys())


def _settle_one(offer: Offer, territory: Territory, ledger: Ledger, covered: set[str]) -> None:
    if offer.why_not is not None:
        return
    if offer.commune is None and not ledger.is_known(offer):
        offer.why_not = territory.unknown(offer)
        return
    accept(offer, territory.country(offer), territory.postal_country(offer))
    territory.check_postcode(offer)
    if offer.why_not is not None:
        return
    if ledger.is_known(offer):
        ledger.update(offer, covered)
    else:
        ledger.create(offer)
