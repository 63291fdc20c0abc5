import type { Door } from '../src/domain/base/door.ts';
import { type Act, acts, routeOfAct, whoMay } from '../src/domain/lifecycle/acts.ts';
import { rowsFrom } from '../src/domain/lifecycle/advance.ts';
import { datasetFacts } from '../src/domain/operation/dataset.ts';
import { exportFacts } from '../src/domain/operation/export.ts';
import type { Actor, Facts } from '../src/domain/operation/operation-table.ts';
import { table } from './markdown-table.ts';

const intro = `# Ways out of every state

Who waits for what, until when, and what people can do. Made by \`npm run docs\` from the tables in \`src/domain\`.

Each act is \`POST\` below \`/api\`, by whoever stands behind it: operators by their app role, data owners and researchers as themselves. A test asks for every act as every person in every state and compares the answers with these tables.`;

/** How the tables call who acts. */
export const people: Readonly<Record<Actor, string>> = {
  system: 'the control plane',
  owner: 'a data owner',
  researcher: 'a researcher',
  approvers: 'the approvers',
  operator: 'an operator',
};

/** The document that says for each state who waits for what, and what can be done. */
export function waysOutText(): string {
  return [intro, ...doorText('A dataset', 'ingress', datasetFacts), ...doorText('A package', 'export', exportFacts), '']
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function doorText(title: string, door: Door, facts: Readonly<Record<string, Facts>>): string[] {
  const rows = Object.entries(facts).map(([state, { waitsFor, owner, deadline }]) => [
    `\`${state}\``,
    waitsFor,
    owner === null ? 'nobody' : people[owner],
    deadline ?? 'none',
    [...decisions(door, state), ...acts.flatMap((act) => actText(act, door, state))].join('; ') || 'nothing',
  ]);
  const routes = acts.filter(({ doors }) => doors.includes(door));
  return [
    `## ${title}`,
    table(['State', 'Waits for', 'Acts next', 'Until', 'What people can do'], rows),
    `Routes: ${routes.map((act) => `*${act.path}* is \`${routeOfAct(act, door)}\``).join(', ')}.`,
  ];
}

function actText(act: Act, door: Door, state: string): string[] {
  const may = whoMay(act, door, state);
  if (may.length === 0) return [];
  const limit = act.limits?.[`${door} ${state}`];
  const who = act.outsiders
    ? [`${people.operator} who takes no part in the project`]
    : may.map((requester) => people[requester]);
  return [`*${act.path}* (${who.join(', ')})${limit === undefined ? '' : ` ${limit}`}`];
}

/** What approvers say by the links of their mails. */
function decisions(door: Door, state: string): string[] {
  const events = rowsFrom(door, state).filter(({ by }) => by === 'approvers');
  return events.length === 0
    ? []
    : [`${events.map(({ event }) => `*${event}*`).join(', ')} (the approvers, by their links)`];
}
