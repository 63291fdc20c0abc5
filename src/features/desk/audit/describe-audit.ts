import type { operations } from '../../../api/operations.ts';
import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { auditSentence } from '../../../domain/history/audit-sentence.ts';
import { type KnownNames, nameOf } from '../../../domain/history/known-names.ts';
import { mailNews } from '../../../domain/history/reviews.ts';
import type { AnswerOf } from '../../../web/reading.ts';
import { type DescribedEvent, mostEvents } from '../operation/history-card.ts';
import type { ShownMails } from '../operation/mails-card.ts';

export function describeEvents(events: readonly AuditEvent[], names: KnownNames): DescribedEvent[] {
  return events.slice(0, mostEvents).map((event) => {
    return { at: event.at, text: auditSentence(event, names).text, raw: JSON.stringify(event, null, 1) };
  });
}

export function describeMails(
  { mails, owed, ...more }: AnswerOf<typeof operations.datasetMails>,
  names: KnownNames,
): ShownMails {
  return {
    ...more,
    mails: mails.map(({ at, step, to, channel, reason }) => {
      return { at, to: to === null ? `channel ${channel ?? ''}` : nameOf(names, to), says: mailNews(step), reason };
    }),
    owed: owed.map(({ givenUpAt, ...one }) => ({ ...one, isGivenUp: givenUpAt !== null })),
  };
}
