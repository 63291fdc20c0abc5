import { messageOf } from '../../../domain/base/errors.ts';
import type { OperationKey } from '../../../domain/operation/operation.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { Workflows } from '../../../ports/workflows.ts';
import type { CancelPorts } from '../../../use-cases/operation/cancel-releases.ts';
import { setHold } from '../../../use-cases/operation/hold.ts';
import { revokeRelease, type TakeBackPorts } from '../../../use-cases/operation/take-back-release.ts';
import type { Incident } from '../domain/incident.ts';
import { keyIn, touchedBy } from '../domain/incident-schema.ts';

export type HoldTouchedPorts = CancelPorts & Pick<Ports, 'holds' | 'random'>;

/** A project that is held; `problem` says why it is not, which the sweep tries again. */
export interface Held {
  readonly project: string;
  readonly releases: number;
  readonly problem: string | null;
}

/** Puts each project on hold under the id of the incident, so that a repetition changes nothing. What fails for one keeps no other waiting. */
export async function holdTouched(
  ports: HoldTouchedPorts,
  workflows: Workflows,
  { id, by, reason, scope, takeBack }: Incident,
): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const project of touchedBy(scope)) {
    const hold = { project, id, owner: 'incident', caller: { oid: by }, reason: `incident ${id}: ${reason}`, takeBack };
    const set = setHold(ports, workflows, { ...hold, owner: 'incident' });
    held.push(
      await set.then(
        ({ releases }) => ({ project, releases: releases.length, problem: null }),
        (error: unknown) => ({ project, releases: 0, problem: messageOf(error) }),
      ),
    );
  }
  return held;
}

/** A package that is taken back; `problem` says why it is not. */
export interface TakenBack {
  readonly project: string;
  readonly id: string;
  readonly state: string | null;
  readonly problem: string | null;
}

/** Which packages of the scope are still outside as they were when it was opened: whoever opened it was cut off before they were taken back. */
export async function leftOutside(
  { register }: Pick<TakeBackPorts, 'register'>,
  { scope, at }: Incident,
): Promise<readonly OperationKey[]> {
  const left: OperationKey[] = [];
  for (const key of scope.packages.map(keyIn)) {
    const { state, since = '' } = (await register.get(key))?.value ?? {};
    if (state === 'released' && since < at) left.push(key);
  }
  return left;
}

/** Takes back packages of its scope that were released; one that is on its way out the hold takes back. */
export async function takeBackNamed(
  ports: TakeBackPorts & { readonly transferPollSeconds: number },
  workflows: Workflows,
  { id: incident, by, reason }: Incident,
  packages: readonly OperationKey[],
): Promise<readonly TakenBack[]> {
  const taken: TakenBack[] = [];
  for (const key of packages) {
    const asked = { key, by, reason: `incident ${incident}: ${reason}` };
    taken.push(
      await revokeRelease(ports, { settings: ports, workflows }, asked).then(
        ({ state }) => ({ ...key, state, problem: null }),
        (error: unknown) => ({ ...key, state: null, problem: messageOf(error) }),
      ),
    );
  }
  return taken;
}
