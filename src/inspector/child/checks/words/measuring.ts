import { words } from './folded.ts';

/** Names of percentiles, and what else heads a column of them. */
export const quantileWords = words(`
  quantile quantiles percentile percentiles centile centiles pctl pctile Quantil Perzentil Perzentile percentil percentiel percentielen
  cuantil cuantiles kvantil kvantiler kwantyl`);
export const quantileHeads = words('p q prob probs % level stat statistic');

/** Names of shares, without those of rates. */
export const shareWords = words('Anteil andel procentandel prosentandel odsetek quota');

/** Words that say that a number is a statistic: a mean, an error, a rate. English, then as in counting.ts. */
export const statisticWords: ReadonlySet<string> = new Set([
  ...quantileWords,
  ...shareWords,
  ...words(`
  mean means average averages avg median medians mode sd se std stderr stdev err error dev deviation iqr quartile
  quartiles ci rate rates incidence prevalence ratio ratios proportion proportions prop fraction probability
  prob cost costs smr rms rmse mae mse skew skewness kurtosis pvalue specificity sensitivity ppv npv precision recall auc
  auroc aic bic loglik likelihood zscore dprime icc kappa nnt nnh
  Mittelwert Mittel Durchschnitt Streuung Spannweite Standardabweichung Standardfehler Varianz Quote Inzidenz Prävalenz Schätzer Quartil
  moyenne médiane écart écarts ecarttype taux proportion variance quartile
  media mediana desviación desviacion promedio varianza tasa razón proporción error
  deviazione scarto tasso mediane errore
  gemiddelde mediaan standaardafwijking standaardfout aandeel ratio variantie
  média mediana desvio taxa variância razão erro
  medelvärde medel standardavvikelse medianen varians
  gennemsnit standardafvigelse gennemsnitlig gjennomsnitt standardavvik
  keskiarvo mediaani keskihajonta osuus
  średnia mediana odchylenie wskaźnik
  průměr medián odchylka átlag szórás ortalama среднее медиана`),
]);

export const statisticParts: readonly string[] = '平均 中央値 中位数 标准差 標準偏差 標準誤差 分散 方差 평균'.split(
  ' ',
);

/** Words of German that are written together, as `Arbeitslosenquote`. */
export const statisticEnd =
  /.(?:quoten?|anteile?|sraten?)$|^(?:median|mittel|medel|medio|durchschnitts|gjennomsnitts|gennemsnits).*(?:alder|alter|leeftijd|zeit|tid|tijd|dauer|duur|lohn|lon|inkomst|gewicht|vikt)$/;

/** Words that say so where nothing names people. */
export const seldomStatistic = words(`
  statistic statistics stat lower upper estimate estimates est coef coefficient coefficients beta betas hr rr irr odds hazard p
  pvalue chi chisq score scores risk risks log lcl ucl low high
  variance var vif weight weights importance loss difference diff change effect effects price density range margin contrast slope
  rhat ess mcse
  intercept sumsq meansq deviance correlation corr cor power alpha gamma lambda sigma tau rho theta phi eta info gmd`);

/** Letters that are statistics only beside others, since they name groups too: women, quintiles, types. */
export const letterStatistics = words('t z f q b r w h u d k');

export const percentWords = words(`
  % pct percent percentage percentages perc Prozent pourcentage pourcent porcentaje porciento percentuale percentagem
  porcentagem procent procenten procentage prosent prosentti prosenttia procento procenta százalék yüzde процент доля`);

export const percentParts: readonly string[] = ['割合', '比例', '百分比', '比率', '構成比', '占比', '백분율', '비율'];

/** Words that say that a number measures something or names it, and counts no people. */
export const measureWords = words(`
  weight height length width bmi temp temperature pressure bp sbp dbp glucose hba1c dose dosage mg ml cm mm kg km mmhg g mmol
  mol scale rating ratings income salary eur usd gbp euro euros dollar dollars pound pounds cents kr sek nok dkk chf distance speed
  mt kt kwh tonnes litres velocity duration los elapsed latency runtime bytes kb mb gb pulse heart bpm cholesterol creatinine ldl hdl
  crp haemoglobin hemoglobin albumin egfr volume altitude latitude longitude lat lon lng
  Gewicht Größe Länge Breite Temperatur Druck Dosis Dauer Einkommen Preis Kosten Entfernung Verweildauer
  poids taille longueur température durée revenu prix coût coûts peso altura longitud temperatura duración ingreso precio costo
  altezza lunghezza durata reddito prezzo gewicht lengte temperatuur duur inkomen prijs kosten vikt längd inkomst pris kostnad
  vægt højde varighed paino pituus hinta waga wzrost cena koszt`);

