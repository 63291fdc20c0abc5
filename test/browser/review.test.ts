import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shortNumber } from '../../src/domain/base/door.ts';
import type { Choice } from '../../src/domain/review/decision.ts';
import { anEntry } from '../contract/samples.ts';
import { usualDisclosure } from '../domain/sample.ts';
import { aProject, aReview, type RunningApp, type SeededReview, startApp } from '../functions/running-app.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Opens a link as somebody who clicked it in a mail: sees the sign-in button, signs in, comes back. */
async function openAs(person: string, path: string): Promise<Page> {
  const page = await (await browser.window()).newPage();
  await page.goto(app.url + path);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signInAs(page, person);
  return page;
}

/** Written as text, because it runs in the page. */
const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const answers = [
  ['approve', 'Approve the release'],
  ['changes', 'Ask for changes and return the package'],
  ['deny', 'Deny and return the package'],
] as const;

/** Notes something about both files, and writes what goes with the answer. */
async function noteAndWrite(page: Page, choice: Choice): Promise<void> {
  await page.getByLabel('Remark on file 1').fill('Table 2, row 7.');
  await page.getByLabel('Seen: file 2').check();
  await page.getByLabel('Question about file 2').check();
  await page.locator('#reason').fill('See the files.');
  if (choice === 'approve') await tickBoth(page);
}

async function tickBoth(page: Page): Promise<void> {
  await page.getByLabel('I have looked at the files.').check();
  await page.getByLabel('Personal information has been removed.').check();
}

async function signInAgain(page: Page, person: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signInAs(page, person);
}

/** The remarks that were kept with the only decision. */
async function notedWith({ operation: { id } }: SeededReview) {
  const [decision] = await decisionsOf(id);
  return (await app.ports.remarks.kept(id, decision?.remarks?.digest ?? '')).flatMap(({ remarks }) => remarks);
}

const decisionsOf = async (id: string) => (await app.ports.decisions.read(id)).decisions;

