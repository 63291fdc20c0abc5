# Office and document forms: xlsx (openpyxl), docx (python-docx), pptx and some html/tex (pandoc), pdf (LibreOffice), markdown, html
import subprocess, tempfile, os, glob, shutil
import openpyxl, docx
from openpyxl.styles import Font
from common import *
def X(key,kind,what,sheets,base=None,program="Excel"):
    wb=openpyxl.Workbook(); wb.remove(wb.active)
    for nm,rows in sheets.items():
        ws=wb.create_sheet(nm)
        for r in rows: ws.append(list(r))
        for c in ws[1]: c.font=Font(bold=True)
    wb.save(path(key,"xlsx")); lab(key,"xlsx","xlsx",program,kind,what,base)
def mkdocx(bl,p):
    d=docx.Document()
    for k,v in bl:
        if k=="h": d.add_heading(v,2)
        elif k=="p": d.add_paragraph(v)
        elif k=="l":
            for x in v: d.add_paragraph(x,style="List Bullet")
        else:
            t=d.add_table(rows=0,cols=len(v[0]),style="Table Grid")
            for r in v:
                c=t.add_row().cells
                for i,x in enumerate(r): c[i].text=str(x)
    d.save(p)
def md(bl):
    o=[]
    for k,v in bl:
        if k=="h": o+=["## "+v,""]
        elif k=="p": o+=[v,""]
        elif k=="l": o+=["- "+x for x in v]+[""]
        else: o+=["| "+" | ".join(map(str,v[0]))+" |","|"+"---|"*len(v[0])]+["| "+" | ".join(map(str,r))+" |" for r in v[1:]]+[""]
    return "\n".join(o)
