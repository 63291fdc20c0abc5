import { ArmError } from '../arm/arm-error.ts';
import type { ArmRequest } from '../arm/resource-manager.ts';
import type { LocalReply } from '../server.ts';
import { type ComputeKnobs, imagesPublishedAt } from './knobs.ts';
import { type LongOperation, operationHeaders, operationReply } from './long-operation.ts';
import { type Machine, machineStatuses, machineStatusView, machineView } from './machine.ts';
import { parseCreation, references } from './machine-request.ts';
import { parseUpdate } from './machine-update.ts';
import { measure } from './measures.ts';
import { metricsView, parseMetricsQuery } from './metrics-request.ts';
import { pageReply } from './page.ts';
import { skuView, usageView } from './quota-views.ts';
import { requireQuotasShown } from './quotas.ts';
import { sizes } from './sizes.ts';
import type { VirtualMachines } from './virtual-machines.ts';

export interface MachineRoutesOptions {
  readonly resourceGroup: string;
  readonly location: string;
  /** Ids of every subnet, image, identity and disk encryption set that exists; a machine that refers to anything else is refused. */
  readonly resources: readonly string[];
  readonly knobs: ComputeKnobs;
  now(): number;
}

type Authorize = (action: string) => void;

/** Answers requests under Microsoft.Compute as Resource Manager does. */
export class MachineRoutes {
  readonly #options: MachineRoutesOptions;
  readonly #machines: VirtualMachines;
  readonly #began: number;

  constructor(options: MachineRoutesOptions, machines: VirtualMachines) {
    this.#options = options;
    this.#began = options.now();
    this.#machines = machines;
  }

