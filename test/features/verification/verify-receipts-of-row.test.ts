import { beforeAll, describe, expect, test } from 'vitest';
import type { ReceiptPayload } from '../../../src/domain/lifecycle/receipt.ts';
import { summarize } from '../../../src/domain/operation/manifest.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { ReceiptReader } from '../../../src/features/verification/listed-receipts.ts';
import { anEntry, anEvent, stream } from '../../contract/samples.ts';
import { type FinishedWorld, finishedWorld, type Otherwise } from './finished-world.ts';
import { about, foundInRow, secondTakeBack } from './found-in-row.ts';

const another = 'e'.repeat(64);
let world: FinishedWorld;

beforeAll(async () => {
  world = await finishedWorld();
});

const found = (row: Operation, otherwise?: Otherwise) => foundInRow(world, row, otherwise);

/** Receipts that state something else; no name: each of them. */
function stating(change: Partial<ReceiptPayload>, of = ''): ReceiptReader {
  return async (name) => {
    const read = await world.receipts(name);
    if (read === undefined || 'refused' in read || read.payload.kind === 'closure') return read;
    return name.endsWith(of) ? { ...read, payload: { ...read.payload, ...change } } : read;
  };
}

describe('a receipt', () => {
  test.each<[string, Partial<ReceiptPayload>, string]>([
    ['of another operation', { operation: 'exp_other' }, 'It is the receipt of exp_other in heart-study'],
    ['of another project', { project: 'lung-study' }, 'in lung-study'],
    ['of another kind', { kind: 'deletion' }, "It is a receipt of the kind 'deletion'"],
    ['about a place that its name does not have', { place: 'review' }, 'It is a receipt about review'],
    ['about other files', { digest: another }, `It states the digest ${another}; the register has `],
  ])('%s is named', async (_, change, why) => {
    const lines = await found(world.released, { receipts: stating(change, '-release') });
    expect(about('receipt', lines)).toEqual([expect.stringContaining(why)]);
    expect(lines[0]).toContain(`${world.released.id}-release: `);
  });

  test('remembers no more lines than the head counts', async () => {
    const { count, hash } = (await world.ports.audit.head('heart-study')) ?? { count: 0, hash: '' };
    const remembers = (lines: number) => stating({ chain: { count: lines, hash } }, '-release');
    expect(await found(world.released, { receipts: remembers(count) })).toEqual([]);
    const lines = await found(world.released, { receipts: remembers(count + 1) });
    expect(lines).toEqual([
      expect.stringContaining(`It remembers ${count + 1} lines of the audit, and the head counts`),
    ]);
    const without = await found(world.released, { audit: { head: async () => undefined } });
    expect(without).toContainEqual(expect.stringContaining('and the head counts 0: it was cut'));
  });

  test('that its state asks for is there', async () => {
    const { id } = world.released;
    const manifests = { receiptNames: async () => [`${id}-deletion`] };
    expect(await found(world.released, { manifests })).toEqual([
      `receipt ${id}-release: It is missing: the export operation is released`,
    ]);
  });

  test('has its line, but while its step runs', async () => {
    const { holds } = world.ports.audit;
    const audit = { holds: async (chain: string, id: string) => !/deletion$/.test(id) && (await holds(chain, id)) };
    const untold = 'The audit does not tell of it';
    expect(await found(world.released, { audit })).toEqual([expect.stringContaining(untold)]);
    const running = await found({ ...world.released, state: 'releasing' }, { audit });
    expect(running.filter((line) => line.includes(untold))).toEqual([]);
  });

  const done = { step: 'export-release', count: 2, bytes: 10 };
  test.each([
    ['the line that announced it says the same', done, false, true],
    ['it says another step', { ...done, step: 'export-delete' }, false, false],
    ['it says another count', { ...done, count: 3 }, false, false],
    ['it says other bytes', { ...done, bytes: 11 }, false, false],
    ['nothing announced it', undefined, false, false],
    ['the stop was carried out, so that its own line is due', done, true, false],
  ])('of a step that was stopped and came to its end all the same: %s', async (_what, said, hasFailed, isTold) => {
    const { id } = world.released;
    const name = `${id}-interrupted-7`;
    const read = await world.receipts(`${id}-release`);
    if (read === undefined || 'refused' in read || read.payload.kind === 'closure') throw new Error('no receipt');
    const payload = { ...read.payload, ...done, kind: 'interrupted' as const };
    const line = `${id}.files-outside-7`;
    const announced = said && anEvent(line, { kind: 'transfer.files-outside', operation: id, data: said });
    const lines = await found(world.released, {
      receipts: async () => ({ sha256: '', payload }),
      manifests: { receiptNames: async () => [name] },
      audit: {
        event: async (_chain: string, event: string) => (event === line ? announced : undefined),
        holds: async (chain: string, event: string) =>
          event === `${id}.8.fail` ? hasFailed : await world.ports.audit.holds(chain, event),
      },
    });
    expect(lines.filter((one) => one.includes(name) && one.includes('does not tell')).length).toBe(isTold ? 0 : 1);
  });

  test('of a clearing says which place its name promises', async () => {
    const { id } = world.released;
    const name = `${id}-clearing-review`;
    const names = async () => [name];
    const read = await world.receipts(`${id}-release`);
    const said = async (change: Partial<ReceiptPayload>) => {
      if (read === undefined || 'refused' in read || read.payload.kind === 'closure') throw new Error('no receipt');
      const payload = { ...read.payload, kind: 'clearing' as const, ...change };
      const lines = await found(world.released, {
        manifests: { receiptNames: names },
        receipts: async () => ({ sha256: '', payload }),
      });
      return lines.filter((line) => line.includes(name));
    };
    expect(await said({})).toEqual([expect.stringContaining('It is a receipt about no place')]);
    expect(await said({ place: 'returned' })).toEqual([expect.stringContaining('It is a receipt about returned')]);
    expect(await said({ place: 'review' })).toEqual([expect.stringContaining('knows of no run that cleared review')]);
  });
});

