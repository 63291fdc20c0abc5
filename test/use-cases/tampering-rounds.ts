import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Played } from './play-records.ts';
import { type Cases, ofKept } from './tamper.ts';

/** Alters one thing in a round; what else can be done to it, the case of rounds does. */
function roundOf(key: OperationKey, change: (round: Record<string, unknown>) => unknown): Cases {
  const { altered } = ofKept(
    ({ rounds }) => rounds,
    key,
    (text) => JSON.stringify(change(JSON.parse(text))),
    key,
  );
  return { altered };
}

const farDeadline = '2099-01-01T00:00:00.000Z';

/** What is done to the time, the links and the end of a round. */
export const roundTamperings: Record<string, (played: Played) => Cases> = {
  'deadline of a round': ({ steered }) => roundOf(steered, (round) => ({ ...round, deadline: farDeadline })),
  'more time for a round': ({ steered }) =>
    roundOf(steered, ({ extended, ...round }) => ({ ...round, extended: { ...Object(extended), reason: 'None' } })),
  'more time that nobody gave': ({ released }) =>
    roundOf(released, (round) => {
      const extended = { at: '2026-03-01T10:00:00.000Z', by: 'x', reason: 'None', deadline: farDeadline, revision: 2 };
      return { ...round, deadline: farDeadline, extended };
    }),
  'more time forgotten': ({ steered }) => roundOf(steered, ({ extended: _, ...round }) => round),
  'new links of a round': ({ steered }) =>
    roundOf(steered, ({ resent, ...round }) => ({ ...round, resent: { ...Object(resent), by: 'somebody' } })),
  'end of a round': ({ expired }) => roundOf(expired, (round) => ({ ...round, status: 'withdrawn' })),
  'deadline of a round that expired': ({ expired }) =>
    roundOf(expired, (round) => ({ ...round, deadline: farDeadline })),
  'expiry of a round that was approved': ({ other }) => roundOf(other, (round) => ({ ...round, status: 'expired' })),
};
