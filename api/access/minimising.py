"""What of a search text may be recorded: enough to see what was looked for, nothing that names a person (GR-R6)."""

import re
from typing import Final

PERSON_MARK: Final = "[kişi]"
DIGITS_MARK: Final = "[rakam]"

# A document number (S2-ç-3) names a paper, not a person: it stays.
_DOCUMENT_NO = re.compile(r"^[EZO]-?\d{8}-[\d.]+-\d+$", re.IGNORECASE)
_LONG_DIGITS = re.compile(r"\d{7,}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_INSTITUTION = re.compile(
    "bakanlı|başkanlı|belediye|cumhur|daire|enstitü|fakülte|genel|hastane|kaymakam|komisyon|kurul|kurum|lise|merkez|"
    "müdürlü|okul|personel|sekreter|t\\.?c\\.?$|türk|üniversite|vakf|valili"
)
_NAME_LIST: Final = """
    ahmet ali alper arda aslı ayhan ayşe aylin aysel aziz bahar barış berk beyza burak burcu buse bülent can canan
    cemal ceren cihan davut deniz derya dilek doğan ebru ece ekrem elif emel emine emre engin ercan erdem eren erkan
    esra fadime faruk fatih fatma ferhat fikret filiz furkan gizem gökhan gönül gül gülay gülsüm gülşen habibe hacer
    hakan halil halime hanife hasan hatice havva hayriye hülya hüseyin ibrahim ilker ilknur ismail kadir kamil kazım
    kemal kenan kerem kübra leyla levent mahmut mehmet melek melike meltem meryem merve mert mesut metin muhammet
    murat musa mustafa naciye nazan necati nermin nesrin nihat nilgün nur nuray nurcan okan oğuz orhan osman ömer
    onur özge özlem pınar ramazan recep rıza sabri salih sami seda sedat sefa selçuk selim selin semih semra serap
    serdar serhat serkan sevda sevgi sevim sinan songül suat sultan süleyman şaban şeyma şerife şükrü tamer taner
    tolga tuba tuğba turan tülay uğur umut ümit veli volkan yakup yasemin yasin yaşar yavuz yeliz yunus yusuf zehra
    zeki zekiye zeliha zeynep
"""
_GIVEN_NAMES: Final = frozenset(_NAME_LIST.split())


def without_person_names(text: str) -> str:
    """The search text with person names and long runs of digits masked; numbers of documents stay.

    A common given name with the word after it counts as a name, and so do two or more neighbouring capitalised words
    among which none is a word of institutions. Identity numbers and mail addresses `domain.access` masks for all doors.
    """
    kept = [part if _DOCUMENT_NO.match(part) else _LONG_DIGITS.sub(DIGITS_MARK, part) for part in text.split()]
    return _without_names(kept)


def _without_names(words: list[str]) -> str:
    person = {place for run in _runs_of_capitals(words) for place in run}
    for index, word in enumerate(words):
        if _fold(word) in _GIVEN_NAMES:
            person.add(index)
            if index + 1 < len(words) and _is_word(words[index + 1]):
                person.add(index + 1)
    shown = [PERSON_MARK if index in person else word for index, word in enumerate(words)]
    return " ".join(
        word for index, word in enumerate(shown) if word != PERSON_MARK or index == 0 or shown[index - 1] != word
    )


def _runs_of_capitals(words: list[str]) -> list[range]:
    """Places of two or more neighbouring capitalised words, unless one of them is a word of institutions."""
    runs: list[range] = []
    start = 0
    for index in range(len(words) + 1):
        if index < len(words) and _capitalised(words[index]):
            continue
        run = range(start, index)
        if len(run) > 1 and not any(_INSTITUTION.match(_fold(words[place])) for place in run):
            runs.append(run)
        start = index + 1
    return runs


def _is_word(word: str) -> bool:
    return _WORD.fullmatch(word.strip(".,;:")) is not None


def _capitalised(word: str) -> bool:
    return _is_word(word) and word[:1].isupper()


def _fold(word: str) -> str:
    stem = re.split(r"['’.,;:]", word, maxsplit=1)[0]
    return stem.replace("İ", "i").replace("I", "ı").lower()