describe('the receipt of a release that was taken back', () => {
  const lists = ['a.csv', 'b.csv', 'c.csv'];
  const listOf = (number: number) => stream([anEntry(lists[number - 1] ?? '')]);
  const digestOf = async (number: number) => (await summarize(listOf(number))).digest;

  /** What is wrong with a receipt that states the digest of the list of that number, where the release was taken back twice. */
  async function ofReceipt(ending: string, number: number): Promise<string[]> {
    const { released } = world;
    const name = `${released.id}-revocation-${ending}`;
    const outside = { ...(await summarize(listOf(2))), since: '', until: '' };
    const read = await world.receipts(`${released.id}-release`);
    if (read === undefined || 'refused' in read || read.payload.kind === 'closure') throw new Error('no receipt');
    const payload = { ...read.payload, kind: 'revocation' as const, digest: await digestOf(number) };
    const lines = await found(
      { ...released, takeBack: { ...secondTakeBack, outside } },
      {
        audit: { holds: async () => true },
        manifests: {
          receiptNames: async () => [name],
          read: (list) => {
            const [, of] = /-outside-(\d)$/.exec(list) ?? [];
            return of === undefined ? world.ports.manifests.read(list) : listOf(Number(of));
          },
        },
        receipts: async () => ({ sha256: '', payload }),
      },
    );
    return lines.filter((line) => line.startsWith(`receipt ${name}: `));
  }

  test.each<[string, string, number, boolean]>([
    ['the last one is about what the row says', '2', 2, true],
    ['the last one is not about another list', '2', 1, false],
    ['one before is about its list', '1', 1, true],
    ['one before is not about the last list', '1', 2, false],
    ['one that is still to come is about nothing', '3', 3, false],
    ['one that only looks like the last is about nothing', '02', 2, false],
  ])('%s', async (_, ending, number, isGood) => {
    const lines = await ofReceipt(ending, number);
    expect(lines).toEqual(isGood ? [] : [expect.stringContaining('It states the digest')]);
  });
});
