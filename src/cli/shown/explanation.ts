import { shellWords } from '../../domain/base/shell-words.ts';
import type { Explanation, NextStep } from '../../features/explain/domain/explanation.ts';
import type { Tools } from '../tools.ts';
import { columns } from './columns.ts';
import { safeText } from './safe-text.ts';
import type { Style } from './style.ts';
import { readableTime, readableTimes, span } from './when.ts';

export function explanationLines(explanation: Explanation, layout: Pick<Tools, 'now' | 'width' | 'style'>): string[] {
  const { sentence, since, until, overdue, owner, next, tried, lastError, runs, proof = [] } = explanation;
  const { now, width, style } = layout;
  const end = until === null ? '' : `, until ${until}`;
  const turn = owner === null ? 'Nobody has to do anything.' : `It is the turn of: ${owner}.`;
  const times = `Since ${since} (${span(new Date(since), now())})${end}. ${turn}`;
  const failed = lastError === null ? [] : errorLines(lastError);
  return [
    safeText(readableTimes(sentence)),
    safeText(readableTimes(times)),
    ...(overdue ? [style.problem('Its time is over.')] : []),
    ...part('What went wrong last', failed, style),
    ...part('What can be done', next.flatMap(stepLines), style),
    ...part(
      'What was tried',
      tableOf(
        ['WHEN', 'WHAT', 'RESULT'],
        tried.map(({ at, what, result }) => [at, what, result]),
        width,
      ),
      style,
    ),
    ...part(
      'Runs of Data Factory',
      tableOf(
        ['STEP', 'ATTEMPT', 'STATUS', 'RUN', ''],
        runs.map(({ step, attempt, status, runId, url }) => [step, String(attempt), status, runId, url ?? '']),
        // An address that is cut leads nowhere.
        undefined,
      ),
      style,
    ),
    ...part(
      'Pages that prove it',
      proof.map(({ what, path }) => safeText(`  ${what}: ${path}`)),
      style,
    ),
  ];
}

function errorLines({ message, cause, at }: NonNullable<Explanation['lastError']>): string[] {
  return [safeText(`${readableTime(at)}: ${message}`), ...(cause === null ? [] : [safeText(`That means: ${cause}`)])];
}

function stepLines({ who, what, why, command }: NextStep, at: number): string[] {
  const people = who.people.length === 0 ? '' : ` (${who.people.map(({ name }) => name).join(', ')})`;
  const not = who.not === undefined ? [] : [`     Not everybody: ${who.not}`];
  const typed = command.length === 0 ? [] : [`     ${shellLine(command)}`];
  return [`  ${at + 1}. ${who.part}${people}: ${what}`, `     ${why}`, ...not].map(safeText).concat(typed);
}

function tableOf(heads: readonly string[], rows: readonly (readonly string[])[], width: number | undefined): string[] {
  return rows.length === 0 ? [] : columns(heads, rows, width);
}

function part(heading: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : ['', style.heading(heading), ...lines];
}

/** Words as a shell takes them, to be copied from a terminal. */
export function shellLine(words: readonly string[]): string {
  return shellWords(words, safeText);
}
