import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekOf } from '../../src/domain/overview/week.ts';
import { anOperation } from '../contract/samples.ts';
import { ask, auditOf } from './ask.ts';
import { pageFields } from './page-fields.ts';
import { plan, planningApp } from './planning-app.ts';
import { aLink, aProject, aReview, hiddenField, type RunningApp, signInAs } from './running-app.ts';

const applied: string[] = [];
let app: RunningApp;
beforeAll(async () => {
  app = await planningApp(applied);
  await aReview(app);
});
afterAll(() => app.stop());

describe('the rest of the ops API', () => {
  it('plans and applies computes by the digest that was shown', async () => {
    await aProject(app);
    expect((await ask(app, 'rita', 'GET', 'ops/compute/heart-study/plan')).body).toEqual(plan);
    expect((await ask(app, 'rita', 'POST', 'ops/compute/heart-study/apply', { body: { digest: 'd1' } })).status).toBe(
      403,
    );
    expect(await ask(app, 'otto', 'POST', 'ops/compute/heart-study/apply', { body: { digest: 'old' } })).toMatchObject({
      status: 409,
      body: { type: 'urn:sallyport:conflict' },
    });
    expect((await ask(app, 'otto', 'POST', 'ops/compute/heart-study/apply', { body: {} })).status).toBe(400);
    expect((await ask(app, 'otto', 'POST', 'ops/compute/heart-study/apply', { body: { digest: 'd1' } })).status).toBe(
      200,
    );
    expect(applied).toEqual(['d1']);
    expect((await ask(app, 'rita', 'GET', 'ops/compute/nowhere-study/plan')).status).toBe(404);
  });

  it('reports on SATRE as JSON and as Markdown, to readers only', async () => {
    const { status, body } = await ask(app, 'rita', 'GET', 'ops/satre');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      edition: '2.0.1',
      statements: expect.arrayContaining([expect.objectContaining({ id: '3.1.06' })]),
    });
    const headers = { authorization: `Bearer ${await app.token('rita')}` };
    const pages = [
      await fetch(`${app.url}/api/ops/satre?format=markdown`, { headers }),
      await fetch(`${app.url}/api/ops/satre`, { headers: { ...headers, accept: 'text/markdown' } }),
    ];
    for (const page of pages) {
      expect(page.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
      expect(await page.text()).toContain('# SATRE 2.0.1: what this deployment holds');
    }
    expect((await ask(app, 'nils', 'GET', 'ops/satre')).status).toBe(403);
    expect((await ask(app, 'rita', 'GET', 'ops/satre?format=pdf')).status).toBe(400);
  });

  it('sweeps on demand and verifies every audit chain', async () => {
    expect((await ask(app, 'otto', 'POST', 'ops/sweep')).body).toMatchObject({ started: 0 });
    const { body } = await ask(app, 'rita', 'GET', 'ops/audit/verify');
    expect(body.chains.map(({ chain }: { chain: string }) => chain)).toEqual(
      expect.arrayContaining(['_system', 'heart-study']),
    );
    // The review was written into the register past the audit.
    expect(body).toMatchObject({ ok: false, findings: expect.arrayContaining([expect.anything()]) });
    expect((await ask(app, 'rita', 'GET', 'ops/audit/verify?project=_system')).body).toMatchObject({ ok: true });
  });

  it('verifies no project that nobody knows, and goes on from no continuation that it did not give', async () => {
    expect((await ask(app, 'rita', 'GET', 'ops/audit/verify?project=hart-study')).status).toBe(404);
    expect((await ask(app, 'rita', 'GET', 'ops/audit/verify?continuation=made-up')).status).toBe(400);
  });

  it('shows what came to an end in each week of a project, and how long it took', async () => {
    const project = 'heart-study';
    const ending = { of: 'ingress', end: 'available', milliseconds: 60_000, size: { count: 2, bytes: 9 } } as const;
    for (const week of ['2026-W09', '2026-W10'])
      await app.ports.weeks.count(project, [{ ...ending, key: `a.${week}`, week }]);
    const path = `ops/projects/${project}/weeks`;
    const { body } = await ask(app, 'rita', 'GET', `${path}?from=2026-W10`);
    const seconds = { median: 30, ninetieth: 54 };
    const nothing = { ends: {}, times: [], seconds: { median: null, ninetieth: null } };
    expect(body.items.filter(({ week }: { week: string }) => week === '2026-W10')).toMatchObject([
      {
        ingress: { ends: { available: 1 }, files: 2, bytes: 9, seconds },
        export: nothing,
        reviews: { ...nothing, turnaroundSeconds: nothing.seconds, compared: 0 },
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('2026-W09');
    expect((await ask(app, 'rita', 'GET', `${path}?from=may`)).status).toBe(400);
    expect((await ask(app, 'rita', 'GET', 'ops/projects/hart-study/weeks')).status).toBe(404);
    expect((await ask(app, 'ada', 'GET', path)).status).toBe(403);
  });

  it('publishes receipt keys without their private halves, and its health, to everyone', async () => {
    const keys = await fetch(`${app.url}/api/receipts/keys`);
    const text = await keys.text();
    expect(JSON.parse(text).keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' });
    expect(text).not.toContain('"d"');
    const health = await fetch(`${app.url}/api/health`);
    expect(await health.json()).toEqual({
      status: 'ok',
      dependencies: {
        holds: 'ok',
        sweep: 'ok',
        projects: 'ok',
        register: 'ok',
        audit: 'ok',
        vault: 'ok',
        directory: 'ok',
      },
    });
  });

  it('shows charts of all projects and of one to people with a role only', async () => {
    const answer = {
      of: 'ingress',
      end: 'available',
      milliseconds: 1,
      week: weekOf(new Date().toISOString()),
    } as const;
    await app.ports.weeks.count('charted-study', [{ ...answer, key: 'charted' }]);
    const { page } = await signInAs(app, 'rita', '/api/ops/charts?project=charted-study&from=');
    expect(page.status).toBe(400);
    const { page: one } = await signInAs(app, 'rita', '/api/ops/charts?project=charted-study');
    expect(one.status).toBe(200);
    expect(one.html).toContain('1 of 1 dataset came in, 0 of 0 packages went out');
    const { page: all } = await signInAs(app, 'rita', '/api/ops/charts?project=&from=2026-W01');
    expect(all.html).toContain('<option value="charted-study">');
    const signIn = await fetch(`${app.url}/api/ops/charts?project=charted-study`, { redirect: 'manual' });
    expect([signIn.status, signIn.headers.get('location')]).toEqual([
      303,
      '/api/sign-in?returnTo=%2Fapi%2Fops%2Fcharts%3Fproject%3Dcharted-study',
    ]);
    expect((await signInAs(app, 'ada', '/api/ops/charts')).page.status).toBe(403);
  });

  it('shows the dashboard to people with a role only', async () => {
    const review = await aReview(app);
    const { azurite, credential } = app.azure.storage;
    const publicAccount = new BlobServiceClient(`${azurite.blob}/public`, credential);
    await publicAccount.getContainerClient('ingress').getBlockBlobClient('loose.csv').upload('a', 1);
    const { page } = await signInAs(app, 'rita', '/api/ops');
    expect(page.status).toBe(200);
    expect(page.html).toContain(review.operation.id);
    expect(page.html).toContain('It lies outside any project folder');
    expect(page.html).toContain('0 of 2 approvals; not decided: Ada Approver, Ben Approver, Cleo Approver');
    const { page: refused } = await signInAs(app, 'ada', '/api/ops');
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('lacks the app role Ops.Reader');
  });

  it('shows of the dashboard what its filter takes, and refuses what it does not know', async () => {
    const { operation } = await aReview(app);
    const { visitor } = await signInAs(app, 'rita', '/api/ops');
    const shown = async (query: string) => await visitor.get(`${app.url}/api/ops${query}`);
    expect((await shown('?project=heart-study&state=&person=ada')).html).toContain(operation.id);
    expect((await shown('?project=&state=failed')).html).not.toContain(operation.id);
    for (const query of ['?state=nonsense', '?project=a&project=b', '?colour=red', `?person=${'x'.repeat(201)}`]) {
      const { status, html } = await shown(query);
      expect(status).toBe(400);
      expect(html).toContain('in the query: project, state, door, days, person');
    }
  });

  it('sweeps by the form of the dashboard, once however often it is sent, and says what was found', async () => {
    const { visitor, page } = await signInAs(app, 'otto', '/api/ops');
    const fields = pageFields(page.html, '/sweep', {});
    const send = () => visitor.post(`${app.url}/api/ops/desk/sweep`, fields, app.url);
    const asked = async () => (await auditOf(app, '_system')).filter(({ kind }) => kind === 'sweep.asked').length;
    const before = await asked();
    const answers = [await send(), await send()];
    for (const { status, html } of answers) {
      expect(status).toBe(200);
      expect(html).toMatch(/role="status"><p>The sweep (is done|found nothing)/);
    }
    expect(await asked()).toBe(before + 1);
  });

  it('has no form on the dashboard for whoever may only read, and carries none out for them', async () => {
    const { page: own } = await signInAs(app, 'otto', '/api/ops');
    const { visitor, page } = await signInAs(app, 'rita', '/api/ops');
    expect(page.html).not.toMatch(/formaction="(?!\/api\/ops\/desk\/(look|sweep)")/);
    const fields = {
      antiForgery: hiddenField(page.html, 'antiForgery'),
      form: 'sweep',
      once: hiddenField(own.html, 'once'),
    };
    const { status, html } = await visitor.post(`${app.url}/api/ops/desk/sweep`, fields, app.url);
    expect(status).toBe(403);
    expect(html).toContain('role="alert" tabindex="-1" autofocus><p>');
    expect(html).toContain('lacks the app role Ops.Operator');
    expect(html).toContain('<h1>Operations</h1>');
  });

  it('tells nothing about an unexpected error, and keeps it for the log', async () => {
    const nowhere = await aLink(app, anOperation({ door: 'export', id: 'exp_LOST' }), 1, 'somebody');
    const response = await fetch(`${app.url}${nowhere}`);
    expect(response.status).toBe(500);
    const page = await response.text();
    expect(page).toContain('Something went wrong');
    expect(page).not.toContain('exp_LOST');
    expect(app.served.errors.map(String).join()).toContain('exp_LOST');
  });
});
