"""How plainly the interface speaks: the reading grade of its English, page by page, its hardest sentences,
and what the formulas for French and Spanish say of the translations.

python bench/reading.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from colab.testing import reading

SHOWN = 20
PLAIN = reading.explained()


def whole():
    texts = reading.everything()
    measure, strict = reading.measure(texts, plain=PLAIN), reading.measure(texts)
    print(f"{len(texts)} texts, {measure.sentences} sentences, {measure.words} words")
    print(f"{measure.length:.1f} words a sentence, {measure.weight:.2f} syllables a word")
    print(f"English: grade {reading.grade(measure):.1f}, reading ease {reading.ease(measure):.0f}")
    print(f"English, glossary words counted like all others: grade {reading.grade(strict):.1f}")
    for language, ease in (("fr", reading.ease_in_french), ("es", reading.ease_in_spanish)):
        measure = reading.measure(reading.translated(language), language)
        print(f"{language}: reading ease {ease(measure):.0f}, {measure.length:.1f} words a sentence")


def page_by_page():
    print(f"\nPages of at least {reading.FEWEST} words, with their pieces\ngrade  words")
    measured = [
        (name, reading.measure(texts, plain=PLAIN)) for name, texts in reading.pages().items() if texts
    ]
    rows = [(reading.grade(measure), measure.words, name) for name, measure in measured]
    for grade, words, name in sorted((row for row in rows if row[1] >= reading.FEWEST), reverse=True):
        print(f"{grade:5.1f}  {words:5}  {name}")


def hardest():
    print("\nThe hardest sentences\ngrade  words")
    sentences = {part for text in reading.everything() for part in reading.sentences_of(text)}
    measured = [(reading.measure([sentence], plain=PLAIN), sentence) for sentence in sentences]
    rows = [(reading.grade(measure), measure.words, sentence) for measure, sentence in measured]
    for grade, words, sentence in sorted((row for row in rows if row[1] >= 8), reverse=True)[:SHOWN]:
        print(f"{grade:5.1f}  {words:5}  {sentence}")


if __name__ == "__main__":
    whole()
    page_by_page()
    hardest()
