import { describe, expect, test } from 'vitest';
import { type Answers, journal, key, scripted } from './script.ts';
import type { TestHub } from './task-hub.ts';

const wait = { kind: 'wait', seconds: 90 } as const;

async function finish(hub: TestHub): Promise<string[]> {
  hub.start('export', key.id, key);
  await hub.finish(key.id);
  await hub.stop();
  expect(hub.warnings).toEqual([]);
  return journal(hub);
}

const inspecting = (lookAtInspection: NonNullable<Answers['lookAtInspection']>) =>
  scripted('export', 'inspecting', { lookAtInspection });

describe('the look of the reading room', () => {
  test('stands between the freeze and the review where there is a room', async () => {
    const hub = scripted('export', 'freezing', { needsApproval: [{ required: true, inspects: true }] });
    const calls = await finish(hub);
    const at = calls.indexOf('needsApproval');
    expect(calls.slice(at, at + 7)).toEqual([
      'needsApproval',
      'move inspect',
      'askInspection',
      'lookAtInspection',
      'move inspected',
      'loadOperation',
      'openReview',
    ]);
  });

  test('is left out where there is none, and where nobody approves', async () => {
    for (const needs of [{ required: true }, { required: false }]) {
      const calls = await finish(scripted('export', 'freezing', { needsApproval: [needs] }));
      expect(calls).not.toContain('askInspection');
    }
    const withdrawn = { required: true, inspects: true, withdrawn: true } as const;
    expect(await finish(scripted('export', 'freezing', { needsApproval: [withdrawn] }))).toContain('move withdraw');
  });

  test('is looked for again after the pause that was asked for, and when somebody wakes it', async () => {
    const hub = inspecting([wait, wait, { kind: 'withdrawn' }]);
    hub.start('export', key.id, key);
    await hub.settle();
    expect(await hub.elapse()).toBe(90);
    await hub.settle();
    const before = hub.now;
    hub.raise(key.id, 'wake');
    await hub.settle();
    expect(hub.now).toBe(before);
    await hub.finish(key.id);
    expect(journal(hub)).toContain('move withdraw');
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('rejects what turns out to hold malware, and stops when somebody wants that', async () => {
    expect((await finish(inspecting([{ kind: 'malicious' }]))).slice(0, 5)).toEqual([
      'loadOperation',
      'askInspection',
      'lookAtInspection',
      'move reject',
      'tellOwed',
    ]);
    const stopped = await finish(inspecting([{ kind: 'stopped', message: 'enough' }]));
    expect(stopped).toEqual(['loadOperation', 'askInspection', 'lookAtInspection', 'failOperation', 'tellOwed']);
  });

  test('ends where somebody took the package elsewhere', async () => {
    const calls = await finish(inspecting([{ kind: 'elsewhere' }, { kind: 'ended' }]));
    expect(calls.slice(0, 4)).toEqual(['loadOperation', 'askInspection', 'lookAtInspection', 'loadOperation']);
  });
});
