# Documents made from R: Word and slides by officer, workbooks by openxlsx, pages by rmarkdown.
source("rec.R")
start("r_docs")
suppressPackageStartupMessages({library(officer); library(flextable); library(openxlsx); library(ggplot2)})
s <- function() sample(2:9, 1)

word <- function(slug, kind, what, title, tabs, notes = NULL, base = NULL) {
  doc <- body_add_par(read_docx(), title, style = "heading 1")
  for (i in seq_along(tabs)) {
    ft <- flextable(tabs[[i]])
    if (!is.null(names(tabs))) doc <- body_add_par(doc, names(tabs)[i], style = "Normal")
    doc <- body_add_par(body_add_flextable(doc, if (i %% 2) theme_booktabs(ft) else theme_vanilla(ft)), "")
  }
  for (x in notes) doc <- body_add_par(doc, x)
  nm <- new_name("docx", slug)
  print(doc, target = file.path(folder, nm))
  label(nm, "docx", "R officer flextable", kind, what, base)
}
slides <- function(slug, kind, what, pages, base = NULL) {
  p <- read_pptx()
  for (t in names(pages)) {
    p <- ph_with(add_slide(p, "Title and Content", "Office Theme"), t, ph_location_type("title"))
    v <- pages[[t]]
    p <- ph_with(p, if (is.data.frame(v)) flextable(v) else if (is.character(v)) v else v, ph_location_type("body"))
  }
  nm <- new_name("pptx", slug)
  print(p, target = file.path(folder, nm))
  label(nm, "pptx", "R officer", kind, what, base)
}
book <- function(slug, kind, what, sheets, base = NULL) {
  nm <- new_name("xlsx", slug)
  write.xlsx(sheets, file.path(folder, nm), asTable = sample(c(TRUE, FALSE), 1))
  label(nm, "xlsx", "R openxlsx", kind, what, base)
}
page <- function(slug, kind, what, rmd, base = NULL) {
  d <- tempfile(); dir.create(d)
  f <- file.path(d, "x.Rmd"); writeLines(rmd, f)
  nm <- new_name("html", slug)
  rmarkdown::render(f, rmarkdown::html_document(theme = NULL, mathjax = NULL, highlight = NULL, self_contained = FALSE), output_file = "x.html", quiet = TRUE, envir = new.env())
  h <- readLines(file.path(d, "x.html"), warn = FALSE)
  h <- h[!grepl("<script src=|<link href=", h)]
  writeLines(h, file.path(folder, nm))
  label(nm, "html", "R rmarkdown knitr", kind, what, base)
}

k <- s()
word("sae_table", "small-count", paste(k, "participants with cardiac events, active"), "Serious adverse events",
     list("Table 14.3. Participants with at least one event" = data.frame(System = c("Any", "Cardiac", "Infection", "Nervous system"), Active = c(118, k, 61, 22), Placebo = c(121, 12, 58, 31))), "Safety population, N = 402 and N = 405.")
