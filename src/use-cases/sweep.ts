import type { FlowSettings } from '../activities/settings.ts';
import { keptFor } from '../domain/kept-request.ts';
import type { OperationKey } from '../domain/operation.ts';
import { type Share, startShare } from '../domain/share.ts';
import { measureStanding } from '../domain/telemetry/measurements.ts';
import type { Ports } from '../ports/ports.ts';
import type { BrokenRow } from '../ports/records.ts';
import type { Workflows } from '../ports/workflows.ts';
import { forgetAbsences } from './absences.ts';
import { closeProjects } from './close-projects.ts';
import { type Ensured, emptyLists, ensureRunning } from './ensure-running.ts';
import { Failures } from './failures.ts';
import { findUploads } from './find-uploads.ts';
import { keepHolds } from './hold.ts';
import { keepPeople } from './keep-people.ts';
import { mendOverview, readStanding } from './mend-shown.ts';
import { mendWeeks } from './mend-weeks.ts';
import { openChange } from './pending.ts';
import { portsOfSweep } from './ports-of-sweep.ts';
import { remindDates } from './remind-dates.ts';
import { remindResting } from './remind-resting.ts';
import { seeEverything } from './see-everything.ts';
import { sendDigests } from './send-digests.ts';
import { settleChains } from './settle-chains.ts';
import { settleOwed } from './settle-owed.ts';
import { startClearing } from './start-clearing.ts';
import { tellAbsences } from './tell-absences.ts';
import { tellBudgets } from './tell-budgets.ts';
import { tellComputeEnds } from './tell-compute-ends.ts';
import { tellIdleStops } from './tell-idle-stops.ts';
import { tellRules } from './tell-rules.ts';
import { tellUninspected } from './tell-uninspected.ts';

export type SweepPorts = Pick<
  Ports,
  | 'listing'
  | 'projects'
  | 'changes'
  | 'register'
  | 'decisions'
  | 'absences'
  | 'remarks'
  | 'audit'
  | 'clock'
  | 'random'
  | 'hours'
  | 'looks'
  | 'versions'
  | 'computeMemory'
  | 'mailer'
  | 'messenger'
  | 'outbox'
  | 'notices'
  | 'sweepPlaces'
  | 'overview'
  | 'people'
  | 'signIns'
  | 'weeks'
  | 'holds'
  | 'dataFactory'
  | 'fileLists'
  | 'requests'
  | 'manifests'
  | 'secrets'
  | 'telemetry'
>;

/** What the sweep needs to know of the deployment. `outageHours`: after so long an operation in trouble is stalled, and people must look. */
export type SweepSettings = Pick<
  FlowSettings,
  'publicBaseUrl' | 'storageSkewSeconds' | 'datasetDays' | 'restorableDays' | 'transferPollSeconds'
> & {
  readonly outageHours: number;
  /** Names of people whom no definition names are kept so many days after they were last seen. */
  readonly peopleKeepDays: number;
};

/** What a sweep found and did, in numbers; the alerts of the deployment look for them in the log. */
export interface SweepReport {
  readonly started: number;
  readonly waiting: number;
  readonly ensured: number;
  readonly woken: number;
  readonly overdue: number;
  readonly unreachable: number;
  readonly troubled: number;
  readonly stalled: number;
  readonly failed: number;
  readonly broken: number;
  readonly untold: number;
  readonly givenUp: number;
  readonly strays: number;
  /** Ended packages of which something was begun to be cleared. */
  readonly clearing: number;
}

/** The operations and rows that a sweep found to need somebody. */
export interface NeedsSomebody {
  readonly failed: readonly OperationKey[];
  readonly stalled: readonly OperationKey[];
  readonly broken: readonly BrokenRow[];
  /** Packages of which something was outside again after it had been taken back. */
  readonly reappeared: readonly OperationKey[];
  /** Packages under way that went on without the evidence that they waited for. */
  readonly uninspected: readonly OperationKey[];
}

