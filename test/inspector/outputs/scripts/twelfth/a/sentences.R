suppressPackageStartupMessages(library(jsonlite))
dg<-function(p) as.integer(strsplit(p,"")[[1]])
luhn<-function(p){d<-rev(dg(p));w<-d*rep(c(2,1),length.out=length(d));s<-sum(w%/%10+w%%10);paste0(p,(10-s%%10)%%10)}
pesel<-function(p) paste0(p,(10-sum(dg(p)*c(1,3,7,9,1,3,7,9,1,3))%%10)%%10)
nir<-function(p) sprintf("%s %02d",p,97-as.numeric(p)%%97)
dni<-function(n) paste0(n,substr("TRWAGMYFPDXBNJZSQVHLCKE",n%%23+1,n%%23+1))
hetu<-function(p,i){n<-as.numeric(paste0(p,i));paste0(p,"-",i,substr("0123456789ABCDEFHJKLMNPRSTUVWXY",n%%31+1,n%%31+1))}
nhs<-function(p){c<-(11-sum(dg(p)*10:2)%%11)%%11;stopifnot(c<10);paste0(p,c)}
bsn<-function(p){r<-sum(dg(p)*9:2)%%11;stopifnot(r<10);paste0(p,r)}
nhsx<-Find(function(p)(11-sum(dg(p)*10:2)%%11)%%11<10,c("498213667","498213668"));bsnx<-Find(function(p)sum(dg(p)*9:2)%%11<10,c("18273645","18273646"))
be<-function(p) paste0(p,sprintf("%02d",97-as.numeric(p)%%97))
iban<-function(b){n<-paste0(b,"131400");r<-0;for(x in dg(n)) r<-(r*10+x)%%97;sprintf("DE%02d%s",98-r,b)}
iban<-function(b){r<-0;for(x in dg(paste0(b,"131400"))) r<-(r*10+x)%%97;sprintf("DE%02d%s",98-r,b)}
w<-c(
paste0("The record with NHS number ",nhs(nhsx)," was counted twice in the first run."),
"Patient name: Harriet Colclough, seen in the memory clinic in spring.",
"The outlier is a man with date of birth 04/11/1938 who stayed for a long time.",
"Please send the corrected weights to o.pemberton84@mailbox.example before the next run.",
"Call the respondent back on +44 7700 900836 after six in the evening.",
"MRN 20775318 has two discharge dates in the extract.",
paste0("Der Datensatz mit der IBAN ",iban("500105175407324931")," gehört zu einem gesperrten Konto."),
"Die Patientin Frau Annegret Lüdecke, geboren am 21.06.1947, wurde zweimal verlegt.",
"Versichertennummer A123456780 wurde im zweiten Abzug nicht gefunden.",
paste0("Le dossier du NIR ",nir("1561133063218")," a été apparié à la main."),
"Nom du patient : Bertrand Castagnier, sorti contre avis médical.",
paste0("La persona con DNI ",dni(30962847)," figura en dos municipios."),
"Fecha de nacimiento: 30/09/1952, derivada al hospital comarcal.",
"Il signor Ettore Bellandi, telefono 347 555 0192, ha ritirato il consenso.",
paste0("Het dossier met BSN ",bsn(bsnx)," staat in beide bestanden."),
paste0("Personnummer 710412-",substr(luhn("710412238"),7,10)," saknas i inkomstregistret."),
paste0("Numer PESEL ",pesel("5907230418")," powtarza się w pliku ubezpieczeń."),
paste0("Henkilötunnus ",hetu("220361","583")," puuttui toisesta rekisteristä."),
paste0("Rijksregisternummer ",be("680315204")," werd handmatig gekoppeld."),
"Nome do doente: Graça Teixeira Pimentel, número de processo 884120, enfermaria 3.")
wo<-c(
"The study was funded under grant number ES/T014237/1 for 36 months.",
"The odds ratio was 1.37 (95 % CI 1.19 to 1.58, p = 0.0004).",
"See doi:10.1093/ije/dyz123 for the cohort profile.",
"The handbook has ISBN 978-3-16-148410-0 and is out of print.",
"Data were extracted on 14/03/2023 and frozen on 31/03/2023.",
"All models were run with R 4.2.2 and survival 3.5-3.",
"The trial is registered as NCT04512345 at the public register.",
"The hospital lies at 53.4084, -2.9916, close to the river.",
"The institute can be reached at its site in Colchester CO4 3SQ.",
"ICD-10 codes I21.0 to I21.9 define acute myocardial infarction.",
"The random seed was 20240517 and the chain had 4000 iterations.",
"Die Stichprobe umfasst 12 480 Haushalte in 16 Bundesländern.",
"Das Institut hat seinen Sitz in 90478 Nürnberg, Regensburger Straße 104.",
"Die Verordnung trat am 25.05.2018 in Kraft.",
"Aktenzeichen der Ethikkommission: 2021-1147-Bio, Votum positiv.",
"Le coefficient de Gini est passé de 0,294 à 0,289 entre 2019 et 2022.",
"Le code INSEE de la commune est 33063 et sa population est de 260 958 habitants.",
"La encuesta se realizó entre el 01/02/2022 y el 30/04/2022 en 52 provincias.",
"El contrato de financiación es PID2020-114231RB-I00.",
"Il modello ha un AIC di 10432,7 e un BIC di 10498,1.",
"La legge 104/1992 regola i permessi di assistenza.",
"De SBI-code 86101 staat voor universitair medische centra.",
"Modellen skattades med 999 bootstrapreplikationer och frö 123456789.",
"Wskaźnik zatrudnienia wyniósł 72,4 % w drugim kwartale 2023 r.",
"Tutkimuslupa THL/1482/5.05.00/2021 kattaa vuodet 2010-2020.",
"Bevillingen har nummer 8019-00045B og løber til udgangen af 2025.",
"O processo de aprovação ética tem a referência CE-2022/118 e data de 12/05/2022.")
stopifnot(length(w)==20,length(wo)==27)
write(toJSON(list(with=w,without=wo),pretty=TRUE),"identifier-sentences.json")
print(w)
