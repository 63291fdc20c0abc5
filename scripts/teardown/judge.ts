import type { AppState } from './app-state.ts';
import {
  copiesElsewhere,
  deletedVaultsOf,
  deletedWorkspacesOf,
  type EnvironmentName,
  groupOf,
  groupsOf,
  hasOthers,
  leftoversOf,
  resourcesOf,
} from './belongings.ts';
import type { Standing } from './read-environment.ts';

/** What will be lost, a sentence each. `state` is undefined where no control plane answers. */
export function lossesOf(standing: Standing, environment: EnvironmentName, state: AppState | undefined): string[] {
  const resources = resourcesOf(standing, environment);
  const count = (type: string) => resources.filter((one) => one.type.toLowerCase() === type.toLowerCase());
  const exportsIn = (name: string) => state?.exports.filter((one) => one.state === name).length ?? 0;
  const available = state?.datasets.filter((one) => one.state === 'available').length ?? 0;
  const machines = count('Microsoft.Compute/virtualMachines').length;
  const vaults = count('Microsoft.KeyVault/vaults').map(({ name }) => name);
  return [
    ...(state === undefined
      ? ['whatever datasets, packages in review, released results and links there are: no control plane says it']
      : [
          `${available} datasets that are available, and ${state.datasets.length - available} more that were on their way or have ended`,
          `${exportsIn('in-review')} packages in review, and their decisions`,
          `${exportsIn('released')} released results, and every link to them`,
          'the audit and the receipts, but for the copy that is made first',
        ]),
    `${machines} machines and session hosts, with what lies on their disks`,
    ...(vaults.length === 0 ? [] : [`the vaults ${vaults.join(', ')} and their keys`]),
    ...groupsOf(standing, environment).map((group) => `everything in the resource group ${group}`),
    ...leftoversOf(standing, environment).map(({ what }) => what),
  ];
}

/** Why nothing may be removed yet, a sentence each with what to do. */
export function obstaclesOf({ open, holds, broken }: AppState, evenWithOperations: boolean): string[] {
  if (evenWithOperations) return [];
  const otherwise = 'or add --even-with-operations';
  return [
    ...open.map((operation) => `${operation} is on its way. Let it end or cancel it, ${otherwise}`),
    ...holds.map(
      ({ project, since, reason }) =>
        `A hold of ${project === '_all' ? 'all projects' : project} is on since ${since} (${reason}). Lift it, ${otherwise}`,
    ),
    ...(broken === 0
      ? []
      : [`${broken} rows of the register cannot be read, so nobody knows what they move. Rebuild them, ${otherwise}`]),
  ];
}

/** What nobody can delete now, with the date from which it is gone or can be deleted, and what to do about it. */
export function remainsOf(standing: Standing, environment: EnvironmentName): string[] {
  const plans = standing.plans
    .filter(({ properties }) => properties.pricingTier === 'Standard')
    .map(({ name }) => name);
  return [
    ...deletedVaultsOf(standing, environment).map(
      ({ name, properties }) =>
        `The deleted vault ${name} keeps its name and keys until ${properties.scheduledPurgeDate?.slice(0, 10) ?? 'a date that Azure does not say'}; purge protection lets nobody end that`,
    ),
    ...deletedWorkspacesOf(standing, environment).map(
      ({ name }) => `The deleted workspace ${name} of Machine Learning keeps its name for 14 days after it was deleted`,
    ),
    ...copiesElsewhere(standing, environment).map(
      ({ role, subscription }) =>
        `The second copy stays, in the subscription ${subscription}, so that it outlives this one. Whoever wants it gone, 35 days after its last hour: az group delete --name ${groupOf(environment, 'copy')} --subscription ${subscription}, and then az role definition delete --name ${role} --custom-role-only true`,
    ),
    ...(plans.length === 0
      ? []
      : [
          `The plans of Defender that are on in this subscription (${plans.join(', ')}) carry no name of an environment, so they stay${hasOthers(standing, environment) ? '; another environment stands here' : ''}. Whoever wants one off: az security pricing create --name <plan> --tier Free`,
        ]),
  ];
}

/** One version of a file in `datasets`, and what Azure keeps it for. */
export interface KeptVersion {
  readonly name: string;
  readonly versionId?: string | null | undefined;
  readonly isCurrentVersion?: boolean | null | undefined;
  readonly hasLegalHold?: boolean | null | undefined;
  readonly immutabilityPolicy?: { readonly expiryTime?: string | null | undefined } | null | undefined;
}

/** Which versions can be deleted now, and until when others are kept; `until` is the last of these dates. */
export function judgeVersions<Version extends KeptVersion>(versions: readonly Version[], now: Date) {
  const isKept = ({ hasLegalHold, immutabilityPolicy }: Version) =>
    hasLegalHold === true || (immutabilityPolicy?.expiryTime ? new Date(immutabilityPolicy.expiryTime) > now : false);
  const kept = versions.filter(isKept);
  const until = lastOf(kept.flatMap(({ immutabilityPolicy }) => immutabilityPolicy?.expiryTime ?? []));
  return {
    deletable: versions.filter((version) => !isKept(version)),
    kept: kept.length,
    onLegalHold: kept.filter(({ hasLegalHold }) => hasLegalHold === true).length,
    until,
  };
}

/** The last of some dates. */
export const lastOf = (dates: readonly string[]): string | undefined =>
  dates.toSorted((left, right) => Date.parse(left) - Date.parse(right)).at(-1);
