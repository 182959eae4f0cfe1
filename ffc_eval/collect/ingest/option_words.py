"""Words that answers to choose from are made of: none of them names a person."""

from __future__ import annotations

import re


def _split(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDS = _split(
    """
a about above african after again agency agree all allocated always am an and another any april
arab asian at attended august bad bangladeshi before behaviour below better between bisexual black
blue board both boy british brown buddhist by care carer caribbean centre certain change changed
charity chat child childminder children chinese christian clear clinic clinician club co-ordinator
coffee college committee community conference consultant contact coordinator council counsellor
county court current daily date day days december declined definitely did different difficult
disabled disagree district doctor does don't during duty early easily east easy education email
emotional employed english enough equal european evening every excellent face fair fairly faith
family father february female fgc fgdm first forum foster four friday friend friends full fully
further gay general girl good governor gp grandparent great green grey group guardian gypsy half
head health heard help helped helpful heterosexual high hindu home hospital hour hours house
housing hub i in independent indian information initial inner internet into irish it january
jewish job joint july june kinship know later lead leader leaflet learning leave left legal
lesbian less letter level library link little local locality long lot low main male man manager
many march married may maybe media medium meeting mental mentor midwife missing mixed monday month
monthly months more morning most mostly mother much multi muslim my named neighbour neither
network never new no nobody non-binary none north not nothing november now nurse nursery
occasionally october of off office officer often older on once one online only or orange
organisation other others our out outcome outer outside over pakistani paper parent parenting part
partly partner pending people permanent phone physical pink plan planned police poor post
practitioner pre-school prefer pregnancy present primary private probation professional project
public pupil purple quite radio rarely reached really red referral referred region regional
regularly relation relationship religion remote report residential respite retired review roma
room rural safeguarding satisfied saturday school scottish secondary section self send senior
sensory separated september service services session seven several short shortly sibling sign sikh
single single-parent sister six social some somebody someone sometimes son south special
specialist speech staff started statutory step-parent still straight strongly student substance
sunday supervisor support supported sure surgery survey tablet talk teacher team teams telephone
temporary ten text than that the their them therapist therapy they three thursday time times to
together told too town trainee trainer training transport traveller tuesday tutor twice two
unclear under unemployed unit university unknown unlikely unsure up urban usually very video
village virtual visit visited visiting voluntary volunteer wait waited waiting walk ward warden
website wednesday week weekend weekly weeks welfare well welsh west what when where white whole
with within without woman work worker workers working worse worst written year yearly years yellow
yes yet you young younger your youth zoom
"""
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAPITAL = re.compile(r"[^\W\d_a-zß-ÿ](?:[^\W\d_A-ZÀ-Þ]*(?:['’-][^\W\d_]+)+|[^\W\d_A-ZÀ-Þ]+)")
_MOST_IN_A_NAME = 3


def only_option_words(label: str) -> bool:
    """Say whether a label is made of words that options are made of, and of nothing else."""
    words = _WORD.findall(label.casefold())
    return bool(words) and all(_known(word) for word in words)


def looks_like_a_name(label: str) -> bool:
    """Say whether a label is one to three words with a capital each, none a word of options."""
    words = label.split()
    return 0 < len(words) <= _MOST_IN_A_NAME and all(
        _CAPITAL.fullmatch(word) and not _known(word.casefold()) for word in words
    )


def _known(word: str) -> bool:
    plain = word.replace("’", "'")
    return plain in _WORDS or (plain.endswith("s") and plain[:-1] in _WORDS)
