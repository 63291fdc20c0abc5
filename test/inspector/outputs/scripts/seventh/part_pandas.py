"""Counts and frames as pandas prints and writes them."""
import io

import numpy as np
import pandas as pd
from common import label, mid6, near, odd, rng_for, write

pd.set_option("display.width", 110)


def main():
    r = rng_for("pandas")
    g = np.random.default_rng(88)

    def P(name, kind, what, text, base=None, form="pandas-print"):
        write(name, form, "pandas", kind, what, str(text), base)

    def vc(names, counts, name):
        return pd.Series(counts, index=names, name=name).sort_values(ascending=False)

    # value_counts
    P("vc_nationality.txt", "small-count", "6 and 2 pupils",
      vc(["Dutch", "Polish", "Syrian", "Eritrean"], [418, 37, 6, 2], "nationality"))
    P("vc_rechtsform.txt", "rounded", "counts in fifties, no note",
      vc(["GmbH", "Einzelunternehmen", "KG", "eG", "AG"], [near(r, 50, 100, 2900) for _ in range(5)], "Rechtsform"), 50)
    P("vc_mode_of_arrival.txt", "harmless", "all above nine", "print(df.arrival.value_counts(dropna=False))\n" + str(
        vc(["ambulance", "walk-in", "police", "helicopter"], [odd(r, 20, 900) for _ in range(4)], "arrival")))
    P("vc_normalise.txt", "arithmetic", "shares and length 412 give a count of 3",
      "len(df) = 412\n" + str(vc(["casado", "soltero", "viudo", "desconocido"], [250 / 412, 121 / 412, 38 / 412, 3 / 412], "estado_civil").round(5)))

    # crosstab
    def ct(rows, cols, v, rn, cn):
        return pd.DataFrame(v, index=pd.Index(rows, name=rn), columns=pd.Index(cols, name=cn))
    P("xt_dept_grade.txt", "small-count", "3 employees",
      ct(["Kasse", "Kredit", "Revision"], ["TG4", "TG6", "TG9"], [[88, 41, 12], [17, 92, 61], [0, 14, 3]], "Abteilung", "Tarif"))
    P("xt_prison_age.txt", "harmless", "zeros and above nine",
      ct(["A wing", "B wing", "C wing"], ["18-24", "25-49", "50+"], [[odd(r, 12, 200) for _ in range(3)], [0, odd(r, 20, 99), odd(r, 20, 99)], [odd(r, 12, 80), odd(r, 12, 80), 0]], "wing", "age"))
    v = [[odd(r, 40, 400), odd(r, 40, 400)], [odd(r, 40, 400), 5]]
    tot = [[a, b, a + b] for a, b in v]
    tot.append([sum(x) for x in zip(*tot)])
    t = ct(["urban", "rural", "All"], ["hired", "dismissed", "All"], tot, "site", "status").astype(object)
    t.iloc[1, 1] = "<10"
    P("xt_margins_status.txt", "arithmetic", "one masked cell, margins are printed", t)
    P("xt_zorgzwaarte.txt", "rounded", "midpoints of six with a note", "Aantallen zijn afgerond op het midden van zes (3, 9, 15, ...)\n\n" + str(
        ct(["laag", "midden", "hoog"], ["thuis", "instelling"], [[mid6(r, 12, 400) for _ in range(2)] for _ in range(3)], "zorgzwaarte", "woonvorm")), 6)

    # groupby
    P("gb_size_municipality.txt", "small-count", "7 persons",
      pd.Series([1204, 7, 389, 45], index=pd.MultiIndex.from_tuples([("Espoo", "homecare"), ("Espoo", "hospice"), ("Vantaa", "homecare"), ("Vantaa", "hospice")], names=["kunta", "palvelu"])))
    P("gb_mean_scores.txt", "harmless", "means and n of big groups",
      pd.DataFrame({"mean": [512.4, 488.9, 501.3], "std": [88.1, 91.4, 85.7], "count": [odd(r, 200, 900) for _ in range(3)]}, index=pd.Index(["gimnazjum", "liceum", "technikum"], name="szkola")).round(2))
    P("gb_agg_wages.txt", "extreme", "min and max of wages in each branch",
      pd.DataFrame({("lon", "mean"): [31240.5, 28110.2], ("lon", "min"): [19800, 18250], ("lon", "max"): [188400, 74300], ("n", "count"): [212, 341]}, index=pd.Index(["industri", "handel"], name="branche")))
    P("gb_nunique.txt", "rounded", "tens with no note",
      "df.groupby('freguesia').utente.nunique()\n" + str(pd.Series([near(r, 10, 30, 800) for _ in range(6)], index=pd.Index(["Sé", "Cedofeita", "Bonfim", "Campanhã", "Lordelo", "Foz"], name="freguesia"), name="utente")), 10)

    # describe
    d = pd.DataFrame({"age": g.normal(44, 11, 187).round(), "los": g.exponential(5, 187).round(1)})
    P("describe_stay.txt", "extreme", "min and max in describe()", d.describe())
    P("describe_saldo.txt", "extreme", "min and max of accounts, transposed", pd.DataFrame({"saldo": g.lognormal(8, 1, 95), "kredit": g.lognormal(7, 1, 95)}).describe().T.round(2))
    P("describe_labs.txt", "harmless", "describe without min and max", pd.DataFrame({"eGFR": g.normal(71, 12, 2140), "HbA1c": g.normal(49, 8, 2140)}).describe().drop(["min", "max"]).round(2))

    # pivot, info, head, isna
    P("pivot_claims.txt", "small-count", "4 claims in a pivot",
      pd.DataFrame({"fire": [61, 13, 4], "theft": [140, 77, 29], "water": [210, 98, 52]}, index=pd.Index(["Basel", "Chur", "Sion"], name="agence")))
    P("pivot_years.txt", "rounded", "pivot in fives with a note", "# counts rounded to nearest 5, <10 shown as 0\n" + str(
        pd.DataFrame({y: [near(r, 5, 15, 300) for _ in range(4)] for y in (2017, 2018, 2019)}, index=pd.Index(["asthma", "COPD", "ILD", "CF"], name="dx"))), 5)
    b = io.StringIO()
    x = pd.DataFrame({"id": np.arange(418), "bmi": g.normal(27, 4, 418), "fev1": g.normal(2.9, .6, 418)})
    x.loc[:5, "bmi"] = np.nan
    x.loc[:87, "fev1"] = np.nan
    x.info(buf=b)
    P("info_spiro.txt", "missing-rows", "412 non-null of 418 entries", b.getvalue())
    b = io.StringIO()
    x = pd.DataFrame({"pn_pseudo": np.arange(20114), "dop": g.normal(27, 4, 20114)})
    x.info(buf=b)
    P("info_full.txt", "harmless", "info() with nothing missing", b.getvalue())
    P("df_check_vek.txt", "missing-rows", "2 and 8 values missing", "df.isna().sum()\n" + str(pd.Series({"vek": 0, "pohlavi": 0, "vaha": 2, "vyska": 8, "kuracka": 131}))
      + "\n\nlen(df): 963")
    P("dropna_log.txt", "missing-rows", "3 rows dropped", "rows before dropna: 2310\nrows after dropna : 2307\ncolumns: 14")
    P("dropna_log_b.txt", "harmless", "many rows dropped", "rows before dropna: 88214\nrows after dropna : 81530\nduplicates dropped: 1207\ncolumns: 14")
    P("head_claims.txt", "rows-of-people", "head() of policies with the holder's age",
      pd.DataFrame({"policy": [55120, 55121, 55130, 55144, 55149], "holder_age": [33, 58, 71, 46, 29], "claims": [0, 2, 1, 0, 1], "premium": [412.5, 380.0, 517.25, 399.9, 611.0]}))
    P("sample_sort.txt", "rows-of-people", "the five highest paid persons", "print(df.nlargest(5, 'salaire'))\n" + str(
        pd.DataFrame({"sexe": list("HHFHF"), "age": [57, 61, 49, 44, 59], "csp": ["cadre"] * 5, "salaire": [212000, 188500, 170200, 166400, 151900]}, index=[8812, 104, 5521, 7290, 3318])))
    P("nlargest_counts.txt", "harmless", "the biggest places, above nine", "print(df.groupby('munic').size().nlargest(4))\n" + str(pd.Series({"Rovaniemi": 812, "Kemi": 431, "Tornio": 377, "Sodankylä": 208}, name="n")))
    P("iloc_record.txt", "rows-of-people", "one person as a series", "df.loc[3317]\n" + str(pd.Series({"sexo": "mujer", "edad": 43, "municipio": "Ronda", "diagnostico": "F20.0", "ingresos": 3, "alta": "2018-04-11"}, name=3317)))
    P("biopsies_check.txt", "extreme", "the highest value and its row", "df.biopsies.max()   -> 31\ndf.biopsies.idxmax() -> 'K-2207'\ndf.age.min(), df.age.max() -> (16, 97)")

    # to_string, to_markdown, to_html, to_latex, to_csv, to_json
    t = pd.DataFrame({"Fylke": ["Troms", "Agder", "Viken"], "Innlagte": [odd(r, 100, 900) for _ in range(3)], "Andel": [.412, .388, .451]})
    P("to_string_fylke.txt", "harmless", "above nine", t.to_string(index=False))
    t = pd.DataFrame({"Zawód": ["górnik", "rolnik", "kierowca", "nauczyciel"], "Wypadki": [61, 8, 112, 5], "Ubezpieczeni": [4120, 3908, 5533, 6017]})
    P("md_wypadki.md", "small-count", "8 and 5 accidents", t.to_markdown(index=False), form="latex-markdown")
    t = pd.DataFrame({"Profession": ["infirmier", "aide-soignant", "médecin"], "Effectif": [odd(r, 50, 900) for _ in range(3)], "Absence (jours/an)": [11.2, 17.9, 6.4]})
    P("md_absences.md", "harmless", "above nine; days are means", t.to_markdown(index=False, tablefmt="pipe"), form="latex-markdown")
    P("md_grid_escolas.md", "rounded", "grid table in threes", pd.DataFrame({"Escola": list("ABCDE"), "Alunos": [3 * r.randint(30, 200) for _ in range(5)], "Retidos": [3 * r.randint(4, 20) for _ in range(5)]}).to_markdown(index=False, tablefmt="grid"), 3, form="latex-markdown")
    t = pd.DataFrame({"Ward": ["Stroke", "Cardiac", "Renal"], "Falls": [24, 1, 13], "Bed days": [8120, 7744, 5100]})
    P("falls_ward.html", "small-count", "1 fall", t.to_html(index=False, border=0), form="html")
    P("apotek_salg.html", "harmless", "sales by shop, above nine", pd.DataFrame({"Apotek": ["Løven", "Svanen", "Ørnen"], "Recepter": [odd(r, 1000, 9000) for _ in range(3)], "Kunder": [odd(r, 500, 900) for _ in range(3)]}).to_html(index=False), form="html")
    P("styled_kunden.html", "rounded", "styled frame in hundreds", pd.DataFrame({"Filiale": ["Bonn", "Köln", "Trier", "Neuss"], "Privatkunden": [near(r, 100, 1000, 40000) for _ in range(4)], "Firmenkunden": [near(r, 100, 200, 4000) for _ in range(4)]}).style.set_uuid("k1").set_caption("Kundenbestand").to_html(), 100, form="html")
    t = pd.DataFrame({"Stage": ["0", "I", "II", "III", "IV"], "n": [33, 208, 164, 71, 9], "5y surv.": [.98, .91, .77, .44, .11]})
    P("stage_tab.tex", "small-count", "9 patients of stage IV", t.to_latex(index=False), form="latex-markdown")
    P("reg_tab.tex", "harmless", "coefficients in LaTeX", pd.DataFrame({"": ["constant", "unemployment", "age"], "b": [1.204, -.331, .008], "se": [.22, .061, .003]}).to_latex(index=False), form="latex-markdown")
    P("group_year.csv", "small-count", "2 and 6 in a csv of pandas", pd.DataFrame({"year": [2015, 2016, 2017, 2018], "assisted_births": [131, 144, 2, 6], "births": [1022, 1077, 998, 1013]}).to_csv(), form="csv")
    P("coef_path.csv", "harmless", "coefficient path", pd.DataFrame({"lambda": [1, .5, .1, .05], "age": [.01, .012, .018, .019], "sex_f": [0, -.1, -.21, -.24]}).to_csv(index=False), form="csv")
    P("counts_by_site.json", "small-count", "5 admissions", pd.DataFrame({"site": ["Graz", "Linz", "Wels"], "n_admit": [219, 5, 147]}).to_json(orient="records", indent=1), form="json")
    P("unit_counts.json", "rounded", "fives in json, no note", pd.DataFrame({"unit": list("ABCDEF"), "clients": [near(r, 5, 20, 480) for _ in range(6)], "staff": [near(r, 5, 10, 90) for _ in range(6)]}).to_json(orient="split", indent=1), 5, form="json")
    P("wide_n.json", "harmless", "numbers above nine", pd.DataFrame({"hospital_beds": [odd(r, 100, 900) for _ in range(3)], "discharges": [odd(r, 2000, 9000) for _ in range(3)]}, index=["Bergen", "Oslo", "Bodø"]).to_json(force_ascii=False, indent=1), form="json")
    P("onco_sample.json", "rows-of-people", "one object a patient", pd.DataFrame({"pid": [301, 302, 303, 304], "sex": list("FMMF"), "yob": [1948, 1977, 1969, 1990], "icd10": ["C50.9", "C61", "C18.7", "C73"], "alive": [0, 1, 1, 1]}).to_json(orient="records", indent=1), form="json")
    P("qcut_groups.txt", "harmless", "groups of equal size", "pd.cut(df.income, edges).value_counts(sort=False)\n(-inf, 17400.0]    1288\n(17400.0, 23900.0]     1287\n(23900.0, 31200.0]     1287\n(31200.0, 44700.0]     1287\nName: income, dtype: int64\n# top fifth not shown, same size")
    P("cut_age_bands.txt", "small-count", "4 persons aged 95 and above", "pd.cut(df.alder, bins).value_counts(sort=False)\n[18, 40)     617\n[40, 65)    1109\n[65, 80)     733\n[80, 95)     146\n[95, 120)      4\nName: alder, dtype: int64")
    P("statsmodels_logit.txt", "harmless", "a statsmodels summary", logit(g, 1733))
    P("statsmodels_ols_note.txt", "missing-rows", "6 rows removed before the model", "Input frame: (1739, 9)\n" + logit(g, 1733))
    P("corr_matrix.txt", "harmless", "correlations", pd.DataFrame(g.normal(0, 1, (900, 4)), columns=["ocena", "dochod", "wiek", "staz"]).corr().round(3))
    P("two_steps_merge.txt", "arithmetic", "merge indicator with a masked cell and the length", "len(out) = 5120\nout['_merge'].value_counts()\nboth          4871\nleft_only      243\nright_only     [c]\n")
    P("merge_indicator.txt", "harmless", "merge indicator above nine", "out['_merge'].value_counts()\nboth          19342\nright_only      877\nleft_only       214\nName: _merge, dtype: int64")
    P("multiindex_koppels.txt", "small-count", "8 and 3 couples", pd.DataFrame({"koppels": [141, 8, 97, 3], "gem_duur": [9.4, 6.1, 8.8, 7.7]}, index=pd.MultiIndex.from_product([["Breda", "Tilburg"], ["geen kind", "≥5 kinderen"]], names=["gemeente", "gezin"])))


def logit(g, n):
    import statsmodels.api as sm
    x = sm.add_constant(pd.DataFrame({"age": g.normal(50, 9, n), "distance_km": g.exponential(12, n)}))
    y = (g.random(n) < 1 / (1 + np.exp(-(x["age"] - 55) / 12))).astype(int)
    s = str(sm.Logit(y.rename("attended"), x).fit(disp=0).summary())
    out = []
    for line in s.split("\n"):  # a fixed date, so that the file is the same each time
        if line.startswith("Date:"):
            line = "Date:                Mon, 04 Mar 2019   " + line[line.index("Pseudo"):]
        if line.startswith("Time:"):
            line = "Time:                        10:31:07   " + line[line.index("Log-"):]
        out.append(line)
    return "\n".join(out)
