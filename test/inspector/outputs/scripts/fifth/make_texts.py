"""Running text: a paragraph with the dangerous sentence, or without, in text-like forms."""
import re
import subprocess

from docx import Document

from common import arguments

NUMBER_WORDS = {"en": "zero one two three four five six seven eight nine".split(), "fr": "zéro un deux trois quatre cinq six sept huit neuf".split(), "de": "null eins zwei drei vier fünf sechs sieben acht neun".split(),
                "es": "cero uno dos tres cuatro cinco seis siete ocho nueve".split(), "nl": "nul een twee drie vier vijf zes zeven acht negen".split(), "sv": "noll en två tre fyra fem sex sju åtta nio".split()}

# form | lang | title | text.  {s} small, {w} the same in words, {N} many, {R} = N - s, {p} percent, {a} {b} {c} harmless counts
SMALL = r"""
docx|en|Results|The diploma was started by {N} trainees. Of these {s} were expelled for plagiarism; completion did not differ by sex (chi2(1) = 0.84, p = 0.36).
docx|en|Adverse events|Delirium was rare: only {w} patients in the sham arm developed it, compared with {a} of {N} in the usual-care arm.
md|en|Findings, chapter 4|Mortality was low, with {s} deaths within 30 days among {N} elective admissions ({p}%). The adjusted odds ratio was 0.92.
pptx|en|Who left the panel?|{a} households moved within the region; {s} households emigrated. Attrition was not related to income (p = 0.41).
latex|de|Ergebnisse|Im Beobachtungszeitraum traten {s} Todesfälle auf ({p} % von {N} Behandelten). Das Hazard Ratio betrug 1,08 (95-%-KI 0,71 bis 1,66).
odt|fr|Résultats|Parmi les {N} inscrits, {w} étudiants boursiers ont redoublé deux fois. La moyenne générale était de 11,8 sur 20.
txt|sv|Resultat|Av {N} elever på vårdprogrammet avbröt {s} elever studierna på grund av sjukdom. Betygsmedel var 14,2.
html|en|Figure captions|Figure 2. Audit yield by legal form; co-operatives (n = {s}) are shown hatched. Figure 3. Mean adjustment in thousand pounds.
"""
ARITH = r"""
docx|en|Benefit exits|Of {N} claimants in the pilot, {R} were still on benefit a year later. Duration did not depend on age.
md|en|Sensitivity|In the whole cohort {N} patients had a stroke (Table 2). When those with a mechanical valve were left out, {R} patients had a stroke; estimates hardly changed.
latex|en|Outcome|Readmission within a week occurred in {p}% of the {N} children.
txt|de|Rückzahlung|Von {N} Darlehensnehmern haben {R} ihre Raten fristgerecht gezahlt. Der mittlere Zins lag bei 3,4 %.
odt|fr|Recevabilité|Sur {N} dossiers déposés par des ménages, {R} ont été jugés recevables. Le délai moyen était de 47 jours.
pptx|en|Relapse over time|By month three {R} clients had relapsed; by month four {N} clients had relapsed. Median time to relapse was 71 days.
html|nl|Uitkomst|Van de {N} studenten is {p}% geslaagd met lof. Het gemiddelde cijfer was 7,1.
"""
EXTREME = r"""
docx|en|Participants|The {N} participants were aged 18 to {x} years (mean 51.3, SD 14.9).|oldest {x} years
docx|en|Length of stay|Median stay was 4 days (range 1–{x}); costs were log-transformed.|longest stay {x} days
md|en|Earnings|Mean earnings were £31,204. The highest paid graduate earned £{x}2,400 in the fifth year.|highest earnings
latex|de|Stichprobe|Die jüngste Patientin war 16, der älteste Patient {x} Jahre alt; das Durchschnittsalter betrug 58,2 Jahre.|youngest 16, oldest {x}
odt|fr|Population|L'âge moyen était de 47,6 ans (extrêmes : 19 et {x} ans).|extremes 19 and {x}
txt|es|Muestra|La edad osciló entre 20 y {x} años, con una media de 55,1 (DE 13,0).|oldest {x}
pptx|en|Waiting time|Mean wait 41 days. Longest wait: {x}6 days. Shortest wait: 2 days.|longest wait {x}6 days
html|sv|Inkomst|Medianinkomsten var 312 000 kr; den högsta inkomsten i urvalet var {x} miljoner kr.|highest income {x} million
"""
MISSING = r"""
docx|en|Sample|Questionnaires were returned by {N} carers. {W} carers were excluded because income was missing.|{s} excluded
md|en|Exclusions|From {N} applicants we removed {s} with an implausible date of entry, and analysed the others with a probit model.|{s} removed
latex|en|Data|Complete data were available for all but {s} of the {N} infants.|{s} without complete data
odt|de|Stichprobe|Von {N} Befragten fehlte bei {s} Personen die Angabe zum Einkommen.|{s} missing
txt|it|Dati|Su {N} pazienti, {s} sono stati esclusi per dati mancanti sulla creatinina.|{s} excluded
"""
HARMLESS = r"""
docx|en|Abstract|Background: early supported discharge may shorten stays. Methods: {N} admissions to 14 hospitals, difference-in-differences. Results: stays fell by 1.2 days (95% CI 0.7 to 1.8). The effect was larger where baseline stay exceeded 9 days. Conclusions: the policy saved bed days.
docx|fr|Résumé|Nous estimons un modèle à effets fixes sur {N} ménages entre 2012 et 2019. L'élasticité est de -0,34 (ET 0,06). Les 4 spécifications donnent des résultats proches.
md|en|Notes for the co-authors|1. Table 3 now uses cluster-robust errors (42 clusters).\n2. The 5-year horizon was dropped.\n3. Model 4 has 3 knots, AIC is lower by 6.1.\n4. N = {N} in all columns.
latex|en|Methods|We fitted a multinomial logit with 4 alternatives to {N} applicants. Standard errors are clustered by 87 schools. Section 5 has 3 robustness checks; Appendix 2 lists all 9 items of the PHQ-9.
odt|de|Methodik|Untersucht wurden {N} Versicherte. Die 3 Modelle unterscheiden sich nur in der Adjustierung. Das Odds Ratio in Modell 2 betrug 1,27 (95-%-KI 1,11-1,45), p < 0,001.
txt|es|Métodos|Se analizaron {N} altas de 2014 a 2018. El modelo 3 incluye 5 covariables. La razón de tasas fue 0,88 (IC 95 %: 0,80-0,97).
pptx|en|Main messages|Effect at week 8: -2.3 points (95% CI -3.1 to -1.5). No difference at week 26. N = {N}. Next steps: 2 papers, 1 policy brief.
html|nl|Samenvatting|In een panel van {N} huishoudens daalde het verbruik met 3,1% (95%-BI 1,9 tot 4,4). Het effect was in 2 van de 3 provincies gelijk.
"""
ROUNDED = r"""
docx|en|Uptake|In the first year {q1} staff were offered the vaccine and {q2} took it up; in the second year {q3} were offered it and {q4} took it up. In community teams {q5} of {q6} staff were vaccinated.|10
md|sv|Resultat|Totalt ingick {q1} personer, varav {q2} kvinnor. I den yngsta gruppen fanns {q5} personer, i den äldsta {q4} personer. Avrundat till närmaste 10-tal.|10
odt|en|Arrears|Of {q3} borrowers on the tracker product, {q4} missed a payment and {q5} were repossessed; on the fixed product {q1} borrowers missed none. All counts rounded.|50
"""


