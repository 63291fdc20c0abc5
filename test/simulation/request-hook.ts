import { RestError } from '@azure/storage-blob';
import type { Hook, ServiceCall } from '../memory/hook.ts';
import type { VirtualTime } from '../memory/time.ts';
import type { AppInstance } from './app-instance.ts';
import type { Draws } from './draws.ts';
import type { Trace } from './trace.ts';
import type { FaultKind, Weather } from './weather.ts';

/** What a request of the app passes on its way to a service and back. */
export interface Way {
  readonly time: VirtualTime;
  readonly draws: Draws;
  readonly weather: Weather;
  readonly trace: Trace;
  /** The services that are away for a while: what of it answers nobody. */
  isAway(service: string): boolean;
  /** The services that keep each request waiting for a minute and then fail. */
  isSlow(service: string): boolean;
  /** Told of each request that has taken effect, with its name. */
  took(call: ServiceCall, name: string, app: AppInstance): void;
  /** Told of each fault that a request met. */
  met(kind: FaultKind): void;
}

/** Longer than any request is waited for in a sweep. */
const slowMs = 60_000;

/** The hook of one instance of the app: latency, faults and deaths on the way of each of its requests. */
export function requestHook(way: Way, app: () => AppInstance): Hook {
  const faults = new Map<ServiceCall, FaultKind>();
  const fault = (name: string, kind: FaultKind): void => {
    way.met(kind);
    way.trace.note(way.time.now(), `${app().name} ${kind} ${name}`);
  };
  const ends = async (call: ServiceCall, kind: FaultKind): Promise<void> => {
    faults.delete(call);
    if (kind !== 'sent-twice') fault(nameOf(call), kind);
    if (kind === 'dies-after') {
      app().die();
      await never();
    }
    if (kind === 'slow-answer') await way.time.sleep(way.draws.between('slow answer', 1000, 40_000));
    if (!app().isAlive) await never();
    if (kind === 'lost-answer') throw new RestError('socket hang up', { code: 'ECONNRESET' });
  };
  return {
    async before(call) {
      const name = nameOf(call);
      await way.time.sleep(way.draws.between(`latency ${name}`, 1, 20));
      if (!app().isAlive) await never();
      way.trace.note(way.time.now(), `${app().name} ${name}`);
      if (way.isSlow(call.service)) {
        await way.time.sleep(slowMs);
        throw refusal(call, 503);
      }
      if (way.isAway(call.service)) throw refusal(call, 503);
      const kind = way.weather.faultOf(name);
      if (kind === 'refused') {
        fault(name, kind);
        throw refusal(call, way.draws.happens(`refusal ${name}`, 0.5) ? 429 : 503);
      }
      if (kind === 'dies-before') {
        fault(name, kind);
        app().die();
        await never();
      }
      if (kind !== undefined) faults.set(call, kind);
    },
    isRepeated(call) {
      // It has taken effect, whatever comes of its answer.
      const name = nameOf(call);
      way.took(call, name, app());
      if (faults.get(call) !== 'sent-twice') return false;
      fault(name, 'sent-twice');
      return true;
    },
    after(call) {
      const kind = faults.get(call);
      return kind === undefined ? undefined : ends(call, kind);
    },
  };
}

/** Whatever a dead process waited for goes on nowhere. A promise for each: one for all would keep every world that ever waited for it. */
function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** A request in a few words: the service, what is asked, and of which row or blob. */
function nameOf({ service, operation, args }: ServiceCall): string {
  const [first, second] = args;
  let name = `${service} ${operation}`;
  if (typeof first === 'object' && first !== null && 'rowKey' in first) return `${name} ${String(first.rowKey)}`;
  if (typeof first === 'string') name += ` ${first}`;
  if (typeof second === 'string') name += ` ${second}`;
  return name;
}

function refusal({ service, operation }: ServiceCall, statusCode: number): RestError {
  const code = statusCode === 429 ? 'TooManyRequests' : 'ServerBusy';
  return new RestError(`${service} refused ${operation}: it is busy`, { statusCode, code });
}