k <- s()
word("elternzeit", "small-count", paste(k, "Personen in der letzten Zeile"), "Elternzeit nach Dauer", list("Tabelle 2" = data.frame(Dauer = c("bis 2 Monate", "3-6 Monate", "7-12 Monate", "über 12 Monate"), `Väter` = c(412, 96, 41, k), `Mütter` = c(55, 130, 688, 210), check.names = FALSE)))
k <- s()
slides("board_deck", "small-count", paste(k, "complaints upheld in Letter"), list("Complaints in brief" = c("Volume fell by 6%", "Upheld share stable at 31%"), "By channel" = data.frame(Channel = c("Phone", "Web", "Letter"), Upheld = c(402, 388, k), Rejected = c(911, 804, 17))))
k <- s()
book("pivot", "small-count", paste(k, "people in the pivot, second sheet"), list(Summary = data.frame(Region = c("North", "South"), Mean = c(12.1, 13.4)), Pivot = data.frame(`Row Labels` = c("Bachelor", "Master", "Doctorate", "Grand Total"), `Count of student_id` = c(1804, 655, k, 2459 + k), check.names = FALSE)))
page("weekly", "small-count", "3 patients in the printed table", c("---", "title: Ward report", "---", "", "```{r echo=FALSE}", "d <- data.frame(ward = rep(c('A','B','C'), c(44, 61, 3)))", "knitr::kable(table(d$ward), col.names = c('Ward', 'Patients'))", "```", "", "The mean stay was `r 6.25` days."))
page("cohort_page", "extreme", "Min. and Max. of age", c("---", "title: Cohort", "output: html_document", "---", "", "```{r}", "set.seed(4); age <- round(rnorm(800, 54, 13))", "summary(age)", "```"))
page("birthdata", "rows-of-people", "one row for each of 8 people", c("---", "title: Data check", "---", "", "```{r}", "set.seed(6); d <- data.frame(child = 401:480, birthweight = round(rnorm(80, 3300, 500)), apgar5 = sample(6:10, 80, TRUE), feeding = sample(c('breast', 'bottle'), 80, TRUE))", "knitr::kable(head(d, 8))", "```"))
page("trend_page", "harmless", "model coefficients", c("---", "title: Prescribing trends", "---", "", "## Model", "", "```{r}", "set.seed(9); n <- 4000; x <- rnorm(n); g <- rbinom(n, 1, .5); y <- 2 + .4 * x + .2 * g + rnorm(n)", "round(coef(summary(lm(y ~ x + g))), 3)", "```", "", "Model 2 adds 3 splines; results in Section 4."))
page("renten", "rounded", "all counts are multiples of 20", c("---", "title: Rentenzugänge", "lang: de", "---", "", "```{r echo=FALSE}", "set.seed(2); knitr::kable(data.frame(Jahr = as.character(2015:2019), Frauen = 20 * sample(40:900, 5), `Männer` = 20 * sample(40:900, 5)), format.args = list(big.mark = '.', decimal.mark = ','))", "```", "", "Fallzahlen auf 20 gerundet."), base = 20)
page("flex_page", "missing-rows", "5 observations deleted due to missingness", c("---", "title: Weight at 12 months", "---", "", "```{r}", "set.seed(8); w <- data.frame(w12 = rnorm(700, 9.6, 1), bw = rnorm(700, 3.3, .5)); w$bw[1:5] <- NA", "m <- lm(w12 ~ bw, w); round(coef(m), 3)", "length(m$na.action)", "```", "", "`r length(m$na.action)` infants had no birth weight and were left out."))
word("means_word", "harmless", "means", "Test scores", list("Tabell 1" = data.frame(Skoltyp = c("Kommunal", "Fristående"), Antal = c(4210L, 1877L), Medel = c(14.1, 14.8), SD = c(2.9, 2.7)), "Tabell 2" = data.frame(Modell = 1:3, B = c(.31, .28, .22), SE = c(.04, .04, .05))))
slides("lecture", "harmless", "coefficients and method", list("Design" = c("Stepped wedge, 6 steps", "36 practices in 3 regions"), "Estimates" = data.frame(Model = c("1", "2"), OR = c("0.81", "0.84"), CI = c("0.74-0.89", "0.76-0.93"))))
book("coeffs", "harmless", "coefficients", list(m1 = data.frame(term = c("age", "sex", "ses2", "ses3"), b = round(rnorm(4), 3), se = round(runif(4, .01, .2), 3), df = 1), m2 = data.frame(knot = 1:4, at = c(31, 44, 57, 70))))
word("disability", "rounded", "all counts are multiples of 3", "Benefit recipients by local office", list("Table 4" = data.frame(Office = c("Harbour", "Hill", "Mill", "Park"), `2019` = 3 * sample(4:80, 4), `2020` = 3 * sample(4:80, 4), check.names = FALSE)), "Counts randomly rounded to base 3.", base = 3)
word("abi_noten", "extreme", "beste und schlechteste Note", "Notenspiegel", list("Tabelle 1" = data.frame(Fach = c("Mathematik", "Deutsch"), n = c(412L, 430L), Mittel = c(7.9, 9.1), Min = c(0L, 2L), Max = c(15L, 14L))))
done()
