# helpers; run from the folder that holds scripts/
suppressPackageStartupMessages({library(knitr);library(jsonlite);library(xtable);library(ggplot2)})
options(width=90); dir.create("stage",FALSE); dir.create("files",FALSE)
reg<-function(id,ext,form,program,kind,what,base=NULL){
 l<-list(name=paste0(id,".",ext),form=form,program=program,kind=kind,what=what); if(!is.null(base)) l$base<-base
 write(toJSON(l,auto_unbox=TRUE),file.path("stage",paste0(id,".lab")))}
fn<-function(id,ext) file.path("stage",paste0(id,".",ext))
# printed session; code given as text, echo as the console would
P<-function(id,kind,what,code,echo=FALSE,base=NULL,seed=1,pre=""){
 set.seed(seed); env<-new.env(parent=globalenv()); if(nzchar(pre)) eval(parse(text=pre),env)
 out<-capture.output({ ex<-parse(text=code,keep.source=TRUE)
  for(i in seq_along(ex)){ if(echo) cat(paste0(c("> ",rep("+ ",50))[seq_along(s<-as.character(attr(ex,"srcref")[[i]]))],deparse0(attr(ex,"srcref")[[i]])),sep="\n")
   v<-withVisible(eval(ex[[i]],env)); if(v$visible) print(v$value)}})
 writeLines(out,fn(id,"txt")); reg(id,"txt","r-print","R",kind,what,base)}
deparse0<-function(s) as.character(s)
C<-function(id,kind,what,df,base=NULL,two=FALSE,rn=FALSE){ if(two) write.csv2(df,fn(id,"csv"),row.names=rn) else write.csv(df,fn(id,"csv"),row.names=rn)
 reg(id,"csv","r-csv","R",kind,what,base)}
M<-function(id,kind,what,lines,ext="md",base=NULL,prog="knitr"){writeLines(unlist(lines),fn(id,ext));reg(id,ext,"latex-markdown",prog,kind,what,base)}
pd<-function(lines,out,extra=""){t<-tempfile(fileext=".md");writeLines(unlist(lines),t);system(paste("pandoc -s --metadata lang=en",extra,shQuote(t),"-o",shQuote(out)),ignore.stderr=TRUE)}
H<-function(id,kind,what,title,lines,base=NULL){pd(lines,fn(id,"html"),paste("-M title=",shQuote(title),sep=""));reg(id,"html","html","knitr",kind,what,base)}
D<-function(id,kind,what,title,lines,base=NULL){pd(lines,fn(id,"docx"),paste("-M title=",shQuote(title),sep=""));reg(id,"docx","docx","R Markdown",kind,what,base)}
F<-function(id,kind,what,expr,base=NULL,w=7,h=6){pdf(fn(id,"pdf"),w,h,title="Output",compress=TRUE);force(expr);dev.off();reg(id,"pdf","pdf","R",kind,what,base)}
S<-function(id,kind,what,expr,base=NULL,w=6,h=4){svglite::svglite(fn(id,"svg"),w,h);force(expr);dev.off();reg(id,"svg","svg","R",kind,what,base)}
K<-function(x,...) c("",as.character(kable(x,format="pipe",...)),"")
X<-function(x,...) capture.output(print(xtable(x,...),comment=FALSE))
pt<-function(d,title="",fn_=""){ grid::grid.newpage(); gridExtra::grid.arrange(gridExtra::tableGrob(d,rows=NULL),top=title,bottom=fn_)}
