import type { Probes } from '../../../src/features/doctor/probes.ts';
import type { DoctorPorts } from '../../../src/features/doctor/run-doctor.ts';
import { createCookieCipher } from '../../../src/web/cookie-cipher.ts';
import type { MemoryWorld } from '../../memory/world.ts';
import { aDeployment } from './domain/deployment.ts';

export const quiet = { start: async () => undefined, wake: async () => undefined };

/** The ports of a deployment in memory; every service that a probe asks is well. */
export function portsOf(world: MemoryWorld, change: Partial<DoctorPorts['doctor']> = {}): DoctorPorts {
  const { ports } = world;
  const probes: Probes = {
    list: async () => ports.clock.now(),
    mayRead: async () => 'refused',
    readTable: async () => undefined,
    publishedKeys: async () => 1,
    askCollector: async () => undefined,
    signInToMailServer: async () => undefined,
  };
  const doctor = {
    probes,
    deployment: aDeployment(),
    machines: { list: async () => [], statuses: async () => new Map() },
    workspace: { list: async () => ({ clusters: [], instances: [], others: [] }) },
    assertion: { token: async () => 'a token' },
    ...change,
  };
  return { ...ports, sealer: createCookieCipher(ports.secrets, ports.clock), doctor };
}
