suppressPackageStartupMessages({library(jsonlite)})
Fd <- 'files/'
reg <- function(name,form,program,kind,what,base=NULL){
  d <- list(name=name,form=form,program=program,kind=kind,what=what); if(!is.null(base)) d$base <- base
  cat(toJSON(d,auto_unbox=TRUE),"\n",sep="",file='scripts/registry.jsonl',append=TRUE)}
rec <- function(name,form,program,kind,what,expr,base=NULL){
  writeLines(capture.output(invisible(expr)),paste0(Fd,name)); reg(name,form,program,kind,what,base)}
con <- function(name,kind,what,code,env=globalenv(),form="text",program="R console",base=NULL){
  tc <- textConnection(code); on.exit(close(tc))
  o <- capture.output(source(tc,echo=TRUE,spaced=FALSE,local=env,max.deparse.length=1e5))
  while(length(o) && o[1]=="") o <- o[-1]
  writeLines(o,paste0(Fd,name)); reg(name,form,program,kind,what,base)}
# rows from counts: ex(list(a=c(..),b=c(..)), counts in column-major order)
ex <- function(lv,n){g <- expand.grid(lv,stringsAsFactors=FALSE); d <- g[rep(seq_len(nrow(g)),n),,drop=FALSE]
  for(v in names(lv)) d[[v]] <- factor(d[[v]],levels=lv[[v]]); rownames(d) <- NULL; d}
