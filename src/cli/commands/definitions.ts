import type { Consequence } from '../../features/impact/domain/consequence.ts';
import { isEnding } from '../../features/impact/domain/consequence-kinds.ts';
import { Complaint } from '../complaint.ts';
import { exitCodes } from '../exit-codes.ts';
import { asks, row } from '../row.ts';
import { checkedLines } from '../shown/checked.ts';
import { columns } from '../shown/columns.ts';
import { changedLines } from '../shown/pending.ts';
import { safeJson, safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';

/** Under this name a file of `projects get` holds the ETag of the version that it was made from. */
const etagField = '$etag';

const piped = 'this one; - is what is piped in';

export const definitions = [
  row('projects get <project> [--file=<file>]', {
    says: 'the definition that is in force',
    words: { file: 'writes it there, as put takes it' },
    examples: ['heart-study', 'heart-study --file heart-study.json'],
    work: async ({ api, ...tools }, { project, file }) => {
      const { body, etag } = await api.ask('showProject', { project });
      if (file === undefined)
        return tools.show(body, () => safeJson(JSON.stringify(body.definition ?? body, null, 2)).split('\n'));
      if (body.definition === null)
        throw new Complaint(
          exitCodes.refused,
          `The definition of ${project} cannot be read, so there is nothing to write. sallyport explain ${project} says what helps.`,
        );
      await tools.writeFile(file, `${JSON.stringify({ [etagField]: etag, ...body.definition }, null, 2)}\n`);
      return tools.show({ file, hash: body.hash }, () => [
        `The definition of ${project} stands in ${file}. Change it, then put it.`,
      ]);
    },
  }),
  row('projects versions <project>', {
    says: 'every definition that was ever accepted, newest first',
    work: asks('listVersions', ({ items }, { width }) => {
      const rows = items.map(({ hash, at, inForce }) => [hash, at, inForce ? 'in force' : '']);
      return columns(['HASH', 'ACCEPTED', ''], rows, width);
    }),
  }),
  row('projects check <project> --file=<file>', {
    says: 'what putting a definition would do; changes nothing',
    words: { file: piped },
    examples: ['heart-study --file heart-study.json'],
    work: async (tools, { project, file }) => {
      const { definition } = await definitionIn(tools, file);
      const { body } = await tools.api.ask('checkProject', { project }, { body: definition });
      return tools.show(body, () => checkedLines(body, tools.style));
    },
  }),
  row('projects diff <project> [--from=<hash>] [--to=<hash>]', {
    says: 'what changed from one version to another, in sentences',
    words: { from: 'the earlier version', to: 'the later one; without either, what waits or was last changed' },
    work: asks('showDiff', ({ from, to, changes }) => {
      if (changes.length === 0) return ['Nothing differs.'];
      const sentences = changes.map(({ sentence }) => `  ${sentence}`);
      return [`From ${from ?? 'nothing'} to ${to}:`, ...sentences].map(safeText);
    }),
  }),
  row('projects put <project> [--file=<file>] [--version=<hash>] --reason=<text>', {
    says: 'puts a definition in force; refused when somebody else changed it since',
    words: { file: piped, version: 'an earlier version of it, again' },
    examples: [
      'heart-study --file heart-study.json --reason "A new approver"',
      'heart-study --version 3b4c… --reason "As it was before"',
    ],
    lacks: ({ file, version }) =>
      (file === undefined) === (version === undefined) &&
      'which definition: --file, or --version with the hash of an earlier one',
    // What somebody else changed in between is never lost.
    work: async (tools, { project, file = '-', version, reason }) => {
      const { api } = tools;
      const { etag: read, definition } =
        version === undefined
          ? await definitionIn(tools, file)
          : { definition: (await api.ask('showVersion', { project, hash: version })).body };
      const standing = read === undefined ? await api.find('showProject', { project }) : undefined;
      const etag = read ?? standing?.etag;
      if (standing?.body.hash) tools.note(`It replaces the version ${standing.body.hash}.`);
      const checked = etag === undefined ? undefined : await api.ask('checkProject', { project }, { body: definition });
      const { endings = null, consequences = [] } = checked?.body ?? {};
      if (endings !== null) await tools.agree(endingLines(consequences));
      const { seenHeaderName } = await import('../../api/schemas/headers.ts');
      const headers = {
        'x-sallyport-reason': encodeURIComponent(reason),
        ...(endings === null ? {} : { [seenHeaderName]: endings }),
        ...(etag === undefined ? { 'if-none-match': '*' } : {}),
      };
      const { body } = await api.ask('putProject', { project }, { body: definition, etag, headers });
      return tools.show(body, () => changedLines(project, body, `The definition of ${project} is in force.`));
    },
  }),
];

function endingLines(consequences: readonly Consequence[]): string[] {
  const sentences = consequences
    .filter(isEnding)
    .flatMap(({ sentence, touches }) => [`  ${sentence}`, ...touches.map((one) => `    ${one.sentence}`)]);
  return ['It stops or ends this:', ...sentences].map(safeText);
}

async function definitionIn(tools: Tools, file: string) {
  const fields = fieldsOf(await tools.readFile(file));
  if (fields === undefined)
    throw new Complaint(exitCodes.wrongUse, `The file ${file} holds no definition: it is no JSON object.`);
  const { [etagField]: etag } = Object.fromEntries(fields);
  // An editor may want a `$schema` there; it is no field of a definition.
  const definition = Object.fromEntries(fields.filter(([name]) => !name.startsWith('$')));
  return { etag: typeof etag === 'string' ? etag : undefined, definition };
}

function fieldsOf(text: string): [name: string, value: unknown][] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
  } catch {
    return undefined;
  }
}
