import type { ActName } from '../../domain/lifecycle/acts.ts';
import { asks, row } from '../row.ts';
import { table } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';
import type { TypedAct } from '../work/act.ts';
import { datasetId, exportId } from './samples.ts';

/** The acts that want nothing but a reason. */
const plainActs: readonly (readonly [act: ActName, says: string, example: string])[] = [
  ['retry', 'continues what failed; looks again at what was not scanned', `${datasetId} --reason "The lease is gone"`],
  ['stop', 'ends what is under way as failed', `${datasetId} --reason "The wrong upload"`],
  [
    'discard',
    'deletes what was rejected or withdrawn, or failed for good',
    `${datasetId} --reason "It will come anew"`,
  ],
  ['giveBack', 'sends a failed, frozen package back to its researchers', `${exportId} --reason "It cannot be mended"`],
  ['withdraw', 'takes an upload or a package back before it is through', `${exportId} --reason "The wrong table"`],
  ['revoke', 'deletes outside what was released', `${exportId} --reason "A cell is too small"`],
  ['retract', 'takes one version of a dataset back', `${datasetId} --reason "Consent was withdrawn"`],
  [
    'withoutEvidence',
    'lets a review go on without evidence where files must be opened; two operators ask for it',
    `${exportId} --reason "The room is away"`,
  ],
  [
    'passLimit',
    'lets a package pass the limits of its project once; two operators ask for it',
    `${exportId} --reason "A journal waits"`,
  ],
];

const ofPackage = 'of the package';

const perform = (act: ActName) => async (tools: Tools, typed: TypedAct) =>
  (await import('../work/act.ts')).performAct(tools, act, typed);

export const acts = [
  ...plainActs.map(([act, says, example]) => {
    const name = act.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
    return row(`${name} <id> --reason=<text> [--project=<id>]`, { says, examples: [example], work: perform(act) });
  }),
  row('take-back <id> --to=<state> --reason=<text> [--project=<id>]', {
    says: 'deletes what a release that has not ended brought outside',
    words: { id: ofPackage, to: 'where it goes then' },
    examples: [`${exportId} --to in-review --reason "The wrong table"`],
    work: perform('takeBack'),
  }),
  row('extend <id> [--business-days=<number>] [--until=<day>] --reason=<text> [--project=<id>]', {
    says: 'gives the approvers of a package in review more time',
    words: { id: ofPackage, businessDays: 'counted from now on', until: 'to the end of that day' },
    examples: [
      `${exportId} --business-days 5 --reason "They are on holiday"`,
      `${exportId} --until 2030-01-31 --reason "They are on holiday"`,
    ],
    lacks: ({ businessDays, until }) =>
      (businessDays === undefined) === (until === undefined) && 'how much time: --business-days or --until',
    work: perform('extend'),
  }),
  row('resend <id> [--approver=<person>] --reason=<text> [--project=<id>]', {
    says: 'sends new links to approvers who have not decided; the old ones are dead',
    words: { id: ofPackage, approver: 'only to this one: e-mail address or Entra object id' },
    examples: [
      `${exportId} --reason "The mail was lost"`,
      `${exportId} --approver ada@example.org --reason "The mail was lost"`,
    ],
    work: perform('resend'),
  }),
  row(
    'many <act> [--project=<id>] [--state=<state>] [--text=<text>] [--person=<person>] [--business-days=<number>] [--until=<day>] --reason=<text>',
    {
      says: 'asks it of all that is open and fits, 500 at most, as they are shown first; each has its own line',
      words: {
        act: 'what is asked of each',
        project: 'of this project only',
        state: 'only what is in this state',
        text: 'only what has this in its name, or this short number',
        person: 'only what this person has to do with: e-mail address or object id',
        businessDays: 'of extend: counted from now on',
        until: 'of extend: to the end of that day',
      },
      examples: [
        'discard --project heart-study --state rejected --reason "They come anew"',
        'extend --state in-review --business-days 5 --reason "They are on holiday"',
      ],
      lacks: ({ act, project, state, text, person, businessDays, until }) =>
        [project, state, text, person].every((one) => one === undefined)
          ? 'which: --project, --state, --text or --person'
          : act === 'extend' &&
            (businessDays === undefined) === (until === undefined) &&
            'how much time: --business-days or --until',
      work: async (...typed) => (await import('../work/many.ts')).askOfMany(...typed),
    },
  ),
  row('expect <project> <name> [--files=<number>] [--bytes=<number>] [--sums=<file>]', {
    says: 'as a data owner: what the next upload of a dataset must be; one that differs is rejected, untouched',
    words: {
      name: 'of the dataset',
      files: 'how many come',
      bytes: 'how many they have together',
      sums: 'what md5sum printed, one line a file; - is what is piped in',
    },
    examples: ['heart-study cohort --files 3 --bytes 10485760', 'heart-study cohort --sums cohort.md5'],
    lacks: ({ files, bytes, sums }) =>
      files === undefined &&
      bytes === undefined &&
      sums === undefined &&
      'what is expected: --files, --bytes or --sums',
    work: async (tools, { sums: file, ...typed }) => {
      const sums = file === undefined ? undefined : await tools.readFile(file);
      const { body } = await tools.api.ask('expectDataset', { ...typed, sums });
      return tools.show(body, () => [body.said]);
    },
  }),
  row('refused list [--project=<id>]', {
    says: 'every name that is listed, what it breaks, and the digest of each list',
    words: { project: 'of this project only' },
    examples: ['--project heart-study'],
    work: asks('listRefused', ({ items }, { width }) => {
      const rows = items.flatMap(({ project, door, names }) =>
        names.map(({ name, shape, problems }) => {
          return [project, door, shape === 'folder' ? `${name}/` : name, problems.join('; ')];
        }),
      );
      const digests = items.map(({ project, door, digest, isFull }) => {
        const more = isFull ? ' More are refused than are listed (maxIdle).' : '';
        const what = door === 'ingress' ? 'datasets' : 'packages';
        return `sallyport refused discard ${project} ${what} --digest ${digest}${more}`;
      });
      const known = table(['PROJECT', 'DOOR', 'NAME', 'BREAKS'], rows, 'Nothing is refused.', width);
      return rows.length === 0 ? known : [...known, '', 'To have a list deleted:', ...digests];
    }),
  }),
  row('refused discard <project> <what> --digest=<digest> --reason=<text>', {
    says: 'has a list deleted as it was shown; what moved since stays and is named',
    words: {
      what: 'at which door',
      digest: 'of the list: refused list, the page of the project, or the notice inside',
    },
    examples: [`heart-study datasets --digest ${'0a'.repeat(32)} --reason "They came by mistake"`],
    work: async (tools, { what, ...typed }) => {
      const route = what === 'datasets' ? 'discardRefusedDatasets' : 'discardRefusedExports';
      const { body } = await tools.api.ask(route, typed);
      return tools.show(body, () => [body.said]);
    },
  }),
];
