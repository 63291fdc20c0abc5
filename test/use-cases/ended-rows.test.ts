import { describe, expect, test } from 'vitest';
import type { AuditKind } from '../../src/domain/audit/audit-kinds.ts';
import { controlPlane } from '../../src/domain/base/control-plane.ts';
import { type TableName, tables } from '../../src/domain/base/stored-tables.ts';
import { DAY } from '../../src/domain/base/time.ts';
import { endsOfChange } from '../../src/domain/definition/recorded-change.ts';
import { everyProject, holdOwner } from '../../src/domain/operation/hold.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { endAbsences, noteAbsence } from '../../src/use-cases/people/absences.ts';
import { liftSuspension, suspendPerson } from '../../src/use-cases/people/suspend-person.ts';
import { type Changed, changeDefinition } from '../../src/use-cases/project/change-definition.ts';
import { confirmChange, takeBackChange } from '../../src/use-cases/project/confirm-change.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { liftHolds, ofTwo } from '../activities/lift-holds.ts';
import { person } from '../domain/sample.ts';
import { noHook } from '../memory/hook.ts';
import { putBack, snapshotsOf } from '../memory/put-back.ts';
import { MemoryWorld } from '../memory/world.ts';

const id = 'heart-study';
const idle: Workflows = { start: async () => undefined, wake: async () => undefined };
const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email], roles: [], groups: 'no-claim' as const };
};
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];
const ada = { oid: person('Ada', 11).oid, email: person('Ada', 11).email };
const reason = 'it is so';

/** Something that stands by a row until the audit tells of its end. */
interface Ending {
  readonly what: string;
  begin(world: MemoryWorld): Promise<unknown>;
  end(world: MemoryWorld): Promise<unknown>;
}

async function change(world: MemoryWorld, more: object, secondOperator: boolean): Promise<Changed> {
  const stored = await world.ports.projects.get(id);
  if (stored === undefined) throw new Error('there is no project');
  const project = projectSchema.parse({ ...stored.value, ...more });
  const wanted = { project, etag: stored.etag, caller: otto, reason, seen: 'by-the-act' } as const;
  return await changeDefinition({ ...world.ports, ...ofTwo, secondOperator }, wanted);
}

/** Weaker by its tier, so that it waits. */
const weaker = { tier: 'pilot' } as const;
const standard = { tier: 'standard' } as const;

async function actOnChange(
  { ports }: Pick<MemoryWorld, 'ports'>,
  act: typeof confirmChange | typeof takeBackChange,
): Promise<void> {
  for await (const { value } of ports.changes.list())
    await act(ports, { project: id, id: value.id, caller: orla, reason });
}

const later = (world: MemoryWorld, days: number): Ports => ({
  ...world.ports,
  clock: { now: () => new Date(world.time.now().getTime() + days * DAY) },
});

const holds = holdOwner.options.flatMap((owner) =>
  [id, everyProject].flatMap((held): Ending[] => {
    const caller = owner === 'malware' ? { oid: controlPlane } : otto;
    const set = (world: MemoryWorld, more = {}) =>
      setHold(world.ports, idle, { project: held, caller, reason, ...more });
    const what = `a hold of the ${owner}'s for ${held}`;
    return [
      { what, begin: set, end: (world) => liftHolds(world.ports, { project: held, reason, caller: otto }) },
      {
        what: `${what} that has an end`,
        begin: (world) => set(world, { until: new Date(world.time.now().getTime() + DAY).toISOString() }),
        end: (world) => sweep(later(world, 2), idle, sweepSettings),
      },
    ];
  }),
);

/** How a change ends, by the lines that tell of it; afterwards the definition that it was asked against is in force again. */
const changes: Readonly<Record<(typeof endsOfChange)[number], Ending['end']>> = {
  'project.change-confirmed': (world) => confirmed(world, 'project.changed'),
  'project.changed': (world) => confirmed(world, 'project.change-confirmed'),
  'by-itself.project.changed': async (world) => {
    await change(world, weaker, false);
    await sweep(world.ports, idle, sweepSettings);
    await change(world, standard, false);
  },
  'project.change-taken-back': (world) => actOnChange(world, takeBackChange),
  'project.change-expired': async (world) => {
    await change(world, { title: 'Hearts' }, false);
    await sweep(world.ports, idle, sweepSettings);
    await change(world, { title: 'Heart study' }, false);
  },
};

/** Confirms the change so that one of its two lines is missing. */
async function confirmed(world: MemoryWorld, without: AuditKind): Promise<void> {
  const { audit } = world.ports;
  const append: typeof audit.append = async (chain, events) =>
    await audit.append(
      chain,
      events.filter(({ kind }) => kind !== without),
    );
  await actOnChange({ ports: { ...world.ports, audit: { ...audit, append } } }, confirmChange);
  await change(world, standard, false);
}

/** By table, what may stand there until an end that the audit tells; or why nothing does. */
const endings: Readonly<Record<TableName, readonly Ending[] | string>> = {
  register: 'a row has its revision, and one that is older than the audit is stale',
  decisions: 'a round is closed in its row, by its ETag',
  handles: 'a link leads to a round, and gives no right',
  heads: 'they follow from the lines',
  outbox: 'a mail is told once, by its row',
  holds: [
    ...holds,
    {
      what: 'a suspension',
      begin: ({ ports }) => suspendPerson(ports, { project: id, oid: ada.oid, caller: otto, reason }),
      end: async (world) => {
        await liftSuspension({ ...world.ports, ...ofTwo }, { project: id, oid: ada.oid, caller: otto, reason });
        await actOnChange(world, confirmChange);
      },
    },
  ],
  changes: endsOfChange.map((line) => ({
    what: `a change of which ${line} tells`,
    begin: (world) => change(world, weaker, true),
    end: changes[line],
  })),
  refused: 'the names are looked at again by each sweep',
  requests: 'it is kept for its days',
  verdicts: 'a verdict is about a file with its ETag',
  absences: [
    {
      what: 'an absence',
      begin: ({ ports }) =>
        noteAbsence(ports, idle, { person: ada, by: ada.oid, reason }, { from: '2026-03-02', to: '2026-03-20' }),
      end: ({ ports }) => endAbsences(ports, idle, { person: ada, by: ada.oid, reason }),
    },
  ],
  signins: 'a row is written by its ETag',
  people: 'who is cleared and stands again is cleared again',
};

const all = tables.flatMap((table) => {
  const among = endings[table];
  return typeof among === 'string' ? [] : among.map((ending) => ({ table, ...ending }));
});

describe.each(all)('the row of $what', ({ table, begin, end }) => {
  test('is gone after the next sweep when it was written once more after its end', async () => {
    const world = new MemoryWorld(43);
    await world.project({ ...standard, title: 'Heart study' });
    await sweep(world.ports, idle, sweepSettings);
    await begin(world);
    const reach = { table: (name: string) => world.storage.table(name, noHook) };
    const taken = () => snapshotsOf(reach, { name: table, of: { [table]: () => true } }, '');
    const keys = async () => (await taken()).flatMap(({ rows }) => rows.map(({ rowKey }) => rowKey));
    const [before, keysBefore] = [await taken(), await keys()];
    await end(world);
    const keysAfter = await keys();
    const ended = keysBefore.filter((key) => !keysAfter.includes(key));
    expect(ended).toHaveLength(1);
    await putBack(reach, before);
    for (const days of [0, 1]) await sweep(later(world, days), idle, sweepSettings);
    expect((await keys()).filter((key) => ended.includes(key))).toEqual([]);
    expect((await verifyProofs(world.ports)).findings).toEqual([]);
  });
});
