import { z } from 'zod';
import { oneLineText } from '../base/one-line.ts';
import { schedulePattern, timeZone } from '../base/schedule.ts';

/** People are told of a deletion at least so many days before it. */
export const notifiedDays = 7;

/** When a machine should run: by a schedule in the project's time zone, always, never, or as people start and stop it (`manual`). */
const powerPlan = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('schedule'), start: schedulePattern, stop: schedulePattern }),
  z.strictObject({ mode: z.literal('always-on') }),
  z.strictObject({ mode: z.literal('manual') }),
  z.strictObject({ mode: z.literal('off') }),
]);
export type PowerPlan = z.infer<typeof powerPlan>;

const size = z.string().regex(/^Standard_[A-Za-z0-9_-]{1,60}$/, 'must be an Azure size such as Standard_D4s_v5');

/** Fits Windows (15 characters, not digits only) as well as Linux, since the name is the computer name too. */
const machineName = z
  .string()
  .regex(
    /^[A-Za-z](?:[A-Za-z0-9-]{0,13}[A-Za-z0-9])?$/,
    'must be 1 to 15 letters, digits and hyphens, starting with a letter and not ending with a hyphen',
  );

/** Azure ML: 3 to 24 characters for instances, 2 to 16 for clusters; a hyphen needs a letter somewhere after it. */
const computeName = (shortest: number, longest: number) =>
  z
    .string()
    .regex(
      new RegExp(`^(?=.{${shortest},${longest}}$)[A-Za-z][A-Za-z0-9]*(?:-(?=.*[A-Za-z])[A-Za-z0-9]*)*$`),
      `must be ${shortest} to ${longest} letters, digits and hyphens, starting with a letter, with a letter after each hyphen`,
    );

function mayBeIdle({ idleMinutes, power }: { readonly idleMinutes?: number | undefined; readonly power: PowerPlan }) {
  return idleMinutes === undefined || power.mode !== 'always-on';
}

const idleAlwaysOn = {
  path: ['idleMinutes'],
  message: 'must be left out for what is always on; let people (manual) or a schedule start it',
};

const virtualMachine = z
  .strictObject({
    name: machineName,
    size,
    /** A name of the deployment's list of images (`VmTemplate.images`). */
    image: oneLineText(60),
    power: powerPlan,
    /** Minutes without load after which the machine is switched off (deallocated, never deleted); without it a machine may be idle as long as it runs. */
    idleMinutes: z.int().min(30).max(1440).optional(),
  })
  .refine(mayBeIdle, idleAlwaysOn);

const cluster = z
  .strictObject({
    name: computeName(2, 16),
    size,
    minNodes: z.int().min(0).max(1000).default(0),
    maxNodes: z.int().min(1).max(1000),
    /** Minutes without work after which a node is given back. */
    idleMinutes: z.int().min(1).max(1440).default(30),
  })
  .refine(({ minNodes, maxNodes }) => minNodes <= maxNodes, {
    path: ['minNodes'],
    message: 'must not be above maxNodes',
  });

const instance = z
  .strictObject({
    name: computeName(3, 24),
    size,
    /** Entra object id of the one person who may open it: an Azure ML compute instance without one is its creator's. */
    assignedTo: z.uuid(),
    power: powerPlan,
    /** Minutes without use after which Azure ML stops the instance. */
    idleMinutes: z.int().min(15).max(4320).optional(),
  })
  .refine(mayBeIdle, idleAlwaysOn);

/** Each kind of compute: the list of a definition that names it, what people call one, and where its name is given once. */
export const computeKinds = {
  machine: { list: 'virtualMachines', called: 'virtual machine', place: 'resource-group' },
  cluster: { list: 'clusters', called: 'cluster', place: 'workspace' },
  instance: { list: 'instances', called: 'compute instance', place: 'workspace' },
} as const;
export type ComputeKind = keyof typeof computeKinds;
export type ComputePlace = (typeof computeKinds)[ComputeKind]['place'];
export const computeKind = z.enum(['machine', 'cluster', 'instance']);

export function kindsAt(place: ComputePlace): readonly ComputeKind[] {
  return computeKind.options.filter((kind) => computeKinds[kind].place === place);
}

/** The `compute` part of a project definition. Names are the names in Azure and are unique without regard to case. */
export const computeDefinition = z
  .strictObject({
    timeZone: timeZone.default('UTC'),
    virtualMachines: z.array(virtualMachine).max(200).default([]),
    clusters: z.array(cluster).max(50).default([]),
    instances: z.array(instance).max(200).default([]),
    /** A plan with more actions than this is not applied by the timer; an operator can apply it by hand. */
    maxActionsPerRun: z.int().min(1).max(200).default(10),
    /** Hours a month that its machines and instances may run, each counted for itself; without it as many as they like. */
    budgetHours: z.int().min(1).max(1_000_000).optional(),
    /** Its computes are deleted so many days after the end of the project, once people were told a week before; without it never. */
    keepComputeDays: z
      .int()
      .min(notifiedDays, `must be at least ${notifiedDays}, since people are told a week before`)
      .max(3650)
      .optional(),
    /** Whether computes of the project that the definition no longer names are deleted, with their disks. */
    prune: z.boolean().default(false),
  })
  .superRefine((definition, context) => {
    const seen = new Set<string>();
    for (const { list } of Object.values(computeKinds)) {
      for (const [index, { name }] of definition[list].entries()) {
        const key = name.toLowerCase();
        if (seen.has(key)) {
          const message = `the name '${name}' is used twice (upper and lower case are the same); give each compute its own`;
          context.addIssue({ code: 'custom', path: [list, index, 'name'], message });
        }
        seen.add(key);
      }
    }
  });
export type ComputeDefinition = z.infer<typeof computeDefinition>;

export type Desired<Kind extends ComputeKind> = ComputeDefinition[(typeof computeKinds)[Kind]['list']][number];
export type NamedCompute = Desired<ComputeKind> & { readonly kind: ComputeKind };
type DesiredLists = { readonly [Kind in ComputeKind]: readonly Desired<Kind>[] };

export function desiredIn({ virtualMachines, clusters, instances }: ComputeDefinition): DesiredLists {
  return { machine: virtualMachines, cluster: clusters, instance: instances };
}

export function namedComputes(definition: ComputeDefinition): NamedCompute[] {
  const desired = desiredIn(definition);
  return computeKind.options.flatMap((kind) => desired[kind].map((one) => ({ ...one, kind })));
}

export function withoutComputes(definition: ComputeDefinition): ComputeDefinition {
  return { ...definition, virtualMachines: [], clusters: [], instances: [] };
}

/** A rule that a definition breaks although its schema passes it, at the path of the project's definition. */
export interface BrokenRule {
  readonly rule: string;
  readonly path: string;
  readonly value: string;
  readonly message: string;
}

/** The part of a budget from which on people are told, in percent. */
export const notifiedAtPercent = 80;
