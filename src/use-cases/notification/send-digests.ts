import { createHash } from 'node:crypto';
import { eventOf } from '../../activities/operation/record.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import { type Digest, type DigestMark, digestsDue, type OpenReview } from '../../domain/notification/digest.ts';
import { isNoteDay } from '../../domain/notification/weekly-note.ts';
import type { Absence } from '../../domain/review/absence.ts';
import { noteLine } from '../../domain/witness/checkpoint.ts';
import { digestOfDay } from '../../pages/notification/review/digest-of-day.ts';
import type { Ports } from '../../ports/ports.ts';

type DigestPorts = Pick<Ports, 'mailer' | 'outbox' | 'audit' | 'clock' | 'sweepPlaces' | 'signedLog'>;

/**
 * Sends everybody one mail a day with all reminders of theirs over all projects. The outbox knows it by person and day, so that a crash sends it
 * at most once more, under the same Message-ID; it belongs to no thread. Nothing is asked of storage while none is due but up to when they
 * were sent. Whom the mail server does not take is tried again that day.
 */
export async function sendDigests(
  ports: DigestPorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { reviews, absences }: { readonly reviews: readonly OpenReview[]; readonly absences: readonly Absence[] },
  share: TimeSlice,
): Promise<void> {
  const now = ports.clock.now();
  if (reviews.length === 0) return;
  const digests = digestsDue(reviews, absences, markOf((await ports.sweepPlaces.read()).get('digests')), now);
  if (digests.length === 0) return;
  let again = false;
  const sent: SentDigest[] = [];
  try {
    for (const digest of inTurn(digests, share.turn)) {
      if (share.isOver()) return;
      const messageId = messageIdOf(digest, publicBaseUrl);
      const refusal = await send(ports, digest, messageId, publicBaseUrl);
      if (refusal === undefined) sent.push({ digest, messageId });
      else again = true;
    }
  } finally {
    await record(ports, sent);
  }
  await ports.sweepPlaces.keep('digests', `${now.toISOString()}${again ? ' again' : ''}`);
}

interface SentDigest {
  readonly digest: Digest;
  readonly messageId: string;
}

function markOf(place: string | undefined): DigestMark | undefined {
  const [upTo, again] = place?.split(' ') ?? [];
  return upTo === undefined ? undefined : { upTo: new Date(upTo), again: again !== undefined };
}

/** By person and day: the same again after a crash, whatever has become due or was decided since. */
function messageIdOf({ to, day }: Digest, publicBaseUrl: string): string {
  const address = createHash('sha256').update(to.email.toLowerCase()).digest('hex').slice(0, 16);
  return `digest.${day}.${address}@${new URL(publicBaseUrl).hostname}`;
}

/** Gives the mail server's refusal, or undefined when the mail is out. */
async function send(
  { outbox, mailer, clock, signedLog }: DigestPorts,
  digest: Digest,
  messageId: string,
  baseUrl: string,
): Promise<string | undefined> {
  const { to, day } = digest;
  const { sent } = await outbox.intend(messageId, { operation: messageId, step: `digest-${day}`, to: to.email });
  if (sent) return undefined;
  const isWeekly = digest.items.some(({ review }) => isNoteDay(review.project, day));
  const note = isWeekly ? signedLog.finished()?.note : undefined;
  const signed = note === undefined ? undefined : noteLine(note);
  try {
    await mailer.send({
      messageId,
      about: 'digest',
      to: to.email,
      ...(await digestOfDay(digest, { baseUrl, now: clock.now(), signed })),
    });
  } catch (error) {
    return messageOf(error);
  }
  await outbox.markSent(messageId);
  return undefined;
}

/** Writes who was reminded of what into the audit, by one request for each project. */
async function record({ audit, clock }: DigestPorts, sent: readonly SentDigest[]): Promise<void> {
  const at = clock.now().toISOString();
  const events = sent.flatMap(({ digest: { to, day, items }, messageId }) =>
    items.map(({ review: { operation } }) => {
      const data = { step: `digest-${day}`, to: to.oid, messageId };
      return eventOf(operation, { id: `mail.sent.${messageId}`, kind: 'mail.sent', data }, at);
    }),
  );
  for (const [project, theirs] of Map.groupBy(events, (event) => event.project)) await audit.append(project, theirs);
}
