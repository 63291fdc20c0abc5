# helper for the R scripts: run from the folder scripts/
options(width=88, stringsAsFactors=FALSE)
suppressMessages({library(survival);library(dplyr);library(data.table)})
LAB <- list()
fname <- function(key, ext){h <- digest::digest(key,"md5",serialize=FALSE)
 st <- c("output","table","res","study","annex","log","run","export","sheet","part","item","doc")
 paste0(st[strtoi(substr(h,1,2),16)%%12+1],"_",substr(h,3,7),".",ext)}
item <- function(key, kind, form, ext, what, setup={}, expr, echo=FALSE, program="R", base=NULL, file=FALSE){
 h <- digest::digest(key,"md5",serialize=FALSE); set.seed(strtoi(substr(h,1,6),16))
 env <- new.env(parent=globalenv()); w <- substitute(what); s <- substitute(setup); e <- substitute(expr)
 nm <- fname(key,ext); OUT <- file.path("../files",nm); assign("OUT",OUT,env)
 r <- try({ suppressMessages(suppressWarnings(eval(s,env)))
  sts <- if(is.call(e) && identical(e[[1]],as.name("{"))) as.list(e)[-1] else list(e)
  if(file) for(st in sts) suppressMessages(suppressWarnings(eval(st,env))) else {
   con <- character()
   for(st in sts){ if(echo){d <- deparse(st,width.cutoff=72); con <- c(con,paste0(c("> ",rep("+ ",length(d)-1)),d))}
    con <- c(con, capture.output({v <- suppressMessages(suppressWarnings(withVisible(eval(st,env)))); if(v$visible) print(v$value)})) }
   writeLines(con, OUT) }
  lab <- list(name=nm,form=form,program=program,kind=kind,what=eval(w,env)); if(!is.null(base)) lab$base <- base
  LAB[[length(LAB)+1]] <<- lab }, silent=TRUE)
 if(inherits(r,"try-error")) cat("FAIL",key,as.character(r)) }
P  <- function(key,kind,what,setup={},expr,...) {cl <- match.call(expand.dots=TRUE); cl[[1]] <- as.name("item"); cl$form <- "r-print"; cl$ext <- "txt"; eval(cl,parent.frame())}
C  <- function(key,kind,what,setup={},expr,...) {cl <- match.call(expand.dots=TRUE); cl[[1]] <- as.name("item"); cl$form <- "r-csv"; cl$ext <- "csv"; cl$file <- TRUE; eval(cl,parent.frame())}
xp <- function(l, n){g <- do.call(expand.grid,c(l,stringsAsFactors=FALSE)); for(i in seq_along(l)) g[[i]] <- factor(g[[i]],levels=l[[i]]); g[rep(seq_len(nrow(g)),n),,drop=FALSE]}
rb <- function(x,b) round(x/b)*b
save_labels <- function(f) writeLines(jsonlite::toJSON(LAB,auto_unbox=TRUE,pretty=TRUE),file.path("labels",f))
