import { expect, test } from 'vitest';
import { journal, key, scripted } from './script.ts';

const instance = `${key.id}-discard`;

test.each(['rejected', 'discarding'])('an upload that is %s is deleted and its name is free again', async (state) => {
  const hub = scripted('ingress', state);
  hub.start('discard', instance, { ...key, actor: 'somebody' });
  await hub.finish(instance);
  await hub.stop();
  expect(journal(hub).slice(state === 'rejected' ? 2 : 1)).toEqual([
    'prepareDiscard',
    'prepareTransfer discard',
    'writeReceipt deletion',
    'move discarded',
  ]);
  expect(hub.calls[0]?.input).toEqual(key);
  expect(hub.output(instance)).toBe('discarded');
});

test('what was copied is removed afterwards by another instance, once the runs of the copy have ended', async () => {
  const waiting = { step: 'discard', isEmpty: false, waitSeconds: 5 } as const;
  const hub = scripted('ingress', 'discarding', {
    prepareDiscard: [waiting, waiting, { step: 'discard', isEmpty: false, copied: true }],
  });
  hub.start('discard', instance, key);
  await hub.finish(instance);
  await hub.stop();
  expect(journal(hub)).toEqual([
    'loadOperation',
    ...Array(3).fill('prepareDiscard'),
    'prepareTransfer discard',
    'writeReceipt deletion',
    'retractCopy',
  ]);
  expect(hub.output(instance)).toBe('retracting');
});

test('an upload that is available is not touched', async () => {
  const hub = scripted('ingress', 'available');
  hub.start('discard', instance, key);
  await hub.finish(instance);
  await hub.stop();
  expect(journal(hub)).toEqual(['loadOperation']);
});