def D(key,kind,what,*bl,base=None): mkdocx(bl,path(key,"docx")); lab(key,"docx","docx","Word",kind,what,base)
def pan(bl,key,ext,*a): subprocess.run(["pandoc","-f","markdown","-o",path(key,ext),*a],input=md(bl).encode(),check=True)
def PP(key,kind,what,*bl,base=None): pan(bl,key,"pptx"); lab(key,"pptx","pptx","PowerPoint",kind,what,base)
PDFS=[]
def PDF(key,kind,what,*bl,base=None,program="Word"): PDFS.append((key,bl)); lab(key,"pdf","pdf",program,kind,what,base)
def M(key,kind,what,*bl,base=None,program="Markdown"): put(key,"md","latex-markdown",program,kind,what,md(bl),base)
def TX(key,kind,what,*bl,base=None): pan(bl,key,"tex","-t","latex"); lab(key,"tex","latex-markdown","pandoc",kind,what,base)
def H(key,kind,what,*bl,base=None,program="HTML"): pan(bl,key,"html","-t","html"); lab(key,"html","html",program,kind,what,base)
# ---- xlsx
X("x1","small-count","Sheet 'Tab 1': 4 persons with polio sequelae.",{"Tab 1":[["Disability","Persons"],["visual",188],["hearing",241],["polio sequelae",4],["mobility",512]]})
X("x2","small-count","Second sheet: pregnant prisoners 3.",{"Notes":[["Prison health survey 2015"],["Source: own analysis"]],"Health":[["Condition","n"],["hepatitis C",141],["pregnant",3],["dental pain",288]]})
X("x3","small-count","Pivot with column totals: Azubis in Filiale Süd 6.",{"Pivot":[["Anzahl von Persnr","Azubi","Angestellte","Gesamtergebnis"],["Nord",22,188,210],["Süd",6,140,146],["Gesamtergebnis",28,328,356]]})
X("x4","small-count","Matrix of pay band by sex: band F has 2 women.",{"bands":[["Pay band","A","B","C","D","E","F"],["men",211,188,150,97,61,28],["women",240,199,131,60,24,2]]})
X("x5","small-count","Count of suicides per prison: Ridgeway 5 and Moorfield 1.",{"Deaths":[["Establishment","Population","Self-inflicted deaths 2008-2012"],["Ridgeway",812,5],["Moorfield",403,1],["Castle",1204,11]]})
X("x10","rows-of-people","One line per employee with hours and absences.",{"absence":[["Emp","Team","Hours","Sick days"]]+[[4000+i*13,"ABC"[i%3],38-i%4,(i*7)%23] for i in range(14)]})
X("x11","rows-of-people","Each column is one patient of a trial (transposed).",{"CRF":[["","P-01","P-02","P-03","P-04"],["age",44,61,39,70],["weight",71.2,88,64.5,90.1],["response","PR","SD","CR","PD"]]})
X("x20","identifier","Column 'BSN' holds Dutch numbers passing the 11-test (111222333, 123456782).",{"koppeling":[["BSN","koppelstatus"],["111222333","ok"],["123456782","handmatig"]]})
X("x21","identifier","Cell with patient name and telephone in the comment row.",{"Model":[["term","b","se"],["age",.21,.03],["sex",-.11,.05],["Remark: ask patient Mrs Edith Callaghan, tel. 01632 960733","",""]]})
X("x30","extreme","Rows Min and Max of hospital cost of single patients.",{"costs":[["Statistic","Cost EUR"],["Mean",6120],["SD",2214],["Min",388],["Max",91240],["Median",5310]]})
X("x31","arithmetic","Total 512, shown 288 and 219, hidden row: 5 persons.",{"T":[["Origin","Refugees"],["Syria",288],["Iraq",219],["Other",":c"],["Total",512]]})
X("x32","missing-rows","Row 'Keine Angabe / missing' 7.",{"Fam":[["Familienstand","Häufigkeit","Prozent"],["ledig",612,"44,9"],["verheiratet",744,"54,6"],["System fehlend",7,"0,5"],["Gesamt",1363,"100,0"]]},program="SPSS")
X("x40","rounded","All counts rounded to 5.",{"R5":[["Ward","Men","Women"]]+[[w,rb(a,5),rb(b,5)] for w,a,b in [("1A",233,188),("1B",141,167),("2A",92,73),("2B",58,64),("3",311,277)]]},base=5)
X("x41","rounded","Counts rounded to 100.",{"Ark1":[["Kommune","Modtagere","Afgang"]]+[[w,rb(a,100),rb(b,100)] for w,a,b in [("Vejle",12233,3388),("Kolding",9141,2167),("Horsens",8892,1973)]]},base=100)
X("x42","rounded","Counts rounded to 3.",{"base3":[["Offence","Charged","Convicted","Custody"]]+[[w,rb(a,3),rb(b,3),rb(c,3)] for w,a,b,c in [("drugs",412,311,64),("theft",733,502,88),("violence",290,203,107),("weapons",67,44,14)]]},base=3)
X("x43","rounded","Counts rounded to 10.",{"Taulukko":[["Maakunta","Työttömät","Kurssilla"]]+[[w,rb(a,10),rb(b,10)] for w,a,b in [("Kainuu",2233,188),("Lappi",4141,367),("Uusimaa",31092,1573)]]},base=10)
hx=[("Coefficient table.",{"Model":[["term","estimate","se","p"],["treat",.312,.081,.0002],["age",-.011,.004,.006]]}),
("Large counts by year.",{"Years":[["Year","Births","Deaths"],[2010,41233,38110],[2011,40880,38441],[2012,40102,39007]]}),
("Rates per 1000 by age band.",{"Rates":[["Age band","Rate"],["0-4",212.1],["5-14",88.4],["15-44",61.2],["65+",301.9]]}),
("Parameters of the simulation; runs, steps.",{"Params":[["parameter","value"],["steps",5],["burn-in",1000],["chains",4],["thin",2]]}),
("Likert means (1-5) per question number.",{"Q":[["Question","Mean","SD"],[1,3.4,1.1],[2,2.9,1.2],[3,4.1,.8],[4,3.7,1.0]]}),
("Quarterly wage index.",{"Index":[["Quarter","Index"],["2015Q1",100],["2015Q2",101.2],["2015Q3",101.9],["2015Q4",102.4]]}),
("Number of hospitals per region (institutions, not persons).",{"Units":[["Region","Hospitals","Beds per 1000"],["Nord",7,3.1],["Sud",4,2.8],["Est",6,3.3]]}),
("Codebook with codes 1-4.",{"Codebook":[["Variable","Code","Label"],["empstat",1,"employed"],["empstat",2,"unemployed"],["empstat",3,"inactive"],["empstat",4,"in training"]]})]
for i,(w,s) in enumerate(hx): X(f"x5{i}","harmless",w,s)
# ---- docx
D("d1","small-count","Sentence: 7 of the nurses reported needle injuries.",("h","Results"),("p","Of 412 nurses who returned the questionnaire, 7 reported a needle injury in the past month. The adjusted odds ratio was 1.4 (95% CI 1.1 to 1.8)."))
D("d2","small-count","Table: 3 girls in the class for the deaf.",("h","Tabelle 2: Förderschwerpunkte"),("t",[["Schwerpunkt","Mädchen","Jungen"],["Lernen",188,312],["Hören",3,14],["Sprache",77,141]]))
D("d3","small-count","Bullet: 2 persons recalled to custody.",("p","Outcomes of electronic monitoring:"),("l",["completed: 233","extended: 41","recalled to custody: 2"]))
D("d4","small-count","Table with n (%): 5 (1,2).",("h","Tableau 1. Caractéristiques"),("t",[["Variable","n (%)"],["Femmes","221 (53,6)"],["Diabète","58 (14,1)"],["Greffe","5 (1,2)"]]))
D("d5","rows-of-people","Table of case vignettes: one row per patient.",("h","Case series"),("t",[["Case","Sex","Age","Onset","Outcome"],["1","F","34","fever","recovered"],["2","M","58","rash","died"],["3","F","41","cough","recovered"],["4","M","22","fever","transferred"]]))
D("d6","identifier","Contact line with a person's e-mail.",("p","Effect sizes were stable across models (b = 0.21)."),("p","Respondent asked for a copy: piotr.zawadzki61@example.pl"))
D("d7","identifier","French NIR with label in the text (valid key: 1 84 12 76 451 089 46).",("p","Appariement terminé. Dossier non apparié: NIR 1 84 12 76 451 089 46."))
D("d8","identifier","Name and birthplace of a worker with label.",("h","Notat"),("p","Arbeidstaker (navn: Ingrid Solbakken, født 12.08.1966 i Hamar) ble slått sammen med dublett."))
D("d9","extreme","Sentence: the youngest mother was 13 years.",("p","Mean age at first birth was 28.4 years (SD 4.9). The youngest mother in the register was 13 and the oldest 54."))
D("d10","arithmetic","1.0 % of 300 residents = 3 residents.",("p","Among the 300 residents of the hostels, 62.0 % were in work, 37.0 % were unemployed and 1.0 % were in prison at the interview."))
D("d11","missing-rows","Footnote: 4 pupils without a school mark left out.",("t",[["Model","b","SE"],["Motivation","0.31","0.05"]]),("p","Note. 4 pupils with a missing school mark were left out."))
D("d20","rounded","All counts rounded to 10.",("h","Counts rounded to base 10"),("t",[["Outcome","Treated","Control"]]+[[k,rb(a,10),rb(b,10)] for k,a,b in [("Employed",412,388),("Training",133,91),("Unemployed",208,277),("Inactive",76,103)]]),base=10)
D("d21","rounded","Counts rounded to 50.",("p","Aantallen zijn afgerond op vijftigtallen."),("t",[["Sector","Werknemers","Flexwerkers"]]+[[k,rb(a,50),rb(b,50)] for k,a,b in [("Bouw",4120,733),("Zorg",8811,1208),("Horeca",2907,1644)]]),base=50)
D("d22","rounded","Counts rounded to 25.",("t",[["Stage","Referred","Admitted"]]+[[k,rb(a,25),rb(b,25)] for k,a,b in [("Spring",612,233),("Summer",488,207),("Autumn",733,311),("Winter",802,377)]]),base=25)
hd=[("Regression results in words.",[("h","Results"),("p","Each extra year of schooling was associated with 7.1 % higher wages (SE 0.4; p < 0.001). The model had an R² of 0.23 with 3 control variables.")]),
("Table of hazard ratios.",[("t",[["Term","HR","95% CI"],["Statin","0.81","0.72-0.91"],["Age","1.05","1.03-1.07"]])]),
("Methods text with version numbers.",[("h","2 Methods"),("p","We used R 4.2.2 and a random forest with 500 trees and a minimum node size of 5. Section 3 describes the validation in 10 folds.")]),
("Large counts.",[("t",[["Region","Beschäftigte"],["Nord",41200+33],["Süd",58811],["Ost",28077]])]),
("Rates by region in French.",[("p","Le taux de chômage était de 9,1 % en Bretagne et de 11,4 % dans le Nord au 3e trimestre 2014.")]),
("Agenda of the release request with dates.",[("l",["Project P-114, release 3","Requested on 4 May 2016","2 tables, 1 figure"])]),
("Mean scores with SD.",[("t",[["Scale","Mean","SD"],["GHQ","12.1","4.4"],["Trust (0-10)","5.8","2.1"]])]),
("Quantile regression coefficients.",[("t",[["Quantile","b","SE"],["0.25","0.11","0.02"],["0.50","0.14","0.02"],["0.75","0.19","0.03"]])]),
("Test results with df.",[("p","Die Gruppen unterschieden sich signifikant (F(2, 1340) = 6,12; p = 0,002; η² = 0,01).")])]
for i,(w,b) in enumerate(hd): D(f"d3{i}","harmless",w,*b)
# ---- pptx
PP("q1","small-count","Slide table: 6 relapses in the new drug arm.",("h","Relapse at 12 months"),("t",[["Arm","Patients","Relapse"],["Usual",188,41],["New drug",192,6]]))
PP("q2","small-count","Bullet: 8 young carers left school.",("h","School leaving"),("l",["Young carers followed: 233","Left school without certificate: 8"]))
PP("q3","small-count","Tabla: 4 jueces en Soria.",("h","Encuesta a jueces"),("t",[["Provincia","Respuestas"],["Madrid",141],["Soria",4],["Sevilla",77]]))
PP("q4","rows-of-people","Slide table with one row per participant.",("h","Example cases"),("t",[["ID","Age","Debt EUR","Status"],["A17","29","14200","default"],["A31","54","3100","current"],["B02","41","8800","current"]]))
PP("q5","identifier","Slide names a participant with phone number.",("h","Qualitative follow-up"),("l",["Interviews by phone, mean 41 minutes","Participant: Daniel Okonkwo, phone 020 7946 0852"]))
PP("q6","extreme","Largest fraud of a single offender.",("h","Fraud amounts"),("l",["Median loss: 4 200 EUR","Largest single case: 1 812 400 EUR"]))
PP("q7","arithmetic","Flow: 540 assessed, 534 consented: 6 refused.",("h","Participant flow"),("l",["Assessed: 540","Consented: 534","Analysed: 488"]))
PP("q8","missing-rows","3 missing values of outcome.",("h","Data quality"),("l",["Persons: 1 204","Missing outcome: 3"]))
PP("q9","rounded","Counts rounded to 20.",("h","Claimants, rounded to 20"),("t",[["Office","2012","2013"]]+[[k,rb(a,20),rb(b,20)] for k,a,b in [("East",1233,1188),("West",866,941),("City",2477,2610)]]),base=20)
PP("q10","rounded","Counts rounded to 5.",("h","Antall rundet til 5"),("t",[["Fylke","Søkere","Innvilget"]]+[[k,rb(a,5),rb(b,5)] for k,a,b in [("Troms",233,148),("Nordland",388,207),("Finnmark",121,67),("Rogaland",517,396)]]),base=5)
hq=[("Slide with regression coefficients.",[("h","Main effects"),("t",[["Term","b","p"],["Training","0.12","0.004"],["Age","0.01","0.21"]])]),
("Slide with key messages, no counts.",[("h","Key messages"),("l",["Poverty fell by 2.1 points in 5 years","3 policy lessons","Next step: phase 2"])]),
("Slide with metrics of model.",[("h","Model performance"),("l",["AUC 0.81","Calibration slope 0.97","Brier score 0.14"])]),
("Slide with rates by quarter.",[("h","Taxa de desemprego"),("t",[["Trimestre","Taxa %"],["1","12,1"],["2","11,8"],["3","11,2"],["4","11,4"]])]),
("Slide with large counts.",[("h","Enrolment"),("t",[["Year","Students"],["2014","18233"],["2015","19011"]])]),
("Outline of talk with chapter numbers.",[("h","Outline"),("l",["1 Background","2 Data and linkage","3 Results","4 Discussion"])])]
for i,(w,b) in enumerate(hq): PP(f"q2{i}","harmless",w,*b)
# ---- pdf
PDF("f1","small-count","Table: 5 deaths under dialysis at home.",("h","Mortality"),("t",[["Modality","Patients","Deaths"],["Centre",812,141],["Home",190,5]]))
PDF("f2","small-count","Sentence: 3 av deltagarna avbröt behandlingen.",("p","Totalt inkluderades 288 deltagare. Av dessa avbröt 3 behandlingen. Medelåldern var 51,2 år."))
PDF("f3","small-count","Contingency table: 9 employed tenants were evicted.",("t",[["","Not evicted","Evicted"],["Employed",512,9],["Unemployed",203,44]]),("p","Chi-square(1) = 67.5, p < 0.001"))
PDF("f4","rows-of-people","One row per borrower.",("h","Sample of borrowers"),("t",[["Loan no.","Age","Income","Days late"],["77120","31","28000","0"],["77188","45","41500","62"],["77203","39","36200","14"],["77311","52","30100","0"]]))
PDF("f5","identifier","Hospital number with label.",("p","Record excluded after review: Hospital No: H2047719. The estimates did not change (HR 0.84)."))
PDF("f6","identifier","Postal address of a tenant.",("p","Adresse du locataire : 18 rue des Tanneurs, 37000 Tours. Loyer moyen de la zone : 612 EUR."))
PDF("f7","extreme","Range 18-101 of single persons' ages.",("t",[["Variable","Mean (SD)","Range"],["Age","63.1 (12.2)","18-101"],["HbA1c","7.9 (1.2)","4.8-15.1"]]))
PDF("f8","arithmetic","Men 231 and women 204 of 441 in total: 6 other.",("p","The survey reached 441 officers (231 men, 204 women; other or not stated not shown)."))
PDF("f9","missing-rows","6 patients without blood sample were dropped.",("p","Six patients without a blood sample (n = 6 missing) were dropped from the model; R² = 0.31."))
PDF("f10","rounded","Counts rounded to 10.",("p","Counts are rounded to the nearest 10."),("t",[["Charge","Cases","Appeals"]]+[[k,rb(a,10),rb(b,10)] for k,a,b in [("Civil",3233,418),("Family",2108,177),("Labour",941,266)]]),base=10)
PDF("f11","rounded","Counts rounded to 5.",("t",[["Year","Entered care","Left care"]]+[[k,rb(a,5),rb(b,5)] for k,a,b in [(2011,233,208),(2012,251,219),(2013,277,243),(2014,262,258)]]),base=5)
PDF("f12","rounded","Counts rounded to 100.",("t",[["Województwo","Bezrobotni","Stażyści"]]+[[k,rb(a,100),rb(b,100)] for k,a,b in [("lubelskie",81233,3120),("opolskie",33871,1460),("śląskie",120410,6630)]]),base=100)
hf=[("Regression table.",[("t",[["","(1)","(2)"],["Unionised","0.11","0.09"],["","(0.03)","(0.03)"],["Controls","no","yes"],["R²","0.08","0.15"]])]),
("Rates.",[("p","The readmission rate was 12.1 % in 2014 and 11.6 % in 2015 (ratio 0.96, 95% CI 0.91 to 1.01).")]),
("Methods, chapter and figure numbers.",[("h","4 Validation"),("p","See Figure 2 and Table 5. Models were refitted 200 times.")]),
("Large counts.",[("t",[["Sector","Workers"],["Public","12044"],["Private","38811"]])]),
("Mean scores.",[("t",[["Skala","Mittelwert","SD"],["Angst","7,1","3,9"],["Depression","6,2","3,5"]])]),
("Odds ratios.",[("t",[["Fattore","OR","IC 95%"],["Fumo","1,92","1,60-2,31"],["Età","1,04","1,02-1,06"]])]),
("Fit statistics.",[("l",["CFI 0.96","RMSEA 0.041","SRMR 0.033","df = 8"])]),
("Variable list with numbers of categories.",[("t",[["Variable","Categories"],["Education","5"],["Region","8"],["Tenure","3"]])])]
for i,(w,b) in enumerate(hf): PDF(f"f3{i}","harmless",w,*b)
# ---- html, markdown, tex
H("h1","rows-of-people","Definition table per interviewee, one row each.",("h","Interviewees"),("t",[["No.","Occupation","Age","Years in post"],["I-3","baker","47","21"],["I-7","welder","29","6"],["I-9","porter","61","33"]]))
H("h2","identifier","Date of birth with label.",("p","Linked file checked. Fecha de nacimiento: 07/11/1938. Tasa de enlace 98,2 %."))
H("h3","rounded","Counts rounded to 3.",("t",[["Unit","Admitted","Discharged"]]+[[k,rb(a,3),rb(b,3)] for k,a,b in [("ICU",212,190),("HDU",133,145),("Ward 7",388,361),("Ward 9",274,250)]]),base=3)
H("h5","arithmetic","Lagged panels: 720 pupils, 711 of them retested: 9 not.",("l",["Tested in autumn: 720 pupils","Retested in spring: 711 of the same pupils","Gain: 14.2 points"]))
M("m1","small-count","List: 4 soldiers with frostbite.",("h","Cold injuries"),("l",["trench foot: 61 soldiers","frostbite: 4 soldiers","hypothermia: 13 soldiers"]))
M("m2","rows-of-people","Markdown list, one patient each.",("h","Nonresponders"),("l",["patient 14: age 51, dose 40 mg, CRP 88","patient 29: age 37, dose 20 mg, CRP 61","patient 30: age 66, dose 40 mg, CRP 104"]))
M("m3","identifier","Name with label and postal address.",("p","Weights revised. Informant: Lotte Vermeulen, Kerkstraat 41, 9000 Gent. Design effect 1.3."))
TX("m4","identifier","Portuguese NIF with label and valid check digit 123456789.",("p","Registo sem par: NIF 123456789 (contribuinte). Taxa de ligação 0,97."))
M("m5","arithmetic","0.5 % of 1000 = 5 convicted.",("t",[["Verdict","% (N = 1000)"],["acquitted","31.0"],["fined","68.5"],["prison","0.5"]]))
M("m6","rounded","Counts rounded to 25.",("t",[["Track","Applied","Admitted"]]+[[k,rb(a,25),rb(b,25)] for k,a,b in [("Law",1212,377),("Medicine",2288,241),("Arts",866,512)]]),base=25)
hh=[("Table of hazard ratios.",[("t",[["Exposure","HR","95% CI"],["noise","1.12","1.03-1.22"],["dust","1.31","1.18-1.45"]])]),
("Documentation of variables.",[("h","Variables"),("l",["class_size: number of pupils per class (banded 1-4)","ses: index, mean 0"])]),
("Large counts.",[("t",[["Benefit","Recipients"],["housing","81220"],["child","120441"]])]),
("Change log with version numbers.",[("l",["1.2: weights corrected","1.3: chapter 2 rewritten","1.4: 3 figures redrawn"])]),
("Model comparison.",[("t",[["Model","k","AIC","BIC"],["A","3","8120.1","8141.2"],["B","5","8102.7","8137.9"]])])]
for i,(w,b) in enumerate(hh): H(f"h3{i}","harmless",w,*b)
hm=[("Formula of the model.",[("p","We fit $y_{it} = \\alpha_i + \\beta x_{it} + \\varepsilon_{it}$ with 2 lags and $T = 8$ periods.")]),
("Effect sizes.",[("t",[["Outcome","d","p"],["grades","0.14","0.01"],["absence","-0.09","0.07"]])]),
("Loadings of factors 1-3.",[("t",[["Item","F1","F2","F3"],["a","0.71","0.10","0.02"],["b","0.66","0.21","0.11"],["c","0.08","0.74","0.19"]])]),
("Prose with p values.",[("p","Skillnaden var inte signifikant (p = 0,34) och effekten minskade efter steg 3.")])]
for i,(w,b) in enumerate(hm): M(f"m3{i}","harmless",w,*b)
for i,(w,b) in enumerate([("Coefficient table in LaTeX.",[("t",[["Term","b","SE"],["lag wage","0.61","0.02"],["tenure","0.01","0.00"]])]),("Discussion text.",[("h","Discussion"),("p","The elasticity of 0.42 agrees with 3 earlier studies. Section 5 shows robustness over 4 specifications.")]),("Shares with large base (percent only).",[("t",[["Group","Employment rate %"],["men","74.1"],["women","68.8"]])])]): TX(f"m4{i}","harmless",w,*b)
# ---- svg by matplotlib
import matplotlib; matplotlib.use("svg"); import matplotlib.pyplot as plt, numpy as np
plt.rcParams["svg.fonttype"]="none"
def V(key,kind,what,fn,base=None):
    rng=np.random.default_rng(seed(key)); fig,ax=plt.subplots(figsize=(5,3.5)); fn(ax,rng); fig.savefig(path(key,"svg"),metadata={"Date":None}); plt.close(fig); lab(key,"svg","svg","matplotlib",kind,what,base)
