import { z } from 'zod';
import { ask, type Cli } from '../deploy/cli.ts';
import { readDeletedVaults, readDeletedWorkspaces } from '../deploy/read-subscription.ts';

const tags = z.record(z.string(), z.string()).nullish();
const groups = z.array(z.object({ name: z.string(), tags }));
const resources = z.array(
  z.object({ id: z.string(), name: z.string(), type: z.string(), resourceGroup: z.string(), tags }),
);
const roleDefinitions = z.array(
  z.object({ id: z.string(), name: z.string(), roleName: z.string(), assignableScopes: z.array(z.string()) }),
);
const roleAssignments = z.array(
  z.object({
    id: z.string(),
    scope: z.string(),
    roleDefinitionId: z.string(),
    description: z.string().nullish(),
  }),
);
const named = z.array(z.object({ name: z.string(), displayName: z.string().nullish() }));
const assignments = z.array(z.object({ name: z.string(), scope: z.string() }));
const listed = <Properties extends z.ZodType>(properties: Properties) =>
  z.object({ value: z.array(z.object({ id: z.string(), name: z.string(), properties })) });
const diagnostics = listed(z.object({ workspaceId: z.string().nullish() }));
const budgets = listed(z.unknown());
const plans = listed(z.object({ pricingTier: z.string() }));
const applications = z.array(z.object({ id: z.guid(), appId: z.guid(), displayName: z.string() }));
const devices = z.object({ value: z.array(z.object({ id: z.string(), displayName: z.string() })) });

/** Versions of what is read and deleted by its id. */
export const versions = { budgets: 'api-version=2024-08-01', diagnostics: 'api-version=2021-05-01-preview' };

/** The devices of Entra whose names begin so. */
export async function readDevices(cli: Cli, beginning: string): Promise<z.infer<typeof devices>['value']> {
  const url = `https://graph.microsoft.com/v1.0/devices?$filter=startswith(displayName,'${beginning}')&$select=id,displayName`;
  return (await ask(cli, devices, ['rest', '--method', 'GET', '--url', url])).value;
}

/** What a subscription and its directory hold that could belong to an environment, as it is now: also what belongs to others. */
export async function readSubscription(cli: Cli, subscription: string) {
  const custom = ['role', 'definition', 'list', '--custom-role-only', 'true'];
  const provider = (path: string) => [
    ...['rest', '--method', 'GET', '--url'],
    `https://management.azure.com/subscriptions/${subscription}/providers/${path}`,
  ];
  return {
    subscription,
    groups: await ask(cli, groups, ['group', 'list']),
    resources: await ask(cli, resources, ['resource', 'list']),
    roleDefinitions: await ask(cli, roleDefinitions, custom),
    roleAssignments: await ask(cli, roleAssignments, ['role', 'assignment', 'list', '--all']),
    policyDefinitions: await ask(cli, named, ['policy', 'definition', 'list']),
    policyAssignments: await ask(cli, assignments, ['policy', 'assignment', 'list']),
    budgets: (await ask(cli, budgets, provider(`Microsoft.Consumption/budgets?${versions.budgets}`))).value,
    diagnostics: (
      await ask(cli, diagnostics, provider(`Microsoft.Insights/diagnosticSettings?${versions.diagnostics}`))
    ).value,
    applications: await ask(cli, applications, [
      ...['ad', 'app', 'list', '--filter', "startswith(displayName,'Sallyport ')"],
    ]),
    plans: (await ask(cli, plans, provider('Microsoft.Security/pricings?api-version=2024-01-01'))).value,
    deletedVaults: await readDeletedVaults(cli),
    deletedWorkspaces: await readDeletedWorkspaces(cli, subscription),
  };
}

/** What stands in a subscription, ours and others'. */
export type Standing = Awaited<ReturnType<typeof readSubscription>>;
