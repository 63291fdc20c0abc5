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
  /** Told of each request that has taken effect. */
  took(call: ServiceCall, app: AppInstance): void;
  /** Told of each fault that a request met. */
  met(kind: FaultKind): void;
}

/** The hook of one instance of the app: latency, faults and deaths on the way of each of its requests. */
export function requestHook(way: Way, app: () => AppInstance): Hook {
  const faults = new Map<ServiceCall, FaultKind>();
  const fault = (call: ServiceCall, kind: FaultKind): void => {
    way.met(kind);
    way.trace.note(way.time.now(), `${app().name} ${kind} ${nameOf(call)}`);
  };
  return {
    async before(call) {
      const name = nameOf(call);
      await way.time.sleep(way.draws.between(`latency ${name}`, 1, 20));
      await ifAlive(app());
      way.trace.note(way.time.now(), `${app().name} ${name}`);
      if (way.isAway(call.service)) throw refusal(call, 503);
      const kind = way.weather.faultOf(name);
      if (kind === undefined) return;
      if (kind === 'refused') {
        fault(call, kind);
        throw refusal(call, way.draws.happens(`refusal ${name}`, 0.5) ? 429 : 503);
      }
      if (kind === 'dies-before') {
        fault(call, kind);
        app().die();
        await never;
      }
      faults.set(call, kind);
    },
    isRepeated(call) {
      // It has taken effect, whatever comes of its answer.
      way.took(call, app());
      if (faults.get(call) !== 'sent-twice') return false;
      fault(call, 'sent-twice');
      return true;
    },
    async after(call) {
      const kind = faults.get(call);
      faults.delete(call);
      if (kind === undefined) return;
      if (kind !== 'sent-twice') fault(call, kind);
      if (kind === 'dies-after') {
        app().die();
        await never;
      }
      if (kind === 'slow-answer') await way.time.sleep(way.draws.between('slow answer', 1000, 40_000));
      await ifAlive(app());
      if (kind === 'lost-answer') throw new RestError('socket hang up', { code: 'ECONNRESET' });
    },
  };
}

const never = new Promise<never>(() => undefined);

/** Whatever a dead process waited for goes on nowhere. */
async function ifAlive(app: AppInstance): Promise<void> {
  if (!app.isAlive) await never;
}

/** A request in a few words: the service, what is asked, and of which row or blob. */
export function nameOf({ service, operation, args }: ServiceCall): string {
  const row: { readonly rowKey?: unknown } = Object(args[0]);
  const key = typeof row.rowKey === 'string' ? [row.rowKey] : args.slice(0, 2).filter((one) => typeof one === 'string');
  return [service, operation, ...key].join(' ');
}

function refusal({ service, operation }: ServiceCall, statusCode: number): RestError {
  const code = statusCode === 429 ? 'TooManyRequests' : 'ServerBusy';
  return new RestError(`${service} refused ${operation}: it is busy`, { statusCode, code });
}
