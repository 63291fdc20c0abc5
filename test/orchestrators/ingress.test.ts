import { describe, expect, test } from 'vitest';
import { journal, key, scripted } from './script.ts';
import { replay, type TestHub } from './task-hub.ts';

async function run(hub: TestHub): Promise<string[]> {
  hub.start('ingress', key.id, key);
  await hub.finish(key.id);
  await hub.stop();
  expect(hub.warnings).toEqual([]);
  return journal(hub);
}

const arrived = ['loadOperation', 'lookAtArrival', 'move complete', 'loadOperation', 'takeInventory'];
const go = { kind: 'go', waitSeconds: 0 } as const;
const done = { kind: 'done' } as const;

describe('ingress', () => {
  test('a dataset goes through every state in order', async () => {
    const hub = scripted('ingress', 'receiving', { prepareTransfer: [go, done, go, done] });
    const transfer = (step: string) => [
      `prepareTransfer ${step}`,
      `startTransfer ${step}`,
      `pollTransfer ${step}`,
      `closeTransfer ${step}`,
      `prepareTransfer ${step}`,
    ];
    expect(await run(hub)).toEqual([
      ...arrived,
      'move passed',
      ...transfer('ingress-copy'),
      'move copied',
      'verifyCopy ingress-copy',
      'move verified',
      ...transfer('ingress-delete'),
      'writeReceipt deletion',
      'move deleted',
      'tellOwed',
    ]);
    expect(hub.output(key.id)).toBe('available');
  });

  test('an upload that breaks a rule is rejected, its senders are told, and nothing is moved', async () => {
    const hub = scripted('ingress', 'receiving', { takeInventory: [{ problems: 2 }] });
    expect(await run(hub)).toEqual([...arrived, 'move reject', 'tellOwed']);
  });

  test('an upload whose files are all gone is over, and nobody is told', async () => {
    const hub = scripted('ingress', 'receiving', { lookAtArrival: [{ kind: 'emptied' }] });
    expect(await run(hub)).toEqual(['loadOperation', 'lookAtArrival', 'move emptied']);
    expect(hub.output(key.id)).toBe('withdrawn');
  });

  test('a withdrawn upload is looked at again until it is gone, and a wake looks at once', async () => {
    const there = { kind: 'there', waitSeconds: 600 } as const;
    const hub = scripted('ingress', 'withdrawing', { lookAtWithdrawn: [there, there, there, { kind: 'gone' }] });
    hub.start('ingress', key.id, key);
    await hub.settle();
    expect(await hub.elapse()).toBe(600);
    await hub.raise(key.id, 'wake');
    await hub.settle();
    await hub.finish(key.id);
    expect(journal(hub)).toEqual(['loadOperation', ...Array(4).fill('lookAtWithdrawn'), 'move withdrawn']);
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('what was copied of a withdrawn upload is removed by another instance once its files are gone', async () => {
    const hub = scripted('ingress', 'withdrawing', { lookAtWithdrawn: [{ kind: 'copied' }] });
    expect(await run(hub)).toEqual(['loadOperation', 'lookAtWithdrawn', 'retractCopy']);
  });

  test('an upload that is withdrawn while its copy is compared is not failed for what its owner removed', async () => {
    const hub = scripted('ingress', 'verifying', {
      verifyCopy: [{ kind: 'differs', message: 'Files were deleted' }],
      failOperation: [{ state: 'withdrawing', ended: true, waitSeconds: 5 }],
    });
    expect(await run(hub)).toEqual([
      'loadOperation',
      'verifyCopy ingress-copy',
      'failOperation',
      'tellOwed',
      'lookAtWithdrawn',
      'move withdrawn',
    ]);
    expect(hub.calls[2]?.input).toMatchObject({ from: 'verifying' });
  });

  test('a withdrawn upload that somebody discards meanwhile is left to that', async () => {
    const hub = scripted('ingress', 'withdrawing', {
      lookAtWithdrawn: [{ kind: 'elsewhere' }],
      loadOperation: [{ state: 'withdrawing' }, { state: 'discarding' }],
    });
    expect(await run(hub)).toEqual(['loadOperation', 'lookAtWithdrawn', 'loadOperation']);
  });

  test('an upload that still changes is looked at again after the pause that the look asked for', async () => {
    const wait = { kind: 'wait', seconds: 90, why: 'young' } as const;
    const hub = scripted('ingress', 'receiving', { lookAtArrival: [wait, wait, { kind: 'complete' }] });
    hub.start('ingress', key.id, key);
    await hub.settle();
    expect(await hub.elapse()).toBe(90);
    expect(await hub.elapse()).toBe(90);
    await hub.finish(key.id);
    expect(hub.output(key.id)).toBe('available');
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('the marker wakes a waiting upload before its pause is over', async () => {
    const wait = { kind: 'wait', seconds: 90, why: 'young' } as const;
    const hub = scripted('ingress', 'receiving', { lookAtArrival: [wait, { kind: 'complete' }] });
    const before = hub.now;
    hub.start('ingress', key.id, key);
    await hub.settle();
    hub.raise(key.id, 'wake');
    await hub.finish(key.id);
    expect(hub.output(key.id)).toBe('available');
    expect(hub.now).toBe(before);
    await hub.stop();
  });

  test('an upload that never ends is given up with the reason', async () => {
    const hub = scripted('ingress', 'receiving', { lookAtArrival: [{ kind: 'give-up', message: 'still changing' }] });
    expect(await run(hub)).toEqual(['loadOperation', 'lookAtArrival', 'failOperation', 'tellOwed']);
    expect(hub.calls[2]?.input).toEqual({ key, message: 'still changing', from: 'receiving' });
  });

  test('a delete that has to wait is prepared again after the pause that was asked for', async () => {
    const wait = { kind: 'wait', waitSeconds: 21 } as const;
    const hub = scripted('ingress', 'deleting', { prepareTransfer: [wait, go, done] });
    hub.start('ingress', key.id, key);
    await hub.settle();
    expect(await hub.elapse()).toBe(21);
    await hub.finish(key.id);
    expect(journal(hub).slice(1, 5)).toEqual([
      'prepareTransfer ingress-delete',
      'prepareTransfer ingress-delete',
      'startTransfer ingress-delete',
      'pollTransfer ingress-delete',
    ]);
    expect(hub.warnings).toEqual([]);
    await hub.stop();
  });

  test('files that changed while they were copied are checked and copied again', async () => {
    const hub = scripted('ingress', 'copying', { verifyCopy: [{ kind: 'changed' }, { kind: 'verified' }] });
    expect(await run(hub)).toEqual([
      'loadOperation',
      'prepareTransfer ingress-copy',
      'move copied',
      'verifyCopy ingress-copy',
      'move changed',
      'takeInventory',
      'move passed',
      'prepareTransfer ingress-copy',
      'move copied',
      'verifyCopy ingress-copy',
      'move verified',
      'prepareTransfer ingress-delete',
      'writeReceipt deletion',
      'move deleted',
      'tellOwed',
    ]);
  });

  test('a copy that differs stops before anything is deleted', async () => {
    const hub = scripted('ingress', 'verifying', { verifyCopy: [{ kind: 'differs', message: 'a.csv differs' }] });
    expect(await run(hub)).toEqual(['loadOperation', 'verifyCopy ingress-copy', 'failOperation', 'tellOwed']);
  });

  test('a delete that would take an uncopied file stops the dataset', async () => {
    const hub = scripted('ingress', 'deleting', { prepareTransfer: [{ kind: 'stopped', message: 'b.csv is new' }] });
    expect(await run(hub)).toEqual(['loadOperation', 'prepareTransfer ingress-delete', 'failOperation', 'tellOwed']);
  });

  test.each([
    ['copying', 'prepareTransfer ingress-copy'],
    ['verifying', 'verifyCopy ingress-copy'],
    ['deleting', 'prepareTransfer ingress-delete'],
  ])('an instance that is started again in %s goes on there', async (state, first) => {
    const calls = await run(scripted('ingress', state));
    expect(calls[1]).toBe(first);
    expect(calls.at(-1)).toBe('tellOwed');
  });

  test.each(['available', 'rejected', 'failed', 'discarding', 'discarded'])(
    'an instance that is started again in %s changes nothing',
    async (state) => {
      expect(await run(scripted('ingress', state))).toEqual(['loadOperation']);
    },
  );

  test('an activity that fails a few times is tried again and nothing is lost', async () => {
    const hub = scripted('ingress', 'checking', {
      takeInventory: [new Error('busy'), new Error('busy'), { problems: 0 }],
    });
    const calls = await run(hub);
    expect(calls.filter((call) => call === 'takeInventory')).toHaveLength(3);
    expect(hub.output(key.id)).toBe('available');
  });

  test('an activity that uses up its retries ends the instance in trouble, with its name and message, and fails nothing', async () => {
    const hub = scripted('ingress', 'checking', { takeInventory: [new Error('storage is gone')] });
    const calls = await run(hub);
    expect(calls.filter((call) => call === 'takeInventory')).toHaveLength(8);
    expect(calls.at(-1)).toBe('noteTrouble');
    expect(calls).not.toContain('failOperation');
    const { input } = hub.calls.at(-1) ?? {};
    expect(input).toMatchObject({ key, message: expect.stringContaining('storage is gone') });
    expect(Object(input).message).not.toContain('\n');
  });

  test('mails that are still owed do not hold up the flow', async () => {
    const hub = scripted('ingress', 'deleting', { tellOwed: [{ unsent: 2 }] });
    const calls = await run(hub);
    expect(calls.filter((call) => call === 'tellOwed')).toHaveLength(1);
    expect(hub.output(key.id)).toBe('available');
  });

  test('an operation that is to stop ends as failed, once its runs have ended', async () => {
    const going = { state: 'copying', ended: false, waitSeconds: 30 };
    const hub = scripted('ingress', 'copying', {
      loadOperation: [{ state: 'copying', stop: 'an operator wants it' }],
      failOperation: [going, going, { state: 'failed', ended: true, waitSeconds: 30 }],
    });
    const before = hub.now;
    const calls = await run(hub);
    expect(calls).toEqual(['loadOperation', 'failOperation', 'failOperation', 'failOperation', 'tellOwed']);
    expect(hub.now - before).toBe(60_000);
    expect(hub.output(key.id)).toBe('failed');
  });

  test('a long run is polled with growing pauses in histories that do not grow without end', async () => {
    const running = { ended: false, waitSeconds: 300 };
    let isClosed = false;
    const hub = scripted('ingress', 'copying', {
      prepareTransfer: ({ step }) => (step === 'ingress-copy' && !isClosed ? go : done),
      pollTransfer: [...Array<typeof running>(120).fill(running), { ended: true, waitSeconds: 0 }],
      closeTransfer: () => {
        isClosed = true;
      },
    });
    const calls = await run(hub);
    expect(calls.filter((call) => call === 'pollTransfer ingress-copy')).toHaveLength(121);
    expect(calls.filter((call) => call === 'closeTransfer ingress-copy')).toHaveLength(1);
  });

  test('timers that fire early are waited out', async () => {
    const hub = scripted('ingress', 'copying', {
      prepareTransfer: [go, done],
      pollTransfer: [
        { ended: false, waitSeconds: 30 },
        { ended: true, waitSeconds: 0 },
      ],
    });
    const before = hub.now;
    hub.start('ingress', key.id, key);
    await hub.settle();
    await hub.elapse(0.9);
    expect(journal(hub).at(-1)).toBe('pollTransfer ingress-copy');
    await hub.finish(key.id);
    // The rest is less than a second: a timer for it would fire at once again.
    expect(hub.now - before).toBe(31_000);
    await hub.stop();
  });
});

describe('replay', () => {
  test('every episode replayed again asks for the same, and for no less than the one before', async () => {
    const wait = { kind: 'wait', seconds: 90, why: 'young' } as const;
    const hub = scripted('ingress', 'receiving', {
      lookAtArrival: [wait, { kind: 'complete' }],
      prepareTransfer: [go, done],
      verifyCopy: [{ kind: 'changed' }, { kind: 'verified' }],
    });
    await run(hub);
    expect(hub.episodes.length).toBeGreaterThan(10);
    for (const episode of hub.episodes) {
      const again = JSON.parse(await replay(episode.name, episode.request));
      expect(JSON.stringify(again.actions[0])).toBe(episode.actions);
    }
  });
});
