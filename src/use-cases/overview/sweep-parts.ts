import type { FlowSettings } from '../../activities/operation/settings.ts';
import { startTimeSlice, type TimeSlice } from '../../domain/base/time-slice.ts';
import type { Absence } from '../../domain/review/absence.ts';
import type { ChainEnd } from '../../ports/audit.ts';
import type { Seen, StoredShown } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow } from '../../ports/records.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { catchUpHeads } from '../audit/catch-up-heads.ts';
import { tellCode } from '../audit/tell-code.ts';
import { Failures } from '../base/failures.ts';
import { remindPeople } from '../notification/ask-recipients.ts';
import {
  type AllPending,
  nothingPending,
  notifyAllPending,
  readPending,
  writePending,
} from '../notification/deliver-pending.ts';
import { notifyAbsences } from '../notification/notify-absences.ts';
import { notifyCollected } from '../notification/notify-collected.ts';
import { notifyRules } from '../notification/notify-rules.ts';
import { notifyUninspected } from '../notification/notify-uninspected.ts';
import { remindResting } from '../notification/remind-resting.ts';
import { sendKept } from '../notification/send-kept.ts';
import { sendReminders } from '../notification/send-notes.ts';
import { Silence } from '../notification/silence.ts';
import { type Ensured, ensureRunning, findUnfinished } from '../operation/ensure-running.ts';
import { type FoundUploads, findUploads, nothingFound } from '../operation/find-uploads.ts';
import { keepHolds } from '../operation/hold.ts';
import { notifyAllWaiting } from '../operation/notify-waiting.ts';
import { startClearing } from '../operation/start-clearing.ts';
import { removeAbsences } from '../people/absences.ts';
import { keepPeople } from '../people/keep-people.ts';
import { closeExpired } from '../project/close-expired.ts';
import { closeProjects } from '../project/close-projects.ts';
import { expireChanges } from '../project/pending.ts';
import { notifyRefused } from '../refused/notify-refused.ts';
import { AskedOnce } from './asked-once.ts';
import { copyAway } from './copy-away.ts';
import { findLost, shutBy } from './find-lost.ts';
import { findUnreadable } from './find-unreadable.ts';
import { forgetRequests } from './forget-requests.ts';
import { compareListed } from './listed-rows.ts';
import { lookOutside } from './look-outside.ts';
import { portsOfSweep, roundsOnce } from './ports-of-sweep.ts';
import { readStored, repairOverview } from './repair-shown.ts';
import { see } from './see.ts';

export type SweepPorts = Omit<Ports, 'doorFiles' | 'inspectionRequests' | 'scanVerdicts'>;

/** `outageHours`: after so long an operation in trouble is stalled, and people must look. */
export type SweepSettings = Pick<
  FlowSettings,
  | 'publicBaseUrl'
  | 'mailWindowSeconds'
  | 'ticks'
  | 'storageSkewSeconds'
  | 'datasetDays'
  | 'restorableDays'
  | 'transferPollSeconds'
> & {
  readonly outageHours: number;
  /** Names of people whom no definition names are kept so many days after they were last seen. */
  readonly peopleKeepDays: number;
  readonly added: AddedParts;
};

/** What an earlier part did not find, since it failed or was cut, is undefined. */
export interface Sweeping {
  readonly ports: SweepPorts;
  /** Where the chains of the audit ended; what was appended since, the next sweep finds. */
  readonly ends: () => Promise<readonly ChainEnd[]>;
  /** Rounds as they were read first. */
  readonly rounds: Pick<SweepPorts['decisions'], 'read'>;
  readonly workflows: Workflows;
  readonly settings: SweepSettings;
  readonly failures: Failures;
  /** Whom it waited for in vain. */
  readonly silence: Silence;
  readonly owing: AllPending;
  readonly uploads: FoundUploads;
  share: TimeSlice;
  standing: ReadonlyMap<string, StoredShown> | undefined;
  absences: readonly Absence[] | undefined;
  ensured: Ensured | undefined;
  /** What lies outside and should not, or is gone from there. */
  outside: readonly BrokenRow[] | undefined;
  /** When the second copy was last whole. */
  copied: string | undefined;
  /** What left the projects of which it is told, where it was unusually much. */
  unusual: Seen['unusual'];
  /** What of stores is lost, so that doors are shut. */
  lost: readonly BrokenRow[];
  /** The rows that stood, of kinds that are listed whole. */
  stood: Seen['stood'];
  clearing: number;
}

