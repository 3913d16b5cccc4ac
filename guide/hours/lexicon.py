"""The words in which people write hours: French, English, Dutch, German; and the days of those whose words look alike."""

from __future__ import annotations

from typing import NamedTuple

WEEK = (0, 1, 2, 3, 4, 5, 6)


def _days(*names: str) -> dict[str, tuple[int, ...]]:
    return {word: (number,) for number, words in enumerate(names) for word in words.split()}


# Words without accents or capitals, by language; Monday is 0. A two-letter word is often another day in another language.
DAYS: dict[str, dict[str, tuple[int, ...]]] = {
    "fr": _days("lundi lundis lun lu", "mardi mardis mar ma", "mercredi mercredis mer merc me", "jeudi jeudis jeu je", "vendredi vendredis ven vend ve",
                "samedi samedis sam sa", "dimanche dimanches dim di") | {"we": (5, 6)},
    "en": _days("monday mondays mon mo", "tuesday tuesdays tues tue tu", "wednesday wednesdays weds wed we", "thursday thursdays thurs thur thu th",
                "friday fridays fri fr", "saturday saturdays sat sa", "sunday sundays sun su"),
    "nl": _days("maandag maandags maa ma", "dinsdag dinsdags din di", "woensdag woensdags woe wo", "donderdag donderdags don do",
                "vrijdag vrijdags vri vr", "zaterdag zaterdags zat za", "zondag zondags zon zo"),
    "de": _days("montag montags mo", "dienstag dienstags di", "mittwoch mittwochs mi", "donnerstag donnerstags do", "freitag freitags fr",
                "samstag samstags sonnabend sa", "sonntag sonntags so"),
}  # fmt: skip
# Languages that are not read, but whose days would be misread as another language's.
ALIKE: dict[str, dict[str, tuple[int, ...]]] = {
    "es": _days("lunes lun lu", "martes mar ma", "miercoles mie mi", "jueves jue ju", "viernes vie vi", "sabado sab sa", "domingo dom do"),
    "it": _days("lunedi lun lu", "martedi mar ma", "mercoledi mer me", "giovedi gio gi", "venerdi ven ve", "sabato sab sa", "domenica dom do"),
    "fi": _days("maanantai ma", "tiistai ti", "keskiviikko ke", "torstai to", "perjantai pe", "lauantai la", "sunnuntai su"),
    "sv": _days("mandag man ma", "tirsdag tir ti", "onsdag ons on", "torsdag tor to", "fredag fre fr", "lordag lor lo", "sondag son so"),
}  # fmt: skip
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "janvier janv jan january januari januar", "fevrier fevr fev feb february februari februar", "mars march mar maart marz", "avril avr apr april",
            "mai may mei", "juin jun june juni", "juillet juil july jul juli", "aout aug august augustus", "septembre sept sep september",
            "octobre oct october oktober okt", "novembre nov november", "decembre dec december dez dezember",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
# Those of one language only, without accents: as they are written.
FRENCH_MONTHS = {
    "janvier": "janvier", "fevrier": "février", "mars": "mars", "avril": "avril", "juin": "juin", "juillet": "juillet", "aout": "août", "septembre": "septembre",
    "octobre": "octobre", "novembre": "novembre", "decembre": "décembre",
}  # fmt: skip


class Kind(NamedTuple):
    """A kind of token and the words or phrases that are one, as regular expressions over text without accents or capitals."""

    name: str
    phrases: tuple[str, ...]


