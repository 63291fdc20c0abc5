import type { FixedKind } from '../audit/audit-kinds.ts';
import { unreadableKind } from '../audit/audit-query.ts';
import type { AuditEvent } from '../audit/chain-line.ts';
import { capital } from '../base/count-text.ts';
import { doors } from '../base/door.ts';
import { controlSentences } from './control.ts';
import { incidentSentences } from './incidents.ts';
import type { KnownNames } from './known-names.ts';
import { actorName, type DescribeLine, type LineDetails, lineDetails } from './line-details.ts';
import { describeMove } from './moves.ts';
import { projectSentences } from './projects.ts';
import { reviewSentences } from './reviews.ts';
import { transferSentences } from './transfers.ts';

/**
 * An audit line for operators. `who` did it; `text` is the whole sentence with the name in it. Both are plain text. Times are ISO 8601 in
 * UTC, and free text is as long as somebody typed it.
 */
export interface AuditSentence {
  readonly who: string;
  readonly text: string;
}

/** One for each kind: a kind without one does not compile. */
const sentences: Readonly<Record<FixedKind, DescribeLine>> = {
  ...controlSentences,
  ...incidentSentences,
  ...projectSentences,
  ...reviewSentences,
  ...transferSentences,
};
const byKind: ReadonlyMap<string, DescribeLine> = new Map(Object.entries(sentences));

/** A kind that this version does not know is named in the sentence. */
export function auditSentence(event: AuditEvent, names: KnownNames): AuditSentence {
  const line = lineDetails(event, names);
  const text = byKind.get(event.kind)?.(line) ?? moved(event.kind, line) ?? unknown(event, line);
  return { who: actorName(event, names), text: closed(text) };
}

function moved(kind: string, line: LineDetails): string | undefined {
  const door = doors.find((one) => kind.startsWith(`${one}.`));
  return door === undefined ? undefined : describeMove(kind.slice(door.length + 1), line);
}

function unknown({ kind, data }: AuditEvent, { who, thing }: LineDetails): string {
  if (kind === unreadableKind) return String(data['message'] ?? '');
  return `${capital(thing)}: a line of the kind '${kind}' by ${who}, which this version has no words for`;
}

/** A sentence stands on one line and ends, also where it holds what somebody typed. */
function closed(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
