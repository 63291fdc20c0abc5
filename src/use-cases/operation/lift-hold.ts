import { recordHold, restoreHolds } from '../../activities/transfer/restore-holds.ts';
import { chainOf } from '../../domain/audit/recorded-hold.ts';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import { Forbidden } from '../../domain/base/errors.ts';
import { digestOfAct } from '../../domain/base/second-operator.ts';
import { type ActVerdict, type AskedFirst, judgeAct } from '../../domain/definition/acts-of-two.ts';
import type { ConcernedProject } from '../../domain/definition/current-definition.ts';
import { everyProject, type Hold, isNamedBy, isOn, liftDigest, wantsSecond } from '../../domain/operation/hold.ts';
import { liftWaits } from '../../pages/notification/project/lift-waits.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Stored } from '../../ports/records.ts';
import type { Identity } from '../../ports/sign-in.ts';
import { notifyAddresses, operatorsToNotify } from '../project/notify-operators.ts';
import type { HoldAct } from './hold.ts';
import { endLift, intendLift } from './store-hold.ts';

/** With `secondOperator` false the one operator asks twice, a day apart. */
export type LiftPorts = Pick<Ports, 'holds' | 'projects' | 'mailer' | 'keptMails' | 'audit' | 'clock'> & {
  readonly secondOperator: boolean;
  readonly publicBaseUrl: string;
};

/** `named`: as `liftAs` names it. */
export interface LiftAct extends HoldAct {
  readonly caller: Pick<Identity, 'oid' | 'name' | 'emails'>;
  readonly named: string;
}

/** What became of a lift: one that wants two operators `waits` for the second, and one that names another list than stands has `changed`. */
export interface Lifted {
  readonly kind: 'lifted' | 'waits' | 'changed';
  readonly hold: Hold;
}

/**
 * Lifts the one kill switch of that name: what waited goes on by itself once none is on. Undefined when it is not on. What the malware
 * scanner set two operators lift: the first asks. Throws Forbidden for whoever cannot be the first, or the second.
 */
export async function liftHold(ports: LiftPorts, act: LiftAct): Promise<Lifted | undefined> {
  return await onConflictAgain(async () => {
    const stored = (await find(ports, act)) ?? (await findLost(ports, act));
    if (stored === undefined) return undefined;
    const { value: hold } = stored;
    const verdict = wantsSecond(hold) ? await judge(ports, act, hold) : freely;
    if (verdict.kind === 'refused') throw new Forbidden(verdict.why);
    if (verdict.kind === 'changed') return { kind: 'changed', hold };
    if (verdict.kind === 'first') return { kind: 'waits', hold: await ask(ports, act, stored) };
    const { caller, reason } = act;
    const line = { actor: caller.oid, data: { reason, ...verdict.marks } };
    await intendLift(ports, hold, line);
    // Nothing was found since it was read.
    await endLift(ports, hold, line, () => ports.holds.remove(stored));
    return { kind: 'lifted', hold };
  });
}

async function find({ holds, clock }: Pick<LiftPorts, 'holds' | 'clock'>, { project, named }: LiftAct) {
  const standing = await holds.at(project);
  return standing.find(({ value }) => isNamedBy(named, value) && isOn(value, clock.now()));
}

/** One whose row is gone and whose end has no line is still on: its lift was interrupted, or the row was lost. */
async function findLost(ports: LiftPorts, act: LiftAct) {
  await restoreHolds(ports, act.project);
  return await find(ports, act);
}

/** What one operator set any other lifts alone. */
const freely: ActVerdict = { kind: 'agreed', marks: {} };

async function judge(ports: LiftPorts, { named, caller }: LiftAct, hold: Hold): Promise<ActVerdict> {
  const { projects, audit, clock, secondOperator } = ports;
  const first = firstOf(hold);
  const isTold =
    first !== undefined && (await audit.holds(chainOf(hold.project), `hold.${hold.id}${askedMark(first)}`));
  const stands = liftDigest(hold);
  const wanted = {
    ...({ act: 'hold-lift', somebody: caller, secondOperator, stands, first: isTold ? first : undefined } as const),
    seen: named.slice(hold.id.length + 1),
    concerned: await concernedBy(projects, hold),
  };
  return judgeAct(wanted, clock.now());
}

type First = AskedFirst & NonNullable<Hold['lifting']>;

/** Undefined too where an earlier version wrote what it was asked for. */
function firstOf({ lifting }: Hold): First | undefined {
  return lifting?.digest === undefined ? undefined : { ...lifting, digest: lifting.digest };
}

/** Ends the id of the line that somebody asked, with a digest of all that the row says of it. */
function askedMark({ by, askedAt, reason, digest }: First): string {
  return `.lift-asked.${askedAt}.${digestOfAct([by.oid, by.name, by.emails, reason, digest])}`;
}

async function concernedBy({ find, list }: Pick<Ports['projects'], 'find' | 'list'>, { project: held }: Hold) {
  const concerned: ConcernedProject[] = [];
  const add = (id: string, standing: ConcernedProject['standing']) => concerned.push({ id, standing });
  if (held !== everyProject) add(held, await find(held));
  else for await (const found of list()) add('value' in found ? found.value.id : found.id, found);
  return concerned;
}

/** The row, then its line, then the mails: the lift waits whether or not anybody can be told. */
async function ask(ports: LiftPorts, { caller, reason }: LiftAct, { value, etag }: Stored<Hold>): Promise<Hold> {
  const { oid, name, emails } = caller;
  const askedAt = ports.clock.now().toISOString();
  const lifting = { by: { oid, name, emails: [...emails] }, askedAt, reason, digest: liftDigest(value) };
  const hold = { ...value, lifting };
  await ports.holds.put(hold, etag);
  const which = askedMark(lifting).replace('.lift-asked', '');
  await recordHold(ports, hold, 'lift-asked', { actor: oid, data: { reason, digest: lifting.digest } }, which);
  const held = await ports.projects.find(value.project);
  const zone = held !== undefined && 'value' in held ? calendarOf(held.value).timeZone : undefined;
  const letter = await liftWaits(hold, lifting, ports, zone);
  const addresses = [...(await operatorsToNotify(ports, value.project)), ...emails.slice(0, 1)];
  const counts = await notifyAddresses(ports, { id: `hold.${value.id}.lift.${askedAt}`, letter, addresses });
  await recordHold(ports, hold, 'lift-told', { data: counts }, which);
  return hold;
}
