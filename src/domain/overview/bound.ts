/** Something that can be made many of: where it stands or by what it comes, who makes it, and what keeps it from being too many. */
export interface Bounded {
  readonly what: string;
  /** Tables, containers and queues that hold it, and routes that make it: `table:outbox`, `container:exports`, `queue:…`, `route:putProject`. */
  readonly places: readonly string[];
  readonly by: string;
  readonly bound: string;
  /** The test that makes too many of it; null where there is none, and `bound` says why that is enough or what is missing. */
  readonly flooded: string | null;
}

export const routes = (...names: readonly string[]) => names.map((name) => `route:${name}`);
export const tables = (...names: readonly string[]) => names.map((name) => `table:${name}`);
export const containers = (...names: readonly string[]) => names.map((name) => `container:${name}`);
