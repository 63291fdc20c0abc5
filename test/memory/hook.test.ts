import { beforeEach, describe, expect, test } from 'vitest';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { idsOf, verdict } from '../contract/audit-contract.ts';
import { anEvent, anOperation } from '../contract/samples.ts';
import type { Hook, ServiceCall } from './hook.ts';
import { MemoryStorage } from './storage.ts';

/** Faults to come, each for the first request of its operation. */
let faults: { readonly half: keyof Hook; readonly operation: string }[];
let calls: ServiceCall[];
let ports: Pick<Ports, 'audit' | 'register'>;
beforeEach(async () => {
  [faults, calls] = [[], []];
  const half = (name: keyof Hook) => (call: ServiceCall) => {
    if (name === 'before') calls.push(call);
    const due = faults.findIndex((fault) => fault.half === name && fault.operation === call.operation);
    if (due < 0) return;
    faults.splice(due, 1);
    throw new Error('the answer is lost');
  };
  const hook = { before: half('before'), after: half('after') };
  const clock = { now: () => new Date('2026-11-24T10:00:00Z') };
  ports = storagePorts(new MemoryStorage({ clock, hook, auditWait: async () => undefined }).ofApp());
});

describe('a hook around each request', () => {
  test('sees who asks which service for what, page by page', async () => {
    const operation = anOperation();
    await ports.register.open(operation, []);
    await ports.register.list('ingress', operation.project);
    expect(calls.map(({ caller, service, operation: asked }) => [caller, service, asked])).toEqual([
      ['control-plane', 'table register', 'transact'],
      // It is shown on the dashboard.
      ['control-plane', 'table register', 'upsert'],
      ['control-plane', 'table register', 'query'],
    ]);
  });

  test.each([
    ['before', 'appendBlock'],
    ['after', 'appendBlock'],
    ['before', 'transact'],
    ['after', 'transact'],
    ['after', 'createAppendBlob'],
    ['after', 'insert'],
  ] as const)('may throw %s %s: the append fails, and the next one finds what stands', async (half, operation) => {
    faults.push({ half, operation });
    await expect(ports.audit.append('chain', [anEvent('one')])).rejects.toThrow('the answer is lost');
    await ports.audit.append('chain', [anEvent('one'), anEvent('two')]);
    expect(await idsOf(ports.audit, 'chain')).toEqual(['one', 'two']);
    expect(await verdict(ports.audit, 'chain')).toMatchObject({ ok: true, count: 2 });
  });

  test('leaves no half of a transaction, whichever half it throws in', async () => {
    const operation = anOperation();
    faults.push({ half: 'before', operation: 'transact' });
    await expect(ports.register.open(operation, [])).rejects.toThrow('the answer is lost');
    expect(await ports.register.get(operation)).toBeUndefined();
    faults.push({ half: 'after', operation: 'transact' });
    await expect(ports.register.open(operation, [])).rejects.toThrow('the answer is lost');
    expect(await ports.register.openId('ingress', operation.project, operation.name)).toBe(operation.id);
    expect(await ports.register.open(operation, [])).toEqual({ opened: true });
  });
});
