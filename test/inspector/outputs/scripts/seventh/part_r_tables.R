# Counts as R prints them.
jsonl <- "part_r_tables.R.jsonl"
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "lab.R"))
set.seed(311)

# --- table(), one way
t1 <- tab(c(212, 87, 134, 4), Aufnahmegrund = c("Notfall", "Einweisung", "Verlegung", "Geburt"))
put("aufnahmegrund_2019.txt", "R table", "small-count", "4 births in a one-way table", print(t1))
t1 <- tab(c(1260, 340, 85, 470), opleiding = c("hbo", "mbo", "vmbo", "wo"))
put("opleiding_werknemers.txt", "R table", "rounded", "one-way table in fives, no note", print(t1), 5)
t1 <- tab(odd(5), smoking = c("never", "former", "current", "vape only", "not recorded"))
put("smk_freq.txt", "R table", "harmless", "one-way table, all above nine", print(t1))

# --- table() with two ways and dnn
d <- people(tab(c(41, 118, 236, 64, 2, 19, 77, 31), region = c("Skåne", "Uppland", "Dalarna", "Gotland"), utfall = c("levande", "avliden")))
put("tabell_region_utfall.txt", "R table", "small-count", "2 deaths in a two-way table", print(with(d, table(region, utfall))))
d <- people(tab(odd(9), ward = c("Elm", "Oak", "Rowan"), los = c("<3d", "3-7d", ">7d")))
put("ward_los.txt", "R table", "harmless", "two-way table, heads have small numbers but no small counts", print(table(d$ward, d$los, dnn = c("ward", "length of stay"))))
m <- tab(3 * sample(4:160, 8), sesso = c("F", "M"), esito = c("dimesso", "trasferito", "deceduto", "altro"))
put("esito_per_sesso.txt", "R table", "rounded", "two-way table in threes, no note", print(m), 3)

# --- addmargins
m <- tab(c(88, 143, 61, 1, 97, 52), sex = c("Female", "Male"), grade = c("I", "II", "III"))
put("grade_sex_margins.txt", "R addmargins", "small-count", "a single man or woman in a cell with margins",
    {m[2, 2] <- 1; print(addmargins(m))})
m <- tab(odd(6, 20, 300), Geschlecht = c("w", "m"), Pflegegrad = c("2", "3", "4"))
m[1, 3] <- 7
x <- format(unclass(addmargins(m)))
x[1, 3] <- "  *"
put("pflegegrad_summen.txt", "R addmargins", "arithmetic", "one masked cell, margins are printed", print(noquote(x)))
put("sprog_og_skole.txt", "R addmargins", "rounded", "table with margins, tens, with a note", {
  m <- tab(10 * sample(3:60, 6), skole = c("Nord", "Syd", "Vest"), sprog = c("dansk", "andet"))
  cat("Alle antal er afrundet til nærmeste 10\n\n"); print(addmargins(m))}, 10)

# --- prop.table
m <- tab(odd(6, 40, 400), quartile = c("Q1", "Q2", "Q3"), benefit = c("no", "yes"))
put("benefit_shares.txt", "R prop.table", "harmless", "row percent of big groups", {print(round(100 * prop.table(m, 1), 1)); cat("N per row:", rowSums(m), "\n")})
put("anteile_schule.txt", "R prop.table", "arithmetic", "row percent and N give a count of 3 and of 6", {
  m <- tab(c(3, 6, 91, 208, 117, 86), Klasse = c("5a-c", "6a-c"), Empfehlung = c("Haupt", "Real", "Gym"))
  print(round(100 * prop.table(m, 1), 2)); cat("\nSchüler je Zeile:\n"); print(rowSums(m))})

# --- summary(data.frame) of factors
d <- people(tab(c(96, 241, 388, 7), funcion = c("docente", "auxiliar", "limpieza", "dirección"))); d$turno <- factor(sample(c("mañana", "tarde"), nrow(d), TRUE))
put("plantilla_resumen.txt", "R summary", "small-count", "7 persons in a summary of factors", summary(d))
d <- people(tab(odd(4, 40, 400), statut = c("locataire", "propriétaire", "hébergé", "autre"))); d$zone <- factor(sample(c("rurale", "urbaine"), nrow(d), TRUE))
put("logement_sommaire.txt", "R summary", "harmless", "summary of factors, all above nine", summary(d))
d <- data.frame(age = round(rnorm(312, 51, 14)), crp = round(rlnorm(312, 2, 1), 1), sex = factor(sample(c("f", "m"), 312, TRUE)))
put("baseline_summary.txt", "R summary", "extreme", "Min. and Max. of age and CRP", summary(d))
d$age[c(4, 81, 200)] <- NA; d2 <- d; names(d2) <- c("leeftijd", "crp_waarde", "geslacht")
put("samenvatting_cohort.txt", "R summary", "missing-rows", "3 NA's in a summary (also min and max)", summary(d2))

