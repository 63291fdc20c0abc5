# Writes the files of a list of jobs: Rscript record.R FOLDER. It tells the truth of each in labels.jsonl.
suppressPackageStartupMessages({
  library(jsonlite); library(survival); library(knitr); library(dplyr); library(data.table); library(broom)
})
here <- dirname(normalizePath(sub('^--file=', '', grep('^--file=', commandArgs(FALSE), value = TRUE))))
folder <- commandArgs(TRUE)[1]
options(width = 90, digits = 5, OutDec = '.', stringsAsFactors = FALSE, knitr.kable.NA = '')

# Counts from 1 to 9 of a table, in words.
small_of <- function(counts) {
  found <- which(counts >= 1 & counts <= 9, arr.ind = length(dim(counts)) == 2)
  if (length(found) == 0) return('')
  if (length(dim(counts)) == 2) {
    at <- found[1, ]
    return(paste0(rownames(counts)[at[1]], ' / ', colnames(counts)[at[2]], ': ', counts[at[1], at[2]]))
  }
  words <- names(counts)[found[1]]
  paste0(if (is.null(words)) paste('value', found[1]) else words, ': ', counts[found[1]])
}
shown <- function(...) paste0(capture.output(...), collapse = '\n') |> paste0('\n')
# As at a prompt: the commands stand before what they print.
session <- function(text, d, w) {
  place <- list2env(list(d = d), parent = globalenv())
  shown(source(exprs = parse(text = text, keep.source = TRUE), local = place, echo = TRUE, prompt.echo = '> ', spaced = FALSE, max.deparse.length = 1000))
}
csv <- function(x, write = write.csv, ...) shown(write(x, ...))
file_text <- function(content, extension, counts, what = small_of(counts)) list(text = content, extension = extension, counts = as.vector(counts), what = what)
counted <- function(d, w, ...) table(d[c(w$r, ...)])
rounded <- function(x, base) if (base == 6) ifelse(x > 0, ceiling(x / 6) * 6 - 3, 0) else round(x / base) * base
wide <- function(d, w, base) {
  counts <- table(d[[w$r]], paste(d[[w$c]], d[[w$s]], sep = '.'))
  rounded(cbind(unclass(counts), Total = rowSums(counts)), base)
}
# Columns of neutral names for formulas of models.
plain <- function(d, w) setNames(d[c(w$r, w$c, w$f, w$s, w$age, w$cost, w$measure, w$time, w$event)], c('r', 'c', 'f', 's', 'age', 'cost', 'y', 't', 'e'))

layouts <- new.env()
for (file in c('counts.R', 'others.R', 'documents.R')) source(file.path(here, 'r', file), local = layouts)

jobs <- fromJSON(file.path(folder, 'jobs.json'), simplifyVector = FALSE)
out <- file(file.path(folder, 'labels.jsonl'), 'w')
for (job in jobs) {
  w <- job$words
  d <- read.csv(file.path(folder, job$people), check.names = FALSE, fileEncoding = 'UTF-8', colClasses = job$classes |> unlist())
  for (name in names(job$levels)) d[[name]] <- factor(d[[name]], levels = unlist(job$levels[[name]]))
  set.seed(job$at)
  made <- layouts[[job$layout]](d, w, file.path(folder, paste0('made-', job$at)))
  if (is.null(made$file)) {
    made$file <- paste0('made-', job$at, '.', made$extension)
    writeLines(enc2utf8(made$text), file.path(folder, made$file), useBytes = TRUE, sep = '')
  }
  cat(toJSON(list(at = job$at, file = made$file, counts = made$counts, what = made$what, base = made$base), auto_unbox = TRUE, null = 'null'), '\n', file = out)
}
close(out)
