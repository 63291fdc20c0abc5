# Workbooks, documents, slides, pages and plots that R and pandoc write: files made at a path.

suppressPackageStartupMessages({ library(officer); library(openxlsx); library(ggplot2) })
file_at <- function(path, counts, what = small_of(counts)) list(file = basename(path), counts = as.vector(counts), what = what)
framed <- function(counts) cbind(' ' = rownames(counts), as.data.frame.matrix(counts))
owned <- function(x) set_doc_properties(x, creator = 'analyst', title = '', subject = '', description = '', created = as.POSIXct('2025-03-03 09:30:00', tz = 'UTC'))
# Text of R Markdown through knitr and pandoc.
rendered <- function(lines, to, extension, format, d) {
  source <- paste0(to, '.Rmd'); out <- paste0(to, '.', extension)
  writeLines(enc2utf8(lines), source, useBytes = TRUE)
  rmarkdown::render(source, format, basename(out), quiet = TRUE, envir = list2env(list(d = d), parent = globalenv()))
  out
}
chunk <- function(..., show = FALSE) c(sprintf('```{r, echo=%s, comment=""}', show), ..., '```', '')
table_text <- function(w, a, b) sprintf('table(d[["%s"]], d[["%s"]])', a, b)
bare <- list(theme = NULL, highlight = NULL, mathjax = NULL)

