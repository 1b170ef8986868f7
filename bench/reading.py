"""Readability of the interface: the grade of its English, page by page, and its hardest sentences.

    python bench/reading.py

French and Spanish are measured by formulas of their own.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from testing import readability

SHOWN = 20
PLAIN = readability.explained()


def whole():
    texts = readability.everything()
    measure, strict = readability.measure(texts, plain=PLAIN), readability.measure(texts)
    print(f"{len(texts)} texts, {measure.sentences} sentences, {measure.words} words")
    print(f"{measure.length:.1f} words a sentence, {measure.weight:.2f} syllables a word")
    print(f"English: grade {readability.grade(measure):.1f}, reading ease {readability.ease(measure):.0f}")
    print(f"English, glossary words counted like all others: grade {readability.grade(strict):.1f}")
    for language, ease in (("fr", readability.ease_in_french), ("es", readability.ease_in_spanish)):
        measure = readability.measure(readability.translated(language), language)
        print(f"{language}: reading ease {ease(measure):.0f}, {measure.length:.1f} words a sentence")


def page_by_page():
    print(f"\nPages of at least {readability.FEWEST} words, with their pieces\ngrade  words")
    measured = [
        (name, readability.measure(texts, plain=PLAIN))
        for name, texts in readability.pages().items()
        if texts
    ]
    rows = [(readability.grade(measure), measure.words, name) for name, measure in measured]
    for grade, words, name in sorted((row for row in rows if row[1] >= readability.FEWEST), reverse=True):
        print(f"{grade:5.1f}  {words:5}  {name}")


def hardest():
    print("\nThe hardest sentences\ngrade  words")
    sentences = {part for text in readability.everything() for part in readability.sentences_of(text)}
    measured = [(readability.measure([sentence], plain=PLAIN), sentence) for sentence in sentences]
    rows = [(readability.grade(measure), measure.words, sentence) for measure, sentence in measured]
    for grade, words, sentence in sorted((row for row in rows if row[1] >= 8), reverse=True)[:SHOWN]:
        print(f"{grade:5.1f}  {words:5}  {sentence}")


if __name__ == "__main__":
    whole()
    page_by_page()
    hardest()
