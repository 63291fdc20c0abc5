import { describe, expect, test } from 'vitest';
import { releases } from '../../../src/features/releases/descriptions.ts';
import type { Release } from '../../../src/features/releases/read-release.ts';
import { releasesCsv } from '../../../src/features/releases/releases-csv.ts';
import { deskReleasesPage } from '../../../src/features/releases/releases-page.ts';
import { renderPage } from '../../../src/pages/base/layout.ts';
import { verdictsText } from '../../../src/pages/base/verdict-words.ts';
import { momentText, sizeText } from '../../../src/pages/base/words.ts';
import { aVisitor } from '../../domain/sample.ts';

const visitor = { ...aVisitor, name: 'Rita', mayAct: false };
const [hash, ada] = ['a'.repeat(64), '5a11f0a7-0000-4000-8000-0000000000a1'];
const verdicts = { lookedAt: 1, note: 0, notChecked: 0, review: 2, block: 3 };
const evidence = { hash, verdicts, unchecked: 0, types: [] };
const release: Release = {
  ...{ id: 'exp_01JZ0000000000000000000000', project: 'heart-study', name: 'table-2', state: 'taken-back' },
  ...{ leftAt: '2026-03-04T10:00:00.000Z', files: 6, bytes: 4096, digest: 'd'.repeat(64), purpose: 'For the journal' },
  madeFrom: [{ id: 'ing_01JZ0000000000000000000000', name: 'cohort', version: 7 }],
  ...{ definition: hash, rules: { quorum: 2, independent: 1 } },
  decisions: [{ approver: ada, name: 'Ada', choice: 'approve', at: '2026-03-03T09:30:00.000Z', independent: true }],
  evidence,
  ...{ folder: 'released/heart-study/table-2/', readers: 'group-9', recipients: ['The registry'], terms: 'Cite us' },
  receipt: { name: 'release', problem: null },
  takenBack: { at: '2026-03-05T11:00:00.000Z', by: ada, name: 'Otto', reason: 'A cell', receipt: 'revocation-1' },
};
const list = { items: [release], continuation: null, broken: [], since: release.leftAt, until: release.leftAt };
const [march, now] = ['2026-03', new Date('2026-04-01T00:00:00.000Z')];

/** What a governance lead asks of each release, by the words of the question: as the page says it, and the column of the table. */
const asked: readonly (readonly [
  what: string,
  onPage: readonly string[],
  columns: Readonly<Record<string, string>>,
])[] = [
  ['what left', ['table-2', '6 files'], { name: 'table-2', package: release.id, files: '6' }],
  ['when', [momentText(release.leftAt)], { leftAt: release.leftAt }],
  ['from which project', ['heart-study'], { project: 'heart-study' }],
  ['how much', [sizeText(4096)], { bytes: '4096' }],
  [
    'who approved, and when',
    ['Ada', 'independent', momentText('2026-03-03T09:30:00.000Z')],
    { decisions: 'Ada (independent) approved 2026-03-03T09:30:00.000Z' },
  ],
  [
    'by which version of the rules',
    [`heart-study/versions/${hash}`, '2 approvals', '1 of them independent'],
    { definition: hash, quorum: '2', independent: '1' },
  ],
  ['purpose', ['For the journal'], { purpose: 'For the journal' }],
  ['made from', ['cohort', 'v7'], { madeFrom: 'cohort v7' }],
  ['verdicts of evidence', [verdictsText(evidence)], { evidence: verdictsText(evidence) }],
  [
    'recipients',
    ['The registry', 'Cite us', 'group-9'],
    { recipients: 'The registry', terms: 'Cite us', readers: 'group-9' },
  ],
  [
    'taken back or not',
    ['taken back', momentText('2026-03-05T11:00:00.000Z'), 'Otto', 'A cell', 'receipts/revocation-1'],
    {
      state: 'taken-back',
      takenBackAt: '2026-03-05T11:00:00.000Z',
      takenBackBy: 'Otto',
      takenBackBecause: 'A cell',
      takenBackReceipt: 'revocation-1',
    },
  ],
  ['receipt', ['receipts/release"'], { receipt: 'release' }],
];

describe('of each release is told', () => {
  test.each(asked)('%s', async (_, onPage, columns) => {
    const page = await renderPage(deskReleasesPage({ chosen: { month: march }, now, list, zones: new Map() }, visitor));
    for (const text of onPage) expect(page).toContain(text);
    const [head = '', row = ''] = releasesCsv(list).split('\r\n');
    const names = head.split(',');
    const values = [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('"', ''));
    const cells = Object.fromEntries(names.map((name, at) => [name, values[at]]));
    expect(cells).toMatchObject(columns);
  });

  test('in the API all of it', () => {
    expect(releases.releases.answers[200].parse(list)).toEqual(list);
  });
});
