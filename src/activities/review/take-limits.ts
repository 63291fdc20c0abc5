import type { LimitWaiting } from '../../domain/operation/limit-schema.ts';
import { limitWaiting } from '../../domain/operation/limit-wait.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { mayHaveLeft } from '../../domain/operation/take-back.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Round } from '../../domain/review/round.ts';
import {
  fitsAllFrom,
  type LimitLook,
  lookAtLimits,
  oldTakes,
  overSoft,
  type Take,
  takeOf,
} from '../../domain/transfer/limits.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError } from '../../ports/records.ts';
import type { StandingTakes } from '../../ports/stores.ts';
import { requireProject, rewrite } from '../operation/operations.ts';
import { eventOf, record } from '../operation/record.ts';

export type LimitPorts = Pick<Ports, 'takes' | 'register' | 'audit' | 'clock'>;

/** So many are removed with one that is written. */
const removedAtOnce = 80;

/** `waits`: it does not fit. `over`: it exceeds these soft limits, for which more people have to be asked first. */
type NotTaken = { readonly kind: 'waits' } | { readonly kind: 'over'; readonly overLimits: readonly string[] };

/**
 * Takes what the release needs of the limits of its project, once for each round, all of it or nothing. A repeat takes nothing more. From
 * then on the release counts, whatever becomes of it, unless nothing of it was ever outside. `round`: in which it was approved;
 * undefined where nobody was asked.
 */
export async function takeLimits(
  ports: LimitPorts,
  operation: Operation,
  project: Project,
  round: Pick<Round, 'rules'> | undefined,
): Promise<NotTaken | { readonly kind: 'taken' }> {
  const { limits = [] } = project.egress;
  if (limits.length === 0) {
    if (limitWaiting(operation) !== undefined) await noteLimit(ports, operation, undefined);
    return { kind: 'taken' };
  }
  const taking = await onConflictAgain(() => tryToTake(ports, operation, project, round));
  if (taking.kind !== 'taken') return taking;
  await tellTaken(ports, operation, taking.take);
  await noteLimit(ports, operation, { takenAt: taking.take.at });
  return taking;
}

/** The names of the soft limits that a package would exceed if it left now. */
export async function softLimitsOver(
  { takes, clock }: Pick<Ports, 'takes' | 'clock'>,
  operation: Operation,
  { id, egress: { limits = [] } }: Project,
): Promise<readonly string[]> {
  if (limits.every(({ soft }) => soft === undefined)) return [];
  const now = clock.now();
  return overSoft(lookAtLimits(limits, (await takes.of(id)).takes, takeOf(operation, now), now));
}

/** Since when the package waits for its limits, where its row says that it does and it does not fit yet. */
export async function waitsForLimit(
  ports: Pick<Ports, 'takes' | 'projects' | 'audit' | 'clock'>,
  operation: Operation,
): Promise<string | undefined> {
  const waiting = limitWaiting(operation);
  if (waiting === undefined || (await isPassed(ports, operation))) return undefined;
  const { value: project } = await requireProject(ports.projects, operation.project);
  const standing = await ports.takes.of(operation.project);
  const looks = lookNow(standing, operation, project, ports.clock.now());
  return looks.every(({ fits }) => fits) ? undefined : waiting.waitsSince;
}

/** Gives back what the release took, where nothing of it was ever outside. */
export async function giveBackTakes(ports: LimitPorts, operation: Operation): Promise<void> {
  const { limit, project, id, round = 0 } = operation;
  if (limit === undefined || mayHaveLeft(operation)) return;
  await onConflictAgain(async () => {
    const standing = await readTakes(ports, project);
    const own = standing.takes.find((take) => take.exportId === id && take.round === round);
    if (own === undefined) return;
    // The line comes first: who finds the row gone would write none.
    await record(ports, operation, { id: `limit-given-back-${own.at}`, kind: 'limit.given-back', data: { round } });
    await ports.takes.change(project, standing, { added: [], removed: [own] });
  });
  await noteLimit(ports, operation, undefined);
}

