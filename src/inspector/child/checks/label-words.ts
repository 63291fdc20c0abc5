const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

/** Nouns that say that a number counts people, or what befell them. A single `event` or `death` is a mark of one person, and no count. */
export const countedNouns = list(`
  patients people persons participants subjects individuals women men children infants adults respondents
  events deaths cases admissions births observations`);

/** More words that say, in the head of a column or row, that its numbers count. */
export const countWords = list(`
  n count counts freq frequency frequencies nobs obs support numerator numerators tp fp tn fn controls failures referrals records households`);

/** Words that say that a number is no count of people, whatever else stands beside them. */
export const neverCounted = list(`
  id ids index params param parameters parameter fold folds rank df dof freedom epoch epochs depth threshold thresholds
  label labels level levels class classes missing unique distinct age ages eff needed expected required per`);

/** Words that say so where nothing names people: `n_days` is no count of them, `deaths in 30 days` is. */
export const seldomCounted = list(`
  year years month months week weeks day days date hour hours minute minutes second seconds
  estimator estimators tree trees layer layers iteration iterations iter steps step batch batches leaf leaves split splits
  feature features component components cluster clusters neighbors neighbours jobs bins bin seed seeds workers heads units
  variables columns files packages genes snps variants models tests hospitals sites practices trusts wards clinics
  studies centres centers groups items questions categories repeats bootstrap permutations draws chains
  trials runs calls threads cores gpus nodes processes attempts tokens words characters lines`);

/** Words that say that a number is a statistic: a mean, an error, a rate. */
export const statisticWords = list(`
  mean means average median sd se std err error dev deviation iqr quantile quartile percentile ci
  rate rates incidence prevalence ratio proportion fraction probability cost costs smr`);

/** Words that say so where nothing names people. */
export const seldomStatistic = list(`
  q statistic statistics stat lower upper estimate estimates coef coefficient coefficients beta hr rr irr odds hazard p pvalue z t f chi score risk log
  variance var vif weight weights importance loss auc difference change effect price density range`);

export const percentWords = list('% pct percent percentage perc');

/** Beside these, all or nothing of something is usual and tells nothing of people. */
export const unremarkable = list(`
  missing complete completeness coverage available valid cum cumulative ci explained variance accuracy power confidence
  lower upper change weight importance increase decrease progress`);

export const totalWords = list('total totals all overall sum');
export const extremeWords = list('min max minimum maximum range');

/** With these, `max` and `min` name a parameter of a model or a usual range. */
export const notExtreme = list(`
  depth iter iterations samples sample leaf features feature child weight epochs epoch length len lr tokens nodes bin bins
  delta norm grad steps split workers seconds interquartile quartile inter reference normal dynamic`);

export const residualWords = list('residual residuals resid error within');
export const freedomWords = list('df dof freedom');
export const denominatorWords = list('population pop denominator');
export const actualWords = list('actual true observed reference');
export const predictedWords = list('predicted pred classified');
