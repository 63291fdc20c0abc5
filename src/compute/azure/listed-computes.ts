import { z } from 'zod';
import { answeredTags, answeredText, failureText, readAnswer } from '../../azure/base/answer.ts';
import type { ObservedCluster, Scale } from '../domain/kinds/cluster.ts';
import type { ObservedInstance } from '../domain/kinds/instance.ts';

const kept = z.object({ id: answeredText, name: answeredText }).catch({});

/** Errors as Azure ML lists them, at a compute or in what it says of its kind. */
const answeredErrors = z
  .array(z.object({ error: z.object({ code: answeredText, message: answeredText }).catch({}) }))
  .nullish()
  .catch([]);

/** Azure leaves out much of a compute that it is still making, and of kinds that we do not know; only the name is certain. */
const listedCompute = z.object({
  name: z.string(),
  tags: answeredTags,
  properties: z
    .object({
      computeType: z.string(),
      provisioningState: z.string().catch('Unknown'),
      provisioningErrors: answeredErrors,
      properties: z.record(z.string(), z.unknown()).catch({}),
    })
    .optional()
    .catch(undefined),
});

const clusterProperties = z.object({
  vmSize: answeredText,
  currentNodeCount: z.int().min(0).optional().catch(undefined),
  scaleSettings: z
    .object({
      maxNodeCount: z.int(),
      minNodeCount: z.int().nullish(),
      nodeIdleTimeBeforeScaleDown: z.string().nullish(),
    })
    .transform(scaleOf)
    .optional()
    .catch(undefined),
});

const ownErrors = z.object({ errors: answeredErrors });

const instanceProperties = z.object({
  vmSize: answeredText,
  state: z.string().catch('Unknown'),
  idleTimeBeforeShutdown: answeredText,
  lastOperation: z
    .object({ operationName: answeredText, operationTrigger: answeredText, operationTime: z.coerce.date() })
    .optional()
    .catch(undefined),
});

export interface FoundComputes {
  readonly clusters: ObservedCluster[];
  readonly instances: ObservedInstance[];
  readonly others: string[];
}

export function noComputes(): FoundComputes {
  return { clusters: [], instances: [], others: [] };
}

/** Puts one listed compute among its kind. Throws only when not even its name can be read. */
export function sortCompute(resource: unknown, found: FoundComputes): void {
  const { id, name: called = 'without a name' } = kept.parse(resource);
  const { name, tags, properties } = readAnswer(`the compute ${id ?? called}`, listedCompute, resource);
  const failure = failureOf(properties);
  const shared = {
    name,
    tags,
    provisioningState: properties?.provisioningState ?? 'Unknown',
    ...(failure === undefined ? {} : { failure }),
  };
  if (properties?.computeType === 'AmlCompute') {
    const { vmSize, scaleSettings: scale, currentNodeCount: nodes } = clusterProperties.parse(properties.properties);
    found.clusters.push({ ...shared, size: vmSize, scale, nodes });
  } else if (properties?.computeType === 'ComputeInstance') {
    const { vmSize, state, ...read } = instanceProperties.parse(properties.properties);
    found.instances.push({ ...shared, size: vmSize, state, ...idleOf(read) });
  } else {
    found.others.push(name);
  }
}

function failureOf(properties: z.infer<typeof listedCompute>['properties']): string | undefined {
  const { errors } = ownErrors.parse(properties?.properties ?? {});
  const [first] = [...(properties?.provisioningErrors ?? []), ...(errors ?? [])];
  return failureText(first?.error ?? {});
}

function idleOf({
  idleTimeBeforeShutdown: limit,
  lastOperation: last,
}: Pick<z.infer<typeof instanceProperties>, 'idleTimeBeforeShutdown' | 'lastOperation'>) {
  const idleMinutes = limit === undefined ? undefined : minutes(limit);
  const isIdleStop = last?.operationName === 'Stop' && last.operationTrigger === 'IdleShutdown';
  return {
    ...(idleMinutes === undefined ? {} : { idleMinutes }),
    ...(isIdleStop ? { idleStoppedAt: last.operationTime.toISOString() } : {}),
  };
}

function scaleOf(settings: {
  readonly maxNodeCount: number;
  readonly minNodeCount?: number | null | undefined;
  readonly nodeIdleTimeBeforeScaleDown?: string | null | undefined;
}): Scale | undefined {
  const { minNodeCount, maxNodeCount: maxNodes, nodeIdleTimeBeforeScaleDown: idle } = settings;
  const idleMinutes = minutes(idle ?? 'PT2M');
  return idleMinutes === undefined ? undefined : { minNodes: minNodeCount ?? 0, maxNodes, idleMinutes };
}

/** Minutes of an ISO 8601 duration of days, hours, minutes and seconds; Azure may answer PT2H to PT120M. */
function minutes(duration: string): number | undefined {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(duration);
  if (parts === null) return undefined;
  const [days = 0, hours = 0, mins = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return days * 1440 + hours * 60 + mins + Math.round(seconds / 60);
}