/** Words written together that say so. */
export const measureEnd =
  /(?:dauer|duur|kosten|kostnad(?:er)?|einkommen|inkomst|(?:vard|vante|vente|ligge|liege|warte)(?:tid|zeit)|wachttijd)$/;

export const measureParts: readonly string[] = ['体重', '身長', '身高', '温度', '価格', '价格', '費用', '年収'];

export const timeWords = words(`
  year years month months week weeks quarter day days date dates hour hours minute minutes time times period wave
  Jahr Jahre Monat Monate Woche Tag Tage Datum Zeit Quartal année an mois semaine jour jours date trimestre año mes semana día fecha anno
  mese settimana giorno data jaar maand week dag datum ano mês mes dia år måned månad vecka dato vuosi kuukausi viikko päivä rok
  miesiąc tydzień dzień měsíc év год месяц`);

export const timeParts: readonly string[] = ['年度', '年份', '月份', '日期', '年月', '期間'];

export const extremeWords = words(`
  Wertebereich Variationsbreite spreidingsbreedte terjedelem ελάχιστο ελάχιστη μέγιστο μέγιστη мінімум мінімальне максимальне мінімальний
  extent spreiding Streubreite recorrido ampiezza rozstęp variationsbredde
  min max minimum maximum amin amax nanmin nanmax range smallest largest lowest highest youngest oldest shortest longest minima maxima whislo whishi whisker whiskers fliers
  earliest extremes extrêmes Minimalwert Maximalwert Tiefstwert Höchstwert Kleinstwert Größtwert Extremwerte Spanne Altersspanne 最低 最高
  lowerfence upperfence duurste teuerste teuerster dyreste dyraste
  jongste oudste yngst yngsta yngste äldst äldsta eldste maks maksimum legkisebb legnagyobb legfiatalabb legidősebb nejmenší největší nejnižší nejvyšší
  najmłodszy najstarszy najmłodsza najstarsza nuorin vanhin
  минимум максимум мин макс минимальный максимальный
  kleinste kleinster kleinstes größte größter größtes höchste höchster höchstes niedrigste niedrigster niedrigstes jüngste älteste minimal maximal
  Spannweite mini maxi minimale maximale étendue intervallo mínimo máximo mínima máxima minimo massimo massima rango intervalo laagste hoogste grootste
  greatest biggest kürzeste kürzester kürzestes längste längster längstes geringste geringster höchsten niedrigsten kortste langste lägst högst kortast kortaste
  längst längsta lavest højest høyest mindst størst kortest lengst lengste minimos maximos minime massime
  bereik minst minsta mindste minste störst största største lägsta högsta laveste høyeste højeste spridning spredning spændvidde variationsbredd
  minimi maksimi pienin suurin alin ylin vaihteluväli najmniejszy największy najmniejsza największa najniższy najwyższy najniższa najwyższa zakres`);

/** Of these, those that name a band too. */
export const rangeWords = words(
  'range extent spreiding Streubreite recorrido ampiezza rozstęp variationsbredde Spanne Altersspanne rango intervallo bereik spridning spredning zakres',
);

/** In words that follow each other, as `plus petite valeur`. */
export const extremePhrase =
  /\b(?:plus (?:petit|grand|jeune|age|cher|chere|bas|basse|haut|eleve|court|long|longue|faible)e?s?|mas (?:alt|baj|cort|larg|viej|car|barat)[oa]s?|mais (?:alt|baix|curt|long|velh|nov|car)[oa]s?|(?:menor|mayor|maior) valor|valor (?:menor|mayor|maior)|mas joven|piu (?:piccol|grand|giovan|anzian|bass|alt|cort|lung|car|costos)[oaei]|en (?:kucuk|buyuk|dusuk|yuksek)|five numbers?|campo di variazione|amplitude total|top (?:\d{1,2}|three|five|ten) (?:salar|wage|income|earning|cost|claim|loan|debt|bill|fee)\w{1,4})\b/;

export const extremeParts: readonly string[] =
  '最小 最大 最低値 最高値 최소 최대 최솟 최댓 (范围 (範囲 极差 極差 全距 الأدنى الأقصى'.split(' ');
