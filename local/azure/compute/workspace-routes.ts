import { ArmError } from '../arm/arm-error.ts';
import type { ArmRequest } from '../arm/resource-manager.ts';
import type { LocalReply } from '../server.ts';
import { takeFailure } from './knobs.ts';
import { beginOperation, operationHeaders, operationReply } from './long-operation.ts';
import { pageReply } from './page.ts';
import { learningSizeView, learningUsageView } from './quota-views.ts';
import { exceeded, learningQuotaExceeded, type Quota, quotasOf, requireQuotasShown } from './quotas.ts';
import { requireSize, sizes } from './sizes.ts';
import { openStateFile, type StateFile } from './state-file.ts';
import {
  computeView,
  nodesOf,
  settleComputes,
  type WorkspaceCompute,
  type WorkspaceState,
  workspaceState,
} from './workspace-compute.ts';
import { parseComputeCreation, parseIdleTime, parseRescale } from './workspace-request.ts';
import {
  requireFreeInRegion,
  requireResource,
  requireWorkspace,
  type WorkspaceRoutesOptions,
} from './workspace-rules.ts';

type Authorize = (action: string) => void;
const actions = 'Microsoft.MachineLearningServices/workspaces/computes';

function missing(name: string): ArmError {
  return new ArmError(404, 'ComputeNotFound', `The compute '${name}' was not found in the workspace.`);
}

/** Answers requests under Microsoft.MachineLearningServices as Resource Manager does: the computes of one workspace with a managed network. */
export class WorkspaceRoutes {
  readonly #options: WorkspaceRoutesOptions;
  readonly #file: StateFile<WorkspaceState>;

  constructor(options: WorkspaceRoutesOptions) {
    this.#options = options;
    this.#file = openStateFile(options.stateFile, workspaceState, { computes: [], operations: [] });
  }

