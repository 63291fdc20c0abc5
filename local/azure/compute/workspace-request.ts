import { z } from 'zod';
import { ArmError, beyond } from '../arm/arm-error.ts';
import { machineLearningLimits } from '../limits/machine-learning.ts';

const scaleSettings = z.strictObject({
  maxNodeCount: z.int().min(0),
  minNodeCount: z.int().min(0).default(0),
  nodeIdleTimeBeforeScaleDown: z
    .string()
    .regex(/^P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/)
    .optional(),
});
type ScaleSettings = z.infer<typeof scaleSettings>;

const { clusterName, fewestNodes, idle, instanceName, nodes, shortestIdle, shortInstanceName } = machineLearningLimits;

const network = { enableNodePublicIp: z.boolean().default(true), subnet: z.object({ id: z.string() }).optional() };

const disableLocalAuth = z.boolean().default(false);

const cluster = z.object({
  computeType: z.literal('AmlCompute'),
  disableLocalAuth,
  properties: z.looseObject({ vmSize: z.string(), scaleSettings, ...network }),
});
const idleTime = z.string();
const idleSetting = z.object({ idleTimeBeforeShutdown: idleTime });

/** Minutes of an ISO 8601 duration such as PT2H. */
export function minutesOf(duration: string): number | undefined {
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(duration);
  if (parts === null) return undefined;
  const [days = 0, hours = 0, minutes = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return days * 1440 + hours * 60 + minutes;
}

const instance = z.object({
  computeType: z.literal('ComputeInstance'),
  disableLocalAuth,
  properties: z.looseObject({
    vmSize: z.string(),
    personalComputeInstanceSettings: z
      .object({ assignedUser: z.object({ objectId: z.guid(), tenantId: z.guid() }) })
      .optional(),
    idleTimeBeforeShutdown: idleTime.optional(),
    ...network,
  }),
});
const creation = z.object({
  location: z.string(),
  tags: z.record(z.string(), z.string()).default({}),
  identity: z
    .object({ type: z.string(), userAssignedIdentities: z.record(z.string(), z.unknown()).default({}) })
    .optional(),
  properties: z.discriminatedUnion('computeType', [cluster, instance]),
});
export type ComputeCreation = z.infer<typeof creation>;

const rescale = z.object({ properties: z.object({ properties: z.object({ scaleSettings }) }) });

/** Reads the body of a creation. Throws as Azure ML does for a bad name or body. */
export function parseComputeCreation(name: string, body: unknown): ComputeCreation {
  const parsed = parse(creation, body);
  const isCluster = parsed.properties.computeType === 'AmlCompute';
  const shortest = isCluster ? 2 : shortInstanceName.most;
  const longest = isCluster ? clusterName : instanceName;
  const wellFormed = /^[A-Za-z][A-Za-z0-9-]*$/.test(name) && !/-[^A-Za-z]*$/.test(name);
  if (!wellFormed || name.length < shortest || name.length > longest.most) {
    throw beyond(
      longest,
      `The compute name '${name}' is invalid: ${shortest} to ${longest.most} letters, digits and hyphens, a letter first and a letter after each hyphen.`,
    );
  }
  if (parsed.properties.computeType === 'AmlCompute') checkScale(parsed.properties.properties.scaleSettings);
  else {
    const { idleTimeBeforeShutdown } = parsed.properties.properties;
    if (idleTimeBeforeShutdown !== undefined) checkIdle(idleTimeBeforeShutdown);
  }
  return parsed;
}

/** Reads the new scale settings of a cluster. */
export function parseRescale(body: unknown): ScaleSettings {
  return checkScale(parse(rescale, body).properties.properties.scaleSettings);
}

/** Reads the new idle time of a compute instance. */
export function parseIdleTime(body: unknown): string {
  return checkIdle(parse(idleSetting, body).idleTimeBeforeShutdown);
}

function checkScale(settings: ScaleSettings): ScaleSettings {
  const { minNodeCount, maxNodeCount } = settings;
  if (maxNodeCount > nodes.most) throw beyond(nodes, `A cluster has at most ${nodes.most} nodes, not ${maxNodeCount}.`);
  if (minNodeCount > maxNodeCount) throw beyond(fewestNodes, 'minNodeCount is above maxNodeCount');
  return settings;
}

function checkIdle(duration: string): string {
  const minutes = minutesOf(duration) ?? Number.POSITIVE_INFINITY;
  const words = 'idleTimeBeforeShutdown must be an ISO 8601 duration from 15 minutes to 3 days';
  if (minutes > idle.most) throw beyond(idle, words);
  if (minutes < shortestIdle.most) throw beyond(shortestIdle, words);
  return duration;
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ArmError(400, 'BadRequest', `The request is invalid at ${issue?.path.join('.')}: ${issue?.message}`);
}
