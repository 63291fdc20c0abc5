import { z } from 'zod';
import { seenHeaderName } from '../../api/schemas/headers.ts';
import { type Consequence, isEnding } from '../../features/impact/domain/consequence.ts';
import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { checkedLines } from '../shown/checked.ts';
import { changedLines } from '../shown/pending.ts';
import { safeJson, safeText } from '../shown/safe-text.ts';
import type { Tools } from '../tools.ts';

/** Under this name a file of `projects get` holds the ETag of the version that it was made from. */
const etagField = '$etag';

const fileSchema = z.looseObject({ [etagField]: z.string().optional() });

/** Shows the definition of a project that is in force, or writes it into a file that `put` takes. */
export async function getDefinition(tools: Tools, project: string, file: string | undefined): Promise<ExitCode> {
  const { body, etag } = await tools.api.ask('showProject', { project });
  if (file === undefined) {
    tools.show(body, () => safeJson(JSON.stringify(body.definition ?? body, null, 2)).split('\n'));
    return exitCodes.done;
  }
  if (body.definition === null)
    throw new Complaint(
      exitCodes.refused,
      `The definition of ${project} cannot be read, so there is nothing to write. sallyport explain ${project} says what helps.`,
    );
  await tools.writeFile(file, `${JSON.stringify({ [etagField]: etag, ...body.definition }, null, 2)}\n`);
  tools.show({ file, hash: body.hash }, () => [
    `The definition of ${project} stands in ${file}. Change it, then put it.`,
  ]);
  return exitCodes.done;
}

/** Says in sentences what changed from one version to another; without hashes what waits or was last changed. */
export async function showDiff(
  tools: Tools,
  project: string,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<ExitCode> {
  const { body } = await tools.api.ask('showDiff', { project, from, to });
  const heading = `From ${body.from ?? 'nothing'} to ${body.to}:`;
  tools.show(body, () =>
    body.changes.length === 0
      ? ['Nothing differs.']
      : [heading, ...body.changes.map(({ sentence }) => `  ${sentence}`)].map(safeText),
  );
  return exitCodes.done;
}

export async function checkDefinition(tools: Tools, project: string, file: string): Promise<ExitCode> {
  const { definition } = await definitionIn(tools, file);
  const { body } = await tools.api.ask('checkProject', { project }, { body: definition });
  tools.show(body, () => checkedLines(body, tools.style));
  return body.ok ? exitCodes.done : exitCodes.refused;
}

/** Where a definition comes from: a file, or an earlier version. */
interface TypedDefinition {
  readonly file?: string | undefined;
  readonly version?: string | undefined;
  readonly reason: string;
}

/** Puts a changed or an earlier definition in force, or a first one; what somebody else changed in between is never lost. */
export async function putDefinition(tools: Tools, project: string, typed: TypedDefinition): Promise<ExitCode> {
  const client = tools.api;
  const { etag: read, definition } = await wantedDefinition(tools, client, project, typed);
  const standing = read === undefined ? await client.find('showProject', { project }) : undefined;
  const etag = read ?? standing?.etag;
  if (standing?.body.hash) tools.note(`It replaces the version ${standing.body.hash}.`);
  const checked = etag === undefined ? undefined : await client.ask('checkProject', { project }, { body: definition });
  const { endings = null, consequences = [] } = checked?.body ?? {};
  if (endings !== null) await tools.agree(endingLines(consequences));
  const headers = {
    'x-sallyport-reason': encodeURIComponent(typed.reason),
    ...(endings === null ? {} : { [seenHeaderName]: endings }),
    ...(etag === undefined ? { 'if-none-match': '*' } : {}),
  };
  const { body } = await client.ask('putProject', { project }, { body: definition, etag, headers });
  tools.show(body, () => changedLines(project, body, `The definition of ${project} is in force.`));
  return exitCodes.done;
}

function endingLines(consequences: readonly Consequence[]): string[] {
  const sentences = consequences
    .filter(isEnding)
    .flatMap(({ sentence, touches }) => [`  ${sentence}`, ...touches.map((one) => `    ${one.sentence}`)]);
  return ['It stops or ends this:', ...sentences].map(safeText);
}

async function wantedDefinition(
  tools: Tools,
  client: Client,
  project: string,
  { file, version }: TypedDefinition,
): Promise<{ readonly etag: string | undefined; readonly definition: Readonly<Record<string, unknown>> }> {
  if ((file === undefined) === (version === undefined))
    throw new Complaint(
      exitCodes.wrongUse,
      'Say which definition: --file, or --version with the hash of an earlier one.',
    );
  if (version !== undefined) {
    const { body } = await client.ask('showVersion', { project, hash: version });
    return { etag: undefined, definition: body };
  }
  return await definitionIn(tools, file ?? '-');
}

async function definitionIn(
  tools: Tools,
  file: string,
): Promise<{ readonly etag: string | undefined; readonly definition: Readonly<Record<string, unknown>> }> {
  const { [etagField]: etag, ...fields } = parsed(await tools.readFile(file), file);
  // An editor may want a `$schema` there; it is no field of a definition.
  return { etag, definition: Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('$'))) };
}

function parsed(text: string, file: string): z.output<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    throw new Complaint(exitCodes.wrongUse, `The file ${file} holds no definition: it is no JSON object.`);
  }
}

/** Closes a project for good, once a second operator has confirmed it. */
export async function closeProject(
  tools: Tools,
  project: string,
  { releases, reason }: { readonly releases: 'keep' | 'revoke'; readonly reason: string },
): Promise<ExitCode> {
  const client = tools.api;
  const { etag } = await client.ask('showProject', { project });
  await tools.agree([
    `${project} will be closed for good: nothing is taken in any more, its versions are retracted, and what was kept is deleted.`,
    releases === 'revoke' ? 'What was released will be deleted outside.' : 'What was released stays outside.',
  ]);
  const { body } = await client.ask('closeProject', { project, releases, reason }, { etag });
  tools.show(body, () => changedLines(project, body, `${project} is closed.`));
  return exitCodes.done;
}

export async function goBack(tools: Tools, project: string, reason: string): Promise<ExitCode> {
  const client = tools.api;
  const { etag } = await client.ask('showProject', { project });
  const { body } = await client.ask('goBackOnChange', { project, reason }, { etag });
  tools.show(body, () => [`What your change of ${project} stopped or ended is as it was before.`]);
  return exitCodes.done;
}
