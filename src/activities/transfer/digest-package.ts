import { compareManifests } from '../../domain/operation/manifest.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { amend, requireOperation, requireProject } from '../operation/operations.ts';
import { record } from '../operation/record.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { listFiles } from './location-listing.ts';
import { packageManifest, reviewLocation, sourceManifest } from './places.ts';

export type Digested = { readonly kind: 'digested' } | { readonly kind: 'differs'; readonly message: string };

/**
 * Lists the frozen copy to the package manifest, whose digest is what people decide on. A package that has a digest already keeps
 * its digest. `differs`: the frozen copy is not the source's content, and nothing goes on from there.
 */
export async function digestPackage(
  ports: Pick<Ports, 'listing' | 'manifests' | 'register' | 'audit' | 'clock'>,
  key: OperationKey,
): Promise<Digested> {
  const { value: operation } = await requireOperation(ports.register, key);
  if (operation.package) return { kind: 'digested' };
  const name = packageManifest(operation.id);
  const summary = await ports.manifests.write(name, listFiles(ports.listing, reviewLocation(operation)));
  const source = ports.manifests.read(sourceManifest(operation), operation.source?.digest);
  const frozen = ports.manifests.read(name, summary.digest);
  for await (const { path, detail } of compareManifests(source, frozen, 'content')) {
    const message = `The frozen copy of ${operation.id} is not the package that was uploaded: ${path}: ${detail}`;
    return { kind: 'differs', message };
  }
  await record(ports, operation, { id: `digested-${summary.digest}`, kind: 'export.digested', data: { ...summary } });
  await amend(ports.register, key, ({ state, package: standing = summary }) =>
    state === 'freezing' ? { package: standing } : {},
  );
  return { kind: 'digested' };
}

/** As the project says now. `withdrawn`: nobody is to be asked about it. `inspects`: the reading room is to look into it before. */
export async function needsApproval(
  ports: Pick<Ports, 'projects' | 'register'>,
  { readingRoomUrl }: Pick<FlowSettings, 'readingRoomUrl'>,
  key: OperationKey,
): Promise<{ readonly required: boolean; readonly withdrawn?: true; readonly inspects?: true }> {
  const { value } = await requireProject(ports.projects, key.project);
  const { withdrawal } = (await requireOperation(ports.register, key)).value;
  const { required } = value.egress.approval;
  return {
    required,
    ...(withdrawal === undefined ? {} : { withdrawn: true }),
    ...(required && readingRoomUrl !== undefined ? { inspects: true } : {}),
  };
}