describe('the review in a browser without scripts', () => {
  it('takes an approval only with both ticks', async () => {
    const review = await aReview(app);
    const page = await openAs('ada', `${review.links.ada}?choice=approve`);
    expect(await page.locator('fieldset.chosen legend').textContent()).toBe('Approve');
    const approve = page.getByRole('button', { name: 'Approve the release' });
    await approve.click();
    await page.getByLabel('I have looked at the files.').check();
    await approve.click();
    expect(await heading(page).textContent()).toBe('May this package leave?');
    expect(await decisionsOf(review.operation.id)).toEqual([]);
    await page.getByLabel('Personal information has been removed.').check();
    await approve.click();
    expect(await heading(page).textContent()).toBe('You approved this package.');
    expect(await decisionsOf(review.operation.id)).toMatchObject([
      { choice: 'approve', lookedAt: true, deidentified: true },
    ]);
  });

  it('takes a denial only with a reason, and shows the used link without file names', async () => {
    const review = await aReview(app);
    const page = await openAs('ben', `${review.links.ben}?choice=deny`);
    const deny = page.getByRole('button', { name: 'Deny and return the package' });
    await deny.click();
    expect(await decisionsOf(review.operation.id)).toEqual([]);
    await page.getByLabel('Reason or remark').fill('Row 7 shows a single person.');
    await deny.click();
    expect(await heading(page).textContent()).toBe('You denied this package.');
    expect(await decisionsOf(review.operation.id)).toMatchObject([
      { choice: 'deny', reason: 'Row 7 shows a single person.' },
    ]);
    await page.goto(app.url + review.links.ben);
    expect(await page.content()).not.toContain('summary.csv');
    expect(await page.locator('textarea').count()).toBe(0);
  });

  it('takes a wish for changes only with words', async () => {
    const review = await aReview(app);
    const page = await openAs('ben', `${review.links.ben}?choice=changes`);
    expect(await page.locator('fieldset.chosen legend').textContent()).toBe('Ask for changes');
    const ask = page.getByRole('button', { name: 'Ask for changes and return the package' });
    await ask.click();
    expect(await decisionsOf(review.operation.id)).toEqual([]);
    await page.getByLabel('Reason or remark').fill('Round table 2 to tens.');
    await ask.click();
    expect(await heading(page).textContent()).toBe('You asked for changes of this package.');
    expect(await decisionsOf(review.operation.id)).toMatchObject([
      { choice: 'changes', reason: 'Round table 2 to tens.' },
    ]);
  });

  it('shows file names with markup and foreign scripts as plain, isolated text', async () => {
    const names = ['<script>alert(1)</script>.csv', '"><img src=x onerror=alert(1)>.csv', 'تقرير-2026.csv'];
    const review = await aReview(app, { files: names.map((name) => anEntry(name)) });
    const page = await openAs('ada', review.links.ada);
    const shown = page.locator('#files table bdi');
    expect(await shown.allTextContents()).toEqual(names);
    expect(await page.locator('main script, main img').count()).toBe(0);
    expect(await styleOf(page, 'tbody tr:nth-child(3) bdi', 'direction')).toBe('rtl');
    expect(await styleOf(page, 'tbody tr:nth-child(3)', 'direction')).toBe('ltr');
  });

  it('keeps choice and reason when the session ends while somebody writes', async () => {
    const review = await aReview(app);
    const page = await openAs('cleo', `${review.links.cleo}?choice=deny`);
    await page.getByLabel('Reason or remark').fill('Not yet: table 2\nneeds rounding.');
    app.later(61 * 60_000);
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await heading(page).textContent()).toBe('Please sign in again');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('button[value="cleo"]').click();
    expect(await page.getByLabel('Reason or remark').inputValue()).toBe('Not yet: table 2\nneeds rounding.');
    expect(await page.locator('fieldset.chosen legend').textContent()).toBe('Deny');
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await heading(page).textContent()).toBe('You denied this package.');
  });

  it.each(answers)(
    'takes what was noted about files with the answer "%s", unsaved as it is',
    async (choice, answer) => {
      const review = await aReview(app);
      const page = await openAs('ada', review.links.ada);
      await noteAndWrite(page, choice);
      await page.getByRole('button', { name: answer }).click();
      expect(await heading(page).textContent()).toMatch(/^You .* this package\.$/);
      expect(await notedWith(review)).toEqual([
        { number: 1, seen: false, question: false, text: 'Table 2, row 7.' },
        { number: 2, seen: true, question: true, text: '' },
      ]);
    },
  );

  it.each([...answers.map(([choice, button]) => [button, choice] as const), ['Save and show', 'deny'] as const])(
    'keeps what was noted and written when the session was over at "%s"',
    async (button, choice) => {
      const review = await aReview(app);
      const page = await openAs('ada', `${review.links.ada}?choice=${choice}`);
      await noteAndWrite(page, choice);
      await page.context().clearCookies({ name: '__Host-sallyport' });
      await page.getByRole('button', { name: button }).click();
      expect(await page.getByRole('alert').textContent()).toContain('is kept');
      expect(await decisionsOf(review.operation.id)).toEqual([]);
      await signInAgain(page, 'ada');
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await page.getByLabel('Remark on file 1').inputValue()).toBe('Table 2, row 7.');
      expect(await page.getByLabel('Question about file 2').isChecked()).toBe(true);
      expect(await page.locator('#reason').inputValue()).toBe('See the files.');
      const [, answer] = answers.find(([name]) => name === choice) ?? answers[0];
      if (choice === 'approve') await tickBoth(page);
      await page.getByRole('button', { name: answer }).click();
      expect(await notedWith(review)).toHaveLength(2);
    },
  );

  it('keeps them where the same person signed in anew in another window', async () => {
    const review = await aReview(app);
    const page = await openAs('ada', review.links.ada);
    await noteAndWrite(page, 'deny');
    const other = await page.context().newPage();
    await other.goto(`${app.url}/api/sign-in?returnTo=/api/mine`);
    await other.locator('button[value="ada"]').click();
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await heading(page).textContent()).toBe('Please sign in again');
    await signInAgain(page, 'ada');
    expect(await page.getByLabel('Remark on file 1').inputValue()).toBe('Table 2, row 7.');
    expect(await page.locator('#reason').inputValue()).toBe('See the files.');
  });

  it('keeps what was written over "Save and show", and what was noted over an answer that is refused', async () => {
    const review = await aReview(app);
    const page = await openAs('ben', `${review.links.ben}?choice=deny`);
    await noteAndWrite(page, 'deny');
    await page.getByRole('button', { name: 'Save and show' }).click();
    expect(await page.getByText('Saved: notes about 2 files').count()).toBe(1);
    expect(await page.locator('#reason').inputValue()).toBe('See the files.');
    expect(await page.locator('fieldset.chosen legend').textContent()).toBe('Deny');
    await page.getByLabel('Remark on file 2').fill('And this one.');
    await page.locator('#reason').fill(' ');
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Say why');
    expect(await page.getByLabel('Remark on file 1').inputValue()).toBe('Table 2, row 7.');
    expect(await page.getByLabel('Remark on file 2').inputValue()).toBe('And this one.');
  });

  it('says that what was noted is lost on a page that stood open for longer than notes are kept', async () => {
    const review = await aReview(app, { round: { deadline: '2040-01-01T00:00:00.000Z' } });
    const page = await openAs('cleo', review.links.cleo);
    await noteAndWrite(page, 'deny');
    app.later(15 * 24 * 60 * 60_000);
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('what you noted about files after you last saved');
    await signInAgain(page, 'cleo');
    app.later(-15 * 24 * 60 * 60_000);
    expect(await page.getByRole('alert').textContent()).toContain('was not saved');
    expect(await page.locator('#reason').inputValue()).toBe('See the files.');
  });

  it('sends a decision to a stronger sign-in where the project asks for one, and keeps what was written', async () => {
    const rules = {
      quorum: 2,
      independent: 1,
      onDeadline: 'return' as const,
      blind: true,
      disclosure: usualDisclosure,
      authContext: 'c1',
    };
    const { egress } = await aProject(app);
    const approval = { ...egress.approval, authContext: 'c1' };
    const review = await aReview(app, { project: { egress: { ...egress, approval } }, round: { rules } });
    const page = await (await browser.window()).newPage();
    await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(review.links.cleo)}`);
    await page.locator('button[value="cleo"]').click();
    await page.locator('#reason').fill('Row 7 shows a single person.');
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await heading(page).textContent()).toBe('Please confirm your sign-in');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('button[value="cleo"]').click();
    await page.getByRole('button', { name: 'Confirm on the telephone' }).click();
    expect(await page.locator('#reason').inputValue()).toBe('Row 7 shows a single person.');
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await heading(page).textContent()).toBe('You denied this package.');
  });

  it('has its style although nothing inline may run: the hash in the policy fits the style sheet', async () => {
    const review = await aReview(app);
    const page = await openAs('ada', review.links.ada);
    expect(await styleOf(page, '.card', 'borderRadius')).toBe('10px');
  });
});

describe('the dashboard in a browser', () => {
  it('goes to the sign-in, comes back, shows what waits for whom, and signs out', async () => {
    const review = await aReview(app);
    const page = await (await browser.window()).newPage();
    await page.goto(`${app.url}/api/ops`);
    await page.locator('button[value="rita"]').click();
    expect(await heading(page).textContent()).toBe('Operations');
    const row = page.locator('tr').filter({ hasText: shortNumber(review.operation.id) });
    expect(await row.textContent()).toContain(
      '0 of 2 approvals; not decided: Ada Approver, Ben Approver, Cleo Approver',
    );
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await heading(page).textContent()).toBe('You are signed out');
  });

  it('fits a phone without scrolling sideways', async () => {
    await aReview(app, {
      operation: { name: 'a-rather-long-package-name-that-somebody-chose-without-thinking-of-phones' },
    });
    const page = await openAsReader();
    await page.setViewportSize({ width: 360, height: 800 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

async function openAsReader(): Promise<Page> {
  const page = await (await browser.window()).newPage();
  await page.goto(`${app.url}/api/ops`);
  await page.locator('button[value="rita"]').click();
  return page;
}
