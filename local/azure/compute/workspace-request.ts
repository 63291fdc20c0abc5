import { z } from 'zod';
import { ArmError } from '../arm/resource-manager.ts';

const scaleSettings = z
  .strictObject({
    maxNodeCount: z.int().min(0),
    minNodeCount: z.int().min(0).default(0),
    nodeIdleTimeBeforeScaleDown: z
      .string()
      .regex(/^P(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?$/)
      .optional(),
  })
  .refine(({ minNodeCount, maxNodeCount }) => minNodeCount <= maxNodeCount, 'minNodeCount is above maxNodeCount');

const network = { enableNodePublicIp: z.boolean().default(true), subnet: z.object({ id: z.string() }).optional() };

const disableLocalAuth = z.boolean().default(false);

const cluster = z.object({
  computeType: z.literal('AmlCompute'),
  disableLocalAuth,
  properties: z.looseObject({ vmSize: z.string(), scaleSettings, ...network }),
});
const idleTime = z.string().refine((text) => {
  const minutes = minutesOf(text);
  return minutes !== undefined && minutes >= 15 && minutes <= 3 * 1440;
}, 'idleTimeBeforeShutdown must be an ISO 8601 duration from 15 minutes to 3 days');
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
  const longest = parsed.properties.computeType === 'AmlCompute' ? 16 : 24;
  const shortest = parsed.properties.computeType === 'AmlCompute' ? 2 : 3;
  const wellFormed = /^[A-Za-z][A-Za-z0-9-]*$/.test(name) && !/-[^A-Za-z]*$/.test(name);
  if (!wellFormed || name.length < shortest || name.length > longest) {
    throw new ArmError(
      400,
      'BadRequest',
      `The compute name '${name}' is invalid: ${shortest} to ${longest} letters, digits and hyphens, a letter first and a letter after each hyphen.`,
    );
  }
  return parsed;
}

/** Reads the new scale settings of a cluster. */
export function parseRescale(body: unknown): z.infer<typeof scaleSettings> {
  return parse(rescale, body).properties.properties.scaleSettings;
}

/** Reads the new idle time of a compute instance. */
export function parseIdleTime(body: unknown): string {
  return parse(idleSetting, body).idleTimeBeforeShutdown;
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ArmError(400, 'BadRequest', `The request is invalid at ${issue?.path.join('.')}: ${issue?.message}`);
}
