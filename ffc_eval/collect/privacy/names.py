"""Names of people in free text: listed, or after a title, a relation or a role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from re import Match, Pattern


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ALSO_WORDS = _words("""
amber april art august autumn ben bill bliss bob carol chance chase christian constant dawn
daisy dean dot drew earl faith fern frank gene glen grace grant guy harmony harper hazel heather
holly honor hope hunter iris ivy jack jade jasper jet joy june lance lee lily march mark mason
max may mercy mike miles nick olive page paige parker pat patience pearl penny poppy ray reed
rich rob robin rocky rod rose royal ruby rusty sage sandy scarlet sky sonny star stone sue
summer sunny terry tony tyne victor violet wade wayne west will win winter wren young noble
major king prince faye mia an so do see in
""")
"""Names that are words too: taken out only where they have a capital."""

_SHORT_WORDS = _words("""
a about after again all also always am an and any are as asked at be because been before both
but by came can come could did do does else even every for from gave get go got had has have he
her here him his how i if in into is it its just last like made me more most my never new next
no not now of off on one only or our out over own rang really said saw says she should since so
some started still told than that the their them then there these they this those to too took
under until up us very was we went were what when where which while who whom whose why with
without would yes you your
""")
"""Words that may stand with a capital (at the start of a sentence, or shouted)."""

_CAPITAL_WORDS = _SHORT_WORDS | _words("""
monday tuesday wednesday thursday friday saturday sunday january february march april june july
august september october november december council english welsh polish adhd camhs send mr mrs
ms miss mx dr doctor prof professor sir rev nurse pc judge uncle auntie aunt
""")
"""Words written with a capital that name nobody."""

_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = r"[^\W\d_a-zà-öø-ÿ]\w*(?:['’-](?!s(?!\w))[^\W\d_]+)*"
_TITLES = _words(
    "Mr Mrs Ms Miss Mx MR MRS MS MISS mr mrs mx Dr DR Doctor Prof Professor Sir Dame Lady Lord "
    "Rev Reverend Nurse PC DC DS DI WPC PCSO Sgt Sergeant Inspector Constable Judge Cllr "
    "Councillor Uncle Aunt Auntie Aunty"
)
_TITLED = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(_TITLES))})\b\.? ?(?:[A-Z]\.? )?"
    rf"({_CAPITAL}|(?:(?<=\bmr )|(?<=\bmrs )|(?<=\bmx ))[a-z]{{2,}})( {_CAPITAL})?"
)
_AFTER_SMALL_LETTER = re.compile(r"[a-z],? [A-Z][a-z]")
_RELATED = re.compile(
    r"(?<!\w)(?:(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir|[Yy]our)(?: [a-z]+)? "
    r"(?:son|daughter|child|boy|girl|baby|brother|sister|husband|wife|partner|ex|mum|mother|dad|"
    r"father|nan|gran|grandma|grandad|granny|nephew|niece|cousin|friend|stepdad|stepmum|worker|"
    r"practitioner|coordinator|co-ordinator|chair|advocate|teacher|midwife|manager|visitor)"
    r"|(?:[Ss]ocial|[Ss]upport|[Ff]amily|[Kk]ey|[Ll]ead) worker|[Hh]ealth visitor"
    r"|[Mm]y name(?: is|['’]s)),? "
    rf"([A-Z][a-zà-ÿ]+(?:['’-][A-Z][a-zà-ÿ]+)*)( {_CAPITAL})?"
)
_SURNAME = re.compile(rf"((?:-[^\W\d_]+)?)( {_CAPITAL})?")


@dataclass(frozen=True)
class Names:
    """A list of names, made ready for looking up."""

    words: frozenset[str]
    phrases: Pattern[str] | None

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """Prepare the names: single words are looked up, longer ones matched as they stand."""
        plain = {" ".join(name.replace("’", "'").casefold().split()) for name in names} - {""}
        longer = sorted((name for name in plain if not _WORD.fullmatch(name)), key=len)[::-1]
        if not longer:
            return cls(frozenset(plain), None)
        either = "|".join(
            re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s+") for name in longer
        )
        pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
        return cls(frozenset(plain.difference(longer)), pattern)

    def holds(self, word: str) -> bool:
        """Return whether a word of a text is one of the names."""
        plain = word.casefold()
        return plain in self.words and (word[0].isupper() or plain not in _ALSO_WORDS)


def redact_names(text: str, names: Names) -> str:
    """Replace names by [name]: listed ones, and those after a title, a relation or a role."""
    words = _WORD.findall(text)
    if not _TITLES.isdisjoint(words):
        text = _TITLED.sub(_titled, text)
    if _AFTER_SMALL_LETTER.search(text):
        text = _RELATED.sub(_related, text)
    if names.phrases is not None:
        text = names.phrases.sub("[name]", text)
    if names.words.isdisjoint(word.casefold() for word in words):
        return text
    return _listed(text, names)


def _titled(match: Match[str]) -> str:
    name, second = match.groups()
    if _plain(name) in _SHORT_WORDS:
        return match[0]
    return "[name]" + _after(second)


def _related(match: Match[str]) -> str:
    name, second = match.groups()
    if _plain(name) in _CAPITAL_WORDS:
        return match[0]
    before = match[0][: match.start(1) - match.start()]
    return f"{before}[name]{_after(second)}"


def _after(second: str | None) -> str:
    """Return the word after a name, or nothing where it is the surname."""
    return second if second and _plain(second) in _CAPITAL_WORDS else ""


def _plain(word: str) -> str:
    return re.split("['’]", word.strip().casefold())[0]


def _listed(text: str, names: Names) -> str:
    parts: list[str] = []
    done = 0
    for match in _WORD.finditer(text):
        if match.start() < done or not names.holds(match[0]):
            continue
        parts += [text[done : match.start()], "[name]"]
        done = match.end()
        if surname := _SURNAME.match(text, done):
            done = surname.end(1) if _after(surname[2]) else surname.end()
    return "".join([*parts, text[done:]])