  async handle(request: ArmRequest, authorize: Authorize): Promise<LocalReply> {
    const { knobs, now } = this.#options;
    if (settleComputes(this.#file.value, now(), knobs.idleInstances)) this.#file.save();
    const [type = '', workspace = '', child, name, verb] = request.segments;
    const { method } = request;
    const status = type.toLowerCase() === 'locations' && child?.toLowerCase() === 'computeoperationsstatus';
    if (method === 'GET' && status && name !== undefined) {
      authorize('Microsoft.MachineLearningServices/locations/computeoperationsstatus/read');
      return operationReply(this.#file.value.operations, name, this.#options.now());
    }
    if (method === 'GET' && type.toLowerCase() === 'locations' && workspace === this.#options.location) {
      const reply = this.#region(request, child?.toLowerCase(), authorize);
      if (reply !== undefined) return reply;
    }
    requireWorkspace(this.#options, request, type, workspace);
    if (child?.toLowerCase() === 'computes') {
      if (name === undefined && method === 'GET') return this.#list(request, authorize);
      if (name !== undefined && verb === undefined) return await this.#compute(request, name, authorize);
      if (name !== undefined && verb !== undefined && method === 'POST') {
        return verb.toLowerCase() === 'updateidleshutdownsetting'
          ? this.#limit(name, await request.json(), authorize)
          : this.#act(request, name, verb.toLowerCase(), authorize);
      }
    }
    throw new ArmError(404, 'InvalidResourceType', `Nothing is known at ${method} ${request.segments.join('/')}.`);
  }

  /** What holds for the whole region: sizes and quotas. */
  #region({ subscription }: ArmRequest, what: string | undefined, authorize: Authorize): LocalReply | undefined {
    const provider = 'Microsoft.MachineLearningServices';
    if (what === 'vmsizes') {
      authorize(`${provider}/locations/vmsizes/read`);
      return { status: 200, body: { value: sizes.map(learningSizeView) } };
    }
    if (what !== 'usages') return undefined;
    authorize(`${provider}/locations/usages/read`);
    requireQuotasShown(this.#options.knobs);
    return { status: 200, body: { value: this.#quotas().map((quota) => learningUsageView(quota, subscription)) } };
  }

  /** An instance counts whether it runs or not, a cluster with the nodes that it keeps waiting. */
  #quotas(): readonly Quota[] {
    const { learningQuota: all, learningFamilyQuotas: families } = this.#options.knobs;
    const used = this.#file.value.computes.map((one) => ({ size: one.size, count: nodesOf(one) }));
    return quotasOf(used, { all, families });
  }

  #list(request: ArmRequest, authorize: Authorize): LocalReply {
    authorize(`${actions}/read`);
    const { knobs, resourceGroup, workspace } = this.#options;
    const path = `/subscriptions/${request.subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.MachineLearningServices/workspaces/${workspace}/computes`;
    const items = knobs.emptyLists ? [] : this.#visible().map((compute) => this.#view(request, compute));
    return pageReply(request, path, '$skip', items, knobs.pageSize);
  }

  async #compute(request: ArmRequest, name: string, authorize: Authorize): Promise<LocalReply> {
    switch (request.method) {
      case 'GET': {
        authorize(`${actions}/read`);
        const compute = this.#visible().find((one) => one.name.toLowerCase() === name.toLowerCase());
        if (compute === undefined) throw missing(name);
        return { status: 200, body: this.#view(request, compute) };
      }
      case 'PUT':
        authorize(`${actions}/write`);
        return this.#put(request, name, await request.json(), authorize);
      case 'PATCH': {
        authorize(`${actions}/write`);
        const compute = this.#requireIdle(name, 'AmlCompute');
        const scaleSettings = parseRescale(await request.json());
        compute.provisioningState = 'Updating';
        return this.#accepted(request, 200, compute, { scaleSettings });
      }
      case 'DELETE': {
        authorize(`${actions}/delete`);
        const compute = this.#require(name);
        if (request.query.get('underlyingResourceAction') !== 'Delete') {
          throw new ArmError(400, 'BadRequest', "underlyingResourceAction must be 'Delete' for a managed compute.");
        }
        compute.provisioningState = 'Deleting';
        return this.#accepted(request, 202, compute, { remove: true });
      }
      default:
        throw new ArmError(405, 'MethodNotAllowed', `${request.method} is not supported on a compute.`);
    }
  }

  /** Overwrites a compute of that name without a word, as Azure ML does: whoever wants to create asks first. */
  #put(request: ArmRequest, name: string, body: unknown, authorize: Authorize): LocalReply {
    const { location, tags, identity, properties } = parseComputeCreation(name, body);
    const { vmSize, subnet, ...details } = properties.properties;
    const { size } = requireSize(vmSize);
    if (location !== this.#options.location) {
      throw new ArmError(400, 'BadRequest', `The workspace is in ${this.#options.location}, not in ${location}.`);
    }
    for (const id of Object.keys(identity?.userAssignedIdentities ?? {})) {
      authorize('Microsoft.ManagedIdentity/userAssignedIdentities/assign/action');
      requireResource(this.#options, id, 'identity');
    }
    if (subnet !== undefined) {
      authorize('Microsoft.Network/virtualNetworks/subnets/join/action');
      requireResource(this.#options, subnet.id, 'subnet');
    }
    const { computes } = this.#file.value;
    const overwritten = this.#find(name);
    const isInstance = properties.computeType === 'ComputeInstance';
    if (overwritten === undefined && isInstance) requireFreeInRegion(this.#options, name);
    const over = overwritten === undefined && isInstance ? exceeded(this.#quotas(), { size, count: 1 }) : undefined;
    if (over !== undefined) throw learningQuotaExceeded(over);
    if (overwritten !== undefined) computes.splice(computes.indexOf(overwritten), 1);
    const created: WorkspaceCompute = {
      name: overwritten?.name ?? name,
      kind: properties.computeType,
      tags,
      size,
      provisioningState: 'Creating',
      createdAt: this.#options.now(),
      disableLocalAuth: properties.disableLocalAuth,
      ...(identity === undefined ? {} : { identity }),
      details: { ...details, ...(subnet === undefined ? {} : { subnet }) },
      ...(isInstance ? { state: 'Creating' } : {}),
    };
    computes.push(created);
    const fails = takeFailure(this.#options.knobs);
    const state = fails ? 'CreateFailed' : 'Running';
    return this.#accepted(request, overwritten === undefined ? 201 : 200, created, {
      fails,
      ...(isInstance ? { state } : {}),
    });
  }

  /** Sets the idle time of an instance at once. */
  #limit(name: string, body: unknown, authorize: Authorize): LocalReply {
    authorize(`${actions}/updateIdleShutdownSetting/action`);
    const compute = this.#requireIdle(name, 'ComputeInstance');
    compute.details['idleTimeBeforeShutdown'] = parseIdleTime(body);
    this.#file.save();
    return { status: 200 };
  }

  #act(request: ArmRequest, name: string, verb: string, authorize: Authorize): LocalReply {
    if (verb !== 'start' && verb !== 'stop') {
      throw new ArmError(404, 'InvalidResourceType', `The action '${verb}' is not known for a compute.`);
    }
    authorize(`${actions}/${verb}/action`);
    const compute = this.#requireIdle(name, 'ComputeInstance');
    const [from, during, then] =
      verb === 'start' ? ['Stopped', 'Starting', 'Running'] : ['Running', 'Stopping', 'Stopped'];
    if (compute.state !== from) {
      throw new ArmError(400, 'BadRequest', `A compute instance that is ${compute.state} cannot be told to ${verb}.`);
    }
    compute.state = during;
    const { body: _none, ...reply } = this.#accepted(request, 202, compute, { state: then });
    return reply;
  }

  #accepted(
    request: ArmRequest,
    status: number,
    compute: WorkspaceCompute,
    then: {
      readonly state?: string | undefined;
      readonly scaleSettings?: unknown;
      readonly remove?: boolean;
      readonly fails?: boolean;
    },
  ): LocalReply {
    const { knobs, now, location } = this.#options;
    const { fails = false } = then;
    const operation = beginOperation(this.#file.value.operations, now(), knobs.changeMilliseconds, fails);
    compute.change = { doneAt: operation.doneAt, remove: false, fails, ...then };
    this.#file.save();
    const path = `Microsoft.MachineLearningServices/locations/${location}/computeOperationsStatus`;
    return { status, headers: operationHeaders(request, operation, path), body: this.#view(request, compute) };
  }

  #visible(): readonly WorkspaceCompute[] {
    const { knobs, now } = this.#options;
    return this.#file.value.computes.filter(({ createdAt }) => createdAt + knobs.lagMilliseconds <= now());
  }

  #find(name: string): WorkspaceCompute | undefined {
    return this.#file.value.computes.find((one) => one.name.toLowerCase() === name.toLowerCase());
  }

  #require(name: string): WorkspaceCompute {
    const compute = this.#find(name);
    if (compute !== undefined) return compute;
    throw missing(name);
  }

  #requireIdle(name: string, kind: WorkspaceCompute['kind']): WorkspaceCompute {
    const compute = this.#require(name);
    if (compute.kind !== kind) {
      throw new ArmError(400, 'BadRequest', `The compute '${name}' is of the kind ${compute.kind}, not ${kind}.`);
    }
    if (compute.change === undefined) return compute;
    throw new ArmError(409, 'Conflict', `The compute '${name}' is being changed (${compute.provisioningState}).`);
  }

  #view({ subscription }: ArmRequest, compute: WorkspaceCompute): object {
    const { resourceGroup, workspace, location } = this.#options;
    const id = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/${actions.replace('/computes', '')}/${workspace}/computes/${compute.name}`;
    return computeView(compute, id, location);
  }
}
