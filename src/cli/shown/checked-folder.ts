import { countText } from '../../domain/base/count-text.ts';
import type { CheckedFile } from '../../domain/inspection/checked-file.ts';
import {
  mostCounted,
  type NotCheckedReason,
  type Place,
  type Verdict,
  verdictNames,
} from '../../domain/inspection/evidence.ts';
import type { Tools } from '../tools.ts';
import { columns } from './columns.ts';
import { safeText } from './safe-text.ts';

type Judged = CheckedFile & { readonly verdict: Verdict };

/** So many places of a finding are shown. */
const mostShown = 3;

const unchecked: Readonly<Record<NotCheckedReason, string>> = {
  type: 'not looked into: the reading room does not read this type',
  partly: 'only in part: the rest was not read',
  tooLarge: 'not looked into: it must be read whole, and is larger than 64 MB or has millions of values',
  budget: 'not looked into: the time for all files was over',
  crashed: 'not looked into: reading it failed, or took too long or too much memory',
  damaged: 'not looked into: it is damaged, or not what its first bytes say',
  encrypted: 'not looked into: it needs a password',
  unbalanced: 'not looked into: what was read does not add up to the file',
};

const unseen =
  'No rule sees whether one person makes up most of a number, or what results give away together with earlier ones.';

export function checkedFolderLines(
  files: readonly Judged[],
  { style, width }: Pick<Tools, 'style' | 'width'>,
): string[] {
  if (files.length === 0) return ['There is no file in it.'];
  const sentence = summaryOf(files);
  const summary = sentence.isProblem ? style.problem(sentence.text) : sentence.text;
  const heads = ['FILE', 'TYPE', 'VERDICT', 'FOUND'];
  return [
    ...columns(heads, files.flatMap(rowsOf), width),
    '',
    ...saidByRules(files),
    ...looked(files),
    summary,
    unseen,
  ];
}

function summaryOf(files: readonly Judged[]): { readonly text: string; readonly isProblem: boolean } {
  const all = countText(files.length, 'file');
  const found = files.filter(({ verdict }) => verdict === 'block' || verdict === 'review').length;
  const unseenFiles = files.filter(({ verdict }) => verdict === 'notChecked').length;
  if (found > 0) return { text: `${found + unseenFiles} of ${all} need your eye.`, isProblem: true };
  return unseenFiles > 0
    ? { text: `${unseenFiles} of ${all} not looked into, or not whole; nothing else needs your eye.`, isProblem: true }
    : { text: `${all}: nothing was found that needs your eye.`, isProblem: false };
}

/** The first row names the file, the others stand under it. */
function rowsOf({ path, type, verdict, findings, notChecked, places }: Judged): string[][] {
  const found = findings.map(({ rule, title, count }) => {
    const where = places.find((one) => one.rule === rule)?.places ?? [];
    return [title, ...timesOf(count), ...whereOf(where, count)].join(', ');
  });
  const [first = '', ...others] = [...found, ...notChecked.map((reason) => unchecked[reason])];
  return [[path, type, verdictNames[verdict], first], ...others.map((text) => ['', '', '', text])];
}

function timesOf(count: number): string[] {
  if (count === 1) return [];
  return [count === mostCounted ? `${count} times or more` : `${count} times`];
}

function whereOf(places: readonly Place[], count: number): string[] {
  const shown = places.slice(0, mostShown).map(placeText);
  return places.length > 0 && count > shown.length ? [...shown, '…'] : shown;
}

function placeText(place: Place): string {
  const parts = (['sheet', 'page', 'table', 'row', 'column'] as const).map((name) => {
    return place[name] === undefined ? [] : [`${name} ${place[name]}`];
  });
  return parts.flat().join(' ');
}

/** What was looked at in each file. */
function looked(files: readonly Judged[]): string[] {
  const told = files.filter(({ lookedAt }) => lookedAt.length > 0);
  return told.flatMap(({ path, lookedAt }) => [
    safeText(`${path}:`),
    ...lookedAt.map((text) => `  ${safeText(text)}`),
    '',
  ]);
}

/** What each rule that found something says, once. */
function saidByRules(files: readonly Judged[]): string[] {
  const findings = files.flatMap((file) => file.findings);
  const said = new Map(
    findings.map(({ rule, severity, title, says }) => [rule, `${title} (${rule}, ${severity}): ${says}`]),
  );
  return said.size === 0 ? [] : [...[...said.values()].map(safeText), ''];
}