# --- data.frame prints
d <- data.frame(distrito = c("Norte", "Centro", "Sur", "Levante"), casos = c(143, 6, 88, 217), poblacion = c(40211, 38760, 51022, 29981)); d$tasa <- round(1e5 * d$casos / d$poblacion, 1)
put("casos_distrito.txt", "R data.frame", "small-count", "6 cases in a district", print(d, row.names = FALSE))
d <- data.frame(kommune = c("Ålvik", "Sandnes nord", "Ytre Sula"), n = odd(3, 100, 900), andel = round(runif(3, 10, 60), 1))
put("kommuner.txt", "R data.frame", "harmless", "aggregate by place, above nine", print(d))
d <- data.frame(id = c(1, 2, 3, 4, 5, 6), age = c(34, 71, 58, 62, 45, 80), bmi = c(22.4, 31.8, 27.1, 25.5, 29.9, 23.0), hba1c = c(41, 66, 52, 48, 73, 44))
put("cohort_view.txt", "R head", "rows-of-people", "head() of a cohort", print(d))
d <- data.frame(Betrieb = paste0("DE-", 4010 + 1:5), Inhaber_Alter = c(61, 44, 57, 39, 66), Milchkuehe = c(48, 212, 31, 97, 60), ha = c(22.5, 140.1, 18.9, 61.3, 44.7))
put("hoefe_auszug.txt", "R data.frame", "rows-of-people", "one row a farm with the owner's age", print(d, row.names = FALSE))

# --- tibble
tb <- tibble(hospital = c("St Bride", "Kingsway", "Northgate"), admitted = c(412L, 388L, 295L), died_30d = c(14L, 3L, 22L))
put("hosp_mortality_tbl.txt", "R tibble", "small-count", "3 deaths in a hospital", print(tb))
tb <- tibble(dochodzenie = c("A", "B", "C", "D"), osoby = as.integer(5 * sample(7:80, 4)), srednia = round(runif(4, 2000, 4400), 1))
put("dochody_grupy.txt", "R tibble", "rounded", "counts in fives, no note", print(tb), 5)
tb <- tibble(patient = sprintf("P%03d", c(7, 12, 19, 23)), visit = c(1L, 1L, 2L, 1L), sbp = c(148, 131, 162, 119), drug = c("A", "B", "A", "A"))
put("visits_tbl.txt", "R tibble", "rows-of-people", "one row a patient visit", print(tb))
tb <- tibble(term = c("(Intercept)", "age10", "female"), estimate = c(-2.31, 0.42, -0.17), std.error = c(0.21, 0.05, 0.09), p.value = c(2e-16, 3e-9, 0.06))
put("tidy_terms.txt", "R broom", "harmless", "coefficients only", print(tb))

# --- ftable / xtabs
a <- tab(odd(12, 12, 99), centre = c("Lyon", "Metz"), sexe = c("F", "H"), stade = c("I", "II", "III"))
put("ftable_stades.txt", "R ftable", "harmless", "three-way table above nine", print(ftable(a)))
a[2, 1, 3] <- 5; dimnames(a) <- list(ospedale = c("Pavia", "Udine"), genere = c("donna", "uomo"), classe = c("lieve", "media", "grave"))
put("ftable_gravita.txt", "R ftable", "small-count", "5 persons in a three-way table", print(ftable(a)))
a[] <- 6 * sample(2:40, 12) + 3; dimnames(a) <- list(trust = c("RX1", "RX2"), sex = c("F", "M"), imd = c("most", "mid", "least"))
put("ftable_imd.txt", "R ftable", "rounded", "midpoints of six, no note", print(ftable(a)), 6)
d <- people(tab(c(64, 31, 45, 58, 8, 22), prizon = c("Open", "Closed", "Remand"), relapse = c("no", "yes")))
put("xtabs_reoffend.txt", "R xtabs", "small-count", "an 8 in a cross table", print(xtabs(~ prizon + relapse, d)))
put("summary_xtabs.txt", "R xtabs", "harmless", "chi-squared test of big table", {cells <- as.data.frame(tab(odd(9, 30, 90), area = c("x", "y", "z"), need = c("low", "mid", "high"))); print(summary(xtabs(Freq ~ area + need, cells)))})

