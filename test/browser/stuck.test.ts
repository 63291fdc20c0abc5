import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson, readDirectory } from '../../local/azure/directory.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { collect } from '../contract/samples.ts';
import { byCommand } from '../journeys/by-command.ts';
import type { Journey } from '../journeys/journey.ts';
import { type Hand, leadOn } from '../journeys/lead-on.ts';
import { situations, startStuck } from '../journeys/stuck.ts';
import { isWhole, partOf, partToday } from '../shares.ts';
import { byForm, type Sent } from './by-form.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let browser: OpenBrowser;
const sent: Sent[] = [];
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const byForms: Hand = (...step) => byForm(browser, sent)(...step);
const hands = [
  ['the commands that explain gives', byCommand],
  ['the forms of the desk', byForms],
] as const;

/** Today every fourth situation is led on by one of both; in eight days each by both, and on two stacks where everything is played. */
const stacks = isWhole ? [0, 1] : [partToday(8) >> 2];

describe.each(stacks)('what is stuck is led on, in turn %i', (turn) => {
  let journey: Journey;
  beforeAll(async () => {
    journey = await startStuck();
  });
  afterAll(() => journey.end());

  const played = partOf(situations, 4).map(([name, play], at) => {
    const [words, hand] = hands[(at + turn) % hands.length] ?? hands[0];
    return { name, play, words, hand };
  });

  test.each(played)('$name, by $words', async ({ play, hand }) => {
    await play(journey, (id) => leadOn(journey.stack, id, hand));
  });

  test('and each form is in the audit with the object id and the reason of who sent it', async () => {
    const lines = await collect(journey.ports.audit.lines(journey.project));
    const told = lines.map((line) => parseChainLine(line).event);
    expect(sent.length).toBeGreaterThanOrEqual(isWhole ? 4 : 1);
    for (const { person, form, reason } of sent.splice(0)) {
      const { oid } = findPerson(readDirectory(), person);
      const theirs = told.filter(({ actor }) => actor === oid).map(({ data }) => JSON.stringify(data));
      expect(theirs, `${form} of ${person}`).toContainEqual(expect.stringContaining(JSON.stringify(reason)));
    }
  });
});
