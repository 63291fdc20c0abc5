import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageManifest } from '../../../src/activities/transfer/places.ts';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { aHold } from '../../contract/holds-contract.ts';
import { anEntry, collect, stream } from '../../contract/samples.ts';
import { aLink, aReview, hiddenField, type RunningApp, type SeededReview, signInAs, startApp } from '../running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const rowsOf = async ({ operation }: SeededReview) => app.ports.decisions.read(operation.id);

/** Signs in, opens the link and sends the form, with changes to its fields and headers. */
async function decideAs(
  person: 'ada' | 'ben' | 'cleo',
  review: SeededReview,
  fields: Record<string, string> = {},
  link = review.links[person],
) {
  const { visitor, page } = await signInAs(app, person, link);
  const form = {
    antiForgery: hiddenField(page.html, 'antiForgery'),
    digest: hiddenField(page.html, 'digest'),
    choice: 'approve',
    lookedAt: 'yes',
    deidentified: 'yes',
    reason: '',
    ...fields,
  };
  return { visitor, form, page: await visitor.post(`${app.url}${link}`, form, app.url) };
}

describe('a link before anybody has signed in', () => {
  it('shows neither file names nor a form, only what the mail said and a way to sign in', async () => {
    const review = await aReview(app);
    const response = await fetch(`${app.url}${review.links.ada}?choice=deny`);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('Heart study');
    expect(page).not.toContain('summary.csv');
    expect(page).not.toContain('<form');
    const back = encodeURIComponent(`${review.links.ada}?choice=deny`);
    expect(page).toContain(`href="/api/sign-in?returnTo=${back}"`);
  });

  it('changes nothing when a scanner opens it with GET and HEAD before the human does', async () => {
    const review = await aReview(app);
    const before = await rowsOf(review);
    for (const method of ['HEAD', 'GET', 'GET']) {
      const response = await fetch(`${app.url}${review.links.ben}?choice=approve`, { method });
      expect(response.status).toBe(200);
      if (method === 'HEAD') expect(await response.text()).toBe('');
    }
    expect(await rowsOf(review)).toEqual(before);
    expect(app.woken).not.toContain(review.operation.id);
    const { page } = await decideAs('ben', review);
    expect(page.html).toContain('You approved this package.');
  });

  it('answers 404 for a link that was never sent, whatever it looks like', async () => {
    for (const linkToken of ['x', 'A'.repeat(43), '..%2f..%2fops', '%00']) {
      const response = await fetch(`${app.url}/api/review/${linkToken}`);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('There is no such review');
    }
  });
});

describe('a decision while its project is on hold', () => {
  it('counts, and the page says that what follows begins after the hold', async () => {
    const hold = aHold({ project: 'heart-study', since: app.ports.clock.now().toISOString() });
    await app.ports.holds.put(hold, null);
    const held = await decideAs('ada', await aReview(app));
    expect(held.page.html).toContain('what follows begins <b>after the hold</b>');
    const [stored] = await app.ports.holds.at('heart-study');
    if (stored !== undefined) await app.ports.holds.remove(stored);
    const { page } = await decideAs('ada', await aReview(app));
    expect(page.html).not.toContain('after the hold');
  });
});

