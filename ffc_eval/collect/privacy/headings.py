"""Columns that hold personal data by construction, known by their headings alone."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence

_ENGLISH = """
ip | ip address | ipaddr | ip addr
email | e-mail | email address | contact email | recipient email | respondent email | username
name | full name | first name | last name | surname | family name | forename | middle name
given name | preferred name | nickname | recipient first name | recipient last name | child name
contact name | respondent name | name of child | names | initials | signature | screen name
phone | phone number | telephone | telephone number | mobile | mobile number | mobile phone
tel | tel no | tel number | tel mobile | tel office | tel home | contact number | phonenumber
address | home address | postal address | street address | address line 1 | address line 2
postcode | post code | postal code | zip code | zip | uprn | home postcode | full postcode
date of birth | dob | birth date | birthdate | birthday
nhs number | national insurance number | ni number | national insurance
upn | uln | passport number
case number | case reference | mosaic id | mosaic number | client id | person id | child id
location latitude | location longitude | location accuracy | latitude | longitude | lat | lon | lng
geolocation | gps | gps coordinates | coordinates | altitude | geopoint
external reference | external data reference | custom data | custom data 1 | unique id
tracking link | tracking link id | token | refurl | referrer url | referer | collector link
device id | deviceid | subscriberid | sim serial | simserial | sim id | user agent | cookie
submitted by | submitter name | submitter id | last edited by | modified by | created by
submission submitted by | name first | name last
login | login screen name | contributor summary | user name | user email | panel member id
redcap survey identifier | survey identifier | social media handle | twitter handle
"""

_TRANSLATED = """
correo electrónico | correo | dirección de correo electrónico | nombre | nombre completo | apellido
apellidos | teléfono | número de teléfono | dirección | dirección ip | código postal
latitud de la ubicación | longitud de la ubicación | referencia de datos externos
nombre del destinatario | apellido del destinatario | correo electrónico del destinatario
adresse e-mail | adresse électronique | adresse de messagerie | courriel | e-mail | nom | prénom
nom complet | nom de famille | téléphone | numéro de téléphone | adresse | adresse ip | code postal
nom du destinataire | prénom du destinataire | adresse e-mail du destinataire
latitude de l'emplacement | longitude de l'emplacement | référence de données externes
e-mail-adresse | email-adresse | e-mail adresse | nachname | vorname | telefon | telefonnummer
anschrift | ip-adresse | postleitzahl | nachname des empfängers | vorname des empfängers
e-mail des empfängers | externe datenreferenz | breitengrad des standorts
längengrad des standorts | geburtsdatum | benutzername
indirizzo e-mail | indirizzo di posta elettronica | posta elettronica | cognome | nome e cognome
indirizzo ip | indirizzo | numero di telefono | nome
endereço de e-mail | endereço de email | endereço | endereço ip | sobrenome | apelido | telefone
naam | voornaam | achternaam | e-mailadres | telefoonnummer | adres | ip-adres
enw | cyfeiriad e-bost | e-bost | ebost | cyfeiriad | rhif ffôn | cod post | cyfenw | dyddiad geni
adres e-mail | imię | nazwisko | imię i nazwisko | numer telefonu | kod pocztowy
e-post | e-postadress | namn | navn | förnamn | efternamn | sähköposti | nimi
adresă de e-mail | nume | prenume | nume complet | număr de telefon
эл. почта | электронная почта | имя | фамилия | адрес электронной почты | имя пользователя
電子メール | メール アドレス | 名前 | 电子邮件 | 姓名 | البريد الإلكتروني | الاسم
"""


def _compact(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


_PERSONAL = frozenset(
    _compact(name) for line in (_ENGLISH + _TRANSLATED).splitlines() for name in line.split("|")
) - {""}

_TAG = re.compile(r"<[^>]*>")
_NUMBERED = re.compile(
    r"^\s*(?:q(?:uestion)?\s*)?\d+(?:\.\d+)*(?:\.?[a-z])?[.):]\s+", re.IGNORECASE
)
_CODED = re.compile(r"^([A-Za-z][A-Za-z0-9_]*)\. (.+)$", re.DOTALL)
_GEOPOINT = re.compile(r"_(?:latitude|longitude|altitude|precision)$", re.IGNORECASE)
_ASKING = re.compile(
    r"^(?:what(?:['’]s| is| are)|please (?:give|enter|provide|tell us|type|write|leave|add)|"
    r"enter|can we have|could we have)\s+(?:us )?",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"^(?:(?:your|the|my|our|a|their|his|her|(?:child|parent|carer)(?:ren)?(?:['’]?s['’]?)?)\s+)+",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\b(?:names?|surnames?|nicknames?|forenames?|initials)"
    r"(?: of (?:(?:your|the|my|our|a|their|each|any|child['’]?s|children['’]?s|childrens['’]) )*"
    r"(?:social |lead |key |family |support |allocated )*(?:worker|practitioner|child|children|"
    r"parent|carer|person|professional|adult|son|daughter|mother|father|partner|respondent|"
    r"sibling|young person)s?(?: (?:who|that|you) .*)?)?$",
    re.IGNORECASE,
)
_THINGS = (
    r"\b(?:service|organi[sz]ation|school|nursery|setting|locality|local authority|survey|team|"
    r"area|district|ward|town|county|project|programme|event|course|group|agency|provider|"
    r"activity|session|file|form|street|department|company|centre|center|hub|item|variable|"
    r"column|table|product|brand|device|domain|region|country|city|village|job|role)(?:['’]?s)?"
)
_AGAIN = re.compile(r"(?<=[A-Za-z])_\d{1,2}$")
_NAMED_THINGS = re.compile(_THINGS + r" names?$", re.IGNORECASE)
_OF_THINGS = re.compile(r"(?:[\w'’-]+ ){0,2}" + _THINGS + r"\b", re.IGNORECASE)
_ROLE = re.compile(
    r"(?:(?:social|key|lead|family|support|allocated|named|link|case|youth|help|early|current|main|"
    r"child protection|(?:child['’]?s|children['’]?s|family['’]?s)) )*"
    r"(?:worker|keyworker|caseworker|practitioner|professional|co-?ordinator|supervisor|assessor|"
    r"auditor|interviewer|facilitator|reviewer|advocate|reviewing officer|chair|chairperson|"
    r"team manager|manager|midwife|health visitor|clinician)s?(?: \d+)?",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    r"(?:(?:form|survey|audit|record|questionnaire) )?(?:was )?(?:completed|filled in|filled out|"
    r"entered|recorded|submitted|reviewed|assessed|audited|interviewed|facilitated|chaired|led|"
    r"written|checked|signed off|signed|collected|referred) by",
    re.IGNORECASE,
)
_NAME_OF = re.compile(r"names? of (?:the |your |my |our |each )?(?P<whom>.+)", re.IGNORECASE)
_WHO = re.compile(
    r"^(?:and )?who(?:['’]s| is| was| are| were)\s+(?:(?:your|the|my|our|their) )"
    r"(?:(?:child(?:ren)?['’]?s?['’]?|current|main|own|allocated|named|family) )*"
    r"(?:social |lead |key |family |support )*"
    r"(?:workers?|practitioners?|professionals?|child|children|keyworkers?|lead)$",
    re.IGNORECASE,
)
_LONGEST = 8
_SAID = re.compile(
    r"^(?:do|did|does|are|is|was|were|how|have|has|had|would|should|can|could|which|why|when|where)"
    r"\b|\b(?:knows?|knew|used?|uses|remember(?:s|ed)?|asked|gave|given|spel[lt](?:ed)?)\b",
    re.IGNORECASE,
)
"""Words of a question or a statement about a name, which does not ask for one."""
_ASIDE = re.compile(r"\s*(?:\([^)]*\)|\[[^\]]*\])|[?:*.!]+\s*$")


def personal_columns(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings whose columns hold personal data by construction.

    Parameters
    ----------
    headings
        As they stand in an export: names, codes or texts of columns, in any order.

    Returns
    -------
    tuple of str
        Those that ask for or record a name, an address of any kind, a telephone or account
        number, a place on the map, a device or a tracking reference; order and repetitions kept.

    Notes
    -----
    Only the heading is looked at, never a cell. Headings of platforms are known in English and,
    where the platform translates them, in other languages. A heading in doubt counts as
    personal: a person may bring the column back.
    """
    return tuple(heading for heading in headings if _personal(heading))


