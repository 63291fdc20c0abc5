import { describe, expect, test } from 'vitest';
import { journal, key, scripted } from './script.ts';
import type { TestHub } from './task-hub.ts';

const wait = { kind: 'wait', seconds: 60 } as const;
const rest = { kind: 'rest', seconds: 86_400 } as const;
const required = { takeInventory: [{ problems: 0, scan: true }] };

async function finish(hub: TestHub, flow: 'ingress' | 'export'): Promise<string[]> {
  hub.start(flow, key.id, key);
  await hub.finish(key.id);
  await hub.stop();
  expect(hub.warnings).toEqual([]);
  return journal(hub);
}

const looks = (hub: TestHub) => hub.calls.filter(({ name }) => name === 'lookAtScan').map(({ input }) => input);

describe.each(['ingress', 'export'] as const)('the malware scan at the door %s', (flow) => {
  test('stands between the check and the copy', async () => {
    const hub = scripted(flow, 'checking', required);
    const copy = flow === 'ingress' ? 'ingress-copy' : 'export-freeze';
    expect((await finish(hub, flow)).slice(0, 7)).toEqual([
      'loadOperation',
      'takeInventory',
      'move scan',
      'lookAtScan',
      'move scanned',
      'loadOperation',
      `prepareTransfer ${copy}`,
    ]);
  });

  test('is left out where the project does not require it', async () => {
    const hub = scripted(flow, 'checking', { takeInventory: [{ problems: 0, scan: false }] });
    expect(await finish(hub, flow)).not.toContain('lookAtScan');
  });

  test('rejects malware, and nothing is moved', async () => {
    const hub = scripted(flow, 'scanning', { lookAtScan: [{ kind: 'malicious' }] });
    expect(await finish(hub, flow)).toEqual(['loadOperation', 'lookAtScan', 'move reject', 'tellOwed']);
  });

  test('looks again after the pause that was asked for, and when a verdict wakes it', async () => {
    const hub = scripted(flow, 'scanning', { lookAtScan: [wait, rest, wait, { kind: 'malicious' }] });
    hub.start(flow, key.id, key);
    await hub.settle();
    expect(await hub.elapse()).toBe(60);
    await hub.settle();
    const before = hub.now;
    hub.raise(key.id, 'wake');
    await hub.settle();
    expect(hub.now).toBe(before);
    await hub.finish(key.id);
    expect(looks(hub).map((input) => Object(input).woken)).toEqual([false, false, true, false]);
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('tells operators when it rests, and tries those again who were not reached', async () => {
    const answers = {
      lookAtScan: [rest, rest, { kind: 'passed' }],
      tellUnscanned: [{ unsent: 1 }, { unsent: 0 }],
    } as const;
    const hub = scripted(flow, 'scanning', answers);
    hub.start(flow, key.id, key);
    await hub.settle();
    expect(await hub.elapse()).toBe(3600);
    expect(await hub.elapse()).toBe(86_400);
    await hub.finish(key.id);
    expect(journal(hub).filter((name) => name === 'tellUnscanned')).toHaveLength(2);
    await hub.stop();
  });

  test('does not spin while it rests for weeks, and its history stays small', async () => {
    let hasPassed = false;
    const hub = scripted(flow, 'scanning', { lookAtScan: () => (hasPassed ? { kind: 'passed' } : rest) });
    hub.start(flow, key.id, key);
    await hub.settle();
    for (let day = 0; day < 117; day += 1) expect(await hub.elapse()).toBe(86_400);
    expect(looks(hub).length).toBeLessThan(150);
    expect(hub.longestHistory).toBeLessThanOrEqual(120);
    hasPassed = true;
    await hub.finish(key.id);
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('ends when somebody took the upload elsewhere, and stops when somebody wants that', async () => {
    const discarded = scripted(flow, 'scanning', { lookAtScan: [{ kind: 'elsewhere' }, { kind: 'malicious' }] });
    expect((await finish(discarded, flow)).slice(0, 3)).toEqual(['loadOperation', 'lookAtScan', 'loadOperation']);
    const stopped = scripted(flow, 'scanning', { lookAtScan: [{ kind: 'stopped', message: 'enough' }] });
    expect(await finish(stopped, flow)).toEqual(['loadOperation', 'lookAtScan', 'failOperation', 'tellOwed']);
  });
});

test('a package that turns out to hold malware is taken from its approvers and rejected', async () => {
  const hub = scripted('export', 'in-review', {
    lookAtRound: [{ status: 'open', asked: '1' }, { status: 'malicious' }],
  });
  hub.start('export', key.id, key);
  await hub.settle();
  hub.raise(key.id, 'wake');
  await hub.finish(key.id);
  await hub.stop();
  expect(journal(hub).slice(-3)).toEqual(['withdrawRound', 'move reject', 'tellOwed']);
  expect(hub.output(key.id)).toBe('rejected');
});