/** Seconds for each part that has a share. With what runs, all of it stays within the ten minutes that the host gives. */
const owedSeconds = 120;
const doorSeconds = 120;
const requestSeconds = 20;
const keepingSeconds = 30;
const reminderSeconds = 30;
const uninspectedSeconds = 20;
const dateSeconds = 20;
const digestSeconds = 60;
const rulesSeconds = 30;
const budgetSeconds = 20;
const computeEndSeconds = 20;
const idleSeconds = 20;
const closingSeconds = 60;
const weekSeconds = 20;
const chainSeconds = 20;
const peopleSeconds = 20;

/**
 * Makes sure of the holds that are on and that what runs is running, then sends what is owed, brings to mind what rests, forgets what is
 * over, brings on what belongs to closed projects, finds by listing what no event announced, and begins to clear what was kept long enough; all but the first within shares of the
 * time. What fails for one operation, name or project keeps no other waiting: everything is tried, `told` gets the report and what needs
 * somebody, and then an AggregateError tells of all that went wrong here.
 */
export async function sweep(
  portsOfAll: SweepPorts,
  workflows: Workflows,
  settings: SweepSettings,
  told: (report: SweepReport, needs: NeedsSomebody) => void = () => {},
): Promise<SweepReport> {
  const ports = portsOfSweep(portsOfAll);
  const failures = new Failures();
  await failures.keep('the holds', () => keepHolds(ports, workflows, failures));
  const counts = { ensured: 0, woken: 0, overdue: 0, unreachable: 0, troubled: 0 };
  const none = { ...counts, ...emptyLists() };
  const standing = await kept(failures, 'what is shown', () => readStanding(ports.overview));
  const absences = await kept(failures, 'the absences', () => ports.absences.list());
  const ensured = await kept(failures, 'the unfinished operations', () =>
    ensureRunning(ports, workflows, { ...settings, ...(absences && { absences }) }, failures),
  );
  const running = ensured ?? none;
  if (standing !== undefined && ensured !== undefined)
    await failures.keep('what is shown', () => mendOverview(ports, standing, ensured.open));
  const owed = (await kept(failures, 'what is owed', () =>
    settleOwed(ports, settings, { failures, share: startShare(ports.clock, owedSeconds) }),
  )) ?? { untold: 0, givenUp: 0, reappeared: [] };
  await tellOfOperations(ports, settings, running, failures);
  await tellOfProjects(ports, settings, failures);
  // Without them people who are away would be reminded.
  if (absences !== undefined) await remindApprovers(ports, settings, { reviews: running.reviews, absences }, failures);
  await failures.keep('the changes that wait', () => expireChanges(ports, failures));
  await failures.keep('the requests that are over', () =>
    forgetRequests(ports, startShare(ports.clock, requestSeconds)),
  );
  await failures.keep('the projects that are closed', () =>
    closeProjects({ ports, workflows, settings, failures, share: startShare(ports.clock, closingSeconds) }),
  );
  const uploads = (await kept(failures, 'the names at the doors', () =>
    findUploads(ports, workflows, settings, { failures, share: startShare(ports.clock, doorSeconds) }),
  )) ?? { started: 0, waiting: 0, strays: 0 };
  const clearing =
    (await kept(failures, 'what was kept', () =>
      startClearing(ports, workflows, { failures, share: startShare(ports.clock, keepingSeconds) }),
    )) ?? 0;
  await failures.keep('the names of people', () => keepPeople(ports, settings, startShare(ports.clock, peopleSeconds)));
  if (ensured !== undefined) await failures.keep('what is seen', () => tellSeen(ports, ensured, owed));
  await failures.keep('the audit', () =>
    settleChains(ports, { failures, share: startShare(ports.clock, chainSeconds) }),
  );
  await failures.keep('the weeks', () => mendWeeks(ports, { failures, share: startShare(ports.clock, weekSeconds) }));
  const { woken, overdue, unreachable, troubled, stalled, failed, broken, uninspected } = running;
  const report: SweepReport = {
    ...uploads,
    ensured: running.ensured,
    woken,
    overdue,
    unreachable,
    troubled,
    stalled: stalled.length,
    failed: failed.length,
    broken: broken.length,
    untold: owed.untold,
    givenUp: owed.givenUp,
    clearing,
  };
  told(report, { failed, stalled, broken, reappeared: owed.reappeared, uninspected });
  failures.throwAny();
  return report;
}

