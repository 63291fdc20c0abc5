import { csvRow } from '../base/csv.ts';
import { daysLater } from '../base/time.ts';
import { isIn, type Span } from '../operation/list-query.ts';
import { operationOfEvent } from './audit-event.ts';
import type { AuditEvent } from './chain-line.ts';

export const auditFormats = ['jsonl', 'csv'] as const;
export type AuditFormat = (typeof auditFormats)[number];

export interface EventFilter extends Span {
  readonly operation?: string;
  /** What the kind begins with. */
  readonly kind?: string;
  /** Who did it: `control-plane` or object ids. */
  readonly actors?: ReadonlySet<string>;
}

export function fitsEventFilter(event: AuditEvent, wanted: EventFilter): boolean {
  return (
    (wanted.operation === undefined ||
      event.operation === wanted.operation ||
      operationOfEvent(event.id) === wanted.operation) &&
    (wanted.kind === undefined || event.kind.startsWith(wanted.kind)) &&
    (wanted.actors === undefined || wanted.actors.has(event.actor)) &&
    isIn(wanted, event.at)
  );
}

/** A line comes into its chain when its event happens, or later: when what kept it away is over. Longer than this nothing does. */
const daysLateAtMost = 31;

/** Whether a blob, whose name says in which month its lines were appended, may hold an event of the span. */
export function mayHold(blob: string, { since, until }: Span): boolean {
  const month = /\/(\d{4}-\d{2})\//.exec(blob)?.[1];
  if (month === undefined) return true;
  // The clocks of two instances differ a little, so an event may be later than the month says.
  const first = since === undefined ? undefined : monthOf(daysLater(new Date(since), -1));
  const last = until === undefined ? undefined : monthOf(daysLater(new Date(until), daysLateAtMost));
  return (first === undefined || month >= first) && (last === undefined || month <= last);
}

function monthOf(time: Date): string {
  return time.toISOString().slice(0, 7);
}

/** The kind of the event that stands for a line that is none. No line has it. */
export const unreadableKind = 'unreadable';

export function unreadableLine(chain: string, at: string): AuditEvent {
  const data = { message: 'This line was edited: it is no audit event. Verify the chain.' };
  return { id: '', at, kind: unreadableKind, project: chain, operation: null, actor: 'unknown', data };
}

/** An event in words: who did it, by name, and what happened. */
export interface EventInWords {
  readonly who: string;
  readonly text: string;
}

const columns = ['at', 'project', 'operation', 'kind', 'actor', 'id', 'data', 'who', 'what'] as const;

export function auditHead(format: AuditFormat): string {
  return format === 'csv' ? csvRow(columns) : '';
}

/** An event as a line of that form. The copies of rows that lines of moves and reviews hold are left out: rows are put back from them. */
export function auditLine(event: AuditEvent, format: AuditFormat, inWords?: EventInWords): string {
  const { at, project, operation, kind, actor, id, data } = event;
  const { row: _row, roundRow: _round, ...said } = data;
  if (format === 'jsonl') return `${JSON.stringify({ at, project, operation, kind, actor, id, data: said })}\n`;
  const { who = '', text = '' } = inWords ?? {};
  return csvRow([at, project, operation ?? '', kind, actor, id, JSON.stringify(said), who, text]);
}

/** The last line of an answer that is not the whole: `{"continuation":"…"}`, or a row whose first two cells say that. */
export function auditContinuation(continuation: string, format: AuditFormat): string {
  if (format === 'jsonl') return `${JSON.stringify({ continuation })}\n`;
  return csvRow(['continuation', continuation, ...columns.slice(2).map(() => '')]);
}
