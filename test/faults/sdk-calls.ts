import { AsyncLocalStorage } from 'node:async_hooks';
import { relative } from 'node:path';
import { siteName } from './call-sites.ts';

/** These tables ask for nothing by themselves, but for what their stores ask. */
const passing = ['src/azure/base/seals/sealed-table.ts:', 'src/azure/base/listed-marks.ts:'];

export const isPassing = (site: string): boolean => passing.some((file) => site.startsWith(file));

/** The module that seals tables; whoever calls a method of one is the site of the SDK's call behind it. */
export function watchedSeals<T extends { sealedTable(...given: never[]): object }>(module: T): T {
  const sealedTable = (...given: never[]) => watchObject(module.sealedTable(...given));
  return { ...module, sealedTable };
}

interface ListedMarksModule {
  readonly ListedMarks: new (...given: never[]) => { of(...given: never[]): object };
}

/** The module that notes lists of whole tables; likewise. */
export function watchedMarks<T extends ListedMarksModule>(module: T): T {
  class Watched extends module.ListedMarks {
    override of(...given: never[]): object {
      return watchObject(super.of(...given));
    }
  }
  return { ...module, ListedMarks: Watched };
}

const root = new URL('../..', import.meta.url).pathname;
const current = new AsyncLocalStorage<string>();

/** The call site in `src` for which the present code runs; undefined outside every call of an SDK. */
export function presentSite(): string | undefined {
  return current.getStore();
}

/** The module of an SDK, whose clients remember from where in `src` each of their methods was called. */
export function watched<T extends object>(module: T): T {
  const watch = (name: string, value: unknown): unknown => {
    // A CommonJS package has its exports in its default one.
    if (name === 'default' && typeof value === 'object' && value !== null) return watched(value);
    return isClient(name, value) ? watchClass(value) : value;
  };
  return {
    ...module,
    ...Object.fromEntries(Object.entries(module).map(([name, value]) => [name, watch(name, value)])),
  };
}

/** How the clients of the SDKs are named; Machine Learning's has a name of its own. */
const clientName = /(Client|^AzureMachineLearningWorkspaces)$/;

type Class = new (...given: never[]) => object;

function isClient(name: string, value: unknown): value is Class {
  return typeof value === 'function' && clientName.test(name);
}

function watchClass(client: Class): Class {
  return new Proxy(client, {
    construct: (target, given) => watchObject(Reflect.construct(target, given)),
  });
}

/** Looks through a client: its methods are called for their site; clients and groups of operations that it gives are watched too. */
function watchObject<T extends object>(target: T): T {
  return new Proxy(target, {
    get: (_, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (isMethod(member)) return watchMethod(target, String(name), member);
      return isGroup(member) ? watchObject(member) : member;
    },
  });
}

function watchMethod(target: object, name: string, method: (...given: never[]) => unknown) {
  return (...given: unknown[]) => {
    const caller = siteOfCaller(name);
    const site = caller !== undefined && isPassing(caller) ? presentSite() : caller;
    if (site === undefined) return Reflect.apply(method, target, given);
    return current.run(site, () => watchResult(Reflect.apply(method, target, given), site));
  };
}

function watchResult(result: unknown, site: string): unknown {
  if (typeof result !== 'object' || result === null || result instanceof Promise) return result;
  if (Symbol.asyncIterator in result) return watchPages(result, site);
  return clientName.test(result.constructor.name) ? watchObject(result) : result;
}

/** Pages are asked for while somebody goes over them, still for the site that began the list. */
function watchPages(pages: object, site: string): object {
  return new Proxy(pages, {
    get: (_, name) => {
      const member: unknown = Reflect.get(pages, name, pages);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) =>
        current.run(site, () => {
          const result: unknown = Reflect.apply(member, pages, given);
          const isIterator = typeof result === 'object' && result !== null && Symbol.asyncIterator in result;
          return isIterator ? watchPages(result, site) : result;
        });
    },
  });
}

function isMethod(value: unknown): value is (...given: never[]) => unknown {
  return typeof value === 'function';
}

/** Groups of operations are plain objects in newer SDKs, and of classes such as `PipelinesImpl` in older ones. */
function isGroup(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype || value.constructor.name.endsWith('Impl');
}

/** The first frame of `src` on the stack, when the SDK was called right from there. */
function siteOfCaller(method: string): string | undefined {
  const frames = (new Error('where').stack ?? '').split('\n').slice(1);
  const first = frames.find((frame) => !frame.includes('/test/faults/sdk-calls'));
  const [, file, line] = /(\/[^():]*\/src\/[^():]+\.ts):(\d+):\d+/.exec(first ?? '') ?? [];
  if (file === undefined || line === undefined) return undefined;
  return siteName(relative(root, file), Number(line), method);
}
