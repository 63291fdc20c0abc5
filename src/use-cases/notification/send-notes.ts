import type { FlowSettings } from '../../activities/operation/settings.ts';
import { DAY } from '../../domain/base/time.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { digestsDue, type OpenReview } from '../../domain/notification/digest.ts';
import { notesDue } from '../../domain/notification/weekly-note.ts';
import type { Absence } from '../../domain/review/absence.ts';
import { noteLine } from '../../domain/witness/checkpoint.ts';
import { digestOfDay } from '../../pages/notification/review/digest-of-day.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverToEach } from '../base/deliver-once.ts';
import { definitionsInTurn } from '../project/definitions-in-turn.ts';
import { sendDigests } from './send-digests.ts';

type NotePorts = Pick<Ports, 'projects' | 'mailer' | 'outbox' | 'audit' | 'clock' | 'sweepPlaces' | 'signedLog'>;

/** So often is looked for operators who do not have it; the outbox knows who has. */
const period = 60 * 60_000;

/** A note goes alone to whom no digest of the day brings it. */
export async function sendReminders(...asked: Parameters<typeof sendNotes>): Promise<void> {
  await sendDigests(...asked);
  await sendNotes(...asked);
}

/**
 * Sends operators once a week what was signed of the audit last, unless a digest of the day brings it: whoever keeps mails can say later what
 * the audit said. Who was not reached is tried again that day.
 */
async function sendNotes(
  ports: NotePorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { reviews, absences }: { readonly reviews: readonly OpenReview[]; readonly absences: readonly Absence[] },
  share: TimeSlice,
): Promise<void> {
  const now = ports.clock.now();
  const before = (await ports.sweepPlaces.read()).get(place);
  if (before !== undefined && now.getTime() - Date.parse(before) < period) return;
  const projects = (await definitionsInTurn(ports, share)).map(({ value }) => value);
  const ofToday = digestsDue(reviews, absences, { upTo: new Date(now.getTime() - DAY), again: true }, now);
  const due = notesDue(projects, ofToday, now);
  const note = due.length === 0 ? undefined : await newestNote(ports);
  if (note !== undefined) {
    const letter = await digestOfDay({ items: [] }, { baseUrl: publicBaseUrl, now, signed: noteLine(note) });
    for (const [occasion, people] of Map.groupBy(due, ({ day }) => day)) {
      const mail = { thread: 'signed', occasion, about: 'digest', publicBaseUrl } as const;
      const { unsent } = await deliverToEach(ports, mail, people, async () => letter);
      if (unsent.length > 0) return;
    }
  }
  if (!share.isOver()) await ports.sweepPlaces.keep(place, now.toISOString());
}

const place = 'notes';

/** A process that has just begun has brought none to its end. */
async function newestNote({ signedLog }: NotePorts): Promise<string | undefined> {
  return (signedLog.finished() ?? (await signedLog.newest()))?.note;
}
