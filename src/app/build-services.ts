import packageJson from '../../package.json' with { type: 'json' };
import { readHold } from '../activities/transfer/holds.ts';
import type { ComputePorts } from '../compute/ports/compute.ts';
import { createReconciler, type Reconciler } from '../compute/reconcile/reconcile.ts';
import { recordCompute } from '../compute/reconcile/record.ts';
import type { Config } from '../config.ts';
import type { Ports } from '../ports/ports.ts';
import { createCookieCipher } from '../web/cookie-cipher.ts';
import { addedParts } from './added.ts';
import type { Services } from './services.ts';

/** What reaches Azure for them. */
interface Given extends Pick<Services, 'credential' | 'assertion' | 'tokens' | 'signIn'> {
  readonly ports: Ports;
  readonly computes: ComputePorts;
}

/** What timers and HTTP functions run on. */
export function buildServices(config: Config, given: Given): Services {
  const { ports, computes, credential, assertion, tokens, signIn } = given;
  const { publicBaseUrl, groupsClaim, secondOperator } = config;
  const images = Object.keys(config.compute.template.images);
  return {
    ...ports,
    publicBaseUrl,
    readingRoomUrl: config.readingRoomUrl,
    groupsClaim,
    outageHours: config.outageHours,
    ticks: config.ticks,
    mailWindowSeconds: config.mailWindowSeconds,
    incidentClocks: config.incidentClocks,
    peopleKeepDays: config.peopleKeepDays,
    restorableDays: config.restorableDays,
    datasetDays: config.datasetDays,
    transferPollSeconds: config.transferPollSeconds,
    storageSkewSeconds: config.storageSkewSeconds,
    secondOperator,
    releaseUrl: config.storage.releaseUrl,
    scannedDoors: config.scannedDoors,
    doorUrls: config.doorUrls,
    reconciler: reconcilerOf(given),
    images,
    review: {
      ...ports,
      secureBlobUrl: config.storage.secureUrl,
      readingRoomUrl: config.readingRoomUrl,
      groupsClaim,
    },
    added: addedParts,
    ...computes,
    credential,
    assertion,
    deployment: { ...config, images, runtime: { app: packageJson.version, node: process.version } },
    sealer: createCookieCipher(ports.secrets, ports.clock),
    tokens,
    signIn,
  };
}

function reconcilerOf({ ports, computes }: Given): Reconciler {
  return createReconciler({
    ...computes,
    memory: ports.computeMemory,
    hours: ports.hours,
    record: recordCompute(ports),
    telemetry: ports.telemetry,
    isInForce: async (project, definition) => (await ports.projects.find(project))?.hash === definition,
    isHeld: async (project) => (await readHold(ports, project)) !== undefined,
    now: () => ports.clock.now(),
  });
}
