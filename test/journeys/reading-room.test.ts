import { afterAll, beforeAll, expect, test } from 'vitest';
import { Approver, textOf } from '../../local/people/approver.ts';
import { until } from '../../local/people/until.ts';
import { inspectionPath } from '../../src/domain/inspection.ts';
import { type Journey, startJourney } from './journey.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ room: true });
});
afterAll(() => journey.end());

const table = 'group,n\na,120\nb,4\n';
const evidenceNames = async () => (await journey.stack.control.blobs('secure', 'evidence')).map(({ name }) => name);

test('a package is looked into while its approvers are asked, and their page leads to what was found', async () => {
  await journey.drop('counts', [{ path: 'only-inside.csv', bytes: Buffer.from(table) }]);
  const { id, project, package: frozen } = await journey.reached('export', 'counts', 'in-review');
  const evidence = inspectionPath({ project, exportId: id, digest: frozen?.digest ?? '' });
  await until('the evidence to be there', async () => ((await evidenceNames()).includes(evidence) ? true : undefined));

  const { text } = await journey.firstMail(id, 'decide-1', 'ben');
  const link = /http\S+\/api\/review\/\S+choice=approve/.exec(text)?.[0] ?? '';
  const { html } = await new Approver('ben').open(link);
  const room = new RegExp(`href="(http[^"]+/api/read/${id})"`).exec(html)?.[1] ?? '';
  expect(new URL(room).origin).toBe(new URL(journey.stack.room?.baseUrl ?? '').origin);

  const found = textOf((await new Approver('ben').open(room)).html);
  expect(found).toContain('only-inside.csv');
  expect(found).toMatch(/a small count/i);
});

test('the decision is people’s: the package leaves when they approve, whatever was found', async () => {
  const [operation] = await journey.operations('export', 'counts');
  for (const person of ['ada', 'ben'] as const)
    await journey.decide(operation?.id ?? '', person, { choice: 'approve' });
  await journey.reached('export', 'counts', 'released');
});