V("v1","identifier","Annotation in the plot gives name and date of birth of one person.",lambda ax,r:(ax.plot([1,2,3],[4.1,4.4,3.9]),ax.set_title("Pain score"),ax.text(1.2,4.2,"patient: Nils Aagaard, DOB 17-02-1959")))
V("v2","small-count","Heat map with printed counts; one cell shows 6 persons.",lambda ax,r:(ax.imshow([[88,41],[6,120]]),[ax.text(j,i,str(c)) for i,row in enumerate([[88,41],[6,120]]) for j,c in enumerate(row)],ax.set_xticks([0,1],["stayed","moved"]),ax.set_yticks([0,1],["tenant","owner"]),ax.set_title("Persons")))
V("v10","harmless","ROC curve.",lambda ax,r:(ax.plot(np.linspace(0,1,20),np.linspace(0,1,20)**.4),ax.set_xlabel("1 - specificity"),ax.set_ylabel("sensitivity"),ax.set_title("AUC = 0.81")))
V("v11","harmless","Bars of rates.",lambda ax,r:(ax.bar(["A","B","C"],[12.1,9.8,14.4]),ax.set_ylabel("rate per 1000")))
V("v12","harmless","Loss by epoch.",lambda ax,r:(ax.plot(range(1,11),1/np.arange(1,11)+.3),ax.set_xlabel("epoch"),ax.set_ylabel("loss")))
V("v13","harmless","Coefficient plot.",lambda ax,r:(ax.errorbar([.2,-.1,.4],[0,1,2],xerr=[.05,.06,.08],fmt="o"),ax.set_yticks([0,1,2],["age","sex","income"])))
V("v14","harmless","Density curve of log wage, smooth.",lambda ax,r:(ax.plot(np.linspace(-3,3,60),np.exp(-np.linspace(-3,3,60)**2/2)),ax.set_xlabel("standardised log wage"),ax.set_ylabel("density")))
V("v15","harmless","Large counts over years as bars.",lambda ax,r:(ax.bar([2010,2011,2012],[41200,40312,42877]),ax.set_title("Graduates per year")))
# pdf by LibreOffice, all at once
t=tempfile.mkdtemp()
for k,b in PDFS: mkdocx(b,os.path.join(t,fname(k,"docx")))
subprocess.run(["nice","-n","10","soffice","-env:UserInstallation=file://"+t+"/prof","--headless","--convert-to","pdf","--outdir","../files"]+sorted(glob.glob(t+"/*.docx")),check=True,stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL)
shutil.rmtree(t)
save("05_office.json");print(len(LAB))
