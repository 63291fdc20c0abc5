import type { ActivityRun } from './transfer.ts';

export interface ReportedRun {
  readonly status: string;
  /** When the run ended, by Data Factory's clock. */
  readonly endedAt: Date | undefined;
}

/** How long activities may be missing after the end of their run before it is judged by what there is. */
const longestLag = 60 * 60 * 1000;

/**
 * Whether a run that has ended can be judged. Data Factory may show activity runs later than the end of their run, or still as under
 * way: a run that succeeded without its copy or delete is not told of in full yet. One that did not succeed is judged as it is.
 */
export function isReported(run: ReportedRun, activities: readonly ActivityRun[], now: Date): boolean {
  if (run.status !== 'Succeeded') return true;
  if (run.endedAt && now.getTime() - run.endedAt.getTime() > longestLag) return true;
  const moves = activities.some(({ type }) => type === 'Copy' || type === 'Delete');
  return moves && activities.every(({ status }) => !underWay.includes(status));
}

const underWay: readonly string[] = ['Queued', 'InProgress', 'Canceling'];

/**
 * Whether a run carries the parameters that we gave it. Data Factory may give a text that is a time in another spelling: with other
 * digits after the second, as an offset of `+00:00`, or as `11/24/2026 10:00:00`. Times are compared as instants, all else as text.
 */
export function carries(given: Readonly<Record<string, string>>, shown: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(given);
  if (names.length !== Object.keys(shown).length) return false;
  return names.every((name) => {
    const [ours, theirs] = [given[name], shown[name]];
    if (ours === undefined || theirs === undefined) return false;
    if (ours === theirs) return true;
    const instant = instantOf(ours);
    return instant !== undefined && instant === instantOf(theirs);
  });
}

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(?:Z|[+-]\d{2}:\d{2})?$/;
const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4}) (\d{2}:\d{2}:\d{2})$/;

/** Milliseconds of a text that is a time, read as UTC when it names no offset; undefined for any other text. */
function instantOf(text: string): number | undefined {
  const [, month = '', day = '', year = '', time = ''] = american.exec(text) ?? [];
  if (year !== '') return known(Date.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${time}Z`));
  if (!iso.test(text)) return undefined;
  return known(Date.parse(/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`));
}

function known(milliseconds: number): number | undefined {
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}
