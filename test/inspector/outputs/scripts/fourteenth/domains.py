# subject areas: lang, people word, title, id, date, age-like, n1, n2, c1, c2, region, binary outcome
def _d(s):
    o = {}
    for ln in s.strip().split("\n"):
        k, lang, unit, title, idn, dt, ag, n1, n2, c1, c2, rg, b = [x.strip() for x in ln.split("|")]
        def cat(x):
            n, l = x.split(":"); return n, l.split(",")
        def num(x):
            n, m, sd, dg, sh = x.split(":"); return n, float(m), float(sd), int(dg), sh
        o[k] = dict(key=k, lang=lang, unit=unit, title=title, id=idn, dt=dt, ag=num(ag), n1=num(n1), n2=num(n2), c1=cat(c1), c2=cat(c2), rg=cat(rg), b=b)
    return o
DOM = _d("""
bank_en|en|customers|Overdraft use and arrears in retail banking|customer_ref|opened|age:44:14:0:n|balance:3900:0.9:2:l|overdraft_days:31:11:0:n|product:Current,Saver,Mortgage,Loan|segment:Mass,Affluent,Student|branch:Leeds,York,Hull,Bradford,Harrogate|arrears
bank_it|it|clienti|Insolvenza dei mutui casa|cod_cliente|data_stipula|eta:47:11:0:n|importo_mutuo:118000:0.5:0:l|durata_mesi:232:58:0:n|tasso:fisso,variabile,misto|garanzia:ipoteca,fideiussione,nessuna|filiale:Torino,Bergamo,Lecce,Siena,Udine|insolvente
bank_es|es|titulares|Morosidad en el crédito al consumo|num_cliente|fecha_alta|edad:43:13:0:n|saldo:2600:1.0:2:l|cuotas:36:11:0:n|tipo_credito:coche,reforma,estudios,tarjeta|empleo:indefinido,temporal,autónomo|oficina:Sevilla,Gijón,Murcia,Vigo,Burgos|impago
tax_de|de|Steuerpflichtige|Lohn- und Einkommensteuerstatistik|fall_nr|bescheid_am|alter:46:12:0:n|einkommen:41000:0.6:0:l|steuer:7400:0.8:0:l|steuerklasse:I,II,III,IV,V|veranlagung:einzeln,zusammen|finanzamt:Kassel,Fulda,Marburg,Gießen,Hanau|nachzahlung
tax_pt|pt|contribuintes|IRS: rendimentos e deduções|contribuinte|data_decl|idade:48:13:0:n|rendimento:17500:0.6:0:l|deducoes:1250:0.5:2:l|escalao:1.º,2.º,3.º,4.º|tributacao:conjunta,separada|distrito:Braga,Évora,Faro,Leiria,Porto|fiscalizado
tax_en|en|taxpayers|Self-assessment compliance study|case_no|filed_on|age:49:12:0:n|income:36500:0.7:0:l|tax_due:5100:0.9:2:l|source:Employment,Self-employed,Property,Pension|agent:Agent,No agent|office:Cardiff,Dundee,Salford,Belfast|penalty
pol_es|es|detenidos|Reincidencia policial 2014-2019|expediente|fecha_hecho|edad:31:10:0:n|condena_meses:21:0.7:0:l|antecedentes:14:4:0:n|delito:hurto,robo,estafa,lesiones|sexo:hombre,mujer|distrito:Centro,Norte,Sur,Levante,Puerto|reincide
pol_fr|fr|mis en cause|Atteintes aux biens : mis en cause et suites|num_pv|date_faits|age:29:9:0:n|prejudice:840:1.0:0:l|delai_jours:47:15:0:n|infraction:vol,cambriolage,escroquerie,recel|suite:poursuite,alternative,classement|commissariat:Lille,Metz,Nantes,Pau|recidive
pol_en|en|suspects|Stop and search outcomes|ref_no|stop_date|age:26:8:0:n|minutes:17:0.5:0:l|prior_stops:12:4:0:n|outcome:NFA,Arrest,Caution,Penalty notice|power:PACE s1,MDA s23,CJPOA s60|bcu:North,East,Central,South,West|charged
pris_it|it|detenuti|Permanenza e recidiva negli istituti penitenziari|matricola|data_ingresso|eta:37:10:0:n|mesi_pena:28:0.7:0:l|colloqui:18:6:0:n|reato:droga,furto,rapina,frode|sesso:uomo,donna|istituto:Bari,Parma,Rebibbia,Volterra|recidivo
pris_en|en|prisoners|Adjudications and self-harm in closed prisons|prison_no|reception|age:35:11:0:n|sentence_m:34:0.7:0:l|adjudications:13:4:0:n|offence:Violence,Drugs,Theft,Sexual|status:Sentenced,Remand,Recall|prison:HMP A,HMP B,HMP C,HMP D|selfharm
pris_pl|pl|osadzeni|Warunkowe zwolnienia i powroty do zakładu|nr_osadz|data_przyj|wiek:36:10:0:n|wyrok_mies:26:0.7:0:l|widzenia:16:5:0:n|czyn:kradzież,rozbój,narkotyki,alimenty|typ:zamknięty,półotwarty,otwarty|zaklad:Barczewo,Rawicz,Wronki,Nysa|powrot
hous_fr|fr|demandeurs|Demande de logement social et impayés|num_dossier|date_demande|age:42:13:0:n|loyer:540:0.35:0:l|surface:61:17:0:n|typologie:T1,T2,T3,T4|statut:locataire,hébergé,propriétaire|commune:Roubaix,Lens,Douai,Arras,Béthune|impaye
hous_es|es|hogares|Esfuerzo de alquiler y desahucios|id_hogar|fecha_contrato|edad_ref:45:13:0:n|alquiler:690:0.35:0:l|metros:72:18:0:n|regimen:alquiler,propiedad,cesión|tamano:1 persona,2 personas,3 o más|barrio:Carabanchel,Usera,Tetuán,Vallecas|desahucio
hous_de|de|Haushalte|Mietbelastung und Wohngeld|haushalt_nr|einzug|alter:48:15:0:n|miete:610:0.35:0:l|wohnflaeche:68:18:0:n|bautyp:Altbau,Neubau,Platte|wohngeld:ja,nein|stadtteil:Altona,Harburg,Wandsbek,Bergedorf|raeumung
lab_pt|pt|trabalhadores|Desemprego e salários por conta de outrem|n_trab|data_adm|idade:40:11:0:n|salario:1040:0.4:0:l|horas:37:6:0:n|setor:indústria,serviços,construção,agricultura|contrato:sem termo,a termo,recibos verdes|regiao:Norte,Centro,Lisboa,Alentejo,Algarve|desemprego
lab_pl|pl|bezrobotni|Aktywizacja zawodowa w urzędach pracy|nr_rej|data_rej|wiek:38:12:0:n|zarobki:4600:0.4:0:l|tygodnie:34:12:0:n|forma:staż,szkolenie,dotacja,brak|wyksztalcenie:podstawowe,średnie,wyższe|powiat:Ełk,Mielec,Piła,Opole,Żary|praca_12m
lab_de|de|Arbeitslose|Maßnahmeteilnahme und Beschäftigung|kunden_nr|zugang|alter:41:12:0:n|tagesentgelt:78:0.45:2:l|dauer_wochen:31:11:0:n|massnahme:keine,Umschulung,Praktikum,Lohnzuschuss|abschluss:ohne,Lehre,Studium|agentur:Gera,Jena,Suhl,Erfurt|beschaeftigt
lab_en|en|claimants|Return to work after claiming|claim_id|claim_start|age:37:12:0:n|wage_wk:412:0.45:2:l|weeks_out:29:10:0:n|sector:Retail,Care,Construction,Hospitality|quals:None,GCSE,A level,Degree|jcp:Hackney,Luton,Bolton,Derby|sanction
soc_pl|pl|klienci|Pomoc społeczna: zasiłki i odmowy|nr_sprawy|data_wniosku|wiek:49:15:0:n|zasilek:620:0.4:2:l|wizyty:13:4:0:n|powod:ubóstwo,choroba,bezrobocie,bezdomność|plec:kobieta,mężczyzna|gmina:Ustka,Reda,Kórnik,Łask|odmowa
soc_en|en|children|Referrals to children's social care|child_ref|referral|age:9:4:0:n|days_open:88:0.7:0:l|contacts:16:5:0:n|need:Abuse,Disability,Family stress,Absent parent|source:School,Police,Health,Family|area:Northgate,Riverside,Hillview,Docks|reref
soc_it|it|assistiti|Assistenza domiciliare agli anziani|cod_assistito|presa_carico|eta:81:7:0:n|ore_mese:23:0.5:1:l|visite:17:5:0:n|bisogno:lieve,medio,grave|convivenza:solo,coniuge,figli|distretto:Nord,Sud,Collina,Mare|ricovero
char_en|en|donors|Regular giving and lapse|donor_no|first_gift|age:57:14:0:n|gift:38:0.8:2:l|gifts_made:19:6:0:n|channel:Street,Post,Web,Telephone|giftaid:Yes,No|region:Wales,Scotland,Midlands,London|lapsed
char_de|de|Spender|Spendenverhalten und Abwanderung|spender_nr|erstspende|alter:59:14:0:n|spende:52:0.8:2:l|anzahl:15:5:0:n|kanal:Brief,Online,Straße,Telefon|zweck:Nothilfe,Kinder,Umwelt|land:Bayern,Hessen,Sachsen,Berlin|abgewandert
tran_da|da|passagerer|Rejsevaner i kollektiv trafik|rejse_nr|rejsedato|alder:41:16:0:n|afstand_km:13:0.7:1:l|minutter:34:11:0:n|transport:tog,bus,metro,cykel|formaal:arbejde,skole,fritid|kommune:Aarhus,Odense,Vejle,Randers|forsinket
tran_fr|fr|conducteurs|Accidents de la circulation et infractions|num_conducteur|date_accident|age:43:16:0:n|km_an:11200:0.5:0:l|points:11:2:0:n|vehicule:voiture,moto,vélo,camion|usage:domicile-travail,loisir,professionnel|departement:Ain,Gard,Jura,Tarn|blesse
hosp_en|en|patients|Emergency readmission after hip fracture|patid|adm_date|age:78:9:0:n|los_days:11:0.6:0:l|nutr_score:16:4:0:n|ward:Ortho,Geriatrics,Medical,HDU|sex:Female,Male|trust:RX1,RTD,RJ7,RGT|readm30
hosp_de|de|Patienten|Wiederaufnahme nach Herzinsuffizienz|pat_nr|aufnahme|alter:73:10:0:n|verweildauer:9:0.6:0:l|ef_prozent:38:9:0:n|station:Innere,Kardio,Intensiv|geschlecht:w,m|klinik:Nord,Mitte,Süd,West|wiederaufnahme
hosp_es|es|pacientes|Neumonía adquirida en la comunidad|nhc|fecha_ingreso|edad:67:14:0:n|estancia:8:0.6:0:l|curb_pts:52:14:0:n|servicio:Urgencias,Neumología,UCI,Interna|sexo:mujer,hombre|hospital:La Paz,Cruces,Macarena,Clínic|exitus
hosp_fr|fr|patients|Infections du site opératoire|nip|date_interv|age:61:14:0:n|duree_sejour:7:0.6:0:l|imc:27:4:1:n|chirurgie:digestive,ortho,cardiaque|asa:ASA 1,ASA 2,ASA 3|centre:Dijon,Reims,Tours,Brest|infection
ins_nl|nl|verzekerden|Schadeclaims autoverzekering|polis_nr|ingang|leeftijd:46:14:0:n|schade_eur:1350:0.9:2:l|premie:640:150:0:n|dekking:WA,WA+,allrisk|woonvorm:stad,dorp,buitengebied|provincie:Drenthe,Zeeland,Utrecht,Limburg|fraude
uni_sv|sv|studenter|Avhopp från lärarutbildningen|studentnr|antagen|alder:25:5:0:n|csn_lan:21000:0.5:0:l|poang:62:17:0:n|program:Förskola,Grundskola,Gymnasium|kon:kvinna,man|larosate:Umeå,Lund,Växjö,Gävle|avhopp
dent_fi|fi|potilaat|Hammashoidon käynnit ja karies|hetu_koodi|kaynti_pvm|ika:36:17:0:n|maksu_eur:87:0.6:2:l|dmft:13:4:0:n|hoito:paikkaus,poisto,tarkastus|sukupuoli:nainen,mies|kunta:Kuopio,Lahti,Oulu,Pori|uusinta
school_en|en|pupils|Absence and attainment at Key Stage 4|upn_ref|entry_date|age_months:188:4:0:n|sessions_missed:19:0.6:0:l|att8:46:13:1:n|sen:None,Support,EHCP|fsm:FSM,Not FSM|school:Ashfield,Beacon Hill,Castle Park,Deanwood|excluded
sport_en|en|athletes|Hamstring injury surveillance|player_id|injury_date|age:24:4:0:n|days_lost:21:0.6:0:l|sprint_load:64:15:0:n|position:Forward,Midfield,Defence,Keeper|grade:Grade 1,Grade 2,Grade 3|club:Club A,Club B,Club C,Club D|recurrence
""")
_W = """
lang|total|n|pct|mean|sd|men|women|table|note|source|year|group|cases|supp|rate|all|yes|no|median|missing|age
en|Total|N|%|Mean|SD|Men|Women|Table|Note|Source|Year|Group|Cases|suppressed because of small numbers|Rate per 1,000|All|Yes|No|Median|Missing|Age group
de|Insgesamt|Anzahl|%|Mittelwert|SD|Männer|Frauen|Tabelle|Anmerkung|Quelle|Jahr|Gruppe|Fälle|wegen geringer Fallzahl gesperrt|Rate je 1.000|Alle|Ja|Nein|Median|Fehlend|Altersgruppe
fr|Ensemble|Effectif|%|Moyenne|Écart-type|Hommes|Femmes|Tableau|Note|Source|Année|Groupe|Cas|secret statistique|Taux pour 1 000|Tous|Oui|Non|Médiane|Manquants|Tranche d'âge
es|Total|N|%|Media|DE|Hombres|Mujeres|Tabla|Nota|Fuente|Año|Grupo|Casos|dato protegido por secreto estadístico|Tasa por 1.000|Todos|Sí|No|Mediana|Perdidos|Grupo de edad
it|Totale|N|%|Media|DS|Uomini|Donne|Tabella|Nota|Fonte|Anno|Gruppo|Casi|dato oscurato per bassa numerosità|Tasso per 1.000|Tutti|Sì|No|Mediana|Mancanti|Classe di età
pt|Total|N|%|Média|DP|Homens|Mulheres|Quadro|Nota|Fonte|Ano|Grupo|Casos|dado confidencial|Taxa por 1.000|Todos|Sim|Não|Mediana|Omissos|Grupo etário
pl|Ogółem|N|%|Średnia|SD|Mężczyźni|Kobiety|Tabela|Uwaga|Źródło|Rok|Grupa|Przypadki|utajniono ze względu na tajemnicę statystyczną|Wskaźnik na 1000|Wszyscy|Tak|Nie|Mediana|Braki|Grupa wieku
nl|Totaal|Aantal|%|Gemiddelde|SD|Mannen|Vrouwen|Tabel|Noot|Bron|Jaar|Groep|Gevallen|onderdrukt wegens kleine aantallen|Per 1.000|Alle|Ja|Nee|Mediaan|Ontbrekend|Leeftijdsgroep
sv|Totalt|Antal|%|Medel|SD|Män|Kvinnor|Tabell|Anm.|Källa|År|Grupp|Fall|sekretess vid små tal|Per 1 000|Alla|Ja|Nej|Median|Saknas|Åldersgrupp
fi|Yhteensä|Lkm|%|Keskiarvo|SD|Miehet|Naiset|Taulukko|Huom.|Lähde|Vuosi|Ryhmä|Tapaukset|salattu pienen lukumäärän vuoksi|1 000 kohti|Kaikki|Kyllä|Ei|Mediaani|Puuttuu|Ikäryhmä
da|I alt|Antal|%|Gennemsnit|SD|Mænd|Kvinder|Tabel|Note|Kilde|År|Gruppe|Tilfælde|diskretioneret på grund af små tal|Pr. 1.000|Alle|Ja|Nej|Median|Mangler|Aldersgruppe
"""
_r = [l.split("|") for l in _W.strip().split("\n")]
WORDS = {r[0]: dict(zip(_r[0], r)) for r in _r[1:]}
NAMES = {"en": ("Margaret Kelsby,Owen Tranmoor,Priya Nandlall,Colin Ashgrove,Denise Farrowby,Tom Hexley,Ruth Pellow,Ian Drabwell", "14 Larchfield Road, LS99 4QX;3 Tannery Mews, HU98 2ZZ;77 Orchard Bank, YO97 1AA"),
 "de": ("Heike Brombach,Jürgen Tannhofer,Ayse Kirdal,Uwe Steglitzer,Petra Wiesenhain", "Lindenstr. 14b, 34999 Kassel;Am Anger 3, 36999 Fulda"),
 "fr": ("Odile Marchandeau,Thierry Vasselin,Nadia Bouchraf,Luc Perronet,Agnès Lhomond", "12 rue des Tisserands, 59999 Roubaix;8 impasse du Puits, 62999 Lens"),
 "es": ("Rosario Mendiluce,Julián Orbaneja,Fátima Belhaj,Tomás Villarrubio,Inés Carballedo", "C/ Almendros 27, 3.º B, 28999 Madrid;Avda. del Molino 4, 41999 Sevilla"),
 "it": ("Graziella Montarsi,Ettore Pasquinelli,Ilaria Vendramini,Renzo Caldogno", "Via dei Gelsi 19, 10999 Torino;Vicolo Chiuso 2, 24999 Bergamo"),
 "pt": ("Fernanda Queirós,Alcides Baptistela,Marta Vilarinho,Rui Sardoeira", "Rua das Oliveiras 31, 4999-999 Braga;Travessa do Forno 6, 7999-001 Évora"),
 "pl": ("Bożena Kwiatoszyńska,Zdzisław Margol,Halina Przybylak,Roman Ciesielny", "ul. Wierzbowa 8/3, 99-999 Ełk;ul. Młyńska 21, 98-998 Piła"),
 "sv": ("Gunilla Åkerhult,Torbjörn Sandevik", "Björkvägen 7, 999 98 Umeå"), "nl": ("Marijke van Drunenburg,Sjoerd Hazelhof", "Kerkpad 12, 9999 ZZ Usquert"),
 "fi": ("Aino Kallioniitty,Pekka Suvantola", "Koivukuja 4, 99999 Kuopio"), "da": ("Birthe Vestermark,Jens Holmsted", "Åvej 15, 9998 Vejle")}