/** What stands, for the dashboard and for telemetry. */
async function tellSeen(
  ports: SweepPorts,
  ensured: Ensured,
  owed: Pick<SweepReport, 'untold' | 'givenUp'>,
): Promise<void> {
  const standing = measureStanding(ensured.open, owed, ports.clock.now());
  for (const measurement of standing) ports.telemetry.measure(measurement);
  await ports.overview.see(await seeEverything(ports, ensured));
}

/** Reminds people of what rests, and tells operators of packages that were not looked into. */
async function tellOfOperations(
  ports: SweepPorts,
  settings: SweepSettings,
  { resting, uninspected }: Pick<Ensured, 'resting' | 'uninspected'>,
  failures: Failures,
): Promise<void> {
  await failures.keep('the reminders', () =>
    remindResting(ports, settings, resting, { failures, share: startShare(ports.clock, reminderSeconds) }),
  );
  await failures.keep('the packages that were not looked into', () =>
    tellUninspected(ports, settings, uninspected, { failures, share: startShare(ports.clock, uninspectedSeconds) }),
  );
}

/** Tells people of last days that come or are over, of rules that changed, of compute hours that are used, of computes that will be deleted and of machines that were idle. */
async function tellOfProjects(ports: SweepPorts, settings: SweepSettings, failures: Failures): Promise<void> {
  await failures.keep('the last days', () =>
    remindDates(ports, settings, { failures, share: startShare(ports.clock, dateSeconds) }),
  );
  await failures.keep('the rules that changed', () =>
    tellRules(ports, settings, { failures, share: startShare(ports.clock, rulesSeconds) }),
  );
  await failures.keep('the compute hours', () =>
    tellBudgets(ports, settings, { failures, share: startShare(ports.clock, budgetSeconds) }),
  );
  await failures.keep('the computes of projects that have ended', () =>
    tellComputeEnds(ports, settings, { failures, share: startShare(ports.clock, computeEndSeconds) }),
  );
  await failures.keep('the idle machines', () =>
    tellIdleStops(ports, settings, { failures, share: startShare(ports.clock, idleSeconds) }),
  );
}

/** Tells people of absences that others noted for them, sends the digests that are due, and forgets absences that were over long ago. */
async function remindApprovers(
  ports: SweepPorts,
  settings: SweepSettings,
  known: Parameters<typeof sendDigests>[2],
  failures: Failures,
): Promise<void> {
  await tellAbsences(ports, settings, known.absences, failures);
  await failures.keep('the digests', () => sendDigests(ports, settings, known, startShare(ports.clock, digestSeconds)));
  await failures.keep('the absences that are over', () => forgetAbsences(ports, known.absences));
}

/** Removes each change of a definition that can no longer be confirmed. */
async function expireChanges(ports: SweepPorts, failures: Failures): Promise<void> {
  for await (const { value } of ports.changes.list()) {
    await failures.keep(`the change ${value.id}`, async () => void (await openChange(ports, value.project)));
  }
}

/** Removes requests that are no longer remembered, while the share lasts. */
async function forgetRequests({ requests, clock }: Pick<Ports, 'requests' | 'clock'>, share: Share): Promise<void> {
  for await (const stored of requests.before(new Date(clock.now().getTime() - keptFor))) {
    if (share.isOver()) return;
    await requests.forget(stored);
  }
}

async function kept<T>(failures: Failures, what: string, step: () => Promise<T>): Promise<T | undefined> {
  let result: T | undefined;
  await failures.keep(what, async () => {
    result = await step();
  });
  return result;
}
