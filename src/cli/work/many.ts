import { countText } from '../../domain/base/count-text.ts';
import { type ActOfMany, mostOfMany } from '../../domain/lifecycle/many.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Asked, BodyOf } from '../routes.ts';
import { table } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';
import { doorsWith } from './status.ts';

interface TypedMany extends Pick<Asked<'listDatasets'>, 'project' | 'text' | 'person'> {
  readonly act: ActOfMany;
  readonly reason: string;
  readonly state?: string | undefined;
  readonly businessDays?: number | undefined;
  readonly until?: string | undefined;
}

/** Looks at all that fits, says what would become of each, and asks it of those of which it can be asked, as they were shown. */
export async function askOfMany(tools: Tools, typed: TypedMany): Promise<ExitCode> {
  const { act, reason, businessDays, until, ...filter } = typed;
  const { api, width } = tools;
  const asked = { ...filter, kind: 'open', limit: 200 } as const;
  const parts = await Promise.all(
    doorsWith(filter.state, undefined).map((door) =>
      api.all(door === 'ingress' ? 'listDatasets' : 'listExports', asked),
    ),
  );
  const found = parts.flat().flatMap(({ items }) => items.map(({ project, id }) => ({ project, id })));
  if (found.length > mostOfMany) {
    const fit = `${found.length} fit, and ${mostOfMany} at most go at once`;
    throw new Complaint(exitCodes.refused, `${fit}. Narrow it by --project, --state or --text. Nothing was done.`);
  }
  if (found.length === 0) throw new Complaint(exitCodes.refused, 'Nothing that fits is open, so nothing was done.');
  const { body: look } = await api.ask('lookAtMany', { act, rows: found });
  const closed = look.closed.map(({ project, id, why }) => [id, project, why]);
  const open = look.rows.map(({ project, id, name, state }) => [id, project, `${name} (${state})`]);
  if (look.digest === null)
    return tools.show(look, () => [`'${act}' can be asked of none of them.`, ...table(heads, closed, '', width)]);
  await tools.agree([
    ...table(heads, [...open, ...closed], '', width),
    `'${act}' will be asked of ${countText(open.length, 'of them', 'of them')}, digest ${look.digest}.`,
  ]);
  const rows = look.rows.map(({ project, id, revision }) => ({ project, id, revision }));
  const { body } = await api.ask('actOnMany', { act, rows, digest: look.digest, reason, businessDays, until });
  tools.show(body, () => doneLines(body, width));
  return body.refused === 0 && body.left === null ? exitCodes.done : exitCodes.refused;
}

const heads = ['ID', 'PROJECT', ''];

function doneLines({ lines, done, refused, left }: BodyOf<'actOnMany'>, width: number | undefined): readonly string[] {
  const rows = lines.map(({ id, project, outcome, said }) => [id, project, outcome, said]);
  const rest = left === null ? '' : ` ${left.rows.length} not reached: type the same again.`;
  return [
    ...table([...heads.slice(0, 2), 'OUTCOME', ''], rows, '', width),
    '',
    `${done} done, ${refused} refused.${rest}`,
  ];
}
