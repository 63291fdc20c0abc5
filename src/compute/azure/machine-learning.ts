import type {
  AmlCompute,
  AzureMachineLearningWorkspaces,
  ComputeInstance,
  ComputeResource,
} from '@azure/arm-machinelearning';
import { attempt, codeOf, isMissing, serviceError, statusOf } from '../../azure/base/service-error.ts';
import { lazily } from '../../domain/base/reading/lazily.ts';
import type { Scale } from '../domain/kinds/cluster.ts';
import type { VmTemplate } from '../domain/vm-template.ts';
import type { WorkspacePort } from '../ports/compute.ts';
import type { ComputeOptions } from './compute.ts';
import { workspaceQuotas, workspaceSizes } from './core-quotas.ts';
import { computesVersion, durationOf, instanceRequests } from './instance-requests.ts';
import { noComputes, sortCompute } from './listed-computes.ts';

export interface MachineLearningOptions extends ComputeOptions {
  readonly workspace: string;
  /** Entra tenant of the persons that compute instances are assigned to. */
  readonly tenantId: string;
}

/** The computes of one Azure ML workspace, through Azure's own SDK, which is loaded at the first call. */
export function azureWorkspace(options: MachineLearningOptions): WorkspacePort {
  const { resourceGroup, workspace, template } = options;
  const client = lazily(() => connect(options));
  const computes = async () => (await client()).computeOperations;
  const sizes = lazily(async () => await workspaceSizes(await client(), template.location));
  return {
    list: () =>
      attempt(`list the computes of the workspace ${workspace}`, async () => {
        const found = noComputes();
        for await (const compute of (await computes()).list(resourceGroup, workspace)) sortCompute(compute, found);
        return found;
      }),
    quotas: () =>
      attempt('look up the quotas of Azure ML', async () =>
        workspaceQuotas(await client(), { resourceGroup, workspace, region: template.location }, await sizes()),
      ),
    take: stepTaker(options, computes),
  };
}

type Computes = () => Promise<AzureMachineLearningWorkspaces['computeOperations']>;
type Step = Parameters<WorkspacePort['take']>[0];
type Creation<Kind> = Extract<Step, { readonly kind: Kind }>;

function clusterMaker(options: MachineLearningOptions, computes: Computes) {
  const { resourceGroup, workspace, template } = options;
  // The SDK sends again what failed, and so would overwrite what was made meanwhile; the next run looks first.
  const creations = lazily(async () => (await connect(options, { maxRetries: 0 })).computeOperations);
  return async ({ name, size, scale, tags }: Creation<'create-cluster'>): Promise<void> => {
    const operations = await creations();
    const tried = `create the compute ${name}`;
    const known = await computes();
    await attempt(tried, () => requireMissing(() => known.get(resourceGroup, workspace, name)));
    const properties = newCluster(size, scale, template);
    const resource = { location: template.location, tags: { ...tags }, properties, ...identityOf(template) };
    await begin(tried, (once) => operations.beginCreateOrUpdate(resourceGroup, workspace, name, resource, once));
  };
}

function instanceMaker(
  options: MachineLearningOptions,
  computes: Computes,
  put: ReturnType<typeof instanceRequests>['put'],
) {
  const { resourceGroup, workspace } = options;
  return (wanted: Creation<'create-instance'>) =>
    attempt(`create the compute ${wanted.name}`, async () => {
      const known = await computes();
      await requireMissing(() => known.get(resourceGroup, workspace, wanted.name));
      await put(wanted.name, newInstance(wanted, options)).catch((error: unknown) => {
        throw takenInRegion(error) ?? error;
      });
    });
}

function stepTaker(options: MachineLearningOptions, computes: Computes): WorkspacePort['take'] {
  const { resourceGroup: group, workspace } = options;
  const { put, limit } = instanceRequests(options);
  const [createCluster, createInstance] = [clusterMaker(options, computes), instanceMaker(options, computes, put)];
  const change = async (tried: string, act: (of: Awaited<ReturnType<Computes>>, once: Once) => Promise<unknown>) => {
    const operations = await computes();
    await begin(tried, (once) => act(operations, once));
  };
  return (step) => {
    const { name } = step;
    switch (step.kind) {
      case 'create-cluster':
        return createCluster(step);
      case 'rescale-cluster':
        return change(`change the scale of the cluster ${name}`, (operations, once) => {
          const properties = { scaleSettings: scaleSettings(step.to) };
          return operations.beginUpdate(group, workspace, name, { properties }, once);
        });
      case 'create-instance':
        return createInstance(step);
      case 'limit-instance':
        return limit(name, step.to);
      case 'start-instance':
        return change(`start the compute instance ${name}`, (of, once) => of.beginStart(group, workspace, name, once));
      case 'stop-instance':
        return change(`stop the compute instance ${name}`, (of, once) => of.beginStop(group, workspace, name, once));
      case 'delete-cluster':
      case 'delete-instance':
        return change(`delete the compute ${name}`, (of, once) =>
          of.beginDelete(group, workspace, name, 'Delete', once),
        );
    }
  };
}

