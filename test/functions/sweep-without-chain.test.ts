import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemChain } from '../../src/domain/audit/audit-event.ts';
import { kindsOf } from '../../src/domain/overview/stored-rows.ts';
import { ask } from './ask.ts';

import { pageFields } from './page-fields.ts';
import { aProject, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
  expect((await ask(app, 'otto', 'POST', 'ops/sweep')).status).toBe(200);
});
afterAll(() => app.stop());

async function loseOfSystem(lost: string): Promise<void> {
  const heads = app.table('heads');
  for await (const { partitionKey = '', rowKey = '' } of heads.listEntities())
    if (partitionKey === systemChain && (lost === 'table' || kindsOf('heads', partitionKey, rowKey).includes(lost)))
      await heads.deleteEntity(partitionKey, rowKey);
}

test.each(['row:heads head', 'table'])(
  'it sweeps without the chain of the system, %s lost, and says what to do',
  async (lost) => {
    await loseOfSystem(lost);
    const asked = new Date().toISOString();
    const { status, body } = await ask(app, 'otto', 'POST', 'ops/sweep');
    expect(status).toBe(409);
    expect(body.detail).toMatch(/^Everything was swept.*Nothing is appended.*docs\/restore\.md/);
    const { at = '', broken = [] } = (await app.ports.overview.seen()) ?? {};
    expect(at >= asked).toBe(true);
    expect(broken).toContainEqual(expect.objectContaining({ project: 'all', lost: true }));
    const { visitor, page } = await signInAs(app, 'otto', '/api/ops');
    const sent = await visitor.post(`${app.url}/api/ops/desk/sweep`, pageFields(page.html, '/sweep', {}), app.url);
    expect(sent.html).toMatch(/role="alert".*Everything was swept/);
  },
);
