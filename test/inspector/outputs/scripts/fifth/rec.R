# Shared by the R scripts: names, labels, and a console that prints as R does.
args <- commandArgs(TRUE)
seed <- if (length(args) >= 1) as.integer(args[1]) else 2718L
folder <- if (length(args) >= 2) args[2] else file.path("..", "files")
options(width = 90, digits = 5, warn = 1, stringsAsFactors = FALSE)
dir.create(file.path(folder, ".labels"), recursive = TRUE, showWarnings = FALSE)
labels <- list()

start <- function(script) {
  set.seed(seed + sum(utf8ToInt(script)))
  script_name <<- script
}
new_name <- function(ext, slug) {
  words <- c("out", "res", "print", "t", "console", "part", "analysis", "m", "draft", "x", "section", "v", "sheet")
  repeat {
    w <- sample(words, 1); k <- sample(1:60, 1)
    nm <- switch(sample(3, 1), sprintf("%s_%s%d.%s", slug, w, k, ext), sprintf("%s%02d-%s.%s", w, k, slug, ext), sprintf("%s.%s%d.%s", slug, w, k, ext))
    if (!file.exists(file.path(folder, nm))) return(nm)
  }
}
label <- function(name, form, program, kind, what, base = NULL) {
  l <- list(name = name, form = form, program = program, kind = kind, what = what)
  if (!is.null(base)) l$base <- base
  labels[[length(labels) + 1]] <<- l
}
done <- function() {
  con <- file(file.path(folder, ".labels", paste0(script_name, ".jsonl")), "w", encoding = "UTF-8")
  for (l in labels) writeLines(as.character(jsonlite::toJSON(l, auto_unbox = TRUE)), con)
  close(con)
}
console <- function(code, env, echo = TRUE) {
  con <- textConnection(code)
  on.exit(close(con))
  capture.output(source(con, echo = echo, print.eval = TRUE, local = env, spaced = FALSE, max.deparse.length = Inf, prompt.echo = "> ", continue.echo = "+ "))
}
r_print <- function(slug, kind, what, code, env = parent.frame(), echo = TRUE, ext = sample(c("txt", "Rout", "log"), 1), base = NULL, pkg = "R") {
  name <- new_name(ext, slug)
  writeLines(console(code, env, echo), file.path(folder, name), useBytes = FALSE)
  label(name, "r-print", pkg, kind, what, base)
}
# one row for each person, with these counts in the cells
people <- function(rows, cols, counts, names = c("a", "b")) {
  g <- expand.grid(rows, cols, stringsAsFactors = FALSE)
  d <- g[rep(seq_len(nrow(g)), counts), ]
  names(d) <- names
  d[[1]] <- factor(d[[1]], rows); d[[2]] <- factor(d[[2]], cols)
  d <- d[sample(nrow(d)), ]
  rownames(d) <- NULL
  d
}
cells <- function(k, lo = 14, hi = 400, small = integer()) {
  v <- round(exp(runif(k, log(lo), log(hi))))
  if (length(small)) v[sample(k, length(small))] <- small
  v
}
