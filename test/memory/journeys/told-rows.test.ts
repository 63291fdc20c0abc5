import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { type AuditEvent, parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { doors } from '../../../src/domain/base/door.ts';
import { foundAgain, rowAfter } from '../../../src/domain/history/row-from-lines.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { gather } from '../../domain/sample.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

const files = [{ path: 'table.csv', bytes: Buffer.from('x,y\n1,2\n') }];

/** The fields of a row that its lines, and those that are owed to the chain, do not tell at this instant. */
async function untold({ ports: { audit, register }, project }: MemoryJourney): Promise<readonly string[]> {
  const events = (await gather(audit.lines(project))).map((line) => parseChainLine(line).event);
  const rows = await Promise.all(doors.map((door) => register.list(door, project)));
  const found = await Promise.all(
    rows
      .flatMap(({ items }) => items)
      .map(async (row) => {
        const owed: AuditEvent[] = [];
        for await (const { value } of register.owed(project, row.id)) if (value.kind === 'line') owed.push(value.event);
        const own = events.filter(({ operation }) => operation === row.id);
        const told = [...own, ...owed].reduce<Operation | undefined>(rowAfter, undefined);
        return told === undefined ? ['all'] : differing(timeless(row), timeless(told));
      }),
  );
  return found.flat();
}

/** Behind the newest move a transfer has the times of its lines, which were written a moment after the row. */
function timeless(row: Operation): Operation {
  const transfers = row.transfers.map((one) => ({ ...one, intendedAt: '', startedAt: '', closedAt: '' }));
  return { ...row, transfers };
}

function differing(row: Operation, told: Operation): readonly string[] {
  const again = new Set<string>(foundAgain);
  const names = new Set([...Object.keys(row), ...Object.keys(told)]);
  const stored = (value: unknown) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
  return [...names].filter(
    (name) => !again.has(name) && !isDeepStrictEqual(stored(Reflect.get(row, name)), stored(Reflect.get(told, name))),
  );
}

/** What stands in the row for the requests of the one append that tells of it. */
const toldNext = ['package', 'round', 'transfers', 'version'];
const requestsOfAppend = 4;

test('at every request of both flows the lines tell the rows, but for what is found again or told by the next requests', async () => {
  const journey = await startMemoryJourney();
  const [running, longest] = [new Map<string, number>(), new Map<string, number>()];
  let looks = 0;
  journey.faults.push(async () => {
    looks += 1;
    const names = new Set(await untold(journey));
    for (const name of running.keys()) if (!names.has(name)) running.delete(name);
    for (const name of names) {
      const times = (running.get(name) ?? 0) + 1;
      running.set(name, times);
      longest.set(name, Math.max(times, longest.get(name) ?? 0));
    }
    return undefined;
  });
  await journey.upload('cohort', files);
  await journey.drop('results', files);
  const { id } = await journey.reached('export', 'results', 'in-review');
  for (const approver of ['ada', 'ben'] as const) await journey.decide(id, approver, { choice: 'approve' });
  await journey.reached('export', 'results', 'released');
  await journey.reached('ingress', 'cohort', 'available');
  expect(looks).toBeGreaterThan(300);
  expect([...longest.keys()].sort()).toEqual(toldNext);
  expect([...longest.values()].filter((times) => times > requestsOfAppend)).toEqual([]);
  await journey.end();
});
