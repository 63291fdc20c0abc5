import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ResourceProvider } from './arm/resource-manager.ts';
import { type ComputeKnobs, defaultKnobs } from './compute/knobs.ts';
import { computeProvider, machineLearningProvider } from './compute/provider.ts';
import { FactoryKnobs } from './data-factory/knobs.ts';
import { dataFactoryProvider } from './data-factory/provider.ts';
import { deployedIds, laptop, laptopTemplate } from './laptop.ts';
import type { ProviderContext } from './stack.ts';

/** A machine to be there as if somebody had made it by hand; the image is a name of the laptop's template. */
export const seedRequest = z.strictObject({
  name: z.string(),
  size: z.string(),
  power: z.enum(['running', 'stopped', 'deallocated']),
  image: z.string(),
  tags: z.record(z.string(), z.string()).default({}),
});

/** How the compute stand-ins may be told to behave. */
export const computeKnobs = z.strictObject({
  pageSize: z.number().int().positive(),
  changeMilliseconds: z.number().int().nonnegative(),
  lagMilliseconds: z.number().int().nonnegative(),
  coresQuota: z.number().int().nonnegative(),
  familyQuotas: z.record(z.string(), z.number().int().nonnegative()),
  learningQuota: z.number().int().nonnegative(),
  learningFamilyQuotas: z.record(z.string(), z.number().int().nonnegative()),
  hideQuotas: z.boolean(),
  failAllocations: z.number().int().nonnegative(),
  imageAgeDays: z.number().int().nonnegative(),
  emptyLists: z.boolean(),
  instancesElsewhere: z.array(z.string()),
  idleInstances: z.array(z.string()),
  loads: z.array(
    z.strictObject({
      machine: z.string(),
      since: z.iso.datetime(),
      cpuPercent: z.number().min(0).max(100),
      bytesAMinute: z.number().nonnegative(),
    }),
  ),
  metricsDelayMilliseconds: z.number().int().nonnegative(),
  withoutMetrics: z.boolean(),
}) satisfies z.ZodType<ComputeKnobs>;

/** The laptop's data factory, machines and workspace, with their knobs. */
export interface LaptopResources {
  readonly providers: readonly ResourceProvider[];
  readonly factoryKnobs: FactoryKnobs;
  readonly computeKnobs: ComputeKnobs;
  /** Throws when the image is not one of the template's. */
  seedMachine(machine: z.infer<typeof seedRequest>): void;
}

/** Builds the providers behind Resource Manager under the names that the app's settings use. Results go to the public account or to the second one outside. */
export function laptopResources(
  context: ProviderContext,
  releaseAccount: 'public' | 'release' = 'public',
): LaptopResources {
  const factoryKnobs = new FactoryKnobs();
  const knobs = defaultKnobs();
  const factory = dataFactoryProvider({
    factoryName: laptop.dataFactory.name,
    resourceGroup: laptop.dataFactory.resourceGroup,
    definitionsFolder: fileURLToPath(new URL('../../infra/data-factory', import.meta.url)),
    linkedServices: {
      public_storage: { serviceEndpoint: context.blobUrl('public') },
      release_storage: { serviceEndpoint: context.blobUrl(releaseAccount) },
      secure_storage: { serviceEndpoint: context.blobUrl('secure') },
    },
    token: () => context.dataFactoryToken(),
    stateFolder: join(context.stateFolder, 'data-factory'),
    knobs: factoryKnobs,
    now: () => new Date(context.now()),
  });
  const computes = {
    stateFolder: join(context.stateFolder, 'compute'),
    location: laptop.compute.location,
    resources: deployedIds(context.subscription),
    knobs,
    now: () => context.now(),
  };
  const machines = computeProvider({ ...computes, resourceGroup: laptop.compute.resourceGroup });
  const workspace = machineLearningProvider({ ...computes, ...laptop.machineLearning });
  const { images } = laptopTemplate(context.subscription);
  return {
    providers: [factory, machines, workspace],
    factoryKnobs,
    computeKnobs: knobs,
    seedMachine({ image, ...machine }) {
      const imageId = images[image];
      if (imageId === undefined) {
        throw new Error(`No image is called '${image}'. Known images: ${Object.keys(images).join(', ')}.`);
      }
      machines.seed({ ...machine, imageId });
    },
  };
}