# --- psych, gmodels, Hmisc
d <- data.frame(alder = round(rnorm(240, 47, 12)), inntekt = round(rlnorm(240, 13, .4)), barn = rpois(240, 1.4))
put("describe_husholdning.txt", "R psych", "extreme", "min, max and range in psych::describe", print(psych::describe(d)))
put("describe_by_arm.txt", "R psych", "harmless", "mean and sd only, big groups",
    {x <- psych::describe(data.frame(score = rnorm(522, 40, 8), wait = rexp(522, .1))); print(data.frame(n = x$n, mean = round(x$mean, 2), sd = round(x$sd, 2), se = round(x$se, 3), row.names = c("score", "wait")))})
d <- people(tab(c(57, 83, 9, 46), banca = c("Agenzia A", "Agenzia B"), insolv = c("no", "sì")))
put("crosstable_banca.txt", "R gmodels", "small-count", "9 insolvent clients in a CrossTable", gmodels::CrossTable(d$banca, d$insolv, prop.chisq = FALSE))
d <- people(tab(odd(4, 40, 140), arm = c("control", "active"), resp = c("no", "yes")))
put("crosstable_arm.txt", "R gmodels", "harmless", "CrossTable above nine", gmodels::CrossTable(d$arm, d$resp, prop.chisq = FALSE, prop.t = FALSE))
d <- data.frame(wiek = round(rnorm(97, 60, 9)), bol = sample(0:10, 97, TRUE))
put("hmisc_opis.txt", "R Hmisc", "extreme", "lowest and highest values of Hmisc::describe", print(Hmisc::describe(d)))

# --- data.table, dplyr count, tapply, aggregate
put("dt_by_employer.txt", "R data.table", "small-count", "N of 2 and 5", print(data.table(employer = c("Brewery", "Foundry", "Mill", "Quarry"), N = c(318L, 127L, 2L, 5L), mean_wage = c(2811.4, 3022.9, 2640.0, 2987.1))))
put("dt_parcours.txt", "R data.table", "rounded", "N in fifties, with a note", {cat("# effectifs arrondis à 50\n"); print(data.table(parcours = c("L1", "L2", "L3", "M1", "M2"), N = 50L * sample(4:70, 5)))}, 50)
put("tapply_wage.txt", "R tapply", "extreme", "largest wage of each trade", {cat("> with(w, tapply(loon, beroep, max))\n"); print(c(kapper = 2410, lasser = 3380, kok = 2765, notaris = 41230))})
put("tapply_mean.txt", "R tapply", "harmless", "means by group", {cat("> with(w, tapply(score, school_type, mean))\n"); print(c(primary = 101.3, secondary = 98.74, special = 87.02))})
put("reg_alder.txt", "R range", "extreme", "range of ages of registered persons", {cat("> range(reg$ålder)\n"); print(c(18L, 103L)); cat("> quantile(reg$ålder)\n"); print(c(`0%` = 18, `25%` = 41, `50%` = 57, `75%` = 70, `100%` = 103))})
put("aggregate_iqr.txt", "R aggregate", "harmless", "quartiles of big groups", print(data.frame(clinic = c("A", "B", "C"), n = odd(3, 200, 400), q25 = c(12.1, 13.4, 11.8), median = c(18.0, 19.2, 17.5), q75 = c(26.3, 27.7, 25.1))))
put("glimpse_cohort.txt", "R glimpse", "rows-of-people", "glimpse() shows the first values of persons", glimpse(tibble(pseudo_id = c(90211, 90218, 90240, 90255, 90261), naissance_annee = c(1948L, 1961L, 1939L, 1972L, 1955L), dept = c("38", "73", "69", "01", "42"), dfg = c(54.2, 88.1, 39.7, 91.0, 63.3))))
put("str_codebook.txt", "R str", "harmless", "levels of factors only", {f <- function(l) factor(character(0), levels = l); str(list(sex = f(c("f", "m")), edu = f(c("isced1-2", "isced3-4", "isced5-8"))))})
put("colsums_df.txt", "R colSums", "missing-rows", "4 and 7 missing values of 511", {cat("> dim(df)\n"); print(c(511L, 6L)); cat("> colSums(is.na(df))\n"); print(c(idade = 0, sexo = 0, peso = 4, altura = 7, fumador = 36, escolaridade = 0))})
put("complete_cases.txt", "R print", "missing-rows", "612 and 606 rows: 6 left out", {cat("> nrow(d)\n"); print(612L); cat("> d <- d[complete.cases(d), ]\n> nrow(d)\n"); print(606L)})
put("nrow_log.txt", "R print", "harmless", "steps of linkage, above nine left out", {cat("> nrow(raw)\n"); print(48211L); cat("> nrow(linked)\n"); print(46917L); cat("> nrow(final)\n"); print(41302L)})
put("waiting_list_two_cuts.txt", "R table", "arithmetic", "two tables whose difference is 4", {cat("All on the list\n"); print(tab(c(418, 266, 191), spec = c("ENT", "Eyes", "Hips"))); cat("\nWithout withdrawn patients\n"); print(tab(c(418, 262, 178), spec = c("ENT", "Eyes", "Hips")))})

