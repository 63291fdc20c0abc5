import type { Ports } from '../../ports/ports.ts';
import type { SweepPlaces } from '../../ports/records.ts';

/**
 * The ports as one sweep has them: its parts ask for the projects, and for where they stopped, of which each is asked for once; a place is
 * written only where it is another one. What failed is asked for again. What comes meanwhile, the next sweep finds.
 */
export function portsOfSweep<P extends Pick<Ports, 'register' | 'sweepPlaces'>>(ports: P): P {
  const { register } = ports;
  const projects = once(() => Array.fromAsync(register.projects()));
  return {
    ...ports,
    register: {
      ...register,
      async *projects() {
        yield* await projects();
      },
      async *unfinished(some) {
        yield* register.unfinished(some ?? (await projects()));
      },
    },
    sweepPlaces: readOnce(ports.sweepPlaces),
  };
}

function readOnce(places: SweepPlaces): SweepPlaces {
  const read = once(async () => new Map(await places.read()));
  return {
    read,
    async keep(part, place) {
      const known = await read();
      if (known.get(part) === place) return;
      await places.keep(part, place);
      if (place === undefined) known.delete(part);
      else known.set(part, place);
    },
  };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return async () => {
    asked ??= ask();
    try {
      return await asked;
    } catch (error) {
      asked = undefined;
      throw error;
    }
  };
}
