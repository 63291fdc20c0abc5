import { tableRegister } from '../../src/azure/operation/register.ts';
import { DAY, daysLater } from '../../src/domain/base/time.ts';
import { type Outcome, weekOf } from '../../src/domain/overview/week.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { newRound } from '../../src/domain/review/approval.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { openEgress } from '../activities/flow-settings.ts';
import { someRefused } from '../contract/refused-contract.ts';
import { anOperation } from '../contract/samples.ts';
import { definition, person, sampleProject } from '../domain/sample.ts';
import { noHook } from '../memory/hook.ts';
import { MemoryWorld } from '../memory/world.ts';

const projects = 60;
const machine = { name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'dsvm', power: { mode: 'off' }, idleMinutes: 90 };
const evidence = { missing: 'unreadable' as const };

/** A world in which every part of the sweep has much to do: projects that are open, that have ended, and that are closed. */
export async function fullWorld(): Promise<MemoryWorld> {
  const world = new MemoryWorld(1, noHook, { beginning: '2026-11-20T10:00:00.000Z' });
  const { ports, time } = world;
  const agoOf = (days: number) => new Date(time.now().getTime() - days * DAY).toISOString();
  for (let at = 0; at < projects; at += 1) {
    await openProject(world, `open-${at}`, at, agoOf);
    const compute = computeDefinition.parse({ keepComputeDays: 10, virtualMachines: [machine] });
    await world.project({ id: `ended-${at}`, ends: '2026-11-12', compute });
    await seen(ports, `ended-${at}`, time.now());
    await world.project({ id: `closed-${at}`, closed: { releases: 'keep' } });
    await ports.register.open(anOperation({ project: `closed-${at}`, since: agoOf(3) }), []);
    const oid = `e0000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    const entry = { oid, name: `Gone ${at}`, email: `gone-${at}@example.org`, since: agoOf(999) };
    await ports.people.put({ ...entry, seenOn: '2020-01-01', origin: 'sign-in', clearedAt: null });
    const absence = { id: `noted-${at}`, oid, email: entry.email, name: entry.name, by: 'olivia', reason: 'ill' };
    await ports.absences.put({ ...absence, at: agoOf(1), from: '2026-11-20', to: '2026-11-30' });
    await ports.absences.put({ ...absence, id: `over-${at}`, at: agoOf(400), from: '2025-01-01', to: '2025-01-02' });
    const mail = { project: `open-${at}`, to: person('Rita', 2).oid, about: 'rejected', step: 'rejected-2' } as const;
    await ports.mailBudgets.collect({ ...mail, operation: `exp_${at}`, thing: 'package', since: agoOf(1) });
    const kept = { about: 'second-person', to: 'otto@example.org', subject: 'Asked', text: 'x', html: 'x' } as const;
    await ports.keptMails.keep({ ...kept, messageId: `asked-${at}@example.org`, since: agoOf(1) });
    for (let more = 0; more < 4; more += 1)
      await ports.requests.begin({ id: `${at}${more}`.padStart(64, '0'), digest: 'd', at: agoOf(99) });
  }
  return world;
}

/** What left in the ten weeks before, unusually much in the last one. */
function endsBefore(now: Date): Outcome[] {
  return Array.from({ length: 10 }, (_, at) => {
    const week = weekOf(daysLater(now, -7 * (at + 1)).toISOString());
    const left = { count: at === 0 ? 90 : 1, bytes: 1 };
    return { key: week, week, of: 'export', end: 'released', milliseconds: 1, size: left, left };
  });
}

async function seen(ports: Ports, project: string, now: Date): Promise<void> {
  const nothing = { steps: [], waiting: [], alerts: [], notes: [], open: [] };
  const computes = [{ kind: 'machine' as const, name: 'dsvm-1', state: 'deallocated' }];
  const idle = [{ compute: 'machine dsvm-1', reason: '', stoppedAt: now.toISOString() }];
  await ports.looks.write(project, { at: now.toISOString(), computes, ...nothing, idle });
}

async function openProject(world: MemoryWorld, id: string, at: number, agoOf: (days: number) => string): Promise<void> {
  const { ports, time } = world;
  const now = time.now();
  const approvers = [1, 2, 3].map((number) => ({
    ...person(`Ada-${at}-${number}`, 1000 + at * 10 + number),
    independent: false,
  }));
  const operators = [person(`Otto-${at}`, 5000 + at)];
  const compute = computeDefinition.parse({ budgetHours: 10, virtualMachines: [machine] });
  const governance = [{ kind: 'Ethics approval', reference: 'EK-1', until: '2026-11-25' }];
  const people = { ...definition().people, approvers, operators };
  const rules = { quietSeconds: 1, allowedExtensions: ['.csv'] };
  const change = { id, people, compute, governance, ingress: { ...sampleProject().ingress, ...rules, maxOpen: 1 } };
  const { egress } = sampleProject();
  const approval = { ...egress.approval, ...openEgress.approval };
  await world.project({ ...change, egress: { ...egress, ...openEgress, approval, unusualTold: true } });
  await ports.weeks.count(id, endsBefore(now));
  const stored = await ports.projects.get(id);
  if (stored === undefined) throw new Error(`${id} is there`);
  const { value: project, hash } = await ports.projects.put({ ...stored.value, title: 'Another' }, stored.etag);
  await ports.hours.write(id, { months: [{ month: '2026-11', machines: 9e7, instances: 0, missed: 0 }] }, undefined);
  await seen(ports, id, now);
  const rests = anOperation({ project: id, state: 'failed', since: agoOf(8) });
  const owed = { project: id, operation: rests.id, revision: 1 };
  const event = { id: `${rests.id}.failed`, at: agoOf(8), kind: 'operation.opened' as const, actor: 'control-plane' };
  await ports.register.open(rests, [
    { ...owed, kind: 'telling', about: 'failed', since: agoOf(0), times: 0 },
    { ...owed, kind: 'line', event: { ...event, project: id, operation: rests.id, data: {} } },
    { ...owed, kind: 'look', dueAt: agoOf(1), times: 0 },
  ]);
  for (let more = 0; more < 4; more += 1) {
    const reviewed = anOperation({ door: 'export', project: id, state: 'in-review', round: 1, startedAt: agoOf(5) });
    const about = { exportId: reviewed.id, project, definition: hash, researchers: [], filesSince: agoOf(5) };
    await ports.decisions.openRound(newRound({ ...about, number: 1, digest: 'd', now: new Date(agoOf(5)) }));
    await tableRegister(world.storage.sealed('register')).open(reviewed, []);
  }
  const returns = { state: 'returning', inspection: { evidence, at: agoOf(1) } } as const;
  await ports.register.open(anOperation({ door: 'export', project: id, ...returns }), []);
  const frozen = { digest: 'd', count: 1, bytes: 1 };
  const kept = anOperation({ door: 'export', project: id, state: 'returned', since: agoOf(99), package: frozen });
  await ports.register.restore(kept, null);
  await ports.refused.put({ value: someRefused(id, 'ingress'), etag: null });
  for (const name of ['one', 'two', 'three']) await world.put('ingress', `${id}/${name}/a.csv`, 'a');
  const asked = { id: `change-${at}`, project: id, askedAt: agoOf(30), expiresAt: agoOf(20), reason: 'why' };
  const by = { oid: 'o', name: 'Otto', emails: ['otto@example.org'] };
  await ports.changes.put({ ...asked, by, against: hash, hash, definition: project, changes: [] }, null);
}
