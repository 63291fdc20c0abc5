import { beforeAll, describe, expect, test } from 'vitest';
import { genesisHash, lineHash } from '../../../src/domain/audit/chain-line.ts';
import { closureName } from '../../../src/domain/definition/closure.ts';
import type { ClosurePayload, SignedPayload } from '../../../src/domain/lifecycle/receipt.ts';
import type { ReceiptReader } from '../../../src/features/verification/listed-receipts.ts';
import { anEvent } from '../../contract/samples.ts';
import type { Otherwise } from './finished-world.ts';
import { ToldWorld } from './told-world.ts';

const project = 'heart-study';
let told: ToldWorld;

beforeAll(async () => {
  told = await ToldWorld.begin();
});

/** A receipt in the place of what stands under its name. */
const stating = (change: (payload: SignedPayload) => SignedPayload | 'refused' | undefined): ReceiptReader => {
  return async (name) => {
    const read = await told.world.receipts(name);
    const payload = read !== undefined && 'payload' in read ? change(read.payload) : undefined;
    const { sha256 = '' } = read ?? {};
    if (payload === 'refused') return { sha256, refused: new Error('its signature does not hold') };
    return payload && { sha256, payload };
  };
};

describe('a line of a receipt', () => {
  const anchoredAt = (count: number, hash: string) => stating((payload) => ({ ...payload, chain: { count, hash } }));
  const receipt = () => told.of('receipt.written');

  test('has its receipt; one that does not hold, or is of another project, is named elsewhere', async () => {
    expect(await told.found([receipt()], { receipts: stating(() => undefined) })).toEqual([
      expect.stringContaining('It is missing: the audit tells that it was written'),
    ]);
    expect(await told.found([receipt()], { receipts: stating(() => 'refused') })).toEqual([]);
    const elsewhere = stating((payload) => ({ ...payload, project: 'lung-study', chain: { count: 1, hash: 'x' } }));
    expect(await told.found([receipt()], { receipts: elsewhere })).toEqual([]);
  });

  test('says which receipt it is, by its SHA-256; lines of earlier versions do not', async () => {
    const { sha256: told256, ...before } = receipt().data;
    expect(told256).toMatch(/^[0-9a-f]{64}$/);
    const another: ReceiptReader = async (name) => {
      const read = await told.world.receipts(name);
      return read && { ...read, sha256: 'another' };
    };
    expect(await told.found([receipt()], { receipts: another })).toEqual([
      expect.stringContaining(`Its SHA-256 is another, and the audit says ${told256}`),
    ]);
    expect(await told.found([{ ...receipt(), data: before }], { receipts: another })).toEqual([]);
  });

  test('remembers the chain as it is', async () => {
    const hash = lineHash(told.lines[1] ?? '');
    for (const all of [
      (otherwise: Otherwise) => told.foundInAll(otherwise),
      (otherwise: Otherwise) => told.found(told.told, otherwise),
    ]) {
      expect(await all({ receipts: anchoredAt(2, hash) })).toEqual([]);
      const untruths = await all({ receipts: anchoredAt(2, lineHash('x')) });
      expect(new Set(untruths.map((line) => line.split(': ')[1]))).toEqual(
        new Set(['It remembers another line 2 of the audit']),
      );
      expect(await all({ receipts: anchoredAt(0, genesisHash) })).toEqual([]);
      expect(await all({ receipts: anchoredAt(0, hash) })).not.toEqual([]);
    }
  });

  test('remembers what is in hand without another reading of the chain', async () => {
    const lines = () => {
      throw new Error('the chain was read again');
    };
    expect(await told.foundInAll({ audit: { lines } })).toEqual([]);
  });

  test('remembers lines of long before, which are read once more and no further than the last of them', async () => {
    const read: number[] = [];
    const audit = {
      lines: async function* () {
        for (const [index, line] of told.lines.entries()) {
          read.push(index + 1);
          yield line;
        }
      },
    };
    const receipts = anchoredAt(3, lineHash(told.lines[2] ?? ''));
    expect(await told.found([receipt()], { audit, receipts })).toEqual([]);
    expect(read).toEqual([1, 2, 3]);
    expect(await told.found([told.of('export.released')], { audit })).toEqual([]);
    expect(await told.found([receipt()], { audit, receipts: anchoredAt(0, genesisHash) })).toEqual([]);
    expect(read).toHaveLength(3);
    const beyond = anchoredAt(told.lines.length + 1, lineHash('x'));
    expect(await told.found([receipt()], { audit, receipts: beyond })).toEqual([
      expect.stringContaining(`It remembers another line ${told.lines.length + 1}`),
    ]);
  });
});

describe('a line of a step that was stopped half-way', () => {
  const stopped = () =>
    anEvent(`${told.world.released.id}.files-outside-7`, {
      ...{ kind: 'transfer.files-outside', operation: told.world.released.id, data: {} },
    });
  const carriedOut = { audit: { holds: async () => true } };

  test('has its receipt once the stop was carried out', async () => {
    expect(await told.found([stopped()], carriedOut)).toEqual([
      `receipt ${told.world.released.id}-interrupted-7: It is missing: the audit tells of a step that was stopped half-way`,
    ]);
    expect(await told.found([stopped()])).toEqual([]);
    const receipts: ReceiptReader = async () => ({ sha256: '', refused: new Error('named elsewhere') });
    expect(await told.found([stopped()], { ...carriedOut, receipts })).toEqual([]);
  });
});

describe('a line of the end of a closing', () => {
  const name = closureName(project, 'keep');
  const closed = anEvent(`${name}.closed`, { kind: 'project.closed', data: { receipt: name, outcome: 'all-gone' } });

  const certificate = (outcome: 'all-gone' | 'rest-stays'): ClosurePayload => ({
    ...{
      kind: 'closure',
      project,
      releases: 'keep',
      policyVersion: '',
      closedAt: '',
      closedBy: null,
      confirmedBy: null,
    },
    ...{ operations: [], duties: [], chain: { count: 0, hash: genesisHash }, issuedAt: '' },
    destruction: { outcome, lookedAt: '', places: [], computes: { lookedAt: null, left: [] }, kept: [] },
  });

  test('has its certificate; one that does not hold is named elsewhere', async () => {
    expect(await told.found([closed], { receipts: async () => undefined })).toEqual([
      expect.stringContaining('It is missing: the audit tells that the project is closed'),
    ]);
    expect(await told.found([closed], { receipts: async () => ({ sha256: '', refused: new Error('x') }) })).toEqual([]);
    expect(
      await told.found([closed], { receipts: async () => ({ sha256: '', payload: certificate('all-gone') }) }),
    ).toEqual([]);
    expect(
      await told.found([closed], { receipts: async () => ({ sha256: '', payload: certificate('rest-stays') }) }),
    ).toEqual([`receipt ${name}: It says rest-stays of what was destroyed, and the audit tells of all-gone`]);
    const before = { ...closed, data: { receipt: name } };
    expect(await told.found([before], { receipts: async () => undefined })).toEqual([]);
  });
});
