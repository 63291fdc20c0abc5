import type { MachinePort, WorkspacePort } from '../../src/compute/ports/compute.ts';

type MachineStep<Kind> = Extract<Parameters<MachinePort['take']>[0], { readonly kind: Kind }>;
type WorkspaceStep<Kind> = Extract<Parameters<WorkspacePort['take']>[0], { readonly kind: Kind }>;
/** What a step says beside its kind and its reason, with what may be read only. */
type Said<Step> = Readonly<Omit<Step, 'kind' | 'reason' | 'tags'>> & {
  readonly tags: Readonly<Record<string, string>>;
};

const reason = 'a test asks for it';

/** A port whose steps somebody takes by hand, each as a call. */
export function machinesByHand<Port extends Pick<MachinePort, 'take'>>(port: Port) {
  const { take } = port;
  return {
    ...port,
    create: (machine: Said<MachineStep<'create-machine'>>) => take({ kind: 'create-machine', ...machine, reason }),
    start: (name: string) => take({ kind: 'start-machine', name, reason }),
    deallocate: (name: string) => take({ kind: 'deallocate-machine', name, reason }),
    resize: (name: string, to: string) => take({ kind: 'resize-machine', name, from: 'another', to, reason }),
    retag: (name: string, tags: Record<string, string>) => take({ kind: 'retag-machine', name, tags, reason }),
    remove: (name: string) => take({ kind: 'delete-machine', name, reason }),
  };
}

export function workspaceByHand<Port extends Pick<WorkspacePort, 'take'>>(port: Port) {
  const { take } = port;
  return {
    ...port,
    createCluster: (cluster: Said<WorkspaceStep<'create-cluster'>>) =>
      take({ kind: 'create-cluster', ...cluster, reason }),
    rescaleCluster: (name: string, to: WorkspaceStep<'rescale-cluster'>['to']) =>
      take({ kind: 'rescale-cluster', name, from: to, to, reason }),
    createInstance: (instance: Said<WorkspaceStep<'create-instance'>>) =>
      take({ kind: 'create-instance', ...instance, reason }),
    limitInstance: (name: string, to: number) => take({ kind: 'limit-instance', name, to, reason }),
    startInstance: (name: string) => take({ kind: 'start-instance', name, reason }),
    stopInstance: (name: string) => take({ kind: 'stop-instance', name, reason }),
    remove: (name: string) => take({ kind: 'delete-instance', name, reason }),
  };
}
