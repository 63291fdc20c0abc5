import { labelOf, wordsIn } from '../label.ts';
import { words } from '../words/folded.ts';

/** Names of settings, of programs and of how something is drawn: one of them among others says that all are. */
const settings = words(`
  width height size margin margins padding border radius dpi font fontsize linewidth lwd cex seed seeds fold folds depth iter iters iteration iterations epochs
  batch alpha beta gamma lambda eta theta sigma tau tol tolerance knot knots degree degrees order port timeout retry retries thread threads workers
  jobs cores gpus memory mem limit threshold thresholds bins nbins breaks ticks lag lags burnin burn thin chains warmup draws digits decimals precision
  verbose debug level levels version mtry ntree trees nodesize hidden layers units dropout lr patience window horizon nrow ncol rows columns
  indent tabs spaces step steps index offset line column page figure table section chapter row col`);

/** Whether a name has a word for a setting in it. */
export function isSetting(name: string): boolean {
  return wordsIn(name).some((word) => settings.has(word));
}

/** Whether names are those of settings or of variables in a program, and not of groups: as written together or with an underscore. */
export function nameSettings(names: readonly string[]): boolean {
  const isVariable = (name: string) => /^[\w.]*(?:_|[a-z][A-Z]|\.)[\w.]*$/.test(name) || /^[a-z]$/.test(name);
  return names.some(isSetting) || (names.every(isVariable) && !names.some((name) => labelOf(name).counts));
}
