import { afterAll, beforeAll, expect, test } from 'vitest';
import { textOf } from '../../../local/people/approver.ts';
import { mailRanks } from '../../../src/domain/notification/mail-rank.ts';
import { type Mail, MailRefusedForNow } from '../../../src/ports/mail.ts';
import { expectNothingLost } from '../../journeys/nothing-lost.ts';
import { people, someFiles } from '../../journeys/sample-people.ts';
import { baseUrl } from './app-process.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

const limits = { perMinute: 5, perHour: 10 };
const [minute, hour] = [60_000, 3_600_000];

let journey: MemoryJourney;
/** Every mail that was tried, and when: the mail server counts what it refuses too. */
const tried: { readonly at: number; readonly mail: Mail }[] = [];

beforeAll(async () => {
  journey = await startMemoryJourney({ mailLimits: limits });
  await journey.load('/api/ops');
  journey.onRequest = ({ service, args: [mail] }) => {
    if (service === 'mail') tried.push({ at: journey.time.now().getTime(), mail: mail as Mail });
  };
});
afterAll(() => journey.end());

/** The server refuses what is above its limits, and so many before that: others of the subscription send too. */
function serverRefuses(others: number): void {
  let left = others;
  journey.faults.push(({ service }) => {
    if (service !== 'mail') return undefined;
    const now = journey.time.now().getTime();
    const within = (time: number) => tried.filter(({ at }) => at > now - time).length;
    left -= 1;
    if (left < 0 && within(minute) <= limits.perMinute && within(hour) <= limits.perHour) return undefined;
    return new MailRefusedForNow('450 4.5.127 Message rejected. Excessive message rate from sender.');
  });
}

const decidesTried = () => tried.filter(({ mail }) => mail.about === 'decide').length;
const newsTried = () => tried.filter(({ mail }) => mailRanks[mail.about] === 'news').length;

async function dashboard(): Promise<string> {
  return textOf((await journey.approver('operator').open(`${baseUrl}/api/ops`)).html);
}

test('at 5 mails a minute and 10 an hour what asks for a decision comes first, the queue is told, and nothing is lost', {
  timeout: 300_000,
}, async () => {
  serverRefuses(1);
  expect(await dashboard()).not.toContain('to leave');
  const datasets = ['first', 'second', 'third', 'fourth'];
  for (const name of datasets) await journey.upload(name, someFiles(name));
  for (const name of datasets) await journey.reached('ingress', name, 'available');
  // News leaves room for what may ask for a decision yet.
  await journey.until('as much news as may leave', async () => newsTried() >= 8 || undefined);
  expect(await dashboard()).toMatch(/\d+ mails wait to leave, 0 of them for a decision/);
  const asked = journey.time.now().getTime();
  await journey.drop('tables', someFiles('tables'));
  const { id } = await journey.reached('export', 'tables', 'in-review');
  await journey.until('two approvers to be asked', async () => decidesTried() >= 2 || undefined);
  expect(journey.time.now().getTime() - asked).toBeLessThan(5 * minute);
  const before = newsTried();
  const [, mails, decisions] = /(\d+) mails wait to leave, (\d+) of them for a decision/.exec(await dashboard()) ?? [];
  expect(Number(decisions)).toBe(people.approvers.length - decidesTried());
  expect(Number(mails)).toBeGreaterThan(5);
  expect(await dashboard()).toContain('the mail server takes 5 a minute and 10 an hour');

  await journey.mailsNoted(id, 'decide-1', people.approvers.length);
  // The third was asked before any of the news that had waited for longer.
  expect(newsTried()).toBe(before);
  for (const who of ['ada', 'cleo'] as const) await journey.decide(id, who, { choice: 'approve' });
  await journey.reached('export', 'tables', 'released');
  await expectNothingLost(journey);

  for (const { at } of tried) {
    const within = (time: number) => tried.filter((one) => one.at <= at && one.at > at - time).length;
    expect(within(minute)).toBeLessThanOrEqual(limits.perMinute);
    expect(within(hour)).toBeLessThanOrEqual(limits.perHour);
  }
  expect(await journey.audited('mail.given-up')).toEqual([]);
  await journey.until('nothing to wait any more', async () => !(await dashboard()).includes('to leave') || undefined);
});
