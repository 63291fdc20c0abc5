import { z } from 'zod';
import { datasetFacts, datasetRows } from '../src/domain/operation/dataset.ts';
import { exportFacts, exportRows } from '../src/domain/operation/export.ts';
import type { Facts, Row } from '../src/domain/operation/operation-table.ts';
import { projectSchema } from '../src/domain/project/project.ts';
import { accessibilityText } from './accessibility-page.ts';
import { boundsText } from './bounds-page.ts';
import { budgetText } from './budget.ts';
import { checksText } from './checks-page.ts';
import { commandText } from './command-page.ts';
import { costsText } from './costs.ts';
import { guideTexts } from './help-guides.ts';
import { jsonText } from './json-text.ts';
import { table } from './markdown-table.ts';
import { networksText } from './networks-page.ts';
import { notVerifiedText } from './not-verified-page.ts';
import { deployText } from './off-by-default.ts';
import { httpRoutesText, openApiDocument } from './openapi.ts';
import { parametersText } from './parameters-page.ts';
import { retentionText } from './retention.ts';
import { scaleText } from './scale-page.ts';
import { storesText } from './stores-page.ts';
import { timeLimitsText } from './time-limits-page.ts';
import { people, waysOutText } from './ways-out.ts';
import { whoMayChangeText } from './who-may-change.ts';

/** One state machine, ready to be drawn. */
interface Machine {
  readonly title: string;
  readonly intro: string;
  readonly rows: readonly Row<string, string>[];
  readonly facts: Readonly<Record<string, Facts>>;
}

/** Every generated document: its path and its whole text. */
export function documents(): ReadonlyMap<string, string> {
  return new Map([
    [
      'docs/dataset-states.md',
      machineText({
        title: 'States of a dataset',
        intro: 'The way of a dataset from the upload of its owner into the secure account.',
        rows: datasetRows,
        facts: datasetFacts,
      }),
    ],
    [
      'docs/export-states.md',
      machineText({
        title: 'States of an export',
        intro:
          'The way of a package of results from the export path, through the review by people, to the public side.',
        rows: exportRows,
        facts: exportFacts,
      }),
    ],
    ['docs/accessibility.md', accessibilityText()],
    ['docs/command.md', commandText()],
    ['docs/bounds.md', boundsText()],
    ['docs/budget.md', budgetText()],
    ['docs/checks.md', checksText()],
    ['docs/ways-out.md', waysOutText()],
    ['docs/costs.md', costsText()],
    ['docs/stores.md', storesText()],
    ['docs/parameters.md', parametersText()],
    ['docs/deploy.md', deployText()],
    ['docs/networks.md', networksText()],
    ['docs/not-verified.md', notVerifiedText()],
    ['docs/retention.md', retentionText()],
    ['docs/scale.md', scaleText()],
    ['docs/who-may-change-what.md', whoMayChangeText()],
    ['docs/time-limits.md', timeLimitsText()],
    ['docs/openapi.json', jsonText(openApiDocument())],
    ['src/app/http-routes.json', httpRoutesText()],
    ['docs/project.schema.json', projectSchemaText()],
    ...guideTexts(),
  ]);
}

function machineText({ title, intro, rows, facts }: Machine): string {
  return [
    `# ${title}`,
    `${intro} Made by \`npm run docs\` from the tables in \`src/domain\`.`,
    ['```mermaid', 'stateDiagram-v2', ...diagram(rows, facts).map((line) => `  ${line}`), '```'].join('\n'),
    '## States',
    table(
      ['State', 'Waits for', 'Acts next', 'Ends by itself', 'Holds its name'],
      Object.entries(facts).map(stateCells),
    ),
    '## Moves',
    table(['From', 'Event', 'To', 'By'], rows.map(moveCells)),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function diagram(rows: readonly Row<string, string>[], facts: Machine['facts']): string[] {
  const id = (state: string) => state.replaceAll('-', '_');
  return [
    ...Object.keys(facts).map((state) => `state "${state}" as ${id(state)}`),
    '[*] --> receiving',
    ...rows.map(({ from, event, to }) => `${id(from)} --> ${id(to)}: ${event}`),
    ...Object.entries(facts).flatMap(([state, { final }]) => (final ? [`${id(state)} --> [*]`] : [])),
  ];
}

function stateCells([state, { waitsFor, owner, deadline, open, nameless }]: [string, Facts]): string[] {
  return [
    `\`${state}\``,
    waitsFor,
    owner === null ? 'nobody' : people[owner],
    deadline ?? 'no',
    open && !nameless ? 'yes' : 'no',
  ];
}

function moveCells({ from, event, to, by }: Row<string, string>): string[] {
  return [`\`${from}\``, event, `\`${to}\``, people[by]];
}

function projectSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(projectSchema, { io: 'input' });
  const about = {
    title: 'Project definition',
    description:
      'One project of the research environment. The ops API also checks rules between fields, such as: nobody is researcher and ' +
      'approver at once, the quorum can be reached, ends is after starts.',
  };
  return jsonText({ $schema, ...about, ...schema });
}
