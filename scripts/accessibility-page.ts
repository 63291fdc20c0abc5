import { table } from './markdown-table.ts';

/** A promise about the pages, the criteria of WCAG 2.2 that it is about, and the tests that fail once it is broken: file and title. */
interface Claim {
  readonly says: string;
  readonly criteria: string;
  readonly tests: readonly (readonly [file: string, title: string])[];
}

const eyes = 'test/browser/eyes.test.ts';

export const claims: readonly Claim[] = [
  {
    says: 'Automatic checks (axe) find nothing on the pages, light and dark, 390 and 1280 pixels wide.',
    criteria: '1.1.1, 1.3.1, 2.4.1, 3.1.1, 4.1.2',
    tests: [
      ['test/browser/pages.test.ts', 'is accessible to owners, researchers, approvers and operators'],
      ['test/browser/reading-room.test.ts', 'can be read, as text'],
    ],
  },
  {
    says: 'Text stands out from all that is behind it by 4.5 to 1, large text by 3 to 1; so do edges of fields.',
    criteria: '1.4.3, 1.4.11',
    tests: [
      [eyes, 'pale text on a gradient'],
      [eyes, 'a field without an edge'],
    ],
  },
  {
    says: 'What has the focus has a mark of 3 to 1. By the keyboard it is at most twelve stops from a review to each answer.',
    criteria: '2.1.1, 2.4.7',
    tests: [
      [eyes, 'a focus without a mark'],
      ['test/browser/inbox.test.ts', 'comes by the keyboard to each answer within twelve stops'],
    ],
  },
  {
    says: 'What is clicked is at least 24 pixels wide and high, or stands apart.',
    criteria: '2.5.8',
    tests: [[eyes, 'a target that is too small']],
  },
  {
    says: 'No page scrolls sideways at 320 pixels.',
    criteria: '1.4.10',
    tests: [[eyes, 'a page that is too wide']],
  },
  {
    says: 'A session ends, and what was typed is there after the next sign-in.',
    criteria: '2.2.1',
    tests: [
      ['test/browser/review.test.ts', 'keeps what was noted and written when the session was over'],
      ['test/browser/questions.test.ts', 'keeps a question and an answer that were typed before the session was over'],
    ],
  },
  {
    says: 'Pages need no scripts, and nothing in them moves.',
    criteria: '2.2.2, 2.3.1',
    tests: [
      ['test/browser/mine.test.ts', 'the page of a person in a browser without scripts'],
      ['test/pages/base/style.test.ts', 'nothing in a page moves'],
    ],
  },
  {
    says: 'What was refused is said in words, has the focus, and what was typed stays.',
    criteria: '3.3.1, 3.3.3',
    tests: [['test/browser/review.test.ts', 'what was noted over an answer that is refused']],
  },
];

/** What the pages promise to people who see, hear, move or think differently. */
export function accessibilityText(): string {
  const rows = claims.map(({ says, criteria, tests }) => [
    says,
    criteria,
    tests.map(([file, title]) => `\`${file}\`: ${title}`).join('; '),
  ]);
  return `# Accessibility

The pages of the control plane and of the reading room follow WCAG 2.2, level AA. A test fails once one of these promises is broken. Made by \`npm run docs\` from \`scripts/accessibility-page.ts\`.

${table(['You can rely on this', 'Criteria', 'Held by'], rows)}

## What nobody promises

- Nobody who uses a screen reader each day has tried the pages yet.
- In the reading room a picture of a package has its size as its text, and drawings have the colours that their authors chose.
- The pages of the directory, on which you sign in, are not ours.

Something stands in your way? Tell an operator of your project: most of what pages do, [the command](command.md) and the API do too.
`;
}
