import { storedTables, type TableName, tables } from '../base/stored-tables.ts';
import { bySweep, ofLines, type PlacedStore, type RowStore } from './store.ts';

const nothing = 'nothing';
const ofSystem = /^_system$/;
const hash = /^[0-9a-f]{64}$/;
/** An object id. */
const person = /^[0-9a-z-]{1,64}$/i;

/** The kinds of rows of each table. A row of another kind is refused by the tables of the tests. */
const kinds: Readonly<Record<TableName, Readonly<Record<string, RowStore>>>> = {
  heads: {
    head: {
      key: /^head$/,
      ...ofLines('heads', 'sweep'),
      back: 'the lines are counted, each link and each receipt that remembers a line is checked',
      lost: nothing,
      meanwhile:
        'nothing is appended to that chain, so its project stands still; of the chain of the system, everything',
    },
    event: {
      key: /^event:/,
      ...ofLines('heads', 'sweep'),
      back: 'written again beside the head',
      lost: nothing,
      meanwhile: 'nothing is appended to that chain, where a repeated step would write its line twice',
    },
  },
  holds: {
    hold: {
      key: /^hold(-.*)?$/,
      ...ofLines('holds', 'itself'),
      back: 'whoever looks for one writes those that the audit tells of',
      lost: nothing,
      meanwhile: 'nothing begins before the lines about holds were read',
    },
    checked: { key: /^checked$/, ...bySweep('noted again once the lines about holds were read') },
  },
  register: {
    op: {
      key: /^op:/,
      ...ofLines('register', 'open'),
      back: 'all lines of the operation are folded',
      lost: 'what was noted between two lines, which is found again',
      meanwhile: 'the operation stands still',
    },
    open: {
      key: /^open:(?!again:)/,
      ...ofLines('register', 'sweep'),
      back: 'follows from the operations',
      lost: 'nothing; if its door has opened 32 since, its files may be opened once more beside it',
      meanwhile: 'the operation is not started again, and its name stays its own',
    },
    again: {
      key: /^open:again:/,
      ...ofLines('register', 'sweep'),
      back: 'follows from the operations',
      lost: nothing,
      meanwhile: 'the operation is not started again',
    },
    dataset: {
      key: /^dataset:/,
      ...ofLines('register', 'day'),
      back: 'follows from the operations',
      lost: nothing,
      meanwhile: 'a copy to a version that is there is refused',
    },
    take: {
      key: /^take:(all$|exp_)/,
      ...ofLines('register', 'use'),
      back: 'each has its line; they are counted again',
      lost: nothing,
      meanwhile: 'nothing of a project with limits is released',
    },
    duties: {
      key: /^duties:exp_/,
      ...ofLines('register', 'itself'),
      back: 'all lines about what recipients were asked and said are folded',
      lost: nothing,
      meanwhile: 'recipients are asked and reminded of nothing',
    },
    owed: {
      key: /^owed:/,
      ...ofLines('register', 'day'),
      back: 'whom to tell follows from the moves',
      lost: 'a move whose line was not written, which is made again',
      meanwhile: 'people are told later',
    },
    door: {
      key: /^door:/,
      from: 'people',
      back: 'what waits is found by the sweep; what is expected, and which names wait for a correction, is said again',
      lost: 'what was said, and which 32 were opened last',
      meanwhile: 'an upload is not compared with what was expected',
    },
    compute: {
      key: /^compute:/,
      partition: ofSystem,
      ...bySweep('the next run of computes begins without a memory', 'tries and notices, which begin anew'),
    },
    shown: { key: /^shown:/, partition: ofSystem, ...bySweep('the next sweep shows what is open') },
    ended: { key: /^ended:/, partition: ofSystem, ...bySweep('the next sweep shows what ended lately') },
    seen: { key: /^seen$/, partition: ofSystem, ...bySweep('the next sweep looks') },
    place: { key: /^place:/, partition: ofSystem, ...bySweep('the next sweep begins from the start') },
    week: { key: /^week:/, partition: ofSystem, ...bySweep('counted again from the register') },
    counted: { key: /^counted:/, partition: ofSystem, ...bySweep('counted again from the register') },
    hours: {
      key: /^hours:/,
      partition: ofSystem,
      ...bySweep('counted on from the next run', 'hours of the month so far, so a budget lasts longer'),
    },
    look: { key: /^look:/, partition: ofSystem, ...bySweep('the next run of computes looks') },
  },
  decisions: {
    round: {
      key: /^round:/,
      partition: /^exp_\w+$/,
      ...ofLines('decisions', 'open'),
      back: 'all lines of the review are folded; names and e-mails come from the definition',
      lost: nothing,
      meanwhile: 'nobody decides, and the package is neither released nor returned',
    },
    decision: {
      key: /^decision:/,
      partition: /^exp_\w+$/,
      ...ofLines('decisions', 'open'),
      back: 'each has its line',
      lost: nothing,
      meanwhile: 'the package is not released',
    },
    draft: {
      key: /^draft:/,
      partition: /:remarks$/,
      from: 'people',
      back: 'typed again',
      lost: 'remarks of a decision that was not sent',
      meanwhile: nothing,
    },
    kept: {
      key: /^kept:/,
      partition: /:remarks$/,
      from: 'nothing',
      back: 'the line of the decision, or of the note, keeps their digest',
      lost: 'remarks about single files, notes of incidents, and answers to traces',
      meanwhile: nothing,
    },
  },
  absences: {
    absence: {
      key: person,
      partition: /^(?!_)/,
      ...ofLines('absences', 'sweep'),
      back: 'each has its line; name and e-mail come from the definition',
      lost: nothing,
      meanwhile: 'who is away is asked, and reserves are not',
    },
  },
  changes: {
    pending: {
      key: /^pending$/,
      ...ofLines('changes', 'sweep'),
      back: 'its line names the definition, which is kept before it is asked for',
      lost: nothing,
      meanwhile: 'it cannot be confirmed',
    },
  },
  handles: {
    link: {
      key: hash,
      from: 'people',
      back: 'an operator sends the links anew; signed in, approvers need none',
      lost: 'links in mails',
      meanwhile: 'links lead nowhere',
    },
  },
  outbox: {
    mail: {
      key: hash,
      partition: /^[^_]/,
      ...bySweep('lines tell what was sent', 'that a mail was sent whose line is missing: it goes twice'),
    },
    pace: { key: /^all$/, partition: /^_pace$/, ...bySweep('counted from none') },
    window: { key: /./, partition: /^_windows$/, ...bySweep('counted from none') },
    collected: { key: /./, partition: /^_collected$/, ...bySweep('not told', 'mails that were to be told together') },
    kept: { key: hash, partition: /^_kept$/, ...bySweep('the page shows what waits', 'mails that had to wait') },
  },
  refused: { door: { key: /^(ingress|export)$/, ...bySweep('the next sweep lists the doors') } },
  requests: {
    request: { key: hash, ...bySweep('begun anew', 'that a request was answered: sent again, it is done again') },
  },
  verdicts: {
    verdict: {
      key: /./,
      partition: hash,
      from: 'people',
      back: 'an operator retries the scan; the scanner says it again of a new upload',
      lost: nothing,
      meanwhile: 'the upload waits for the scanner',
    },
  },
  signins: { last: { key: /^last$/, ...bySweep('noted at the next sign-in', 'when people were last there') } },
  people: {
    person: { key: /^person$/, ...bySweep('noted from definitions and sign-ins', 'names of those who left') },
  },
};

const entries = tables.flatMap((table) =>
  Object.entries(kinds[table]).map(([kind, row]) => ({ table, place: `row:${table} ${kind}`, row })),
);

const mark: PlacedStore = {
  place: 'row:begun',
  from: 'itself',
  back: 'in each table: written again with what is put back there',
  lost: nothing,
  meanwhile: 'the sweep tells that the table is lost',
  unreadable: 'it stands',
  toldBy: 'sweep',
};

/** Every kind of row, table by table. */
export const storedRows: readonly PlacedStore[] = [
  ...entries.map(({ table, place, row: { key: _, partition: __, ...store } }) => {
    return { place, ...store, unreadable: storedTables[table].countsAs, toldBy: 'sweep' as const };
  }),
  mark,
];

/** The places of the kinds to which a row belongs by its keys: one, unless no line tells of it. */
export function kindsOf(table: string, partitionKey: string, rowKey: string): readonly string[] {
  const isOf = ({ table: of, row: { key, partition } }: (typeof entries)[number]) =>
    of === table && key.test(rowKey) && (partition?.test(partitionKey) ?? true);
  if (rowKey === 'begun' && ofSystem.test(partitionKey)) return [mark.place];
  return entries.filter(isOf).map(({ place }) => place);
}
