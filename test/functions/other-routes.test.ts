import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOperation } from '../contract/samples.ts';
import { ask } from './ask.ts';
import { plan, planningApp } from './planning-app.ts';
import { aLink, aProject, aReview, type RunningApp, signInAs } from './running-app.ts';

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
      { ingress: { ends: { available: 1 }, files: 2, bytes: 9, seconds }, export: nothing, reviews: nothing },
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
      dependencies: { holds: 'ok', projects: 'ok', register: 'ok', audit: 'ok', vault: 'ok', directory: 'ok' },
    });
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
