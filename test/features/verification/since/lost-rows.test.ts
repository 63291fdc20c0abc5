import { beforeEach, describe, expect, test } from 'vitest';
import { operationRowKey } from '../../../../src/azure/operation/operation-row.ts';
import { storagePorts } from '../../../../src/azure/storage-ports.ts';
import { systemChain } from '../../../../src/domain/audit/audit-event.ts';
import { parseChainLine } from '../../../../src/domain/audit/chain-line.ts';
import { daysLater } from '../../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../../src/domain/base/time-slice.ts';
import type { OperationKey } from '../../../../src/domain/operation/operation.ts';
import type { Missed } from '../../../../src/domain/overview/store.ts';
import { storedRows } from '../../../../src/domain/overview/stored-rows.ts';
import { verifyDay } from '../../../../src/features/verification/since/verify-day.ts';
import { verifyProofs } from '../../../../src/features/verification/verify-proofs.ts';
import { growLog } from '../../../../src/features/witness/grow-log.ts';
import type { Ports } from '../../../../src/ports/ports.ts';
import { Failures } from '../../../../src/use-cases/base/failures.ts';
import { openedEvent } from '../../../../src/use-cases/operation/start-operation.ts';
import { withdrawOperation } from '../../../../src/use-cases/operation/withdraw-operation.ts';
import { anOperation, collect } from '../../../contract/samples.ts';
import { noHook } from '../../../memory/hook.ts';
import { idle, project, WorkingWorld } from '../../../use-cases/working-world.ts';

/** A deployment in full work in which nothing more happens, signed and verified day by day. */
class QuietDays {
  readonly working: WorkingWorld;
  #day = 0;

  constructor(working: WorkingWorld) {
    this.working = working;
  }

  /** So many days that nothing of it is new. */
  static async begin(working?: WorkingWorld): Promise<QuietDays> {
    const days = new QuietDays(working ?? (await WorkingWorld.begin()));
    await days.pass();
    for (let day = 0; day < 3; day += 1) expect(await days.pass()).toBe(0);
    return days;
  }

  async lose(place: string, takes: (key: string) => boolean = () => true): Promise<void> {
    const table = place.replace(/^row:(\w+) .*$/, '$1');
    expect(await this.working.loseRows(table, (kind, { key }) => kind === place && takes(key))).toBeGreaterThan(0);
  }

  skip(): void {
    this.#day += 1;
  }

  /** What misses it first. */
  async missedWithin(): Promise<'a sweep' | 'a day' | 'all' | 'nothing'> {
    const ports = this.#ports();
    await this.working.sweep(ports);
    if (((await ports.overview.seen())?.broken ?? []).some(({ lost }) => lost)) return 'a sweep';
    if ((await this.pass()) !== 0) return 'a day';
    return (await verifyProofs(this.#ports())).ok ? 'nothing' : 'all';
  }

  /** Lets a day go by; how much was wrong by the verification of that day, by a process that begins then. */
  async pass(): Promise<number | undefined> {
    this.#day += 1;
    const ports = this.#ports();
    const share = startTimeSlice(ports.clock, 600);
    const failures = new Failures();
    await growLog(ports, { publicBaseUrl: 'https://tre.example.org' }, { share, failures });
    failures.throwAny();
    await verifyDay(ports, share);
    const lines = (await collect(ports.audit.lines(systemChain))).map((line) => parseChainLine(line).event);
    const last = lines.findLast(({ kind }) => kind === 'records.verified');
    return last === undefined || last.at < ports.clock.now().toISOString() ? undefined : Number(last.data['wrong']);
  }

  #ports(): Ports {
    const { world } = this.working;
    const at = daysLater(world.time.now(), this.#day);
    const clock = { now: () => at };
    return { ...world.ports, ...storagePorts(world.storage.ofApp({ clock, hook: noHook })), clock };
  }
}

/** Nothing is owed on quiet days. */
const elsewhere = ['row:register owed'];
/** Kinds of which only a world has a row where something was released. */
const ofReleased = ['row:register take', 'row:register duties'];

const within: Readonly<Record<Missed, 'a sweep' | 'a day' | 'all' | 'nothing'>> = {
  sweep: 'a sweep',
  open: 'a sweep',
  day: 'a day',
  use: 'all',
  itself: 'nothing',
};

const kinds = storedRows.flatMap(({ place, missed }) =>
  missed === undefined || elsewhere.includes(place) ? [] : [[place, missed] as const],
);

test.each(kinds)(
  'where nothing more happens a lost %s is missed within the time that it says',
  async (place, missed) => {
    const days = await QuietDays.begin(ofReleased.includes(place) ? await WorkingWorld.released() : undefined);
    await days.lose(place);
    expect(await days.missedWithin()).toBe(within[missed]);
  },
);

/** An upload that its owner took back before it was copied: no receipt tells of it. */
async function withdrawn({ world }: WorkingWorld): Promise<OperationKey> {
  await world.put('ingress', `${project}/too-early/a.csv`, 'a');
  const key = await world.open('ingress', `${project}/too-early/a.csv`);
  await withdrawOperation(world.ports, idle, { key, by: 'olga', part: 'owner', reason: 'too early' });
  world.storage.places().get('public/ingress')?.tamper(`${project}/too-early/a.csv`, undefined);
  await world.run('ingress', key);
  expect((await world.operation(key)).state).toBe('withdrawn');
  return key;
}

describe('the row of an operation that ended long ago', () => {
  let days: QuietDays;
  let key: OperationKey;
  beforeEach(async () => {
    const working = await WorkingWorld.begin();
    key = await withdrawn(working);
    days = await QuietDays.begin(working);
  });

  test('is missed within a day, and each day until it is back', async () => {
    const { register } = days.working.world.ports;
    const stored = await register.get(key);
    if (stored === undefined) throw new Error('there is no row');
    await days.lose('row:register op', (row) => row === operationRowKey(key.id));
    expect(await days.missedWithin()).toBe('a day');
    expect(await days.pass()).toBe(1);
    await register.restore(stored.value, null);
    expect([await days.pass(), await days.pass()]).toEqual([0, 0]);
  });

  test('is missed although a day was', async () => {
    await days.lose('row:register op', (row) => row === operationRowKey(key.id));
    days.skip();
    expect(await days.pass()).toBe(1);
  });

  test('is missed although another one began', async () => {
    await days.lose('row:register op', (row) => row === operationRowKey(key.id));
    const { ports, time } = days.working.world;
    const startedAt = daysLater(time.now(), 4).toISOString();
    const another = anOperation({ project, name: 'another', revision: 0, startedAt });
    await ports.register.open(another, []);
    await ports.audit.append(project, [openedEvent(another)]);
    expect(await days.pass()).toBe(1);
  });
});