# In the order in which they are looked for: long phrases first.
PHRASES = (
    Kind("always", (r"24 ?[hu]?(?:eures|ours|rs)? ?(?:/|sur) ?24 ?[hu]?(?: ?(?:et|,|-|&|and)? ?7 ?j?(?:ours)? ?(?:/|sur) ?7 ?j?)?", r"24 ?/ ?7", r"7 ?j? ?/ ?7 ?j? ?(?:,|et|-)? ?24 ?h? ?/ ?24 ?h?", "jour et nuit", "day and night", "dag en nacht", "h ?24", r"24 hours(?: a day)?")),
    Kind("every", (r"tous les jours(?: de la semaine)?", r"chaque jour", r"7 ?j(?:ours)? ?(?:/|sur)? ?7 ?j?", r"7 ?/ ?7 ?j?", "tlj", "daily", "every day", "everyday", "7 days a week", "elke dag", "alle dagen", "dagelijks", "taglich")),
    Kind("public", (r"jours? feries?", r"feries?", r"j\.? ?f\.?(?![a-z])", r"public holidays?", r"bank holidays?", r"(?:wettelijke )?feestdag(?:en)?", r"feiertags?e?n?", "ph")),
    Kind("school", (r"vacances scolaires", r"school holidays?", r"schoolvakanties?", r"schulferien", "sh")),
    Kind("appointment", (r"(?:uniquement |seulement )?sur (?:rendez[- ]?vous|r\.?d\.?v\.?|reservations?|demande)", r"(?:only )?(?:by|on) (?:appointment|request)", r"(?:enkel |alleen )?op afspraak", r"nach vereinbarung")),
    Kind("until", (r"jusqu'? ?a", "until", "till")),
    Kind("onward", (r"a partir de", r"des(?= \d)", "vanaf", "ab")),
    Kind("and", (r"y compris(?: les)?", r"ainsi que(?: les?)?", "et", "puis", r"(?:ou|or|of)(?= (?:uniquement |seulement |only |enkel |alleen )?(?:sur|by|on|op) )", "and", "und", "en(?= op afspraak)", r"&")),
    Kind("of_month", (r"(?:du|de chaque|chaque) mois", r"of (?:the|each|every) month", r"van de maand")),
    Kind("odd", (r"(?:les )?semaines? impaires?",)),
    Kind("even", (r"(?:les )?semaines? paires?",)),
    Kind("evening", (r"soir(?:ee)?s?", r"evenings?", "avonds?")),
    Kind("morning", (r"matin(?:ee)?s?", r"mornings?", r"voormiddag")),
    Kind("afternoon", (r"apres[- ]?midis?", r"afternoons?", r"namiddag")),
    Kind("weekend", (r"week ?-? ?ends?", r"weekends?")),
    Kind("weekdays", ("weekdays", "weekdagen", "en semaine")),
    Kind("noon", ("midi", "noon", "12 ?noon", "middag")),
    Kind("midnight", ("minuit", "midnight", "middernacht")),
    Kind("closed", (r"ferm(?:e|es|ee|ees|eture)(?: (?:hebdomadaire|annuelle))?", r"conges(?: annuels)?", "closed", "off", "gesloten", "geschlossen", r"ruhetag")),
    Kind("except", ("sauf", r"except(?:e|es|ee|ees)?", "hormis", "behalve")),
    Kind("noise", (r"heures? d'ouvertures?", r"horaires?(?: d'ouverture)?", r"ouvert(?:e|s|es|ure|ures)?", "open", "opening hours?", "openingsuren", "geopend", "geoffnet", "sans interruption", r"non[- ]?stop", "en continu", "journee continue",
                   "toute l'annee", r"tou(?:te)?s les", "chaque", "elke", "every", "each", "all year(?: round)?", "uniquement", "seulement", "inclus", "only", "les", "le", "la", "the", "on", "op", "in", "pendant", "im", "uhr")),
    Kind("from", (r"de", r"du", r"d'", "des", "from", "von", "van")),
    Kind("en", ("en",)),
    Kind("to", (r"au", r"aux", r"a", "to", r"t ?/ ?m", "tot en met", r"t\.?e\.?m\.?", "tot", "bis", "through", "thru", "jusqu'au")),
)  # fmt: skip
# “Premier”, “1er”, “first”: which one of the month.
ORDINALS = {
    "1er": 1, "1ers": 1, "1ere": 1, "premier": 1, "premiers": 1, "1st": 1, "first": 1, "eerste": 1, "2e": 2, "2eme": 2, "2nd": 2, "deuxieme": 2, "second": 2, "tweede": 2,
    "3e": 3, "3eme": 3, "3rd": 3, "troisieme": 3, "third": 3, "derde": 3, "4e": 4, "4eme": 4, "4th": 4, "quatrieme": 4, "fourth": 4, "vierde": 4,
    "dernier": -1, "derniers": -1, "last": -1, "laatste": -1,
}  # fmt: skip
