import { z } from 'zod';
import { disclosureRules } from '../src/domain/inspection/disclosure.ts';
import { mostShown } from '../src/inspector/child/shown.ts';
import type { ExplainedRule } from '../src/inspector/rules/explained.ts';
import { fileRules } from '../src/inspector/rules/files.ts';
import { packageRules } from '../src/inspector/rules/packages.ts';
import { plainRules } from '../src/inspector/rules/plain.ts';
import type { Rule } from '../src/inspector/rules/rule.ts';
import { tableRules } from '../src/inspector/rules/tables.ts';
import { textRules } from '../src/inspector/rules/texts.ts';
import { unseenByAll } from '../src/inspector/rules/unseen.ts';
import { rulesVersion } from '../src/inspector/rules/version.ts';
import { table } from './markdown-table.ts';
import { readRecall, recallText } from './recall-table.ts';

const intro = `# What the checks look for

The reading room holds every file of a package to these rules before people look at it. They never approve anything: a finding says where to look, and no finding is no proof that a file is safe. Made by \`npm run docs\` from the tables in \`src/inspector/rules\`. This is version ${rulesVersion} of the rules, which evidence names (\`versions.rules\`); [proof.md](proof.md#the-reading-room) says how often they are wrong.

A finding has a weight. *Note*: worth knowing. *Review*: a person must look at this place and judge. *Block*: this should not leave as it is; whoever lets it leave writes why.`;

const counting = `## How tables and cells are read

- The header is the first row with two filled cells; titles above it, and pairs such as \`No. Observations:, 811\`, are looked at by themselves. A row of words below a header with empty or equal cells belongs to it.
- In texts, tables are found as Markdown, LaTeX, Stata and R print them, and counts in sentences and logs: \`7 patients\`, \`7 (29%)\`, \`Number of obs = 7\`.
- A number may have thousands separators (\`1,234\`, \`1 234\`, \`1'234\`, \`1.234.567\`), a decimal comma, and digits of any script. \`1.234\` alone is read as a little more than one.
- \`12 (30%)\`, \`12/40 (30%)\` and \`30% (12)\` count twelve. \`3 (2.1)\` counts three, unless its row or column says mean, deviation, estimate or the like.
- Masked cells are no counts: \`<10\`, \`*\`, \`.\`, \`-\`, \`c\`, \`x\`, \`na\`, \`redacted\`, \`suppressed\`.
- A column that goes up from 0 or 1 by one over ten rows or more numbers its rows.
- Of a column of identifiers, days or places the first 500 values are looked at, and of a table the first 300 columns.
- A file of delimited text may hold several tables: an empty line or a row of words over numbers begins the next. A quote that is never closed hides nothing: from there on each line is a row.
- In a page or a document each cell stands in its column, whatever spans several; in a PDF a gap wider than a letter parts columns.
- Each byte of a file was told to the checks or is named by what it is: a picture, a drawing, a font, a style, settings of a printer, an embedded file, a program, metadata, or other data.
- Places name rows and columns from 1, the header included, and the table where a file has several; in texts, the line.`;

const shown = `## What is shown of a file

- Tables, and each sheet of a workbook: fifty rows at a time and the last five, with what was found marked at the cell. Hidden sheets are in the list and say so. Forty columns and 200 characters of a cell at most.
- Texts, JSON without tables, the cells of a notebook and the texts that they put out, and the text of each page of a PDF: 200 lines at a time.
- Pictures (PNG, JPEG) up to ${mostShown.pictureBytes / 1024 ** 2} MB and ${mostShown.pixels / 1e6} million pixels: their pixels alone, and the text of their metadata below.
- Pages (HTML, XML), documents (docx), slides (pptx) and OpenDocument (odt, ods, odp): their tables and their texts, with comments, notes, deleted and hidden text, and the numbers that charts keep.
- Drawings (SVG): their texts, what stands at one height as one line. Archives: the names in them.
- Everything else: the first 4 kB in hexadecimal digits. With them the page says what such a file can hold: models, objects of Python and R, data sets and databases are told by their first bytes. That is no look into them.`;

/** The document that explains every rule to those who weigh what it finds. */
export function checksText(): string {
  return [
    intro,
    '## What no rule can see',
    unseenByAll.map((line) => `- ${line}`).join('\n'),
    recallText(readRecall()),
    '## Thresholds of a project',
    table(['Threshold', 'Default', 'What it is'], thresholdRows()),
    counting,
    shown,
    ...familyText('Tables', tableRules),
    ...familyText('Texts', textRules),
    ...familyText('Names and encodings', plainRules),
    ...familyText('Formats of files', fileRules),
    ...familyText('A whole package', packageRules),
  ]
    .join('\n\n')
    .concat('\n');
}

function thresholdRows(): string[][] {
  const defaults = z.record(z.string(), z.union([z.number(), z.array(z.number())])).parse(disclosureRules.parse({}));
  return Object.entries(disclosureRules.shape).map(([name, field]) => [
    `\`${name}\``,
    `${defaults[name] ?? ''}`.replaceAll(',', ', '),
    field.description ?? '',
  ]);
}

function familyText(title: string, rules: readonly (Rule | ExplainedRule)[]): string[] {
  return rules.length === 0 ? [] : [`## ${title}`, ...rules.map(ruleText)];
}

function ruleText(rule: Rule | ExplainedRule): string {
  const threshold = 'threshold' in rule && rule.threshold !== undefined ? `, by \`${rule.threshold}\`` : '';
  const example = 'example' in rule ? [`- Example: ${rule.example}`] : [];
  return [
    `### ${rule.title}`,
    '',
    rule.says,
    '',
    `- Rule: \`${rule.id}\`, ${rule.severity}${threshold}`,
    ...example,
    `- Cannot see: ${rule.unseen}`,
    `- Source: ${rule.source}`,
  ].join('\n');
}