/** Mails and messages look at the time slice before each, and leave alone whom sweeps wait for in vain. */
export function beginSweep(portsOfAll: SweepPorts, workflows: Workflows, settings: SweepSettings): Sweeping {
  const { audit, clock } = portsOfAll;
  const ends = new AskedOnce(clock, () => audit.ends());
  const silence = new Silence(clock, {
    before: async () => (await sweeping.ports.sweepPlaces.read()).get('silent'),
    isOver: () => sweeping.share.isOver(),
  });
  const [mailer, messenger] = [silence.mailer(portsOfAll.mailer), silence.messenger(portsOfAll.messenger)];
  const sweeping: Sweeping = {
    ports: portsOfSweep({ ...portsOfAll, mailer, messenger }, ends),
    silence,
    ends: () => ends.answer(),
    rounds: roundsOnce(portsOfAll),
    workflows,
    settings,
    failures: new Failures(),
    owing: nothingPending(),
    uploads: nothingFound(),
    share: startTimeSlice(clock, 0),
    ...{
      standing: undefined,
      absences: undefined,
      ensured: undefined,
      outside: undefined,
      copied: undefined,
      unusual: undefined,
      lost: [],
      stood: undefined,
      clearing: 0,
    },
  };
  return sweeping;
}

/** Asks together for what the first parts need one after the other. Each waits for its own, and hears of what failed. */
export function askTogether({ ports, ends }: Sweeping): void {
  const first = (list: AsyncIterable<unknown>) => list[Symbol.asyncIterator]().next();
  const asked = [ends(), ports.holds.all(), first(ports.projects.list()), ports.absences.list()];
  for (const one of asked) one.catch(() => undefined);
}

/** A part of the sweep: what it is about, how many seconds it has at least, and what it does until its time slice is over. */
export type SweepPart = readonly [what: string, seconds: number, run: (sweeping: Sweeping) => Promise<unknown>];

/** How long a sweep begins anything. The host ends it at ten minutes, and a mail that was begun before may take a minute. */
export const sweepSeconds = 480;

/** A part that needs everything that is unfinished; where not all of it was read it is left out. */
const whole = (run: (sweeping: Sweeping, all: Ensured) => Promise<unknown>) => async (sweeping: Sweeping) =>
  sweeping.ensured?.isWhole && run(sweeping, sweeping.ensured);

/** A part that finds rows that are broken, or lost. */
const broken =
  (find: (s: Sweeping, all: Ensured | undefined) => Promise<readonly BrokenRow[]>) => async (s: Sweeping) =>
    s.ensured?.broken.push(...(await find(s, s.ensured)));

const first: readonly SweepPart[] = [
  // Not cut: a release that a hold met, and that nobody cancels or takes back, carries data out. What it takes longer than this is missing
  // at the end of the sweep, and what is missing there comes first next time.
  ['the holds', 40, (s) => keepHolds(s.ports, s.workflows, s.failures, s.ends)],
  // Not cut: nothing else can be done before they are known.
  ['the projects', 20, (s) => s.ports.register.projects()[Symbol.asyncIterator]().next()],
  ['what is owed', 30, (s) => readPending(s.ports, s.settings, s.owing, s)],
  ['what is shown', 5, async (s) => (s.standing = await readStored(s.ports.overview, s.share))],
  ['the absences', 5, async (s) => (s.absences = await s.ports.absences.list())],
  ['the unfinished operations', 40, async (s) => (s.ensured = await findUnfinished(s.ports, s.settings, s))],
  [
    'what runs',
    45,
    async (s) => s.ensured && ensureRunning({ ...s.ports, decisions: s.rounds }, s.workflows, s.ensured, s),
  ],
  [
    'the mending of what is shown',
    15,
    broken((s, all) => repairOverview({ ...s.ports, decisions: s.rounds }, s.standing, all, s.share)),
  ],
  // What these lists show need not be asked again of what is lost.
  ['the rows that cannot be read', 5, broken(seeUnreadable)],
  ['what is lost', 5, broken(seeLost)],
  ['the names at the doors', 55, (s) => findUploads(s.ports, s.workflows, s.uploads, s, shutBy(s.lost))],
];