def people_by_role(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings that ask for a person by role: "Social worker", "Completed by".

    Such a column is personal too, unless its answers are a closed set: "Social worker" may also
    be a row of a grid that people rated.
    """
    return tuple(heading for heading in headings if any(map(_asks_for_role, _named(heading))))


def _asks_for_role(form: str) -> bool:
    words = form.replace("_", " ").strip()
    if _ROLE.fullmatch(words) or _DONE_BY.fullmatch(words):
        return True
    asked = _NAME_OF.fullmatch(words)
    return asked is not None and _OF_THINGS.match(asked["whom"]) is None


def _personal(heading: str) -> bool:
    last = _plain(heading).rsplit("/", 1)[-1].strip()
    if _GEOPOINT.search(last) and " " not in last:
        return True
    return any(map(_asks_for_person, _named(heading)))


def _plain(heading: str) -> str:
    """Return a heading without mark-up and odd spaces."""
    text = _TAG.sub(" ", html.unescape(unicodedata.normalize("NFKC", heading)))
    return " ".join(text.split()).strip("\ufeff\u200b ")


def _named(heading: str) -> set[str]:
    """Return what a heading may ask for: as it is, without its code, its group, its number."""
    text = _plain(heading)
    coded = _CODED.match(text)
    named = {text, text.rsplit("/", 1)[-1].strip(), *(coded.groups() if coded else ())}
    return {form for name in named for form in _forms(name)}


def _asks_for_person(form: str) -> bool:
    """Say whether a heading is a known one, ends in a person's name, or asks who somebody is."""
    if _compact(form) in _PERSONAL or _WHO.match(form):
        return True
    words = form.replace("_", " ")
    about = _SAID.search(words) or _NAMED_THINGS.search(words)
    return len(words.split()) <= _LONGEST and not about and _NAMES.search(words) is not None


def _forms(name: str) -> tuple[str, str, str]:
    """Return the heading as it is, without the number of a repeated field, and as the thing."""
    thing = _NUMBERED.sub("", name)
    once = _AGAIN.sub("", name)
    thing = _ASIDE.sub("", _ASIDE.sub("", thing))
    thing = _WHOSE.sub("", _ASKING.sub("", thing))
    return name, once, thing