# --- knitr, xtable, svg plots
put("kable_cura.md", "R knitr", "small-count", "1 and 8 in a kable", print(knitr::kable(data.frame(Kraj = c("Jihočeský", "Plzeňský", "Zlínský"), Pacienti = c(231, 118, 96), Úmrtí = c(8, 1, 12)))), form = "latex-markdown")
put("kable_fleet.md", "R knitr", "rounded", "tens, with a caption that says so", print(knitr::kable(data.frame(Area = c("Harbour", "Hills", "Old town", "Fens"), Policies = 10 * sample(20:190, 4), Claims = 10 * sample(2:30, 4)), caption = "Motor policies and claims (rounded to the nearest 10)")), 10, form = "latex-markdown")
put("tab_xt_noten.tex", "R xtable", "harmless", "xtable of counts above nine", print(xtable::xtable(data.frame(Schulform = c("Gymnasium", "Gesamtschule", "Realschule"), n = odd(3, 100, 400), Mittel = c(2.31, 2.87, 2.64)), caption = "Abschlussnoten"), comment = FALSE), form = "latex-markdown")
put("xt_fall.tex", "R xtable", "small-count", "3 persons in an xtable", print(xtable::xtable(tab(c(71L, 3L, 58L, 33L), fall = c("no", "yes"), rail = c("none", "fitted"))), comment = FALSE), form = "latex-markdown")

suppressMessages(library(ggplot2))
sv <- function(name, kind, what, p, base = NULL) {svglite::svglite(lab(name, "svg", "R svglite", kind, what, base), 6, 4); print(p); invisible(dev.off())}
bars <- function(x, n, xl, yl) ggplot(data.frame(x = factor(x, x), n = n), aes(x, n)) + geom_col(fill = "grey60") + geom_text(aes(label = n), vjust = -.3) + labs(x = xl, y = yl)
sv("fig_bar_escuelas.svg", "small-count", "bar with the text 4", bars(c("Rural", "Urbana", "Concertada"), c(4, 118, 61), "Escuela", "Alumnos repetidores"))
sv("fig_bar_units.svg", "harmless", "bars with texts above nine", bars(c("ICU", "HDU", "Ward"), c(46, 83, 212), "Unit", "Patients"))
sv("fig_bar_amt.svg", "rounded", "bars in fifties", bars(c("Kiel", "Lübeck", "Husum", "Plön", "Eutin"), c(450, 1200, 350, 150, 800), "Amt", "Personen (auf 50 gerundet)"), 50)
sv("fig_trend_rate.svg", "harmless", "trend of a rate per 100,000", ggplot(data.frame(y = 2008:2022, r = cumsum(rnorm(15)) + 80), aes(y, r)) + geom_line() + labs(x = "Year", y = "Rate per 100,000"))
d <- data.frame(x = c(1, 1, 1, 2, 2, 2), y = c(12, 98, 44, 31, 102, 55), l = c("pt 14", "pt 92", "pt 31", "pt 65", "pt 11", "pt 40"))
sv("fig_scatter_labels.svg", "rows-of-people", "a point and label for each patient", ggplot(d, aes(x, y, label = l)) + geom_point() + geom_text(hjust = -.2) + labs(x = "arm", y = "creatinine"))
sv("fig_box_salary.svg", "extreme", "box plot with outliers as points and a label of the largest", ggplot(data.frame(g = "verkoop", s = c(rnorm(180, 2900, 250), 9350, 7710)), aes(g, s)) + geom_boxplot() + annotate("text", 1.1, 9350, label = "max = 9350") + labs(x = "", y = "Maandloon"))
