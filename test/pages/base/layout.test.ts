import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messagePage, renderPage } from '../../../src/pages/base/layout.ts';
import type { AskedQuestion } from '../../../src/pages/review/questions-card.ts';
import { type ReviewMaterial, reviewPage } from '../../../src/pages/review/review-page.ts';

const onePackage = { packages: 1, files: 1, bytes: 1, rows: 0 };

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x>',
    "' onmouseover='x",
    '</textarea><b>',
    '&lt;',
    '\u202Egnp.exe',
  ),
);

/** The tags of a page, without what stands between them. */
const tagsOf = (html: string): string[] => html.replace(/<style>.*?<\/style>/s, '').match(/<[^>]*>/g) ?? [];

const question = (chosen: string): AskedQuestion => {
  const remarks = [{ number: 1, question: true, text: `${chosen}.`, path: chosen }];
  const [at, until] = ['2026-11-25T09:30:00Z', '2026-11-30T09:30:00Z'];
  const answer = { at, text: `${chosen}.` };
  return { round: 1, number: 1, at, name: chosen, text: `${chosen}.`, files: 1, remarks, until, answer };
};

const material = (chosen: string): ReviewMaterial => ({
  roomUrl: 'https://room.example.org/api/read/exp_1',
  findings: {
    known: {
      kind: 'found',
      hash: 'e'.repeat(64),
      verdicts: [{ of: 'block', files: [1] }],
      notChecked: [{ of: 'type', files: [1] }],
      passed: [{ of: 'picture', files: [1] }],
      unexplained: [1],
      unread: 1,
      types: [{ of: 'other', files: [1] }],
      thresholds: [{ name: 'minCount', used: '5', now: '10' }],
      openedBy: [{ name: chosen, opened: 0, toOpen: 1 }],
    },
    causes: [{ kind: 'block', files: 1 }],
    viewing: 'required',
    own: { toOpen: [1], opened: [] },
  },
  exportId: 'exp_1',
  projectTitle: chosen,
  projectId: 'heart-study',
  packageName: chosen,
  release: { recipients: [chosen], terms: chosen },
  limits: [
    {
      limit: { name: 'week', of: 'project', days: 7, soft: { packages: 1 } },
      dataset: `d${chosen}`,
      hard: { taken: onePackage, wanted: onePackage },
      soft: { taken: onePackage, wanted: onePackage },
      ...{ fits: true, fitsFrom: undefined, isOverSoft: true, uncounted: 0 },
    },
  ],
  overLimits: ['week'],
  governance: [{ kind: chosen, reference: chosen, until: '2027-12-31' }],
  purpose: { text: chosen, by: chosen },
  said: {
    madeFrom: [{ id: 'ing_1', name: chosen, version: 1 }],
    ...{ label: chosen, answer: chosen, continues: 'exp_0', inside: ['the label'], unread: [chosen] },
  },
  saidAt: '',
  retracted: [{ id: 'ing_1', name: chosen, version: 1, closedAt: '2026-03-01T10:00:00.000Z' }],
  droppedAt: '2026-11-24T12:00:00Z',
  digest: 'f'.repeat(64),
  count: 1,
  contextCount: 1,
  bytes: 1,
  quorum: 2,
  independent: 0,
  approvals: 0,
  deadline: '2026-12-08T12:00:00Z',
  timeZone: 'Europe/Berlin',
  folderUrl: 'https://st.blob.core.windows.net/review/heart-study/exp_1',
  files: {
    view: { name: chosen, type: chosen, page: 1 },
    files: [
      { number: 1, path: chosen, size: 1, md5: null },
      { number: 2, path: chosen, size: 1, md5: null, role: 'context' },
    ],
    fitting: 1,
    pages: 1,
  },
  remarks: [{ number: 1, seen: true, question: true, text: chosen }],
  evidence: { types: [{ extension: chosen, count: 1, bytes: 1 }], largest: 1 },
  conversation: {
    answer: `${chosen}.`,
    turns: [
      {
        exportId: 'exp_0',
        name: chosen,
        at: '2026-10-02T09:30:00Z',
        state: 'returned',
        said: [
          {
            name: chosen,
            choice: 'changes',
            reason: `${chosen}.`,
            at: '2026-10-02T09:30:00Z',
            remarks: [{ number: 1, question: true, text: `${chosen}.`, path: chosen }],
          },
        ],
        questions: [question(chosen)],
      },
    ],
    changes: {
      exportId: 'exp_0',
      counts: { same: 0, changed: 1, new: 0, gone: 1 },
      gone: [chosen],
      marks: new Map([[1, 'changed']]),
    },
  },
  questions: [question(chosen)],
  others: [
    {
      exportId: 'exp_0',
      project: 'heart-study',
      name: chosen,
      state: 'returned',
      at: '2026-10-02T09:30:00Z',
      count: 1,
      bytes: 1,
      wasReviewed: true,
    },
  ],
  before: { marks: new Map([[1, 'exp_0']]), releases: 1 },
});

describe('pages', () => {
  it('show text that people chose without letting it become markup', async () => {
    const visitor = { name: 'Ada', antiForgery: 'token' };
    const ticked = { digest: '', names: [] };
    const form = { action: '/api/review/x', choice: 'deny', ticked, refusal: undefined, remarksKey: 'key' } as const;
    const now = new Date('2026-11-24T14:00:00Z');
    const render = (chosen: string) =>
      renderPage(reviewPage(material(chosen), { ...form, reason: chosen }, visitor, now));
    const plain = tagsOf(await render('harmless')).map((tag) => tag.split(/[\s>]/)[0]);
    await fc.assert(
      fc.asyncProperty(text, async (chosen) => {
        const tags = tagsOf(await render(chosen));
        expect(tags.map((tag) => tag.split(/[\s>]/)[0])).toEqual(plain);
        expect(tags.filter((tag) => /\son\w+=/.test(tag.replaceAll(/"[^"]*"/g, '""')))).toEqual([]);
      }),
    );
  });

  it('give back what somebody typed and would lose, as text', async () => {
    const html = await renderPage(messagePage('Please sign in again', [], { toCopy: '</textarea><script>x</script>' }));
    expect(html).toContain('>&lt;/textarea&gt;&lt;script&gt;x&lt;/script&gt;</textarea>');
    expect(await renderPage(messagePage('Please sign in again', []))).not.toContain('<textarea');
  });

  it('have one heading, a language, and no scripts', async () => {
    const html = await renderPage(messagePage('Not <allowed>', ['Because.']));
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<h1>Not &lt;allowed&gt;</h1>');
    expect(html).not.toContain('<script');
  });
});
