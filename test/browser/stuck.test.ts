import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson, readDirectory } from '../../local/azure/directory.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { collect } from '../contract/samples.ts';
import type { Journey } from '../journeys/journey.ts';
import { leadOn } from '../journeys/lead-on.ts';
import { situations, startStuck } from '../journeys/stuck.ts';
import { byForm, type Sent } from './by-form.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let journey: Journey;
let browser: OpenBrowser;
const sent: Sent[] = [];
beforeAll(async () => {
  [journey, browser] = await Promise.all([startStuck(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await journey.end();
});

describe('what is stuck is led on by the forms of the desk', () => {
  test.each(situations)('%s', async (_, play) => {
    await play(journey, (id) => leadOn(journey.stack, id, byForm(browser, sent)));
  });

  test('and each form is in the audit with the object id and the reason of who sent it', async () => {
    const lines = await collect(journey.ports.audit.lines(journey.project));
    const told = lines.map((line) => parseChainLine(line).event);
    expect(sent.length).toBeGreaterThanOrEqual(10);
    for (const { person, form, reason } of sent) {
      const { oid } = findPerson(readDirectory(), person);
      const theirs = told.filter(({ actor }) => actor === oid).map(({ data }) => JSON.stringify(data));
      expect(theirs, `${form} of ${person}`).toContainEqual(expect.stringContaining(JSON.stringify(reason)));
    }
  });
});
