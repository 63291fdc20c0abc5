import { expect, test } from 'vitest';
import { replyFromError, replyFromResponse } from '../../../local/host/durable/orchestrator-reply.ts';

const reply = (state: unknown) => replyFromResponse({ returnValue: { json: JSON.stringify(state) } });
const state = { isDone: false, actions: [[]], schemaVersion: 3 };

test('the state of a failed orchestrator stands behind the label in its message', () => {
  const error = new Error(`false\n\n$OutOfProcData$:${JSON.stringify({ ...state, error: 'why' })}`);
  expect(replyFromError(error)).toMatchObject({ error: 'why', broken: undefined, actions: [] });
});

test('a throw without the label has nothing to replay', () => {
  expect(replyFromError(new TypeError('plain'))).toMatchObject({ broken: 'plain' });
});

test.each([
  ['callEntity', { actionType: 7 }],
  ['callHttp', { actionType: 8 }],
  ['signalEntity', { actionType: 9 }],
  ['lock', { actionType: 13 }],
])('%s is refused by name, also inside a compound', (name, action) => {
  expect(reply({ ...state, actions: [[action]] }).broken).toBe(`This host does not provide ${name}.`);
  expect(reply({ ...state, actions: [[{ actionType: 12, compoundActions: [action] }]] }).broken).toBe(
    `This host does not provide ${name}.`,
  );
});

test('another form of the action list than one flat list is refused', () => {
  expect(reply({ ...state, actions: [[], []] }).broken).toContain('exactly one list');
});

test('a custom status of 16 KB in UTF-16 passes, one character more does not', () => {
  const status = 'x'.repeat(8192 - 2);
  expect(reply({ ...state, customStatus: status }).broken).toBeUndefined();
  expect(reply({ ...state, customStatus: `${status}x` }).broken).toContain('16 KB');
});

test('without a custom status the episode clears it', () => {
  expect(reply(state).customStatus).toBeNull();
});
