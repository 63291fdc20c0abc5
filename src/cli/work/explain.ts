import { parseOperationId } from '../../domain/base/door.ts';
import type { Explanation } from '../../features/explain/domain/explanation.ts';
import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { explanationLines } from '../shown/explanation.ts';
import type { Tools } from '../tools.ts';
import { type Found, findOperation, isShortNumber } from './find.ts';

/** What is to be explained: the id of an operation or project, or `compute` and a project. */
interface Explained {
  readonly about: string;
  readonly of?: string | undefined;
  readonly project?: string | undefined;
}

export async function explain(tools: Tools, asked: Explained): Promise<ExitCode> {
  const body = await explanationOf(tools.api, asked);
  return tools.show(body, () => explanationLines(body, tools));
}

async function explanationOf(api: Client, { about, of, project }: Explained): Promise<Explanation> {
  if (of !== undefined) {
    if (about === 'compute') return (await api.ask('explainCompute', { project: of })).body;
    throw new Complaint(
      exitCodes.wrongUse,
      `'${of}' is one word too many: explain takes an id, a project, or 'compute' and a project.`,
    );
  }
  if (parseOperationId(about) === undefined && !isShortNumber(about))
    return (await api.ask('explainProject', { project: about })).body;
  return await explanationOfOne(api, await findOperation(api, { id: about, project }));
}

export async function explanationOfOne(api: Client, { door, named }: Found): Promise<Explanation> {
  return (await api.ask(door === 'ingress' ? 'explainDataset' : 'explainExport', named)).body;
}
