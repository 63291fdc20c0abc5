import { describe, expect, test } from 'vitest';
import { key as ingressKey, journal, scripted } from './script.ts';
import { replay, type TestHub } from './task-hub.ts';

const key = { ...ingressKey, id: 'exp_01' };
const asked = '1';
const open = { status: 'open', asked } as const;

async function begin(hub: TestHub): Promise<void> {
  hub.start('export', key.id, key);
  await hub.settle();
}

async function run(hub: TestHub): Promise<string[]> {
  await begin(hub);
  await hub.finish(key.id);
  await hub.stop();
  expect(hub.warnings).toEqual([]);
  return journal(hub);
}

const releasing = [
  'checkRelease',
  'prepareTransfer export-release',
  'verifyCopy export-release',
  'writeReceipt release',
  'move released',
  'tellOwed',
];

describe('export', () => {
  test('a package is frozen, approved and released, in that order', async () => {
    const hub = scripted('export', 'receiving');
    expect(await run(hub)).toEqual([
      'loadOperation',
      'lookAtArrival',
      'move complete',
      'loadOperation',
      'takeInventory',
      'move passed',
      'prepareTransfer export-freeze',
      'verifyCopy export-freeze',
      'digestPackage',
      'prepareTransfer export-delete',
      'writeReceipt deletion',
      'needsApproval',
      'move frozen',
      'openReview',
      'inviteApprovers',
      'lookAtRound',
      'move approve',
      ...releasing,
    ]);
    expect(hub.output(key.id)).toBe('released');
  });

  test('a package that is withdrawn while it is frozen goes back, and nobody is asked', async () => {
    const calls = await run(scripted('export', 'freezing', { needsApproval: [{ required: true, withdrawn: true }] }));
    expect(calls.slice(-5)).toEqual([
      'move withdraw',
      'prepareTransfer export-return',
      'verifyCopy export-return',
      'move returned',
      'tellOwed',
    ]);
  });

  test('a package that is withdrawn in review goes back', async () => {
    const look = [{ status: 'withdrawn', asked }] as const;
    const calls = await run(scripted('export', 'in-review', { lookAtRound: look }));
    expect(calls.slice(-6)).toContain('move withdraw');
    expect(calls.at(-2)).toBe('move returned');
  });

  test('a project without approval goes from freezing to releasing', async () => {
    const calls = await run(scripted('export', 'freezing', { needsApproval: [{ required: false }] }));
    expect(calls.slice(-7)).toEqual(['move skip-approval', ...releasing]);
  });

  test('a frozen copy that is not what was uploaded stops everything', async () => {
    const differs = { kind: 'differs', message: 'b.csv differs' } as const;
    const calls = await run(scripted('export', 'freezing', { digestPackage: [differs] }));
    expect(calls.slice(-3)).toEqual(['digestPackage', 'failOperation', 'tellOwed']);
  });

  test('a round whose package is to stop, or is no longer in review, ends its wait', async () => {
    const stopped = { status: 'stopped', message: 'an operator wants it' } as const;
    const calls = await run(scripted('export', 'in-review', { lookAtRound: [stopped] }));
    expect(calls.slice(-3)).toEqual(['lookAtRound', 'failOperation', 'tellOwed']);
    const elsewhere = { status: 'elsewhere' } as const;
    const again = await run(
      scripted('export', 'in-review', { lookAtRound: [elsewhere, { status: 'approved', asked }] }),
    );
    expect(again.filter((call) => call === 'loadOperation')).toHaveLength(2);
  });

  test('a package that changed while it was frozen is checked and frozen again before it gets its digest', async () => {
    const verifyCopy = [{ kind: 'changed' }, { kind: 'verified' }] as const;
    const calls = await run(scripted('export', 'freezing', { verifyCopy }));
    expect(calls.slice(1, 9)).toEqual([
      'prepareTransfer export-freeze',
      'verifyCopy export-freeze',
      'move changed',
      'takeInventory',
      'move passed',
      'prepareTransfer export-freeze',
      'verifyCopy export-freeze',
      'digestPackage',
    ]);
  });

  test('files that were copied and are gone when it is checked again stop the package', async () => {
    const takeInventory = [{ problems: 0, gone: 'Put a.csv there again' }];
    const calls = await run(scripted('export', 'freezing', { verifyCopy: [{ kind: 'changed' }], takeInventory }));
    expect(calls.slice(-3)).toEqual(['takeInventory', 'failOperation', 'tellOwed']);
  });

  test.each([
    ['a denied package', 'denied', 'deny'],
    ['a package of which changes are wanted', 'changes-wanted', 'want-changes'],
  ] as const)('%s goes back to the researchers and is never released', async (_, status, event) => {
    const calls = await run(scripted('export', 'in-review', { lookAtRound: [{ status, asked }] }));
    expect(calls.slice(-7)).toEqual([
      `move ${event}`,
      'lookAtRound',
      'move give-back',
      'prepareTransfer export-return',
      'verifyCopy export-return',
      'move returned',
      'tellOwed',
    ]);
    expect(calls).not.toContain('checkRelease');
  });

  test.each([
    ['a denial', 'denied', 'deny'],
    ['a wish for changes', 'changes-wanted', 'want-changes'],
  ] as const)('%s that no longer holds before the package goes back asks people again', async (_, status, event) => {
    const lookAtRound = [{ status, asked }, open, { status: 'approved', asked }] as const;
    const hub = scripted('export', 'in-review', { lookAtRound });
    const calls = await run(hub);
    expect(calls.slice(4, 9)).toEqual([`move ${event}`, 'lookAtRound', 'move reopen', 'openReview', 'inviteApprovers']);
    expect(hub.output(key.id)).toBe('released');
  });

  test('who came during a round is asked at the wake that finds it', async () => {
    const later = '2';
    const hub = scripted('export', 'in-review', {
      inviteApprovers: [{ asked }, { asked: later }],
      lookAtRound: [open, { status: 'open', asked: later }],
    });
    await begin(hub);
    const before = hub.now;
    hub.raise(key.id, 'wake');
    await hub.settle();
    expect(journal(hub).slice(2)).toEqual([
      'inviteApprovers',
      'lookAtRound',
      'lookAtRound',
      'inviteApprovers',
      'lookAtRound',
    ]);
    expect(hub.now).toBe(before);
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('each wake reads the rows again; only a closed round ends the wait', async () => {
    const hub = scripted('export', 'in-review', { lookAtRound: [open, open, open, { status: 'approved', asked }] });
    await begin(hub);
    const before = hub.now;
    for (const expected of [2, 3]) {
      hub.raise(key.id, 'wake');
      await hub.settle();
      expect(journal(hub).filter((call) => call === 'lookAtRound')).toHaveLength(expected);
    }
    hub.raise(key.id, 'wake');
    await hub.finish(key.id);
    expect(hub.output(key.id)).toBe('released');
    expect(hub.now).toBe(before);
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('two wakes at once are both taken in', async () => {
    const hub = scripted('export', 'in-review', { lookAtRound: [open, open, { status: 'approved', asked }] });
    await begin(hub);
    hub.raise(key.id, 'wake');
    hub.raise(key.id, 'wake');
    await hub.finish(key.id);
    expect(hub.output(key.id)).toBe('released');
    await hub.stop();
  });

  test('nobody answers for three weeks: the rows are read daily, past the deadline too, and a late wake still counts', async () => {
    let isApproved = false;
    const hub = scripted('export', 'in-review', {
      lookAtRound: () => (isApproved ? { status: 'approved', asked } : open),
    });
    await begin(hub);
    for (let day = 0; day < 21; day += 1) expect(await hub.elapse()).toBe(86_400);
    expect(journal(hub).filter((call) => call === 'lookAtRound').length).toBeLessThan(27);
    isApproved = true;
    hub.raise(key.id, 'wake');
    await hub.finish(key.id);
    expect(hub.output(key.id)).toBe('released');
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('the wait ends at the deadline, and a package that nobody decided about goes back', async () => {
    const soon = { ...open, waitSeconds: 7200 };
    const hub = scripted('export', 'in-review', { lookAtRound: [soon, { status: 'expired', asked }] });
    await begin(hub);
    expect(await hub.elapse(1)).toBeLessThanOrEqual(7200);
    await hub.finish(key.id);
    expect(journal(hub).slice(-8)).toEqual([
      'lookAtRound',
      'move expire',
      'tellOwed',
      'move give-back',
      'prepareTransfer export-return',
      'verifyCopy export-return',
      'move returned',
      'tellOwed',
    ]);
    expect(hub.output(key.id)).toBe('returned');
    expect(journal(hub)).not.toContain('checkRelease');
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('a deadline that is further away than the next mail does not put the mail off', async () => {
    const hub = scripted('export', 'in-review', {
      inviteApprovers: [
        { asked, waitSeconds: 60 },
        { asked, waitSeconds: 120 },
      ],
      lookAtRound: [{ ...open, waitSeconds: 7200 }],
    });
    await begin(hub);
    expect([await hub.elapse(), await hub.elapse()]).toEqual([60, 120]);
    await hub.stop();
  });

  test('a decision counts at once although another approver cannot be reached by mail', async () => {
    const hub = scripted('export', 'in-review', {
      inviteApprovers: [{ asked, waitSeconds: 60 }],
      lookAtRound: [open, { status: 'approved', asked }],
    });
    await begin(hub);
    const before = hub.now;
    hub.raise(key.id, 'wake');
    await hub.settle();
    expect(hub.output(key.id)).toBe('released');
    expect(hub.now).toBe(before);
    await hub.stop();
  });

  test('approvers whom the mail server did not take are asked again after each pause, and no more once they are reached', async () => {
    const pauses = [60, 120, 240, 480, 960, 1920, 3840, 7680];
    const hub = scripted('export', 'in-review', {
      inviteApprovers: [...pauses.map((waitSeconds) => ({ asked, waitSeconds })), { asked }],
      lookAtRound: [open],
    });
    await begin(hub);
    const passed: number[] = [];
    while (passed.length < 10) passed.push(await hub.elapse());
    const firstDay = passed.indexOf(86_400);
    // One that begins anew asks at once, so a pause may be left out.
    expect(pauses.length - firstDay).toBeLessThan(3);
    for (const seconds of passed.slice(0, firstDay)) expect(pauses).toContain(seconds);
    expect(passed.slice(firstDay)).toEqual(Array(10 - firstDay).fill(86_400));
    await hub.stop();
  });

  test('an approval that no longer holds opens the round again without the dropped people', async () => {
    const hub = scripted('export', 'in-review', {
      checkRelease: [{ kind: 'reopen' }, { kind: 'release' }],
    });
    const calls = await run(hub);
    expect(calls.slice(4, 9)).toEqual(['move approve', 'checkRelease', 'reopenReview', 'move reopen', 'openReview']);
    expect(hub.output(key.id)).toBe('released');
  });

  test('an approval that can no longer be given sends the package back', async () => {
    const calls = await run(
      scripted('export', 'releasing', { checkRelease: [{ kind: 'return', why: 'The project ended on 2026-01-01.' }] }),
    );
    expect(calls.slice(1, 4)).toEqual(['checkRelease', 'move give-back', 'prepareTransfer export-return']);
  });

  test('a frozen copy that is no longer what was approved stops everything with an alert', async () => {
    const differs = { kind: 'differs', message: 'a.csv was written again' } as const;
    const calls = await run(scripted('export', 'releasing', { checkRelease: [differs] }));
    expect(calls).toEqual(['loadOperation', 'checkRelease', 'failOperation', 'tellOwed']);
  });

  test('a release whose copy differs is not called released and gets no receipt', async () => {
    const differs = { kind: 'differs', message: 'a.csv differs' } as const;
    const calls = await run(scripted('export', 'releasing', { verifyCopy: [differs] }));
    expect(calls.slice(-3)).toEqual(['verifyCopy export-release', 'failOperation', 'tellOwed']);
  });

  test('every episode replayed again asks for the same', async () => {
    const hub = scripted('export', 'receiving', { lookAtRound: [open, { status: 'denied', asked }] });
    await run(hub);
    for (const episode of hub.episodes) {
      const again = JSON.parse(await replay(episode.name, episode.request));
      expect(JSON.stringify(again.actions[0])).toBe(episode.actions);
    }
  });
});
