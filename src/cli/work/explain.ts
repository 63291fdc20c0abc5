import type { Operation } from '../../domain/operation/operation.ts';
import type { Explanation } from '../../features/explain/domain/explanation.ts';
import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { explanationLines } from '../shown/explanation.ts';
import type { Tools } from '../tools.ts';
import { findOperation, isOperationId } from './find.ts';

/** What is to be explained: the id of an operation or project, or `compute` and a project. */
interface Explained {
  readonly about: string;
  readonly of?: string | undefined;
  readonly project?: string | undefined;
}

export async function explain(tools: Tools, asked: Explained): Promise<ExitCode> {
  const body = await explanationOf(await tools.client(), asked);
  tools.show(body, () => explanationLines(body, { now: tools.now(), width: tools.width, style: tools.style }));
  return exitCodes.done;
}

async function explanationOf(client: Client, { about, of, project: within }: Explained): Promise<Explanation> {
  if (of !== undefined) {
    if (about === 'compute') return (await client.ask('explainCompute', { params: { project: of } })).body;
    throw new Complaint(
      exitCodes.wrongUse,
      `'${of}' is one word too many: explain takes an id, a project, or 'compute' and a project.`,
    );
  }
  if (!isOperationId(about)) return (await client.ask('explainProject', { params: { project: about } })).body;
  return await explanationOfOne(client, (await findOperation(client, about, within)).body);
}

export async function explanationOfOne(
  client: Client,
  { door, project, id }: Pick<Operation, 'door' | 'project' | 'id'>,
): Promise<Explanation> {
  const route = door === 'ingress' ? 'explainDataset' : 'explainExport';
  return (await client.ask(route, { params: { project, id } })).body;
}
