import { afterAll, beforeAll, expect, test } from 'vitest';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { ask } from './ask.ts';
import { pageFields } from './page-fields.ts';
import { planningApp } from './planning-app.ts';
import { aProject, opened, type RunningApp, signInAs } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await planningApp();
  const machine = { name: 'dsvm-1', size: 'Standard_D2s_v5', image: 'ubuntu', power: { mode: 'manual' } };
  await aProject(app, { compute: computeDefinition.parse({ virtualMachines: [machine] }) });
});
afterAll(() => app.stop());

const failure = { state: 'copying', message: 'away', publicMessage: 'away', at: '2026-01-01T00:00:00.000Z' } as const;
const anId = (door: 'ingress' | 'export') => app.ports.random.operationId(door);

/** Presses the button of a form after something was typed into another one of the page. */
async function pressed(person: string, page: string, address: string, typed: Record<string, string>, other: string) {
  const { visitor, page: shown } = await signInAs(app, person, page);
  const fields = { ...pageFields(shown.html, address, typed), [other]: 'Words for later' };
  return await visitor.post(`${app.url}${address}`, fields, app.url);
}

test('what was typed into another form of a page stands there again once an act is done', async () => {
  const reason = 'It is up again';
  const dataset = await opened(app, { id: anId('ingress'), state: 'failed', failure });
  const stopped = { ...failure, state: 'freezing' } as const;
  const parcel = await opened(app, { id: anId('export'), door: 'export', state: 'failed', failure: stopped });
  const mine = await opened(app, { id: anId('ingress'), name: 'mine', state: 'receiving' });
  await ask(app, 'olivia', 'POST', 'ops/projects/heart-study/hold', { body: { reason: 'a leak' } });
  const desk = '/api/ops/desk';
  const of = (list: string, { id }: { readonly id: string }) => `${desk}/${list}/heart-study/${id}`;
  const ofMine = `/api/mine/datasets/heart-study/${mine.id}`;
  const answers = [
    await pressed('olivia', `${desk}/holds`, `${desk}/holds/heart-study/lift`, { reason }, '_hold.reason'),
    await pressed('otto', of('datasets', dataset), `${of('datasets', dataset)}/retry`, { reason }, 'stop.reason'),
    await pressed('otto', of('exports', parcel), `${of('exports', parcel)}/retry`, { reason }, 'stop.reason'),
    await pressed(
      'otto',
      `${desk}/compute/heart-study`,
      `${desk}/compute/heart-study/start`,
      { machine: 'dsvm-1', reason },
      'apply.reason',
    ),
    await pressed(
      'ada',
      '/api/mine',
      '/api/mine/away',
      { from: '2039-05-01', to: '2039-05-09' },
      'start-dsvm-1.reason',
    ),
    await pressed('olga', ofMine, `${ofMine}/withdraw`, { reason }, 'discard.reason'),
  ];
  for (const { status, html, url } of answers) {
    expect({ url, status }).toEqual({ url, status: 200 });
    expect({ url, alert: / role="alert"/.test(html) }).toEqual({ url, alert: false });
  }
  // The first three pages have the other form still: a hold to set, and a stop.
  for (const { html, url } of answers.slice(0, 3))
    expect({ url, stands: html.includes('Words for later') }).toEqual({ url, stands: true });
});
