import type { Ports } from '../../src/ports/ports.ts';

/** Ports whose every call, and every item of whose lists, takes time by a clock that nothing else moves. */
export class SlowPorts {
  readonly ports: Ports;
  /** How long each takes, in milliseconds. */
  cost = 0;
  /** When each of them was done. */
  readonly calls: number[] = [];
  #now: number;

  constructor(ports: Ports) {
    this.#now = ports.clock.now().getTime();
    const slowed = Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [name, port === undefined ? port : this.#slow(port)]),
    );
    this.ports = { ...ports, ...slowed, clock: { now: () => new Date(this.#now) }, random: ports.random };
  }

  readonly call = (): void => {
    this.#now += this.cost;
    this.calls.push(this.#now);
  };

  pass(milliseconds: number): void {
    this.#now += milliseconds;
  }

  #slow(port: object): object {
    const call = this.call;
    async function* slowly(items: AsyncIterable<unknown>) {
      for await (const item of items) {
        call();
        yield item;
      }
    }
    const get = (target: object, name: string | symbol): unknown => {
      const found: unknown = Reflect.get(target, name);
      if (typeof found !== 'function') return found;
      return (...parts: unknown[]) => {
        call();
        const given: unknown = Reflect.apply(found, target, parts);
        return isList(given) ? slowly(given) : given;
      };
    };
    return new Proxy(port, { get });
  }
}

function isList(given: unknown): given is AsyncIterable<unknown> {
  return typeof given === 'object' && given !== null && Symbol.asyncIterator in given;
}
