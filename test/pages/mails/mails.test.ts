import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newRound } from '../../../src/domain/approval.ts';
import { datasetAvailable } from '../../../src/pages/mails/dataset-available.ts';
import { decisionWanted } from '../../../src/pages/mails/decision-wanted.ts';
import { letter } from '../../../src/pages/mails/letter.ts';
import { operationFailed } from '../../../src/pages/mails/operation-failed.ts';
import { packageReleased } from '../../../src/pages/mails/package-released.ts';
import { packageReturned } from '../../../src/pages/mails/package-returned.ts';
import { uploadRejected } from '../../../src/pages/mails/upload-rejected.ts';
import { sampleOperation, sampleProject } from '../../domain/sample.ts';

const evil = '<img src=x onerror=alert(1)>&"';
const summary = { digest: 'd'.repeat(64), count: 3, bytes: 1_500_000 };
const problem = { rule: 'extension', path: 'a.exe', value: '.exe', message: 'Only .csv may pass.' };

describe('every mail', () => {
  const operation = sampleOperation({
    name: evil,
    version: 2,
    source: { ...summary, listedAt: '2026-03-01T10:00:00.000Z' },
    package: summary,
    problems: [{ ...problem, path: `${evil}.exe` }],
    failure: { state: 'copying', message: evil, at: '2026-03-01T10:00:00.000Z' },
  });
  test.each([
    ['datasetAvailable', () => datasetAvailable(operation)],
    ['uploadRejected', () => uploadRejected(operation)],
    ['operationFailed', () => operationFailed(operation, 'https://gate.example.org/api/ops')],
    ['packageReleased', () => packageReleased(operation)],
    ['packageReturned', () => packageReturned(operation, [evil])],
  ])(
    '%s shows what people outside chose as text, never as markup, and says the same in both forms',
    async (_, write) => {
      const { subject, text, html } = await write();
      expect(html).not.toContain('<img');
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;&quot;');
      expect(text).toContain(evil);
      expect(subject).toMatch(/^\[heart-study\] /);
      expect(text).toContain(operation.id);
      expect(html).toContain(operation.id);
    },
  );

  test('writes out what would turn a name around, in the subject and in both forms', async () => {
    const strange = sampleOperation({
      name: 'report\u202efdp.exe',
      problems: [{ ...problem, path: 'a\u2067b\u001b[2J.csv' }],
      failure: { state: 'receiving', message: 'still changing', at: '2026-03-01T10:00:00.000Z' },
    });
    const letters = [await uploadRejected(strange), await operationFailed(strange, 'https://gate.example.org/api/ops')];
    for (const { subject, text, html } of letters) {
      for (const form of [subject, text, html]) expect(form).not.toMatch(/[\u202e\u2067]|(?!\n)\p{Cc}/u);
      expect(subject).toContain('"report\\u202efdp.exe"');
    }
    expect(letters[0]?.text).toContain('"a\\u2067b\\u001b[2J.csv"');
  });

  test('a subject stays one line whatever a name holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (name) => {
        const { subject } = await letter({ subject: `About ${name}`, paragraphs: ['x'] });
        expect(subject).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

describe('uploadRejected', () => {
  test('lists each file with its rule and what to do, and a whole-upload problem as such', async () => {
    const whole = { rule: 'max-files', path: null, value: '1200', message: 'At most 1000 may pass.' };
    const { text } = await uploadRejected(sampleOperation({ problems: [problem, whole] }));
    expect(text).toContain('- a.exe: Only .csv may pass. [extension]');
    expect(text).toContain('- the whole upload (1200): At most 1000 may pass. [max-files]');
  });

  test('shows control and direction characters of a name as escapes, so that no line of the mail lies', async () => {
    const { text, html } = await uploadRejected(
      sampleOperation({ problems: [{ ...problem, path: 'good.csv\n- fine.csv\u202egpj' }] }),
    );
    expect(text).toContain('- "good.csv\\n- fine.csv\\u202egpj": ');
    expect(text + html).not.toMatch(/\u202e|^- fine/m);
  });

  test('does not list a thousand problems', async () => {
    const { text } = await uploadRejected(sampleOperation({ problems: Array(1000).fill(problem) }));
    expect(text.match(/^- a\.exe/gm)).toHaveLength(50);
    expect(text).toContain('- and 950 more');
  });
});

describe('decisionWanted', () => {
  test('holds counts, size, deadline and two links, and no name of a package', async () => {
    const project = sampleProject();
    const now = new Date('2026-03-01T10:00:00Z');
    const round = newRound({
      exportId: 'exp_1',
      project,
      definition: 'h1',
      researchers: [],
      filesSince: now.toISOString(),
      number: 1,
      digest: summary.digest,
      now,
    });
    const link = (choice: string) => `https://gate.example.org/api/review/abc?choice=${choice}`;
    const { text, html } = await decisionWanted({ project: project.id, title: project.title, round, summary, link });
    expect(text).toContain('3 files, 1.5 MB');
    expect(text).toContain('15 Mar 2026');
    for (const choice of ['approve', 'deny']) {
      expect(text).toContain(`https://gate.example.org/api/review/abc?choice=${choice}\n`);
      expect(html).toContain(`href="https://gate.example.org/api/review/abc?choice=${choice}"`);
    }
  });
});

describe('packageReturned', () => {
  test('says that nobody denied it when nobody did', async () => {
    expect((await packageReturned(sampleOperation(), [])).text).toContain('Nobody denied it');
  });
});
