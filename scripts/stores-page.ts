import { type PlacedStore, restoreSteps, type storeSources } from '../src/domain/overview/store.ts';
import { stores } from '../src/domain/overview/stores.ts';
import { table } from './markdown-table.ts';

const intro = `# What is stored, and what its loss means

Each kind of row, container, secret and the task hub: from what it comes back, what is lost for good, what stands still meanwhile, and what counts where a part of it cannot be read. Made by \`npm run docs\` from \`src/domain/overview/stores.ts\`; a kind of row, container or secret that is not there fails a test.`;

const words: Readonly<Record<(typeof storeSources)[number], string>> = {
  lines: 'the audit',
  listing: 'a listing',
  itself: 'by itself',
  people: 'people',
  nothing: 'nothing',
};

const groups: readonly (readonly [title: string, prefix: string])[] = [
  ['Tables of the control account, by kind of row', 'row:'],
  ['Containers', 'container:'],
  ['Secrets, by vault', 'secret:'],
  ['The task hub of Durable Functions', 'hub'],
];

export function storesText(): string {
  const order = `What comes back from the audit is put back in this order: ${restoreSteps.join(', ')}.`;
  const parts = groups.flatMap(([title, prefix]) => [`## ${title}`, groupText(prefix)]);
  return `${[intro, order, ...parts].join('\n\n')}\n`;
}

function groupText(prefix: string): string {
  const rows = stores.filter(({ place }) => place.startsWith(prefix)).map((store) => cells(store, prefix));
  return table(['What', 'From', 'How', 'Lost for good', 'Meanwhile', 'Unreadable'], rows);
}

function cells({ place, from, step, back, lost, meanwhile, unreadable }: PlacedStore, prefix: string): string[] {
  const name = place.slice(prefix.length) || place;
  return [
    `\`${name}\``,
    step === undefined ? words[from] : `${words[from]}, with ${step}`,
    back,
    lost,
    meanwhile,
    unreadable,
  ];
}