describe('the page of a signed-in approver', () => {
  it('shows what is asked, and everything that people chose as text only', async () => {
    const nasty = '<img src=x onerror=alert(1)>.csv';
    const review = await aReview(app, {
      files: [anEntry(nasty), anEntry(`${'long-'.repeat(40)}end.csv`, { size: 1_500_000 })],
      operation: { purpose: 'For the <b>paper</b>' },
    });
    const { page } = await signInAs(app, 'ada', review.links.ada);
    expect(page.html).toContain('&lt;img src=x onerror=alert(1)&gt;.csv');
    expect(page.html).not.toContain('<img');
    expect(page.html).toContain('For the &lt;b&gt;paper&lt;/b&gt;');
    expect(page.html).toContain(review.round.digest);
    expect(page.html).toContain(`review/heart-study/${review.operation.id}`);
    expect(page.html).toContain('1.5 MB');
    expect(page.html).toMatch(/<bdi dir="auto"[^>]*>long-[^<]{40,79}…[^<]*end\.csv<\/bdi>/);
  });

  it('says who dropped a package for which nobody typed a purpose, and shows no empty quotation', async () => {
    for (const purpose of ['', '  ']) {
      const review = await aReview(app, { operation: { purpose, startedAt: '2026-11-24T09:30:00.000Z' } });
      const { page } = await signInAs(app, 'ada', review.links.ada);
      expect(page.html).toContain('dropped by a researcher at 24 Nov 2026, 09:30 UTC');
      expect(page.html).toContain('No purpose was given.');
      expect(page.html).not.toContain('<blockquote');
    }
  });

  it('shows the purpose that a researcher typed, and who that was, in place of what the marker says', async () => {
    const by = { oid: '00000000-0000-4000-8000-000000000002', name: 'Rui <Alves>' };
    const submission = { purpose: 'Table 2 of the paper', by, at: '2026-11-24T10:00:00.000Z' };
    const review = await aReview(app, { operation: { purpose: 'from the marker', submission } });
    const { page } = await signInAs(app, 'ada', review.links.ada);
    expect(page.html).toContain('<bdi>Rui &lt;Alves&gt;</bdi>, a researcher of the project');
    expect(page.html).toContain('<blockquote dir="auto">Table 2 of the paper</blockquote>');
    expect(page.html).not.toContain('from the marker');
  });

  it('sums up kinds of files beyond the twenty largest', async () => {
    const kinds = Array.from({ length: 300 }, (_, index) => anEntry(`f.k${String(index).padStart(4, '0')}`));
    const review = await aReview(app, { files: kinds });
    const { page } = await signInAs(app, 'ada', review.links.ada);
    const evidence = page.html.slice(page.html.indexOf('<h2>Evidence'));
    expect(evidence.match(/<bdi>k\d{4}<\/bdi>/g)).toHaveLength(20);
    expect(evidence).toMatch(/<bdi>280 other kinds<\/bdi> <span[^>]*>\(280 files, /);
  });

  it('shows nothing when the manifest is not the one that the round is about', async () => {
    const review = await aReview(app);
    await app.ports.manifests.write(packageManifest(review.operation.id), stream([anEntry('harmless.csv')]));
    const { page } = await signInAs(app, 'ada', review.links.ada);
    expect(page.status).toBe(500);
    expect(page.html).toContain(`href="${review.links.ada}">Try again</a>`);
    expect(page.html).not.toContain('harmless.csv');
  });

  it('forbids scripts, frames and storage on the way', async () => {
    const review = await aReview(app);
    const { headers } = await fetch(`${app.url}${review.links.ada}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('refuses a link that was sent to another approver', async () => {
    const review = await aReview(app);
    const { page } = await signInAs(app, 'ben', review.links.ada);
    expect(page.status).toBe(403);
    expect(page.html).toContain('This link was sent to somebody else');
    const back = encodeURIComponent(review.links.ada);
    expect(page.html).toContain(`href="/api/sign-in?returnTo=${back}&amp;another">Sign in as somebody else</a>`);
    expect(page.html).not.toContain('summary.csv');
  });
});

describe('a decision', () => {
  it('is recorded with its ticks, audited once, and wakes the export', async () => {
    const review = await aReview(app);
    const { page, form, visitor } = await decideAs('ben', review, { reason: 'Counts are above ten.' });
    expect(page.html).toContain('You approved this package.');
    expect(page.html).not.toContain('summary.csv');
    expect(app.woken).toContain(review.operation.id);
    const again = await visitor.post(`${app.url}${review.links.ben}`, form, app.url);
    expect(again.html).toContain('You approved this package.');
    const { decisions, rounds } = await rowsOf(review);
    expect(decisions).toHaveLength(1);
    expect(decisions[0]).toMatchObject({
      choice: 'approve',
      lookedAt: true,
      deidentified: true,
      reason: 'Counts are above ten.',
    });
    expect(rounds[0]?.value.revision).toBe(2);
    const lines = await collect(app.ports.audit.lines('heart-study'));
    const events = lines
      .map((line) => parseChainLine(line).event)
      .filter(({ operation }) => operation === review.operation.id);
    expect(events.filter(({ kind }) => kind === 'decision.recorded')).toHaveLength(1);
  });

  it('cannot be changed by the same person', async () => {
    const review = await aReview(app);
    const { form, visitor } = await decideAs('ben', review);
    const page = await visitor.post(
      `${app.url}${review.links.ben}`,
      { ...form, choice: 'deny', reason: 'no' },
      app.url,
    );
    expect(page.status).toBe(409);
    expect((await rowsOf(review)).decisions.map(({ choice }) => choice)).toEqual(['approve']);
  });

  it.each([
    ['approve without having looked', { lookedAt: '' }, 400],
    ['approve without the word on personal information', { deidentified: 'no' }, 400],
    ['deny without a reason', { choice: 'deny', reason: '  ' }, 400],
    ['want changes without a word', { choice: 'changes', reason: '' }, 400],
    ['decide about another digest than the package has', { digest: 'f'.repeat(64) }, 409],
    ['choose something else', { choice: 'maybe' }, 400],
    ['write a reason that is too long', { choice: 'deny', reason: 'x'.repeat(601) }, 400],
  ])('is refused to somebody who wants to %s', async (_, fields, status) => {
    const review = await aReview(app);
    const { page } = await decideAs('ada', review, fields);
    expect(page.status).toBe(status);
    expect((await rowsOf(review)).decisions).toEqual([]);
  });

  it('by the link of another export is recorded for that export only, and refused with this digest', async () => {
    const [one, other] = [await aReview(app), await aReview(app, { files: [anEntry('other.csv')] })];
    const { page } = await decideAs('ada', one, { digest: other.round.digest });
    expect(page.status).toBe(409);
    expect((await rowsOf(one)).decisions).toEqual([]);
    expect((await rowsOf(other)).decisions).toEqual([]);
  });

  it('is refused to a researcher of the project, even with a link', async () => {
    const review = await aReview(app);
    const rui = app.azure.directory.persons.find(({ id }) => id === 'rui');
    const link = await aLink(app, review.operation, 1, rui?.oid ?? '');
    const { visitor, page } = await signInAs(app, 'rui', link);
    const form = {
      antiForgery: hiddenField(page.html, 'antiForgery'),
      digest: review.round.digest,
      choice: 'approve',
      lookedAt: 'yes',
      deidentified: 'yes',
    };
    const answer = await visitor.post(`${app.url}${link}`, form, app.url);
    expect(answer.status).toBe(403);
    expect((await rowsOf(review)).decisions).toEqual([]);
  });

  it('is refused without the anti-forgery token, with that of another session, and from another site', async () => {
    const review = await aReview(app);
    const { page: foreign } = await signInAs(app, 'ben', review.links.ben);
    const missing = await decideAs('ada', review, { antiForgery: '' });
    expect(missing.page.status).toBe(403);
    const borrowed = await decideAs('ada', review, { antiForgery: hiddenField(foreign.html, 'antiForgery') });
    expect(borrowed.page.status).toBe(403);
    const { visitor, page } = await signInAs(app, 'ada', review.links.ada);
    const form = {
      antiForgery: hiddenField(page.html, 'antiForgery'),
      digest: review.round.digest,
      choice: 'approve',
      lookedAt: 'yes',
      deidentified: 'yes',
    };
    const elsewhere = await visitor.post(`${app.url}${review.links.ada}`, form, 'https://evil.example');
    expect(elsewhere.status).toBe(403);
    const unsigned = await fetch(`${app.url}${review.links.ada}`, { method: 'POST', body: new URLSearchParams(form) });
    expect(unsigned.status).toBe(403);
    expect((await rowsOf(review)).decisions).toEqual([]);
  });

  it('without a sign-in records nothing and asks to sign in', async () => {
    const review = await aReview(app);
    const response = await fetch(`${app.url}${review.links.ada}`, {
      method: 'POST',
      headers: { origin: app.url },
      body: new URLSearchParams({
        choice: 'approve',
        lookedAt: 'yes',
        deidentified: 'yes',
        digest: review.round.digest,
      }),
    });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('Please sign in again');
    expect((await rowsOf(review)).decisions).toEqual([]);
  });

  it('is not taken from a program with a bearer token: people decide', async () => {
    const review = await aReview(app);
    const response = await fetch(`${app.url}${review.links.ada}`, {
      method: 'POST',
      headers: { origin: app.url, authorization: `Bearer ${await app.token('ada')}` },
      body: new URLSearchParams({
        choice: 'approve',
        lookedAt: 'yes',
        deidentified: 'yes',
        digest: review.round.digest,
      }),
    });
    expect(response.status).toBe(401);
    expect((await rowsOf(review)).decisions).toEqual([]);
  });

  it('after the deadline is refused, and the page says so', async () => {
    const review = await aReview(app, { round: { deadline: new Date(Date.now() + 60_000).toISOString() } });
    const { visitor, page } = await signInAs(app, 'ada', review.links.ada);
    const form = {
      antiForgery: hiddenField(page.html, 'antiForgery'),
      digest: review.round.digest,
      choice: 'approve',
      lookedAt: 'yes',
      deidentified: 'yes',
    };
    app.later(61_000);
    const answer = await visitor.post(`${app.url}${review.links.ada}`, form, app.url);
    expect(answer.status).toBe(409);
    expect(answer.html).toContain('the package was not decided in time, so it goes back to its researchers');
    expect((await rowsOf(review)).decisions).toEqual([]);
  });

  it('of a superseded round is told about the new one', async () => {
    const review = await aReview(app, { operation: { round: 2 }, round: { status: 'superseded' } });
    const { page } = await signInAs(app, 'ada', review.links.ada);
    expect(page.html).toContain('a new round was opened');
    expect(page.html).not.toContain('<textarea');
  });
});

describe('several approvers at the same moment', () => {
  it('close the round exactly once, and every decision stands', async () => {
    for (let round = 0; round < 5; round += 1) {
      const review = await aReview(app);
      const answers = await Promise.all((['ada', 'ben'] as const).map((person) => decideAs(person, review)));
      for (const { page } of answers) expect(page.html).toContain('You approved this package.');
      const { decisions, rounds } = await rowsOf(review);
      expect(decisions).toHaveLength(2);
      expect(rounds[0]?.value).toMatchObject({ status: 'approved', revision: 3 });
    }
  });

  it('let a deny count while the quorum is being closed, or refuse it as late, never lose it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const review = await aReview(app);
      await decideAs('ben', review);
      const [approval, denial] = await Promise.all([
        decideAs('ada', review),
        decideAs('cleo', review, { choice: 'deny', reason: 'A table shows single persons.' }),
      ]);
      const { decisions, rounds } = await rowsOf(review);
      const status = rounds[0]?.value.status;
      const choices = decisions.map(({ choice }) => choice).sort();
      if (status === 'denied') {
        expect(choices).toEqual(['approve', 'deny']);
        expect(approval.page.status).toBe(409);
      } else {
        expect(status).toBe('approved');
        expect(choices).toEqual(['approve', 'approve']);
        expect(denial.page.status).toBe(409);
        expect(denial.page.html).toContain('This round is closed');
      }
    }
  });
});

describe('the page after a decision', () => {
  it('says what follows a denial before the flow has moved the package', async () => {
    const review = await aReview(app);
    const { page } = await decideAs('ben', review, { choice: 'deny', reason: 'small counts' });
    expect(page.html).toContain('You denied this package.');
    expect(page.html).toContain('its way back to the researchers, which begins by itself');
    expect(page.html).not.toContain("the approvers' decisions");
  });

  it('says that a second, different decision from another tab was not recorded, and why', async () => {
    const review = await aReview(app);
    const { visitor, form } = await decideAs('ben', review);
    const denial = { ...form, choice: 'deny', reason: 'On second thought, no.' };
    const answer = await visitor.post(`${app.url}${review.links.ben}`, denial, app.url);
    expect(answer.status).toBe(409);
    expect(answer.html).toContain('You approved this package.');
    expect(answer.html).toMatch(/role="alert" tabindex="-1" autofocus><p>You have decided already: you approved it/);
    const again = await visitor.get(`${app.url}${review.links.ben}`);
    expect(again.html).not.toContain('role="alert"');
  });

  it('names the project in its title, and the package only to the approver who is signed in', async () => {
    const review = await aReview(app, { operation: { name: 'amber-figures' } });
    const before = await (await fetch(`${app.url}${review.links.ada}`)).text();
    expect(before).toContain('<title>Review in Heart study · Sallyport</title>');
    const { page } = await signInAs(app, 'ada', review.links.ada);
    expect(page.html).toContain('<title>amber-figures: review in Heart study · Sallyport</title>');
  });
});

describe('a review without its mail', () => {
  const pathOf = ({ operation }: SeededReview) => `/api/review-package/${operation.project}/${operation.id}`;

  it('takes the decision of a signed-in approver by the package alone', async () => {
    const review = await aReview(app);
    const { page } = await decideAs('ada', review, { reason: 'Looked at.' }, pathOf(review));
    expect(page.html).toContain('You approved this package.');
    expect((await rowsOf(review)).decisions).toMatchObject([{ choice: 'approve', reason: 'Looked at.' }]);
    expect(app.woken).toContain(review.operation.id);
  });

  it('still opens when links were sent anew, since whoever is signed in needs none', async () => {
    const review = await aReview(app);
    const approvers = review.round.approvers.map((one) => ({ ...one, links: { at: one.since, revision: 2 } }));
    const [stored] = (await rowsOf(review)).rounds;
    if (stored === undefined) throw new Error('the round is missing');
    await app.ports.decisions.updateRound({ ...stored, value: { ...stored.value, approvers, revision: 2 } });
    const { visitor, page } = await signInAs(app, 'ada', pathOf(review));
    expect(page.html).toContain('May this package leave?');
    expect((await visitor.get(`${app.url}${review.links.ada}`)).html).toContain('This link no longer works');
  });

  it('shows nothing without sign-in, and leads there', async () => {
    const review = await aReview(app);
    const response = await fetch(`${app.url}${pathOf(review)}`, { redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`/api/sign-in?returnTo=${encodeURIComponent(pathOf(review))}`);
    const form = new URLSearchParams({ choice: 'approve' });
    const post = { method: 'POST', redirect: 'manual', headers: { origin: app.url }, body: form } as const;
    const sent = await fetch(`${app.url}${pathOf(review)}`, post);
    // Browsers would not follow a form to the directory, so the way there is a link.
    expect(sent.status).toBe(401);
    const page = await sent.text();
    expect(page).toContain('href="/api/sign-in?returnTo=');
    expect(page).not.toContain('Heart study');
  });

  it('is none for anybody who is not asked, nor for what is no package', async () => {
    const review = await aReview(app);
    for (const person of ['rui', 'olga', 'otto']) {
      const { page } = await signInAs(app, person, pathOf(review));
      expect(page.status).toBe(404);
      expect(page.html).not.toContain('summary.csv');
    }
    const { visitor } = await signInAs(app, 'ada', pathOf(review));
    for (const path of ['heart-study/exp_1', `other-study/${review.operation.id}`, `Heart/${review.operation.id}`])
      expect((await visitor.get(`${app.url}/api/review-package/${path}`)).status).toBe(404);
  });
});
