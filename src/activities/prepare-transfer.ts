import type { ManifestEntry } from '../domain/manifest.ts';
import type { Operation, Transfer } from '../domain/operation.ts';
import { copyParameters, type DeleteStep, deleteParameters, pipelineOf } from '../domain/transfer.ts';
import type { Ports } from '../ports.ts';
import { amend, requireOperation } from './operations.ts';
import { findStrayOriginal } from './originals.ts';
import { isCopy, isDeleteOfOriginals, manifestOf } from './places.ts';
import { record } from './record.ts';
import type { FlowSettings } from './settings.ts';
import { isOpen, latestTransfer, mostAttempts, type TransferKey } from './transfer-rows.ts';

type PreparePorts = Pick<Ports, 'listing' | 'manifests' | 'fileLists' | 'register' | 'audit' | 'clock'>;

/**
 * What the orchestrator does next about a transfer: nothing (it succeeded), start and follow it after a pause, or stop, because
 * of something that no further attempt would mend.
 */
export type Prepared =
  | { readonly kind: 'done' }
  | { readonly kind: 'go'; readonly waitSeconds: number }
  | { readonly kind: 'stopped'; readonly message: string };

/**
 * Makes the next attempt of a step ready: checks that a delete would take nothing uncopied, writes the file list of a copy, and
 * writes the intention into row and audit. An attempt that is under way is left as it is.
 */
export async function prepareTransfer(
  ports: PreparePorts,
  settings: Pick<FlowSettings, 'transferPollSeconds'>,
  { key, step }: TransferKey,
): Promise<Prepared> {
  const { value: operation } = await requireOperation(ports.register, key);
  const latest = latestTransfer(operation, step);
  if (latest?.status === 'succeeded') return { kind: 'done' };
  if (latest && isOpen(latest)) return { kind: 'go', waitSeconds: 0 };
  const attempt = (latest?.attempt ?? 0) + 1;
  if (attempt > mostAttempts) {
    return {
      kind: 'stopped',
      message: `The transfer '${step}' failed ${mostAttempts} times; the last time: ${latest?.message}`,
    };
  }
  const stray = isDeleteOfOriginals(step) ? await findStrayOriginal(ports, operation) : undefined;
  if (stray !== undefined) return { kind: 'stopped', message: stray };
  const parameters = isCopy(step)
    ? await writeFileList(ports, operation, copyParameters(operation, step, attempt), manifestOf(operation, step))
    : deleteParameters(operation, step, endTimeOf(operation, step));
  const intendedAt = ports.clock.now().toISOString();
  const transfer: Transfer = { step, attempt, pipeline: pipelineOf(step), parameters, status: 'intended', intendedAt };
  await record(ports, operation, {
    id: `${step}-${attempt}.intended`,
    kind: 'transfer.intended',
    data: { step, attempt, pipeline: transfer.pipeline },
  });
  await amend(ports.register, key, ({ transfers }) => ({ transfers: [...transfers, transfer] }));
  return { kind: 'go', waitSeconds: attempt === 1 ? 0 : settings.transferPollSeconds * 2 ** attempt };
}

async function writeFileList(
  { manifests, fileLists }: PreparePorts,
  operation: Operation,
  parameters: Record<string, string>,
  manifest: string,
): Promise<Record<string, string>> {
  await fileLists.write(accountOf(operation), listPathIn(parameters), paths(manifests.read(manifest)));
  return parameters;
}

/** The account that the copies of an operation read from, which is where Data Factory looks for their file lists. */
export function accountOf({ door }: Operation): 'public' | 'secure' {
  return door === 'ingress' ? 'public' : 'secure';
}

/** The path of the file list among the parameters of a copy. Throws when there is none. */
export function listPathIn(parameters: Readonly<Record<string, string>>): string {
  const path = parameters['listPath'];
  if (path === undefined) throw new Error('The parameters of a copy name no file list');
  return path;
}

async function* paths(entries: AsyncIterable<ManifestEntry>): AsyncGenerator<string> {
  for await (const { path } of entries) yield path;
}

function endTimeOf(operation: Operation, step: DeleteStep): string {
  if (!operation.source)
    throw new Error(`The operation ${operation.id} has no source manifest, so '${step}' has no end time`);
  return operation.source.listedAt;
}
