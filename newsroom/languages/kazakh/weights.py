"""What each kind of ending speaks for or against, in nats; what a short stem costs.

Tuned by steps of 0.3 and more, one weight after another, on four fifths of UD_Kazakh-KTB: the F1 of
all their pairs and of those that touch each fifth. These few numbers are all that comes from it.
"""

WEIGHTS = {
    "plural": 2.4,  # nouns
    "owned": -0.6,  # first and second person
    "owned_3": 0.8,  # -ы
    "owned_3_vowel": 1.2,  # -сы
    "case": 0.4,
    "like": -1.1,  # -дай, -ша
    "place": 0.5,  # -дағы, -нікі
    "time": -0.3,  # -ғы
    "quality": -3.4,  # -лық
    "having": -2.2,  # -лы
    "without": -1.5,  # -сыз
    "doer": -0.8,  # -шы
    "more": 0.0,  # -рақ
    "ordinal": -1.0,  # -ншы
    "person": -0.7,  # persons of either
    "voice": -1.1,  # verbs; -л, -н, -с
    "causative": -2.0,  # -т, -тыр, -ғыз: mostly a verb of its own
    "negation": 2.1,
    "participle": 1.5,
    "future": -0.3,  # -ар, -мас
    "intention": 0.0,  # -мақ
    "wish": -1.9,  # -ғы
    "gerund": 1.5,
    "converb": 0.5,
    "tense": 1.0,  # -ды, -са, -ғалы, -ғанша, -сын
    "present": 1.0,  # -ды after -а
    "order": 0.0,  # -ңыз, -йық
    "restored": -0.6,  # a letter of the stem had to be put back
    "whole": 1.6,  # a word of our own list, as it stands
    "bare": 1.1,  # another known stem, as it stands
    "verb": -0.5,  # to be a verb
    "two_letters": -1.5,  # a stem so short
    "three_letters": -0.7,
    "two_unknown": -4.0,  # a stem so short that is in no list
    "three_unknown": -1.0,
}