async function connect(
  options: MachineLearningOptions,
  retryOptions: { readonly maxRetries?: number } = {},
): Promise<AzureMachineLearningWorkspaces> {
  const { AzureMachineLearningWorkspaces: Client } = await import('./machine-learning-sdk.ts');
  return new Client(options.credential, options.subscriptionId, {
    endpoint: options.endpoint,
    $host: options.endpoint,
    credentialScopes: [...options.credentialScopes],
    retryOptions,
    apiVersion: computesVersion,
  });
}

/** Azure ML overwrites a compute that is put again, whatever it is and whoever made it, so only a 404 lets one be made. */
async function requireMissing(get: () => Promise<unknown>): Promise<void> {
  try {
    await get();
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  throw new Error('A compute of that name exists already, and Azure ML would overwrite it; choose another name');
}

/** The workspace has no compute of that name when Azure ML says so, which leaves the rest of the region. */
function takenInRegion(error: unknown): Error | undefined {
  if (!(error instanceof Error) || !/Reason: AlreadyExists|unique across all existing computes/.test(error.message)) {
    return undefined;
  }
  const said = error.message.split('\n')[0];
  const advice =
    'somebody outside this workspace has it, and the name of an instance is given once in the whole region';
  return Object.assign(new Error(`${said}: ${advice}; choose another name`, { cause: error }), {
    statusCode: statusOf(error),
    code: codeOf(error),
  });
}

interface Once {
  readonly abortSignal: AbortSignal;
  onResponse(response: { readonly status: number }): void;
}

/**
 * Starts a long operation and stops at its first answer. This SDK's pollers ask for the state at once, which needs one more
 * permission and tells nothing that the next observation does not, so the poll is aborted as soon as Azure has accepted.
 */
async function begin(tried: string, operation: (once: Once) => Promise<unknown>): Promise<void> {
  const controller = new AbortController();
  const onResponse = ({ status }: { readonly status: number }): void => {
    if (status < 300) controller.abort();
  };
  try {
    await operation({ abortSignal: controller.signal, onResponse });
  } catch (error) {
    if (!controller.signal.aborted) throw serviceError(tried, takenInRegion(error) ?? error);
  }
}

function scaleSettings({ minNodes, maxNodes, idleMinutes }: Scale) {
  return {
    minNodeCount: minNodes,
    maxNodeCount: maxNodes,
    nodeIdleTimeBeforeScaleDown: durationOf(idleMinutes),
  };
}

function subnetOf({ machineLearningSubnetId }: VmTemplate) {
  return machineLearningSubnetId === undefined ? {} : { subnet: { id: machineLearningSubnetId } };
}

/** The registry takes no passwords, so a cluster pulls the images of its jobs as this identity. */
function identityOf({ machineLearningIdentityId }: VmTemplate): Pick<ComputeResource, 'identity'> {
  if (machineLearningIdentityId === undefined) return {};
  return { identity: { type: 'UserAssigned', userAssignedIdentities: { [machineLearningIdentityId]: {} } } };
}

function newCluster(size: string, scale: Scale, template: VmTemplate): AmlCompute {
  return {
    computeType: 'AmlCompute',
    disableLocalAuth: true,
    properties: {
      vmSize: size,
      vmPriority: 'Dedicated',
      scaleSettings: scaleSettings(scale),
      enableNodePublicIp: false,
      remoteLoginPortPublicAccess: 'Disabled',
      ...subnetOf(template),
    },
  };
}

function newInstance(
  { size, assignedTo, idleMinutes, tags }: Creation<'create-instance'>,
  { template, tenantId }: MachineLearningOptions,
) {
  const properties: ComputeInstance['properties'] = {
    vmSize: size,
    enableNodePublicIp: false,
    sshSettings: { sshPublicAccess: 'Disabled' },
    computeInstanceAuthorizationType: 'personal',
    personalComputeInstanceSettings: { assignedUser: { objectId: assignedTo, tenantId } },
    ...subnetOf(template),
  };
  const limit = idleMinutes === undefined ? {} : { idleTimeBeforeShutdown: durationOf(idleMinutes) };
  return {
    location: template.location,
    tags: { ...tags },
    properties: { computeType: 'ComputeInstance', disableLocalAuth: true, properties: { ...properties, ...limit } },
  };
}
