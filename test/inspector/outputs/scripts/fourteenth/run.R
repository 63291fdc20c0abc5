# runs every R job: code is evaluated in its own environment, transcript or file is written, then the check is evaluated
suppressMessages({library(jsonlite); library(evaluate)})
a <- commandArgs(TRUE); jobs <- fromJSON(a[1], simplifyVector = FALSE); bad <- 0
options(width = 80, digits = 7, useFancyQuotes = FALSE, crayon.enabled = FALSE, cli.num_colors = 1L, pillar.bold = FALSE)
ok <- function(...) all(unlist(lapply(list(...), function(x) all(x == 0 | x >= 10))))
for (j in jobs) {
  env <- new.env(parent = globalenv()); set.seed(j$seed); env$OUT <- j$out
  if (!is.null(j$csv)) assign(j$dfn, read.csv(j$csv, check.names = FALSE, encoding = "UTF-8"), env)
  r <- try({
    suppressWarnings(suppressMessages(eval(parse(text = j$prep), env)))
    txt <- character(0)
    if (j$mode == "file") suppressWarnings(suppressMessages(eval(parse(text = j$code), env))) else {
      ev <- evaluate(j$code, envir = env, stop_on_error = 1L, new_device = FALSE)
      for (e in ev) {
        if (inherits(e, "source")) { if (j$mode == "echo") { s <- strsplit(sub("\n+$", "", e$src), "\n")[[1]]; if (!length(s)) s <- ""; lead <- c("> ", rep("+ ", 200))[seq_along(s)]; txt <- c(txt, paste0(lead, s)) } }
        else if (inherits(e, "warning")) txt <- c(txt, "Warning message:", conditionMessage(e))
        else if (inherits(e, "message")) txt <- c(txt, sub("\n$", "", conditionMessage(e)))
        else if (is.character(e)) txt <- c(txt, sub("\n$", "", e))
      }
      con <- file(j$out, "w", encoding = "UTF-8"); writeLines(enc2utf8(c(if (nzchar(j$head)) j$head, txt)), con); close(con)
    }
    v <- eval(parse(text = j$check), env); if (!isTRUE(all(v))) stop("CHECK ", paste(format(v), collapse = " "))
  }, silent = TRUE)
  if (inherits(r, "try-error")) { bad <- bad + 1; cat("BAD", j$key, basename(j$out), conditionMessage(attr(r, "condition")), "\n") }
  if (!file.exists(j$out)) cat("NOFILE", j$key, "\n")
}
cat("R jobs", length(jobs), "bad", bad, "\n")
