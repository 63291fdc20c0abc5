import { type Missed, type PlacedStore, restoreSteps, type storeSources } from '../src/domain/overview/store.ts';
import { lostAtMost, stores } from '../src/domain/overview/stores.ts';
import { table } from './markdown-table.ts';

const intro = `# What is stored, and what its loss means

Each kind of row, container, secret and the task hub: from what it comes back, what is lost for good, what stands still meanwhile, what counts where a part of it cannot be read, and who tells of its loss: of a row where its table is lost with its mark, and of one row alone who is named for that. Of what has ended, the verification of the day misses operations and numbers of versions on the same day, rounds and decisions within a hundred: it looks at a share of the old ones each day. Made by \`npm run docs\` from \`src/domain/overview/stores.ts\`; a kind of row, container or secret that is not there fails a test.`;

const words: Readonly<Record<(typeof storeSources)[number], string>> = {
  lines: 'the audit',
  copy: 'the second copy',
  listing: 'a listing',
  itself: 'by itself',
  people: 'people',
  nothing: 'nothing',
};

const tellers: Readonly<Record<PlacedStore['toldBy'], string>> = {
  sweep: 'the sweep',
  verification: 'verification',
  doctor: 'the doctor',
  people: 'whoever misses it',
  nobody: 'nobody',
};

/** Who tells of one row, behind who tells of its table. */
const ofOne: Readonly<Record<Missed, string>> = {
  sweep: ', also of one row',
  open: ', also of one row; once its operation has ended, the verification of the day',
  day: '; of one row the verification of the day',
  use: '; of one row whoever needs it',
  itself: '; one row comes back unasked',
};

const groups: readonly (readonly [title: string, prefix: string])[] = [
  ['Tables of the control account, by kind of row', 'row:'],
  ['Containers', 'container:'],
  ['Secrets, by vault', 'secret:'],
  ['The task hub of Durable Functions', 'hub'],
];

export function storesText(): string {
  const copied =
    'Where there is a [second copy](deploy.md), *at most* says how much is lost with the store alone, and with the whole account. Of a day are rows that people read in the copy: none is put back as it was.';
  const order = `What comes back from the second copy is put back first, and then from the audit, in this order: ${restoreSteps.join(', ')}.`;
  const parts = groups.flatMap(([title, prefix]) => [`## ${title}`, groupText(prefix)]);
  return `${[intro, order, copied, ...parts].join('\n\n')}\n`;
}

function groupText(prefix: string): string {
  const rows = stores.filter(({ place }) => place.startsWith(prefix)).map((store) => cells(store, prefix));
  return table(['What', 'From', 'How', 'Lost for good', 'At most', 'Meanwhile', 'Unreadable', 'Told by'], rows);
}

function cells(store: PlacedStore, prefix: string): string[] {
  const { place, from, step, back, lost, meanwhile, unreadable, toldBy, missed } = store;
  const most = lostAtMost(store);
  const name = place.slice(prefix.length) || place;
  return [
    `\`${name}\``,
    step === undefined ? words[from] : `${words[from]}, with ${step}`,
    back,
    lost,
    most === undefined ? '–' : most.alone === most.withAccount ? most.alone : `${most.alone}; ${most.withAccount}`,
    meanwhile,
    unreadable,
    `${tellers[toldBy]}${missed === undefined ? '' : ofOne[missed]}`,
  ];
}
