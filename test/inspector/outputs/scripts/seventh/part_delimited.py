"""CSV, TSV and semicolon files with heads as researchers write them, JSON, SQL text, web pages."""
import json

import people as p
from common import mid6, near, odd, rng_for, write


def lines(head, rows, sep):
    return "\n".join(sep.join(str(c) for c in x) for x in [head] + rows)


def main():
    r = rng_for("delimited")

    def C(name, kind, what, head, rows, sep=",", base=None, top="", bottom="", enc="utf-8", program="export"):
        write(name, "csv", program, kind, what, top + lines(head, rows, sep) + bottom, base, enc)

    # small counts
    C("AE_attendance_q3.csv", "small-count", "7 and 3 in a wide file", ["Trust", "wk27", "wk28", "wk29", "wk30"], [["RXA", 118, 131, 7, 122], ["RXB", 94, 88, 97, 3]])
    C("faelle_plz.csv", "small-count", "4 cases, semicolon and Latin-1", ["PLZ-Gebiet", "Fälle", "Anteil in %"], [["24xxx", 212, "61,8"], ["25xxx", 127, "37,0"], ["26xxx", 4, "1,2"]], ";", enc="latin-1")
    C("oppilaat_tuki.tsv", "small-count", "6 pupils", ["koulu", "luokka_aste", "oppilaita_tehostettu_tuki"], [["Kivelä", "7", 41], ["Kivelä", "8", 38], ["Rantala", "7", 6], ["Rantala", "8", 29]], "\t")
    C("sinistri_gravi.csv", "small-count", "2 fatal claims", ["tipo", "polizze", "sinistri", "di_cui_mortali"], [["auto", "41.208", "3.122", "13"], ["moto", "8.117", "904", "2"], ["autocarro", "2.960", "411", "11"]], ";")
    C("lange_tabel.csv", "small-count", "long form with variable, value, n", ["variabele", "waarde", "n"], [["rookt", "ja", 311], ["rookt", "nee", 1204], ["hiv", "positief", 8], ["hiv", "negatief", 1507]], ",")
    C("figure2_source.csv", "small-count", "data behind a figure: 1 event in a month", ["month", "n_overdose", "n_attended"], [["2020-03", 14, 211], ["2020-04", 1, 180], ["2020-05", 12, 197]], ",", top="# Source data for Figure 2, do not edit\n# created 2021-02-11\n")
    C("km_risk_table.csv", "small-count", "numbers at risk down to 5", ["strata", "time", "n.risk", "n.event", "surv"], [["stage=IV", 0, 88, 0, 1], ["stage=IV", 12, 41, 31, .61], ["stage=IV", 24, 17, 16, .31], ["stage=IV", 36, 5, 11, .12]])
    # harmless
    C("beds_by_region.csv", "harmless", "counts above nine", ["region", "hospitals_beds", "admissions", "occupancy_pct"], [[k, odd(r, 200, 999), odd(r, 4000, 9000), round(r.uniform(60, 98), 1)] for k in ("Ostrava", "Liberec", "Kladno")])
    C("regression_export.csv", "harmless", "coefficients", ["model", "term", "b", "se", "p"], [["M1", "alder", .031, .004, "<.001"], ["M1", "kön", -.12, .05, .018], ["M2", "alder", .029, .004, "<.001"], ["M2", "utbildning", -.07, .02, .001]], ";")
    C("kody_icd.csv", "harmless", "a code list", ["kod", "opis", "poziom"], [["J45", "astma oskrzelowa", 1], ["J44", "POChP", 1], ["E11", "cukrzyca typu 2", 2], ["I10", "nadciśnienie", 2]], ";")
    C("taxa_por_100mil.csv", "harmless", "rates per 100,000 with big bases", ["ano", "taxa_100mil", "IC_inf", "IC_sup", "populacao"], [[2015, "8,4", "8,1", "8,7", 3611204], [2016, "7,9", "7,6", "8,2", 3598877], [2017, "7,2", "6,9", "7,5", 3590412]], ";")
    C("hyperparameters.csv", "harmless", "parameters and scores of models", ["fold", "max_depth", "n_estimators", "learning_rate", "auc"], [[1, 4, 200, .1, .812], [2, 4, 200, .1, .807], [3, 6, 400, .05, .821], [4, 6, 400, .05, .818], [5, 8, 800, .05, .815]])
    C("codebook_variables.tsv", "harmless", "a codebook", ["variable", "type", "width", "label", "values"], [["edu", "num", 1, "education", "1=primary 2=secondary 3=higher 9=unknown"], ["mar", "num", 1, "marital status", "1=single 2=married 3=widowed"], ["emp", "num", 2, "employees of the firm", "0-99998"]], "\t")
    C("monthly_series.csv", "harmless", "index of prices", ["maand", "index_2015", "mutatie_pct"], [[f"2019-{i:02d}", round(104 + i * .21, 2), round(r.uniform(.1, .9), 1)] for i in range(1, 13)], ";")
    C("perf_batches.csv", "harmless", "times of a job", ["batch", "workers", "rows_million", "minutes", "retries"], [[1, 4, 12.1, 8.2, 0], [2, 4, 11.8, 7.9, 1], [3, 8, 24.4, 9.1, 0]])
    C("roc_points.csv", "harmless", "points of a ROC curve, big test set", ["threshold", "fpr", "tpr"], [[round(.1 * i, 1), round((1 - .1 * i) ** 2, 3), round(1 - (.1 * i) ** 2, 3)] for i in range(1, 10)])
    # rounded
    C("uitkering_gemeente.csv", "rounded", "tens with a note at the foot", ["gemeente", "bijstand", "WW", "WAO"], [[k] + [near(r, 10, 30, 4000) for _ in range(3)] for k in ("Assen", "Emmen", "Meppel", "Hoogeveen")], ";", 10, bottom="\nBron: register; aantallen afgerond op tientallen")
    C("pupils_sen_la.csv", "rounded", "fives, no note", ["la_code", "sen_support", "ehcp", "all_pupils"], [[f"E0600{i}", near(r, 5, 105, 990), near(r, 5, 15, 300), near(r, 5, 4000, 9000)] for i in range(4101, 4106)], base=5)
    C("inscritos_curso.csv", "rounded", "threes with a note at the head", ["curso", "mujeres", "hombres"], [[k, 3 * r.randint(5, 220), 3 * r.randint(5, 220)] for k in ("Derecho", "Física", "Enfermería", "Bellas Artes")], ",", 3, top="# Frecuencias redondeadas a base 3\n")
    C("pracownicy_pkd.csv", "rounded", "hundreds, no note", ["PKD", "pracownicy", "zwolnieni", "przyjęci"], [[k, near(r, 100, 2000, 90000), near(r, 100, 100, 2000), near(r, 100, 100, 3000)] for k in ("A01", "C10", "F41", "G47", "Q86")], ";", 100)
    C("dx_groups.tsv", "rounded", "midpoints of six, no note", ["snomed_group", "patients_mid", "events_mid"], [[k, mid6(r, 200, 3000), mid6(r, 3, 300)] for k in ("AF", "CKD", "CHF", "DM2", "EPI")], "\t", 6)
    # rows of people
    C("uitvoer_deel1.csv", "rows-of-people", "one row a client, Dutch heads", ["rinpersoon", "gbageslacht", "gebjaar", "huishoudtype", "besteedbaar_ink"], [[r.randint(100000000, 999999999), r.randint(1, 2), r.randint(1940, 1999), r.randint(1, 6), r.randint(14000, 99000)] for _ in range(12)], ";")
    C("episodes_final_v3.csv", "rows-of-people", "one row an episode of a patient", ["study_no", "ep", "admidate", "disdate", "sex", "agegrp", "hrg"], [[f"S{r.randint(1000, 9999)}", r.randint(1, 3), f"2016-0{r.randint(1, 9)}-{r.randint(10, 28)}", f"2016-1{r.randint(0, 2)}-{r.randint(10, 28)}", r.choice("FM"), r.choice(["60-69", "70-79"]), r.choice(["EB03A", "DZ11V"])] for _ in range(10)])
    C("notas_alumnos.csv", "rows-of-people", "one row a pupil, no id", ["grupo", "sexo", "fecha_nac", "mates", "lengua", "repite"], [[r.choice(["3A", "3B"]), r.choice("HM"), f"{r.randint(10, 28)}/0{r.randint(1, 9)}/2003", f"{r.uniform(2, 10):.1f}".replace(".", ","), f"{r.uniform(2, 10):.1f}".replace(".", ","), r.choice(["sí", "no"])] for _ in range(9)], ";")
    people_cols = ["item"] + [f"subj{n}" for n in (3, 8, 14, 27, 31, 40)]
    C("moca_matrix.csv", "rows-of-people", "one column a person", people_cols, [["sex"] + [r.choice("fm") for _ in range(6)], ["age"] + [r.randint(20, 88) for _ in range(6)], ["moca"] + [r.randint(14, 30) for _ in range(6)], ["apoe4"] + [r.randint(0, 2) for _ in range(6)]])
    C("loans_part3.txt", "rows-of-people", "one row a loan customer, no head", [r.randint(70000, 79999), "M", 1967, "08021", 182000, "0.71", 0], [[r.randint(70000, 79999), r.choice("MF"), r.randint(1950, 1990), "08" + p.digits(r, 3), r.randint(60, 400) * 1000, f"{r.uniform(.3, 1):.2f}", r.randint(0, 1)] for _ in range(9)], "|")
    C("gaarden_bilag.tsv", "rows-of-people", "one row a farm with its owner", ["bedrift", "ejer_alder", "ejer_køn", "svin", "areal_ha", "tilskud_kr"], [[r.randint(20000, 29999), r.randint(30, 75), r.choice(["mand", "kvinde"]), r.randint(0, 2400), round(r.uniform(12, 300), 1), r.randint(20, 900) * 1000] for _ in range(8)], "\t")
    # identifiers
    C("ark_2.csv", "identifier", "names with phone and mail", ["respondent", "telefon", "epost"], [[p.name(r, "sv"), "070-" + p.digits(r, 3) + " " + p.digits(r, 2) + " " + p.digits(r, 2), p.first(r, "en").lower() + "." + p.digits(r, 2) + "@postlada.example"] for _ in range(3)], ";")
    C("merge_keys.csv", "identifier", "NHS numbers as key", ["key", "in_hes", "in_ons"], [[p.nhs(r, False), 1, 1], [p.nhs(r, False), 1, 0], [p.nhs(r, False), 0, 1]])
    C("appariement_suite.csv", "identifier", "French NIR of failed links", ["nir", "motif_rejet"], [[p.nir(r, False), "clé"], [p.nir(r, False), "doublon"]], ";")
    C("zamestnanci_chyby.csv", "identifier", "Czech birth numbers", ["řádek", "rodné číslo", "chyba"], [[118, p.rodne(r), "mzda chybí"], [402, p.rodne(r), "úvazek > 1"]], ";")
    C("pesel_kontrola.tsv", "identifier", "Polish PESEL", ["wiersz", "numer", "uwaga"], [[17, p.pesel(r), "duplikat"], [93, p.pesel(r), "brak daty"]], "\t")
    # extreme
    C("variables_summary_stats.csv", "extreme", "columns min and max", ["variable", "n", "mean", "sd", "min", "max"], [["age", 734, 58.2, 13.1, 18, 99], ["troponin", 711, 88.4, 301.2, 3, 5120], ["weight_kg", 702, 81.3, 18.8, 38, 211]])
    C("kenngroessen.csv", "extreme", "Kleinster and Größter Wert", ["Merkmal", "Anzahl", "Mittelwert", "Kleinster Wert", "Größter Wert"], [["Bruttolohn", 911, "3.204,10", "412,00", "28.900,00"], ["Betriebsjahre", 911, "11,2", "0", "47"]], ";")
    C("percentiles_pay.csv", "extreme", "p0 and p100", ["occupation", "n", "p0", "p25", "p50", "p75", "p100"], [["pilot", 212, 31200, 58100, 77400, 96000, 241800], ["baker", 388, 14200, 20100, 22800, 26050, 48700]])
    C("percentiles_trade.csv", "harmless", "p10 to p90 of big groups", ["occupation", "n", "p10", "p50", "p90"], [["driver", 4212, 18100, 23700, 31900], ["welder", 2388, 20400, 27100, 38300]])
    # arithmetic
    C("county_pupils_tot.csv", "arithmetic", "masked cell with row total", ["county", "girls", "boys", "total"], [["Kildare", 214, 208, 422], ["Leitrim", "<10", 61, 68], ["Offaly", 133, 141, 274]])
    C("pct_n_hospital.csv", "arithmetic", "percent and N give 4 and 7", ["spital", "N", "procent_reinternat"], [["Cluj", 388, "9.5"], ["Turda", 200, "2.0"], ["Dej", 280, "2.5"]])
    C("kumulativ.csv", "arithmetic", "cumulative counts with steps of 3 and 8", ["dato", "kumulativt_antall_smittede"], [["01.03", 214], ["02.03", 217], ["03.03", 225], ["04.03", 251]], ";")
    C("maladies_pays.csv", "arithmetic", "all and a group whose complement is 6", ["maladie", "tous", "dont nés en France"], [["goutte", 712, 688], ["lupus", 141, 135], ["psoriasis", 1303, 1277]], ";")
    C("nuts_insolvency.csv", "arithmetic", "a single masked part of a published sum", ["nuts", "level", "bankrupt_owners"], [["ITC1", "region", 118], ["ITC11", "province", 71], ["ITC12", "province", 39], ["ITC13", "province", "c"]])
    # missing
    C("variables_dq.csv", "missing-rows", "n_missing 2 and 5", ["variable", "n_complete", "n_missing"], [["sex", 3120, 0], ["ethnicity", 2988, 132], ["imd", 3118, 2], ["gp_visits", 3115, 5]])
    C("enkat_svar.csv", "missing-rows", "saknas 4", ["fråga", "svar", "saknas"], [["F1", 812, 4], ["F2", 780, 36], ["F3", 801, 15]], ";")
    C("exclusions_steps.csv", "harmless", "steps of exclusion all above nine", ["step", "excluded", "remaining"], [["all records", 0, 88214], ["aged under 18", 9121, 79093], ["no follow-up", 642, 78451], ["prior stroke", 1203, 77248]])

    # SQL text
    def Q(name, kind, what, text, base=None):
        write(name, "sql-text", "SQL client", kind, what, text, base)
    Q("psql_guards.txt", "small-count", "2 guards dismissed", "justice=> select grade, count(*) from guards where dismissed group by 1;\n   grade    | count \n------------+-------\n officer    |    47\n senior     |    16\n governor   |     2\n(3 rows)\n")
    Q("mysql_box.txt", "rounded", "box of mysql in tens", "mysql> SELECT kanton, ROUND(COUNT(*),-1) AS versicherte, ROUND(SUM(x),-1) AS mit_franchise FROM v GROUP BY kanton;\n+--------+-------------+---------------+\n| kanton | versicherte | mit_franchise |\n+--------+-------------+---------------+\n| BE     |       41280 |         12940 |\n| UR     |        1470 |           320 |\n| GL     |        1990 |           560 |\n| AI     |         830 |           140 |\n+--------+-------------+---------------+\n4 rows in set (0.41 sec)\n", 10)
    Q("psql_plan.txt", "harmless", "a query plan", "                              QUERY PLAN\n-----------------------------------------------------------------------\n HashAggregate  (cost=48122.90..48140.11 rows=1721 width=12)\n   Group Key: ward\n   ->  Seq Scan on stays  (cost=0.00..41077.00 rows=1409180 width=4)\n Planning Time: 0.214 ms\n Execution Time: 918.402 ms\n(5 rows)\n")
    Q("sqlplus_spool.txt", "rows-of-people", "one row a policy holder", "SQL> select holder_no, birth_year, sex, town, sum_insured from life fetch first 4 rows only;\n\n HOLDER_NO BIRTH_YEAR S TOWN         SUM_INSURED\n---------- ---------- - ------------ -----------\n    881204       1959 F Ennis             120000\n    881210       1971 M Tuam               85000\n    881233       1948 M Athlone           310000\n    881240       1983 F Ennis              60000\n\n4 rows selected.\n")
    Q("psql_vonnis.txt", "extreme", "min and max of sentences", "prison=# select min(straf_dagen), max(straf_dagen), avg(straf_dagen)::int from vonnis;\n min |  max  | avg\n-----+-------+-----\n   3 | 10950 | 214\n(1 row)\n")
    Q("psql_altas.txt", "missing-rows", "6 without a date of discharge", "hosp=> select count(*) n, count(alta) con_alta, count(*)-count(alta) sin_alta from ingresos;\n   n   | con_alta | sin_alta \n-------+----------+----------\n 14120 |    14114 |        6\n(1 row)\n")
    Q("psql_dienst.txt", "harmless", "counts above nine", "hosp=> select dienst, count(*) from opname group by 1 having count(*) >= 10;\n   dienst   | count \n------------+-------\n cardio     |  1211\n geriatrie  |   877\n oncologie  |  1402\n(3 rows)\n")

    # JSON
    def J(name, kind, what, obj, base=None):
        write(name, "json", "json", kind, what, json.dumps(obj, ensure_ascii=False, indent=2), base)
    J("cohort_meta.json", "small-count", "nested counts with 6", {"cohort": "asthma_u5", "n": 1204, "by_severity": {"mild": 811, "moderate": 387, "life_threatening": 6}})
    J("model_card.json", "harmless", "parameters of a model", {"model": "xgboost", "version": "1.7.4", "params": {"max_depth": 6, "eta": 0.1, "min_child_weight": 5, "subsample": 0.8}, "folds": 5, "auc": 0.804, "brier": 0.119})
    J("deltagere.json", "rows-of-people", "one object a participant", [{"lbnr": r.randint(100, 999), "køn": r.choice("KM"), "alder": r.randint(20, 90), "kommune": r.choice(["Vejle", "Ribe"]), "phq9": r.randint(0, 27)} for _ in range(6)])
    J("payout_file.json", "identifier", "IBAN of a person", {"batch": "2018-11", "payee": {"holder": p.name(r, "nl"), "iban": p.iban(r, "NL", False)}, "amount": 412.5})
    J("mzdy_stat.json", "extreme", "min and max of wages", {"variable": "mzda_mesicni", "n": 642, "mean": 31840.2, "min": 11200, "max": 412000})
    J("survey_counts_r.json", "rounded", "fifties with a note", {"note": "all counts rounded to 50", "women": 12450, "men": 11800, "part_time": {"women": 5650, "men": 1950}, "self_employed": {"women": 850, "men": 1350}}, 50)
    J("funnel.json", "arithmetic", "stages whose difference is 3", {"invited": 1860, "consented": 1411, "randomised": 1408, "analysed": 1290})
    J("vega_spec.json", "harmless", "a plot specification with a rate", {"mark": "line", "width": 400, "encoding": {"x": {"field": "anno"}, "y": {"field": "tasso_100k"}}, "data": {"values": [{"anno": a, "tasso_100k": round(50 + r.gauss(0, 2), 2)} for a in range(2010, 2019)]}})

    # web pages
    def H(name, kind, what, body, base=None):
        write(name, "html", "html", kind, what, "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>Report</title><style>td{padding:4px}</style></head><body>\n" + body + "\n</body></html>", base)
    H("rapport_loopbaan.html", "small-count", "a table with 5 and 9 leavers", "<h1>Uitstroom per functie</h1><table><tr><th>Functie</th><th>In dienst</th><th>Uitgestroomd</th></tr><tr><td>Chauffeur</td><td>311</td><td>42</td></tr><tr><td>Planner</td><td>58</td><td>5</td></tr><tr><td>Monteur</td><td>127</td><td>9</td></tr></table>")
    H("dashboard_tiles.html", "small-count", "a tile with 3 deaths", "<div class='tile'><span class='big'>1.408</span><br>Aufnahmen</div>\n<div class='tile'><span class='big'>3</span><br>Todesfälle</div>\n<div class='tile'><span class='big'>212</span><br>Operationen</div>")
    H("method_page.html", "harmless", "methods with numbers that count no persons", "<h2>Methods</h2><p>We fitted 4 models with 3 knots each and 5-fold cross-validation. Section 2 has the 7 covariates.</p><ol><li>age</li><li>sex</li><li>deprivation</li></ol><p>Version 2.1 of the code was used.</p>")
    H("qualite_air.html", "harmless", "values of measuring stations", "<table><tr><th>Station</th><th>NO2 µg/m³</th><th>PM10 µg/m³</th></tr><tr><td>Gare</td><td>38,2</td><td>21,4</td></tr><tr><td>Parc</td><td>17,9</td><td>14,0</td></tr></table><p>Effectif de la cohorte : 18 411 personnes.</p>")
    H("interview_page.html", "identifier", "names with addresses", f"<ul><li>Interviewee: {p.name(r, 'en')}, 14 Larkspur Rise, Thirsk YO7 9QX</li><li>Interviewee: {p.name(r, 'en')}, 3 Tanner's Row, Malton YO17 8ZZ</li></ul>")
    H("profilo_paziente.html", "rows-of-people", "a paragraph on each patient", "<h3>Casi</h3><p>Paziente 1: donna di 67 anni, ricoverata a marzo 2017 per ictus, dimessa dopo 12 giorni.</p><p>Paziente 2: uomo di 54 anni, infarto, deceduto in reparto.</p><p>Paziente 3: donna di 81 anni, frattura del femore, trasferita in RSA.</p>")
    H("resumo_dist.html", "rounded", "table in tens with a foot note", "<table><caption>Beneficiários por distrito</caption><tr><th>Distrito</th><th>2018</th><th>2019</th></tr><tr><td>Beja</td><td>1 240</td><td>1 190</td></tr><tr><td>Évora</td><td>980</td><td>1 030</td></tr><tr><td>Faro</td><td>2 470</td><td>2 610</td></tr></table><p><small>Valores arredondados às dezenas.</small></p>", 10)
    H("forest_text.html", "harmless", "odds ratios with intervals", "<table><tr><th>Exposure</th><th>OR (95% CI)</th><th>p</th></tr><tr><td>Night work</td><td>1.31 (1.12 to 1.53)</td><td>0.001</td></tr><tr><td>Shift rota</td><td>1.07 (0.93 to 1.23)</td><td>0.34</td></tr></table>")
