"""The nine labour courts, suggested where a centre names its own (it may write a division or an address instead).

Names: royal decree of 14 December 1970 as amended on 19 October 2015 (in force 1 November 2015), read on refli.be.
Certainty: certain for the list; which court serves which municipality is left to the centre.
"""

LABOUR_COURTS = (
    "Tribunal du travail d’Eupen / Arbeitsgericht Eupen",
    "Tribunal du travail de Liège",
    "Tribunal du travail du Brabant wallon",
    "Tribunal du travail du Hainaut",
    "Tribunal du travail francophone de Bruxelles",
    "Arbeidsrechtbank Antwerpen",
    "Arbeidsrechtbank Gent",
    "Arbeidsrechtbank Leuven",
    "Nederlandstalige arbeidsrechtbank Brussel",
)