# ---- workbooks
a_openxlsx <- function(d, w, to) { x <- counted(d, w, w$c); out <- paste0(to, '.xlsx'); book <- createWorkbook(creator = 'analyst'); addWorksheet(book, 'n'); writeData(book, 'n', framed(x)); addWorksheet(book, 'notes'); writeData(book, 'notes', w$title); saveWorkbook(book, out); file_at(out, x) }
b_openxlsx <- function(d, w, to) { x <- addmargins(counted(d, w, w$s), 2); out <- paste0(to, '.xlsx'); book <- createWorkbook(creator = 'analyst'); addWorksheet(book, 'A', header = c('', w$title, ''), footer = c('&[Date]', '', '')); writeDataTable(book, 'A', framed(x), startRow = 3, withFilter = FALSE); addWorksheet(book, 'B', visible = FALSE); writeData(book, 'B', round(prop.table(unclass(x), 1), 2)); saveWorkbook(book, out); file_at(out, x) }
# ---- documents
a_flextable_docx <- function(d, w, to) { x <- counted(d, w, w$f); out <- paste0(to, '.docx'); print(owned(read_docx()) |> body_add_par(w$title, style = 'heading 1') |> flextable::body_add_flextable(flextable::flextable(framed(x))), target = out); file_at(out, x) }
b_officer_docx <- function(d, w, to) { x <- counted(d, w, w$b); out <- paste0(to, '.docx'); print(owned(read_docx()) |> body_add_par(w$people) |> body_add_table(framed(x), style = 'table_template') |> body_add_par('a') |> body_end_section_landscape(), target = out); file_at(out, x) }
a_pandoc_docx <- function(d, w, to) { x <- counted(d, w, w$c); file_at(rendered(c('---', paste('title:', w$title), '---', '', '# 1', '', chunk(sprintf('knitr::kable(%s)', table_text(w, w$r, w$c))), paste0('Note[^1].', '\n\n[^1]: ', w$number)), to, 'docx', 'word_document', d), x) }
b_pandoc_docx <- function(d, w, to) { x <- counted(d, w, w$f); file_at(rendered(c('# A', '', chunk(table_text(w, w$r, w$f), show = TRUE), paste0('See[^a].', '\n\n[^a]: ', w$people)), to, 'docx', 'word_document', d), x) }
b_footnote_docx <- function(d, w, to) { x <- counted(d, w); file_at(rendered(c(paste0('# ', w$title), '', 'Rates are age-standardised[^n].', '', '[^n]:', paste0('    ', c('| | n |', '|:-|-:|', sprintf('| %s | %d |', names(x), x)))), to, 'docx', 'word_document', d), x) }
# ---- slides
slide <- function(deck, w, layout = 'Title and Content') add_slide(deck, layout = layout, master = 'Office Theme') |> ph_with(w$title, location = ph_location_type(type = 'title'))
a_officer_pptx <- function(d, w, to) { x <- counted(d, w, w$c); out <- paste0(to, '.pptx'); print(owned(read_pptx()) |> slide(w) |> ph_with(framed(x), location = ph_location_type(type = 'body')), target = out); file_at(out, x) }
a_notes_pptx <- function(d, w, to) { x <- counted(d, w); out <- paste0(to, '.pptx'); print(owned(read_pptx()) |> slide(w) |> ph_with(c('method', 'results'), location = ph_location_type(type = 'body')) |> set_notes(paste0(names(x), ': ', x, collapse = '\n'), location = notes_location_type('body')), target = out); file_at(out, x) }
a_lines_pptx <- function(d, w, to) { x <- counted(d, w); out <- paste0(to, '.pptx'); print(owned(read_pptx()) |> slide(w) |> ph_with(sprintf('%s: n = %d (%.1f %%)', names(x), x, 100 * x / sum(x)), location = ph_location_type(type = 'body')), target = out); file_at(out, x) }
a_pandoc_pptx <- function(d, w, to) { x <- counted(d, w, w$s); file_at(rendered(c(paste('##', w$title), '', chunk(sprintf('knitr::kable(%s)', table_text(w, w$r, w$s))), '## %', '', '- 1', '- 2'), to, 'pptx', 'powerpoint_presentation', d), x) }
a_output_pptx <- function(d, w, to) { x <- counted(d, w, w$f); file_at(rendered(c(paste('##', w$title), '', chunk(table_text(w, w$r, w$f))), to, 'pptx', 'powerpoint_presentation', d), x) }
b_flextable_pptx <- function(d, w, to) { x <- counted(d, w, w$b); out <- paste0(to, '.pptx'); print(owned(read_pptx()) |> slide(w) |> ph_with(flextable::flextable(framed(x)), location = ph_location_type(type = 'body')) |> slide(w), target = out); file_at(out, x) }
b_hidden_pptx <- function(d, w, to) { x <- counted(d, w, w$c); out <- paste0(to, '.pptx'); deck <- owned(read_pptx()) |> slide(w) |> slide(w) |> ph_with(framed(x), location = ph_location_type(type = 'body')); xml2::xml_set_attr(deck$slide$get_slide(2)$get(), 'show', '0'); print(deck, target = out); file_at(out, x) }
b_notes_pptx <- function(d, w, to) { x <- counted(d, w, w$s); file_at(rendered(c(paste('##', w$title), '', '- a', '', '::: notes', shown(print(kable(x, 'pipe'))), ':::'), to, 'pptx', 'powerpoint_presentation', d), x) }
large_pptx <- function(d, w, to) { x <- counted(d, w, w$s); out <- paste0(to, '.pptx'); print(owned(read_pptx()) |> slide(w) |> ph_with(framed(x), location = ph_location_type(type = 'body')), target = out); file_at(out, x, paste('counts from', min(x))) }
rates_pptx <- function(d, w, to) { out <- paste0(to, '.pptx'); print(owned(read_pptx()) |> slide(w) |> ph_with(framed(round(100 * prop.table(counted(d, w, w$c), 1), 1)), location = ph_location_type(type = 'body')), target = out); file_at(out, integer(), 'percent of large groups') }
round_pptx <- function(d, w, to) { x <- wide(d, w, w$base); out <- paste0(to, '.pptx'); print(owned(read_pptx()) |> slide(w) |> ph_with(framed(x), location = ph_location_type(type = 'body')), target = out); c(file_at(out, x, 'all counts rounded'), base = w$base) }
people_pptx <- function(d, w, to) { out <- paste0(to, '.pptx'); print(owned(read_pptx()) |> slide(w) |> ph_with(d[1:20, c(w$s, w$age, w$r, w$date)], location = ph_location_type(type = 'body')), target = out); file_at(out, integer(), 'rows of people with age, sex and date') }
# ---- pages
a_rmd_html <- function(d, w, to) { x <- counted(d, w, w$c); file_at(rendered(c(paste0('---\ntitle: "', w$title, '"\n---'), '', chunk(table_text(w, w$r, w$c), show = TRUE), chunk(sprintf('knitr::kable(%s)', table_text(w, w$r, w$c)))), to, 'html', do.call(rmarkdown::html_document, c(bare, list(self_contained = FALSE))), d), x) }
a_rmd_model <- function(d, w, to) { d <- plain(d, w); file_at(rendered(c('# Model', '', chunk('fit <- lm(y ~ age + s, d)', 'knitr::kable(broom::tidy(fit), digits = 3)', show = TRUE)), to, 'html', do.call(rmarkdown::html_document, c(bare, list(self_contained = FALSE))), d), integer(), 'coefficients of a linear model') }
b_rmd_html <- function(d, w, to) { x <- counted(d, w, w$b); file_at(rendered(c(chunk(sprintf('addmargins(%s)', table_text(w, w$r, w$b)))), to, 'html', rmarkdown::html_fragment(), d), x) }
b_rmd_md <- function(d, w, to) { x <- counted(d, w, w$s); file_at(rendered(c(paste('#', w$title), '', chunk(sprintf('as.data.frame(%s)', table_text(w, w$r, w$s)), show = TRUE)), to, 'md', rmarkdown::md_document(), d), x) }
# ---- plots
drawn <- function(to, act, device = 'svg') { out <- paste0(to, '.', device); if (device == 'svg') svglite::svglite(out, 6, 4, fix_text_size = FALSE) else pdf(out, 6, 4, title = ''); act(); dev.off(); out }
a_bars_svg <- function(d, w, to) { x <- counted(d, w); file_at(drawn(to, function() { at <- barplot(x, las = 2, main = w$title, ylim = c(0, 1.2 * max(x))); text(at, x, x, pos = 3) }), x) }
a_plain_svg <- function(d, w, to) file_at(drawn(to, function() plot(survfit(Surv(t, e) ~ s, plain(d, w)), ylab = 'S(t)', main = w$title)), integer(), 'survival curves of large groups')
b_tiles_svg <- function(d, w, to) { x <- counted(d, w, w$b); y <- as.data.frame(x); names(y) <- c('r', 'b', 'n'); file_at(drawn(to, function() print(ggplot(y, aes(b, r, fill = n, label = n)) + geom_tile() + geom_text(colour = 'white') + labs(x = NULL, y = NULL, title = w$title))), x) }
b_pie_svg <- function(d, w, to) { x <- counted(d, w); file_at(drawn(to, function() pie(x, paste0(names(x), ' (n=', x, ')'))), x) }
b_plain_svg <- function(d, w, to) file_at(drawn(to, function() print(ggplot(data.frame(m = tapply(d[[w$measure]], d[[w$r]], mean), r = levels(d[[w$r]])), aes(r, m)) + geom_point() + labs(x = w$R, y = w$mean))), integer(), 'means of large groups')
a_bars_pdf <- function(d, w, to) { x <- counted(d, w); names(x) <- iconv(names(x), 'UTF-8', 'latin1'); file_at(drawn(to, function() { at <- barplot(x, cex.names = 0.7, ylim = c(0, 1.2 * max(x))); text(at, x, x, pos = 3) }, 'pdf'), x) }
b_table_pdf <- function(d, w, to) { x <- counted(d, w, w$s); file_at(drawn(to, function() { plot.new(); par(mar = rep(0, 4)); y <- rbind(c('', colnames(x)), cbind(rownames(x), unclass(x))); text(rep((1:ncol(y) - 0.5) / ncol(y), each = nrow(y)), rep(1 - (1:nrow(y)) / (nrow(y) + 1), ncol(y)), y) }, 'pdf'), x) }
