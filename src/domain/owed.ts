import type { AuditEvent } from './chain-line.ts';
import type { Operation } from './operation.ts';
import { DAY } from './time.ts';
import { nextTry } from './trouble.ts';

/** What people are told about an operation. */
export type Occasion = 'available' | 'rejected' | 'failed' | 'released' | 'returned';

/** The audit line of a move, to be written into the project's chain. */
export interface OwedLine {
  readonly kind: 'line';
  readonly project: string;
  readonly operation: string;
  readonly revision: number;
  readonly event: AuditEvent;
}

/** Who is to be told of a move. `times`, `lastAt` and `message` are of the tries so far; `givenUpAt`: nobody tries any more. `notice`: where the names lie that no mail may hold. */
export interface OwedTelling {
  readonly kind: 'telling';
  readonly project: string;
  readonly operation: string;
  readonly revision: number;
  readonly about: Occasion;
  readonly since: string;
  readonly times: number;
  readonly lastAt?: string;
  readonly message?: string;
  readonly givenUpAt?: string;
  readonly notice?: string;
}

/** What a move owes: inserted in the transaction that moves the row, and removed when it is done. */
export type Owed = OwedLine | OwedTelling;

const occasions: Readonly<Record<string, Occasion>> = {
  available: 'available',
  rejected: 'rejected',
  failed: 'failed',
  released: 'released',
  returned: 'returned',
};

/** Whether people are told when an operation comes to the state. */
export function isTold(state: string): boolean {
  return occasions[state] !== undefined;
}

/** What the move to this revision of the operation owes: its line, and a telling when people are told of the state. */
export function owedBy(moved: Operation, event: AuditEvent): Owed[] {
  const { project, id: operation, revision, since } = moved;
  const about = occasions[moved.state];
  const line: OwedLine = { kind: 'line', project, operation, revision, event };
  if (about === undefined) return [line];
  return [line, { kind: 'telling', project, operation, revision, about, since, times: 0 }];
}

/** The telling after a try that reached not everybody. */
export function triedAgain(telling: OwedTelling, message: string, now: Date): OwedTelling {
  return { ...telling, times: telling.times + 1, lastAt: now.toISOString(), message };
}

/** Whether a telling is to be tried now: at once, then as outages are, until it is given up. */
export function isDue({ times, lastAt, givenUpAt }: OwedTelling, now: Date): boolean {
  if (givenUpAt !== undefined) return false;
  return lastAt === undefined || nextTry({ times, lastAt }) <= now;
}

/** The flow tells right after its move; the sweep leaves it this long, or both would send the same mail at the same moment. */
const flowTells = 2 * 60_000;

/** Whether the sweep is to tell, because the flow did not, or did not reach everybody. */
export function isLeftBehind(telling: OwedTelling, now: Date): boolean {
  const young = telling.times === 0 && now.getTime() - Date.parse(telling.since) < flowTells;
  return !young && isDue(telling, now);
}

/** Whether people were not reached for seven days: then nobody tries any more, and operators must look. */
export function isHopeless({ since }: OwedTelling, now: Date): boolean {
  return now.getTime() - Date.parse(since) >= 7 * DAY;
}