async function tryToTake(
  ports: LimitPorts,
  operation: Operation,
  project: Project,
  round: Pick<Round, 'rules'> | undefined,
): Promise<NotTaken | { readonly kind: 'taken'; readonly take: Take }> {
  const standing = await readTakes(ports, operation.project);
  const now = ports.clock.now();
  const wanted = takeOf(operation, now);
  const own = standing.takes.find(({ exportId, round }) => exportId === wanted.exportId && round === wanted.round);
  if (own !== undefined) return { kind: 'taken', take: own };
  const looks = lookNow(standing, operation, project, now);
  const overLimits = overSoft(looks);
  // Two releases at once may exceed one together, so it is judged where they are taken.
  const answered = round?.rules.overLimits ?? [];
  if (round !== undefined && overLimits.some((name) => !answered.includes(name))) return { kind: 'over', overLimits };
  const full = looks.filter(({ fits }) => !fits);
  if (full.length > 0 && !(await isPassed(ports, operation))) {
    await noteWait(ports, operation, full, now);
    return { kind: 'waits' };
  }
  const removed = oldTakes(standing.takes, now).slice(0, removedAtOnce);
  await ports.takes.change(operation.project, standing, { added: [wanted], removed });
  return { kind: 'taken', take: wanted };
}

/** Whether two operators let it pass: whoever can only write rows lets nothing pass. */
async function isPassed({ audit }: Pick<LimitPorts, 'audit'>, operation: Operation): Promise<boolean> {
  const passed = limitWaiting(operation)?.passed;
  return passed !== undefined && (await audit.holds(operation.project, `${operation.id}.${passedLine(passed)}`));
}

/** The end of the id of the line that two operators let a package pass. */
export function passedLine({ at }: Pick<NonNullable<LimitWaiting['passed']>, 'at'>): string {
  return `limit-passed-${at}`;
}

function lookNow({ takes }: StandingTakes, operation: Operation, project: Project, now: Date): readonly LimitLook[] {
  return lookAtLimits(project.egress.limits ?? [], takes, takeOf(operation, now), now);
}

async function noteWait(ports: LimitPorts, operation: Operation, full: readonly LimitLook[], now: Date): Promise<void> {
  const names = [...new Set(full.map(({ limit }) => limit.name))];
  const until = fitsAllFrom(full)?.toISOString();
  const waitsSince = limitWaiting(operation)?.waitsSince ?? now.toISOString();
  await record(ports, operation, {
    id: `limit-waits-${waitsSince}`,
    kind: 'limit.waits',
    data: { limits: names.join(', '), ...(until === undefined ? {} : { until }) },
  });
  const waiting = { waitsSince, names, ...(until === undefined ? {} : { until }) };
  // Somebody may have asked meanwhile that it passes.
  await noteLimit(ports, operation, waiting, ({ asked, passed }) => {
    return { ...(asked === undefined ? {} : { asked }), ...(passed === undefined ? {} : { passed }) };
  });
}

async function noteLimit(
  { register }: Pick<Ports, 'register'>,
  operation: Operation,
  limit: Operation['limit'],
  kept: (before: LimitWaiting) => Partial<LimitWaiting> = () => ({}),
): Promise<void> {
  await rewrite(register, operation, (row) => {
    const { limit: _before, ...rest } = row;
    const before = limitWaiting(row);
    if (limit === undefined) return rest;
    return { ...rest, limit: before === undefined ? limit : { ...kept(before), ...limit } };
  });
}

/** The first line of a project says that there are takes from then on: when all rows of them are gone, they are lost. */
async function tellTaken({ audit, clock }: LimitPorts, operation: Operation, taken: Take): Promise<void> {
  const at = clock.now().toISOString();
  const { files, bytes, at: takenAt } = taken;
  const note = {
    ...({ id: `limit-taken-${takenAt}`, kind: 'limit.taken' } as const),
    data: { take: JSON.stringify(taken), files, bytes },
  };
  await audit.append(operation.project, [
    { ...eventOf(operation, { id: begunLine, kind: 'limit.begun' }, at), id: begunLine, operation: null },
    eventOf(operation, note, at),
  ]);
}

const begunLine = 'limits.begun';

async function readTakes(
  { takes, audit }: Pick<LimitPorts, 'takes' | 'audit'>,
  project: string,
): Promise<StandingTakes> {
  const standing = await takes.of(project);
  const isLost = !standing.isWhole || (standing.etag === null && (await audit.holds(project, begunLine)));
  if (!isLost) return standing;
  throw new ConflictError(`A row is lost of what releases of ${project} took of its limits: restore its register`);
}
