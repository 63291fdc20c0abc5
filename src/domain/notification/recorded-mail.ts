import type { AuditEvent } from '../audit/chain-line.ts';

export interface RecordedMail {
  readonly at: string;
  /** Which step it was sent for: each person gets it once for each. */
  readonly step: string;
  /** Object id of the person; null where it went to a channel. */
  readonly to: string | null;
  readonly channel: string | null;
  /** Why nobody tries it any more; null where it was sent, alone or with others. */
  readonly reason: string | null;
}

const kinds: readonly string[] = ['mail.sent', 'mail.collected', 'mail.given-up', 'message.sent', 'message.given-up'];

/** What an audit line tells of a mail or message; undefined for a line of another kind. */
export function recordedMail({ kind, at, data }: AuditEvent): RecordedMail | undefined {
  if (!kinds.includes(kind)) return undefined;
  const text = (name: string): string | null => (data[name] === undefined ? null : String(data[name]));
  const reason = kind.endsWith('.given-up') ? (text('reason') ?? 'No reason was noted') : null;
  return { at, step: text('step') ?? '', to: text('to'), channel: text('channel'), reason };
}
