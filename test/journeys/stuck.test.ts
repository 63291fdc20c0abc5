import { afterAll, beforeAll, describe, test } from 'vitest';
import { byCommand } from './by-command.ts';
import type { Journey } from './journey.ts';
import { leadOn } from './lead-on.ts';
import { situations, startStuck } from './stuck.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startStuck();
});
afterAll(() => journey.end());

describe('what is stuck is led on by the commands that explain gives', () => {
  test.each(situations)('%s', async (_, play) => {
    await play(journey, (id) => leadOn(journey.stack, id, byCommand));
  });
});
