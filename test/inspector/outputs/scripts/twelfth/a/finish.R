suppressPackageStartupMessages(library(jsonlite)); set.seed(2024)
L<-lapply(sort(list.files("stage","lab$",full.names=TRUE)),fromJSON); o<-sample(length(L)); L<-L[o]
unlink(list.files("files",full.names=TRUE))
key<-character()
for(i in seq_along(L)){ old<-L[[i]]$name; new<-sprintf("a_%03d.%s",i,sub(".*\\.","",old)); file.copy(file.path("stage",old),file.path("files",new)); key<-c(key,paste(old,new)); L[[i]]$name<-new}
write(toJSON(L,auto_unbox=TRUE,pretty=TRUE),"labels.json"); writeLines(key,"scripts/names.txt")
print(table(sapply(L,`[[`,"kind"))); print(table(sapply(L,`[[`,"form")))
s<-file.size(file.path("files",sapply(L,`[[`,"name"))); print(c(max=max(s),n=length(s),tiny=sum(s<30,na.rm=TRUE),na=sum(is.na(s))))
print(sapply(L,`[[`,"name")[which(s>=60000)])
