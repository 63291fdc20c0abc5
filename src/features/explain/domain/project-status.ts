import type { Problem } from '../../../domain/base/errors.ts';
import type { PendingChange } from '../../../domain/definition/pending-change.ts';
import type { Hold } from '../../../domain/operation/hold.ts';
import type { Deployment } from '../../../domain/overview/deployment.ts';
import type { Project } from '../../../domain/project/project.ts';

export interface EarlierDefinition {
  readonly hash: string;
  readonly at: string;
  readonly project: Project;
}

/** How the definition of a project stands: `inForce` is missing where the rules of today refuse it, which `broken` says. */
export interface ProjectStatus {
  readonly id: string;
  readonly inForce?: Project;
  readonly since?: string;
  readonly broken?: { readonly problems: readonly Problem[]; readonly raw: string };
  /** Of a definition that is refused: the newest other one that the rules accept and that may follow it. */
  readonly earlier?: EarlierDefinition;
  /** A change that can still be confirmed. */
  readonly pending?: PendingChange;
  /** The holds that keep the project now. */
  readonly holds?: readonly Hold[];
  readonly secondOperator: boolean;
}

/** The definition by which people are named: that in force, or else the newest that can be read. */
export function namingDefinition({ inForce, earlier }: ProjectStatus): Project | undefined {
  return inForce ?? earlier?.project;
}

export interface ExplainSettings {
  /** Address of the account behind each door. */
  readonly accounts: { readonly ingress: string; readonly export: string };
  readonly vaultUrl: string;
  readonly factory: {
    readonly armUrl: string;
    readonly subscriptionId: string;
    readonly resourceGroup: string;
    readonly name: string;
  };
  readonly outageHours: number;
}

export function explainSettings({ storage, vault, arm, dataFactory, outageHours }: Deployment): ExplainSettings {
  return {
    accounts: { ingress: storage.publicUrl, export: storage.secureUrl },
    vaultUrl: vault.url,
    factory: { armUrl: arm.url, subscriptionId: arm.subscriptionId, ...dataFactory },
    outageHours,
  };
}
