import { everyProject, liftAs } from '../../src/domain/operation/hold.ts';
import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import { type HoldAct, setHold } from '../../src/use-cases/operation/hold.ts';
import { type LiftAct, liftHold } from '../../src/use-cases/operation/lift-hold.ts';
import { liftSuspension, suspendPerson } from '../../src/use-cases/people/suspend-person.ts';
import { changeDefinition } from '../../src/use-cases/project/change-definition.ts';
import { confirmChange } from '../../src/use-cases/project/confirm-change.ts';
import { actSomehow } from './acts.ts';
import type { AppInstance } from './app-instance.ts';
import { cast, projectId } from './definition.ts';
import { settings, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const [otto, orla] = cast.operators.map(({ oid, name, email }) => ({
  oid,
  name,
  emails: [email],
  roles: ['Ops.Operator'],
  groups: 'no-claim' as const,
}));

/** The operator who asks; what takes a second one is confirmed by the other. */
export function operator(): NonNullable<typeof otto> {
  return otto ?? nobody();
}

export function secondOperator(): NonNullable<typeof orla> {
  return orla ?? nobody();
}

/** What a change of a definition stands on. */
export function asOperator({ ports }: AppInstance) {
  return { ...ports, secondOperator: true, publicBaseUrl: settings.publicBaseUrl };
}

/** Operators and senders until `isOver`: whatever they may ask for, at any time, and changes of rules and people. */
export async function peopleInterfere(world: World, isOver: () => boolean): Promise<void> {
  const { weather } = world;
  const busy: Promise<void>[] = [];
  if (weather.has('operators-act')) busy.push(now(world, 'operators', isOver, () => actSomehow(world, 'operator')));
  if (weather.has('senders-act')) {
    busy.push(now(world, 'owners', isOver, () => actSomehow(world, 'owner')));
    busy.push(now(world, 'researchers', isOver, () => actSomehow(world, 'researcher')));
  }
  if (weather.has('holds')) busy.push(now(world, 'holds', isOver, () => holdOrLift(world)));
  if (weather.has('rules-change')) busy.push(now(world, 'rules', isOver, () => change(world, changedRules)));
  if (weather.has('people-change')) {
    busy.push(now(world, 'people', isOver, () => change(world, changedPeople)));
    busy.push(now(world, 'suspensions', isOver, () => suspendOrLift(world)));
  }
  await Promise.all(busy);
}

async function now(world: World, what: string, isOver: () => boolean, work: () => Promise<void>): Promise<void> {
  while (!isOver()) {
    // Some come hours later, some while the first request is still on its way.
    const most = world.draws.pick(`${what} pace`, [20_000, 10 * MINUTE, HOUR, 10 * HOUR]);
    await world.time.sleep(world.draws.between(`${what} rest`, 1000, most));
    if (!isOver()) await work();
  }
}

/** Asks the app for something; what does not work somebody is told. */
export async function tried(world: World, what: string, work: (app: AppInstance) => Promise<unknown>): Promise<void> {
  await world.once(what, work).catch((error: unknown) => world.told(what, error));
}

/** One operator holds the project, or two do and each lifts their own: the other hold stays on. */
async function holdOrLift(world: World): Promise<void> {
  const takeBack = world.draws.happens('hold takes back', 0.5);
  const lasts = world.draws.between('hold lasts', MINUTE, HOUR);
  const own = { project: projectId, caller: operator(), reason: 'A leak is looked into' };
  const other = { project: projectId, caller: secondOperator(), reason: 'The network is moved' };
  const isTwice = world.draws.happens('hold twice', 0.4);
  world.acted(isTwice ? 'hold twice' : 'hold');
  await tried(world, 'hold', (app) => setHold(app.ports, world.workflows, { ...own, takeBack }));
  if (isTwice) await tried(world, 'second hold', (app) => setHold(app.ports, world.workflows, other));
  await world.time.sleep(lasts);
  const kept = await idsFor(world, other);
  await liftOwn(world, own);
  const left = await idsFor(world, other);
  if (kept.some((id) => !left.includes(id))) world.broke(`a lift ends one hold: that of ${other.reason} is gone too`);
  if (isTwice) await liftOwn(world, other);
}

async function idsFor({ god }: World, { project, reason }: Pick<HoldAct, 'project' | 'reason'>): Promise<string[]> {
  return (await god.holds.at(project)).filter(({ value }) => value.reason === reason).map(({ value }) => value.id);
}

/** Lifts what was set for that reason, as its operator knows it from the list. */
export async function liftOwn(world: World, act: Pick<LiftAct, 'project' | 'reason' | 'caller'>): Promise<void> {
  await tried(world, 'lift', async (app) => {
    for (const { value } of await app.ports.holds.at(act.project))
      if (value.reason === act.reason) await liftHold(asOperator(app), { ...act, named: liftAs(value) });
  });
}

/** Ends the holds that an operator forgot, or that malware has set, which takes two. */
export async function liftAnyHold(world: World): Promise<void> {
  for (const project of [projectId, everyProject])
    for (const caller of [operator(), secondOperator()])
      await tried(world, 'lift', async (app) => {
        const act = { project, caller, reason: 'All is well' };
        for (const { value } of await app.ports.holds.at(project))
          await liftHold(asOperator(app), { ...act, named: liftAs(value) });
      });
}

/** An operator changes the definition; where it takes a second one, that one confirms it later. */
export async function change(world: World, changed: (world: World, project: Project) => object): Promise<void> {
  let waiting: string | undefined;
  world.acted('change');
  await tried(world, 'change', async (app) => {
    const standing = await app.ports.projects.get(projectId);
    if (standing === undefined) return;
    const project = projectSchema.parse({ ...standing.value, ...changed(world, standing.value) });
    const wanted = {
      project,
      etag: standing.etag,
      caller: operator(),
      reason: 'It is to be so',
      seen: 'by-the-act' as const,
    };
    const done = await changeDefinition(asOperator(app), wanted);
    if (done.kind !== 'changed') waiting = done.change.id;
  });
  await confirmed(world, waiting);
}

/** The other operator confirms the change of that id later, or forgets it. */
export async function confirmed(world: World, id: string | undefined): Promise<void> {
  if (id === undefined || world.draws.happens('nobody confirms', 0.2)) return;
  await world.time.sleep(world.draws.between('confirmation', MINUTE, HOUR));
  await tried(world, 'confirm', (app) =>
    confirmChange(asOperator(app), { project: projectId, id, caller: secondOperator(), reason: 'Yes' }),
  );
}

function changedRules({ draws }: World, { egress }: Project): object {
  const approval = {
    ...egress.approval,
    quorum: draws.pick('new quorum', [1, 2, 3]),
    required: !draws.happens('review given up', 0.1),
    deadlineDays: draws.pick('new deadline', [1, 2, 14]),
  };
  const disclosure = {
    ...egress.disclosure,
    viewing: draws.pick('new viewing', ['shown', 'shown', 'required']),
    allowedTypes: draws.pick('new types', [['table'], ['table', 'other']]),
  };
  return { egress: { ...egress, approval, disclosure } };
}

function changedPeople({ draws }: World, { people }: Project): object {
  const all = [...cast.approvers, cast.spare].map((one, at) => ({ ...one, independent: at === 0 }));
  const gone = draws.between('who goes', 0, all.length - 1);
  return { people: { ...people, approvers: all.filter((_, at) => at !== gone) } };
}

async function suspendOrLift(world: World): Promise<void> {
  const { oid } = world.draws.pick('suspended', cast.approvers);
  const act = { project: projectId, oid, caller: operator(), reason: 'The contract ended' };
  world.acted('suspend');
  await tried(world, 'suspend', (app) => suspendPerson(app.ports, act));
  await world.time.sleep(world.draws.between('suspension lasts', MINUTE, 10 * HOUR));
  await tried(world, 'lift suspension', (app) => liftSuspension(asOperator(app), act));
}

function nobody(): never {
  throw new Error('the project has no operators');
}
