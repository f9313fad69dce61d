"""The figures of docs/languages.md mean what they say."""

import pytest

from newsroom.languages.kazakh import treebank

SENTENCE = """\
# text = Қалада балалар тиіспіз.
1	Қалада	қала	NOUN	n	_	0	root	_	_
2	балалар	бала	NOUN	n	_	1	nsubj	_	_
3-4	тиіспіз	_	_	_	_	_	_	_	_
3	тиіс	тиіс	ADJ	adj	_	1	dep	_	_
4	піз	е	AUX	cop	_	3	cop	_	_
5	бұл	бұл	PRON	prn	_	1	dep	_	_

# text = Қаланың баласы
1	Қаланың	Қала	NOUN	n	_	0	root	_	_
2	баласы	бала	NOUN	n	_	1	dep	_	_
"""


@pytest.fixture
def lemmas(tmp_path):
    (tmp_path / "kk-test.conllu").write_text(SENTENCE)
    return treebank.read(tmp_path)


def test_forms_are_read_with_their_lemmas(lemmas):
    assert lemmas == {
        "қалада": {"қала"},
        "қаланың": {"қала"},
        "балалар": {"бала"},
        "баласы": {"бала"},
    }


def test_half_of_the_pairs_found_are_right(lemmas):
    true = treebank.true_pairs(lemmas)
    found = treebank.found_pairs(lemmas, lambda form: form[:2] if form[0] == "қ" else form[-1])

    score = treebank.score(true, found | {("балалар", "қалада")})

    assert true == {("балалар", "баласы"), ("қалада", "қаланың")}
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_nothing_found_is_nothing_wrong(lemmas):
    score = treebank.score(treebank.true_pairs(lemmas), set())

    assert (score.precision, score.recall, score.f1) == (1, 0, 0)


def test_the_fifth_held_out_is_fixed():
    lemmas = "қала мектеп бала кел бар жаз үкімет халық президент тіл".split()

    assert [lemma for lemma in lemmas if treebank.is_held_out(lemma)] == ["мектеп", "кел"]
