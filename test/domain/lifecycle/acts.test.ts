import { describe, expect, test } from 'vitest';
import { acts, isForSenders } from '../../../src/domain/lifecycle/acts.ts';

describe('the acts that senders may ask for in some state', () => {
  test.each([
    ['ingress', ['discard', 'withdraw']],
    ['export', ['discard', 'withdraw']],
  ] as const)('of the %s door are %j; all others are for operators', (door, names) => {
    expect(acts.filter((act) => isForSenders(act, door)).map(({ name }) => name)).toEqual(names);
  });
});