const then: readonly SweepPart[] = [
  ['the lines', 20, (s) => writePending(s.ports, s.owing, s)],
  ['the changes that wait', 5, (s) => expireChanges(s.ports, s)],
  ['the requests that are over', 5, (s) => forgetRequests(s.ports, s.share)],
  ['what was kept', 10, async (s) => (s.clearing = await startClearing(s.ports, s.workflows, s, await s.ends()))],
  ['the absences that are over', 5, async (s) => s.absences && removeAbsences(s.ports, s.absences, s.share)],
  ['the names of people', 5, (s) => keepPeople(s.ports, s.settings, s.share)],
  ['what lies outside', 10, async (s) => (s.outside = await lookOutside(s.ports, s))],
  ['what is seen', 20, whole(see)],
  ['the code', 5, (s) => tellCode(s.ports)],
  ['the audit', 10, async (s) => catchUpHeads(s.ports, await s.ends(), s)],
];

/** What waits for the mail servers of people keeps nothing else waiting. */
const mails: readonly SweepPart[] = [
  ['the mails that are owed', 15, (s) => notifyAllPending(s.ports, s.settings, s.owing, s)],
  ['the mails that were kept', 5, (s) => sendKept(s.ports, s)],
  ['the mails that are told together', 5, (s) => notifyCollected(s.ports, s.settings, s)],
  ['the mails about names that wait', 5, (s) => notifyAllWaiting(s.ports, s.settings, s.uploads.untold, s)],
  ['the names that are refused', 5, (s) => notifyRefused(s.ports, s.settings, s)],
  ['the reminders', 5, whole((s, { resting }) => remindResting(s.ports, s.settings, resting, s))],
  [
    'the packages that were not looked into',
    5,
    whole((s, all) => notifyUninspected(s.ports, s.settings, all.uninspected, s)),
  ],
  ['the last days', 5, (s) => remindPeople(s.ports, s.settings, s)],
  ['the rules that changed', 5, (s) => notifyRules(s.ports, s.settings, s)],
  ['the noted absences', 5, async (s) => s.absences && notifyAbsences(s.ports, s.settings, s.absences, s)],
  ['the digests', 10, whole(remindApprovers)],
  ['the projects that are over without a basis', 5, (s) => closeExpired(s.ports, s.settings, s)],
  ['the projects that are closed', 5, closeProjects],
];

/** Behind all that writes beside a receipt, so that it is copied in the same hour. */
const copies: SweepPart = ['the second copy', 5, (s) => copyAway(s.ports, s)];

/** What computes and wings add to the sweep, behind its own parts of the same stage. */
export interface AddedParts {
  readonly parts: readonly SweepPart[];
  readonly mails: readonly SweepPart[];
}

export function sweepParts(added: AddedParts): readonly (readonly SweepPart[])[] {
  return [first, [...then, ...added.parts, copies], [...mails, ...added.mails]];
}

async function seeUnreadable({ ports, share }: Sweeping): Promise<readonly BrokenRow[]> {
  // Whoever sends them is told that they cannot be read.
  const waiting = ports.keptMails.waiting().catch(() => undefined);
  const [rows] = await Promise.all([findUnreadable(ports, share), waiting]);
  return rows;
}

async function seeLost(sweeping: Sweeping): Promise<readonly BrokenRow[]> {
  sweeping.lost = await findLost(sweeping.ports, sweeping.share, sweeping.ends);
  const { ports, absences, ends, share } = sweeping;
  // Of a table that is lost its rows need not be missed one by one.
  if (absences === undefined || sweeping.lost.some(({ project }) => project === 'all')) return sweeping.lost;
  const found = await compareListed(ports, (await ports.overview.seen())?.stood, { absences, ends }, share);
  sweeping.stood = found?.stood;
  return [...sweeping.lost, ...(found?.lost ?? [])];
}

/** Without the absences people who are away would be reminded. */
async function remindApprovers({ ports, settings, absences, share }: Sweeping, { reviews }: Ensured): Promise<void> {
  if (absences !== undefined) await sendReminders(ports, settings, { reviews, absences }, share);
}