  async handle(request: ArmRequest, authorize: Authorize): Promise<LocalReply> {
    const [type = '', name, verb, id] = request.segments.map((segment, at) =>
      at % 2 === 0 ? segment.toLowerCase() : segment,
    );
    const { length } = request.segments;
    if (request.method === 'GET' && type === 'locations' && verb === 'operations' && length === 4) {
      authorize('Microsoft.Compute/locations/operations/read');
      return operationReply(this.#machines.operations, id ?? '', this.#options.now());
    }
    if (request.method === 'GET' && type === 'locations' && verb === 'usages' && length === 3) {
      authorize('Microsoft.Compute/locations/usages/read');
      requireQuotasShown(this.#options.knobs);
      this.#requireLocation(name);
      return { status: 200, body: { value: this.#machines.quotas().map(usageView) } };
    }
    if (request.method === 'GET' && type === 'skus' && length === 1) {
      authorize('Microsoft.Compute/skus/read');
      return { status: 200, body: { value: sizes.map((size) => skuView(size, this.#options.location)) } };
    }
    if (type === 'galleries' && request.method === 'GET' && length === 6) return this.#imageVersion(request, authorize);
    if (type !== 'virtualmachines') {
      throw new ArmError(404, 'InvalidResourceType', `The resource type '${type}' is not known to Microsoft.Compute.`);
    }
    const whole = request.resourceGroup === undefined && name === undefined;
    if (!whole && request.resourceGroup?.toLowerCase() !== this.#options.resourceGroup.toLowerCase()) {
      throw new ArmError(
        404,
        'ResourceGroupNotFound',
        `Resource group '${request.resourceGroup ?? ''}' could not be found.`,
      );
    }
    if (name === undefined && request.method === 'GET') return this.#list(request, authorize);
    if (name !== undefined && length === 2) return await this.#machine(request, name, authorize);
    if (name !== undefined && length === 3 && request.method === 'POST') {
      return this.#act(request, name, verb ?? '', authorize);
    }
    if (name !== undefined && verb === 'providers' && request.method === 'GET' && length === 5) {
      return this.#metrics(request, name, authorize);
    }
    throw new ArmError(405, 'MethodNotAllowed', `${request.method} is not supported on ${request.segments.join('/')}.`);
  }

  /** What Azure Monitor measured of the machine, at the address below it. */
  #metrics(request: ArmRequest, name: string, authorize: Authorize): LocalReply {
    authorize('Microsoft.Insights/metrics/read');
    const { knobs, now } = this.#options;
    const machine = this.#require(name);
    const asked = parseMetricsQuery(request, now());
    if ('refusal' in asked) return asked.refusal;
    const measures = measure(machine, asked.span, asked.grain, { knobs, now: now() });
    return { status: 200, body: metricsView(this.#id(request, machine), request, asked.names, measures) };
  }

  /** A version of an image in a gallery, which may be in any resource group. */
  #imageVersion({ segments, subscription, resourceGroup = '' }: ArmRequest, authorize: Authorize): LocalReply {
    authorize('Microsoft.Compute/galleries/images/versions/read');
    const id = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/${segments.join('/')}`;
    if (!this.#options.resources.some((known) => known.toLowerCase() === id.toLowerCase())) {
      const name = `Microsoft.Compute/${segments.join('/')}`;
      throw new ArmError(404, 'ResourceNotFound', `The Resource '${name}' was not found.`);
    }
    const publishedDate = imagesPublishedAt(this.#options.knobs, this.#began);
    return { status: 200, body: { id, properties: { publishingProfile: { publishedDate } } } };
  }

  #list(request: ArmRequest, authorize: Authorize): LocalReply {
    authorize('Microsoft.Compute/virtualMachines/read');
    if (request.query.get('$expand') !== null && request.query.get('$filter') === null) {
      throw new ArmError(400, 'BadRequest', '$expand=instanceView needs a $filter by virtual machine scale set.');
    }
    const { knobs } = this.#options;
    const whole = request.resourceGroup === undefined;
    const shown = knobs.emptyLists ? [] : this.#machines.visible();
    const statusOnly = whole && request.query.get('statusOnly') === 'true';
    const items = shown.map((machine) =>
      (statusOnly ? machineStatusView : machineView)(machine, this.#id(request, machine)),
    );
    const group = whole ? '' : `/resourceGroups/${encodeURIComponent(request.resourceGroup ?? '')}`;
    const path = `/subscriptions/${request.subscription}${group}/providers/Microsoft.Compute/virtualMachines`;
    return pageReply(request, path, '$skiptoken', items, knobs.pageSize);
  }

  async #machine(request: ArmRequest, name: string, authorize: Authorize): Promise<LocalReply> {
    switch (request.method) {
      case 'GET': {
        authorize('Microsoft.Compute/virtualMachines/read');
        const machine = this.#machines.visible().find((one) => one.name.toLowerCase() === name.toLowerCase());
        if (machine === undefined) throw this.#missing(name);
        return { status: 200, body: this.#view(request, machine, request.query.get('$expand') === 'instanceView') };
      }
      case 'PUT':
        authorize('Microsoft.Compute/virtualMachines/write');
        return await this.#put(request, name, authorize);
      case 'PATCH': {
        authorize('Microsoft.Compute/virtualMachines/write');
        const machine = this.#require(name);
        const operation = this.#machines.update(machine, parseUpdate(await request.json(), machine.asked));
        return this.#accepted(request, 200, operation, this.#view(request, machine));
      }
      case 'DELETE': {
        authorize('Microsoft.Compute/virtualMachines/delete');
        const machine = this.#machines.find(name);
        return machine === undefined ? { status: 204 } : this.#accepted(request, 202, this.#machines.remove(machine));
      }
      default:
        throw new ArmError(405, 'MethodNotAllowed', `${request.method} is not supported on a virtual machine.`);
    }
  }

  async #put(request: ArmRequest, name: string, authorize: Authorize): Promise<LocalReply> {
    const body = await request.json();
    const existing = this.#machines.find(name);
    if (existing === undefined) {
      const creation = parseCreation(name, body);
      for (const { id, action } of references(creation)) {
        authorize(action);
        this.#requireResource(id);
      }
      const { machine, operation } = this.#machines.create(name, creation);
      return this.#accepted(request, 201, operation, this.#view(request, machine));
    }
    if (request.headers['if-none-match'] === '*') {
      throw new ArmError(412, 'PreconditionFailed', `The virtual machine '${existing.name}' exists already.`);
    }
    const creation = parseCreation(name, body);
    if (creation.properties.storageProfile.imageReference.id.toLowerCase() !== existing.imageId.toLowerCase()) {
      throw new ArmError(409, 'PropertyChangeNotAllowed', "Changing property 'imageReference' is not allowed.");
    }
    throw new ArmError(409, 'PropertyChangeNotAllowed', "Changing property 'osProfile.adminPassword' is not allowed.");
  }

  #act(request: ArmRequest, name: string, verb: string, authorize: Authorize): LocalReply {
    if (verb !== 'start' && verb !== 'deallocate') {
      throw new ArmError(404, 'InvalidResourceType', `The action '${verb}' is not known for a virtual machine.`);
    }
    authorize(`Microsoft.Compute/virtualMachines/${verb}/action`);
    const machine = this.#require(name);
    const operation = verb === 'start' ? this.#machines.start(machine) : this.#machines.deallocate(machine);
    return this.#accepted(request, 202, operation);
  }

  #accepted(request: ArmRequest, status: number, operation: LongOperation | undefined, body?: object): LocalReply {
    const path = `Microsoft.Compute/locations/${this.#options.location}/operations`;
    const headers = operation === undefined ? {} : operationHeaders(request, operation, path);
    return { status, headers, ...(body === undefined ? {} : { body }) };
  }

  #require(name: string): Machine {
    const machine = this.#machines.find(name);
    if (machine === undefined) throw this.#missing(name);
    return machine;
  }

  #missing(name: string): ArmError {
    const { resourceGroup } = this.#options;
    return new ArmError(
      404,
      'ResourceNotFound',
      `The Resource 'Microsoft.Compute/virtualMachines/${name}' under resource group '${resourceGroup}' was not found.`,
    );
  }

  #requireLocation(location = ''): void {
    if (location === this.#options.location) return;
    throw new ArmError(400, 'InvalidLocation', `The location '${location}' is not valid.`);
  }

  #requireResource(id: string): void {
    if (this.#options.resources.some((known) => known.toLowerCase() === id.toLowerCase())) return;
    throw new ArmError(404, 'InvalidResourceReference', `Resource ${id} referenced by the machine was not found.`);
  }

  #id({ subscription }: ArmRequest, { name }: Machine): string {
    const { resourceGroup } = this.#options;
    return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Compute/virtualMachines/${name}`;
  }

  #view(request: ArmRequest, machine: Machine, withStatus = false): object {
    const view = machineView(machine, this.#id(request, machine));
    if (!withStatus) return view;
    const properties = 'properties' in view && typeof view.properties === 'object' ? view.properties : {};
    return { ...view, properties: { ...properties, instanceView: machineStatuses(machine) } };
  }
}
