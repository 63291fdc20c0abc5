import { describe, expect, it } from 'vitest';
import { doctorPage } from '../../src/features/doctor/doctor-page.ts';
import { type Check, checks } from '../../src/features/doctor/domain/checks.ts';
import { type CheckLine, lineOfCheck, reportOf } from '../../src/features/doctor/domain/report.ts';
import file from '../../src/features/satre/domain/satre.json' with { type: 'json' };
import { satreFile } from '../../src/features/satre/domain/statement.ts';
import { deskSatrePage, pillars } from '../../src/features/satre/satre-page.ts';
import { type ShownProofs, verificationPage } from '../../src/features/verification/verification-page.ts';
import { renderPage } from '../../src/pages/base/layout.ts';
import { aVisitor } from '../domain/sample.ts';

const { statements } = satreFile.parse(file);

const at = new Date('2026-11-24T14:00:00Z');
const hostile = '<script>alert(1)</script>"><img src=x>\u202e';

/** The headings of a page by their rank, which must not skip one. */
const ranks = (page: string) => [...page.matchAll(/<h(\d)>/g)].map(([, rank]) => Number(rank));

describe('the page of the doctor', () => {
  const lines = (result: 'ok' | 'problem' | 'cannot-tell') =>
    checks.map((check) => lineOfCheck(check, { result, found: hostile }));
  const show = (come: readonly CheckLine[], unanswered: readonly Check[] = []) =>
    renderPage(doctorPage({ report: reportOf(come, at), unanswered, begun: at.toISOString() }, aVisitor));

  it('shows each check once whatever became of it, and what was found as text', async () => {
    for (const result of ['ok', 'problem', 'cannot-tell'] as const) {
      const page = await show(lines(result));
      for (const { title } of checks)
        expect(page.split(`>${escaped(title)}<`).length + page.split(`>${escaped(title)} <`).length).toBe(3);
      expect(page).not.toContain('<script>alert');
      expect(page).not.toContain('<img');
    }
  });

  it('has no empty part, and one heading above all', async () => {
    const page = await show(lines('ok'));
    expect(page).toContain('No problem was found');
    expect(page).not.toMatch(/<h2>(Problems|Not to be told)/);
    const worst = await show(lines('problem'));
    expect(worst).not.toContain('<h2>In order');
    expect(ranks(worst).slice(0, 3)).toEqual([1, 2, 3]);
  });

  it('shows what has come, and names what is still asked with the way to the rest', async () => {
    const come = lines('ok').slice(0, -2);
    const page = await show(come, checks.slice(-2));
    expect(page).toContain('<h2>Still asked</h2>');
    for (const { title } of checks) expect(page.split(escaped(title))).toHaveLength(2);
    expect(page).toContain('href="/api/ops/desk/doctor?begun=2026-11-24T14%3A00%3A00.000Z"');
    expect(await show(lines('ok'))).not.toContain('Still asked');
  });
});

describe('the page of SATRE', () => {
  const page = (sentence: string) => {
    const evidence = [{ sentence, shows: 'no' as const, link: sentence }];
    const judged = statements.map(({ id, level, means }) => {
      return { id, level, means, verdict: 'partly' as const, why: `${sentence} because`, duty: sentence, evidence };
    });
    const verdicts = { met: 0, partly: judged.length, 'not-ours': 0 };
    const report = { edition: '2.0.1', at: at.toISOString(), verdicts, looked: sentence, statements: judged };
    return renderPage(deskSatrePage(report, undefined, aVisitor));
  };

  it('knows the pillar of each statement', async () => {
    for (const { id } of statements) expect(Object.keys(pillars)).toContain(id.split('.', 1)[0]);
    expect((await page('held')).match(/<td class="wide"><span class="name">/g)).toHaveLength(statements.length);
  });

  it('shows evidence as text, and leads to no address that it does not know', async () => {
    const shown = await page(hostile);
    expect(shown).not.toContain('<script>alert');
    expect(shown).not.toContain('<img');
    expect(await page('javascript:alert(1)')).not.toContain('href="javascript:');
  });

  it('leads from what proves releases to what left and its receipts', async () => {
    expect(await page('/api/ops/releases')).toContain('href="/api/ops/desk/releases">Releases and receipts');
  });
});

describe('the page of a verification', () => {
  const none = { ok: false, events: 0, chains: [], receipts: { verified: 0, bad: [] }, findings: [] };
  const page = (proofs: ShownProofs) => renderPage(verificationPage({ at, project: '', proofs }, aVisitor));

  it('names the first bad line of a chain, whatever it is called', async () => {
    const shown = await page({ ...none, chains: [{ chain: hostile, ok: false, line: 17, why: hostile }] });
    expect(shown).toContain('1 thing is wrong. The first: chain &lt;script&gt;');
    expect(shown).toContain(', line 17');
    expect(shown).not.toContain('<script>alert');
    expect(shown).not.toContain('note good');
  });

  it('says of a part neither that everything agrees nor that nothing is wrong', async () => {
    const shown = await page({ ...none, continuation: 'a"b' });
    expect(shown).toContain('This is not the whole');
    expect(shown).toContain('?continuation=a%22b');
    expect(shown).not.toContain('note good');
    expect(await page(none)).toContain('an earlier part named what is');
  });
});

/** As a page writes it. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll("'", '&#39;').replaceAll('"', '&quot;');
}