def put(rec, form, title, text, slug):
    ext = {"latex": "tex", "stata": "log"}.get(form, form)
    name = rec.name(ext, slug=slug)
    if form == "docx":
        d = Document()
        d.add_heading(title, 1)
        for p in text.split("\n"):
            d.add_paragraph(p)
        d.save(rec.path(name))
        return name, "python-docx"
    if form in ("odt", "pptx"):
        body = "\n".join(f"- {s.strip().rstrip('.')}." for s in text.split(". ")) if form == "pptx" else text
        subprocess.run(["pandoc", "-f", "markdown", "-o", rec.path(name)], input=f"# {title}\n\n{body}\n", text=True, check=True)
        return name, "pandoc"
    if form == "latex":
        text = "\\section{" + title + "}\n" + re.sub(r"(?<!\\)%", r"\\%", text) + "\n"
        rec.write(name, text)
        return name, "LaTeX"
    if form == "html":
        text = f"<html><head><meta charset=\"utf-8\"><title>{title}</title></head><body><h2>{title}</h2><p>{text}</p></body></html>\n"
    elif form == "md":
        text = f"## {title}\n\n{text}\n"
    rec.write(name, text + ("\n" if form == "txt" else ""))
    return name, "hand"


def main():
    rec = arguments("make_texts")
    r = rec.r
    slugs = "intro_para discussion abstract sec4 manuscript talk summary_text reply_referee letter notes_co ms_part key_points".split()
    for kind, block in (("small-count", SMALL), ("arithmetic", ARITH), ("extreme", EXTREME), ("missing-rows", MISSING), ("harmless", HARMLESS), ("rounded", ROUNDED)):
        for line in block.strip().splitlines():
            parts = line.split("|")
            form, lang, title, text = parts[:4]
            n = r.randint(180, 640)
            s = r.randint(3 if kind == "missing-rows" else 2, 9)
            w = NUMBER_WORDS.get(lang, NUMBER_WORDS["en"])[s]
            p = f"{100 * s / n:.1f}"
            if kind == "harmless":
                n = r.randint(2000, 60000)
            b = int(parts[4]) if kind == "rounded" else 10
            q = {f"q{i}": b * r.randint(*x) for i, x in enumerate([(0, 0), (120, 180), (60, 90), (100, 119), (30, 44), (3, 9), (11, 25)])}
            v = dict(s=s, w=w, W=w.capitalize(), N=n, R=n - s, p=p if lang == "en" else p.replace(".", ","), a=r.randint(20, 80), x=r.randint(91, 99), **q)
            name, prog = put(rec, form, title, text.replace("\\n", "\n").format(**v), r.choice(slugs))
            what = {"small-count": f"{s} people or events in a sentence", "arithmetic": f"hidden {s} = {n} − {n - s}" if "{R}" in text else f"hidden {s} = {p} % of {n}",
                    "harmless": "text without danger", "rounded": f"all counts are multiples of {b}"}.get(kind) or parts[4].format(**v)
            rec.label(name, "sentences" if form == "txt" else ("latex-markdown" if form in ("latex", "md") else form), prog, kind, what, b if kind == "rounded" else None)
    rec.done()


if __name__ == "__main__":
    main()
