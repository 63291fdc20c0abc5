import { computesAtClosing } from '../../compute/domain/at-closing.ts';
import type { SnapshotStore } from '../../compute/ports/snapshots.ts';
import { doors } from '../../domain/base/door.ts';
import {
  type ClosingCount,
  countClosing,
  emptyClosingCount,
  followUpOfClosing,
  nextOfClosing,
} from '../../domain/definition/closing.ts';
import { closedEventId, closureName } from '../../domain/definition/closure.ts';
import { type ClosurePayload, closureStated } from '../../domain/lifecycle/receipt.ts';
import type { Closed } from '../../domain/project/project.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Clock } from '../../ports/ports.ts';
import type { BrokenProject, ProjectStore, Register, StoredProject } from '../../ports/records.ts';
import type { ManifestStore } from '../../ports/storage.ts';
import { closingDefinition } from './closing-history.ts';

export interface ClosingPorts {
  readonly projects: Pick<ProjectStore, 'version'>;
  readonly register: Pick<Register, 'list'>;
  readonly manifests: Pick<ManifestStore, 'readReceipt'>;
  readonly audit: Pick<AuditLog, 'holds'>;
  readonly looks: Pick<SnapshotStore, 'of'>;
  readonly clock: Clock;
}

/** `waits` is counted while it has not come to its end, and `receipt` is there when it has. */
export interface ClosingStatus {
  readonly since: string;
  readonly releases: Closed['releases'];
  readonly waits:
    | (Pick<ClosingCount, 'moving' | 'clearing' | 'operator'> & { readonly computes: string | null })
    | null;
  readonly todo: readonly string[];
  /** The receipt that lists everything, as compact JWS. */
  readonly receipt: string | null;
  readonly certificate: ClosurePayload | null;
}

/** Looks how far the closing of a project has come; null for one that is not closed, or whose definition cannot be read. */
export async function readClosing(
  ports: ClosingPorts,
  found: StoredProject | BrokenProject | undefined,
): Promise<ClosingStatus | null> {
  if (found === undefined || 'problems' in found || found.value.closed === undefined) return null;
  const { value: project } = found;
  const { closed } = found.value;
  const { since } = await closingDefinition(ports, found);
  const { releases } = closed;
  const name = closureName(project.id, releases);
  if (await ports.audit.holds(project.id, closedEventId(name))) {
    const receipt = (await ports.manifests.readReceipt(name)) ?? null;
    const certificate = receipt === null ? null : closureStated(receipt);
    return { since, releases, waits: null, todo: followUpOfClosing(project), receipt, certificate };
  }
  const look = await ports.looks.of(project.id);
  const { waits: computes } = computesAtClosing(project, look, found.since, ports.clock.now());
  const count = await countAll(ports, { ...project, closed });
  const { moving, clearing, operator, todo } = count;
  return {
    since,
    releases,
    waits: { moving, clearing, operator, computes },
    todo: [...todo, ...followUpOfClosing(project)],
    receipt: null,
    certificate: null,
  };
}

async function countAll(
  { register, clock }: ClosingPorts,
  project: Parameters<typeof nextOfClosing>[1] & { readonly id: string },
): Promise<ClosingCount> {
  const count = emptyClosingCount();
  for (const door of doors) {
    let place: string | undefined;
    do {
      const page = await register.list(door, project.id, place);
      for (const operation of page.items)
        countClosing(count, operation, nextOfClosing(operation, project, clock.now()));
      for (const { key, problem } of page.broken) count.operator.push({ id: key, why: problem });
      place = page.continuation;
    } while (place !== undefined);
  }
  return count;
}
