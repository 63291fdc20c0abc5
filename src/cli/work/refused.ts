import type { Door } from '../../domain/base/door.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { columns } from '../shown/columns.ts';
import type { Tools } from '../tools.ts';

/** Lists what is refused at the doors, each list with the digest by which it is deleted. */
export async function listRefused(tools: Tools, project: string | undefined): Promise<ExitCode> {
  const { body } = await tools.api.ask('listRefused', { project });
  const rows = body.items.flatMap(({ project: of, door, names }) =>
    names.map(({ name, shape, problems }) => [of, door, shape === 'folder' ? `${name}/` : name, problems.join('; ')]),
  );
  const digests = body.items.map(({ project: of, door, digest, isFull }) => {
    const more = isFull ? ' More are refused than are listed (maxIdle).' : '';
    return `sallyport refused discard ${of} ${door === 'ingress' ? 'datasets' : 'packages'} --digest ${digest}${more}`;
  });
  tools.show(body, () =>
    rows.length === 0
      ? ['Nothing is refused.']
      : [
          ...columns(['PROJECT', 'DOOR', 'NAME', 'BREAKS'], rows, tools.width),
          '',
          'To have a list deleted:',
          ...digests,
        ],
  );
  return exitCodes.done;
}

export async function discardRefused(
  tools: Tools,
  {
    project,
    door,
    digest,
    reason,
  }: {
    readonly project: string;
    readonly door: Door;
    readonly digest: string;
    readonly reason: string;
  },
): Promise<ExitCode> {
  const asked = { project, digest, reason };
  const client = tools.api;
  const { body: done } =
    door === 'ingress'
      ? await client.ask('discardRefusedDatasets', asked)
      : await client.ask('discardRefusedExports', asked);
  tools.show(done, () => [done.said]);
  return exitCodes.done;
}
