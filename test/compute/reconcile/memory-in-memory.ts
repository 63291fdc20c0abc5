import type { ComputeMemoryStore, StoredMemory } from '../../../src/compute/ports/compute.ts';
import { ConflictError } from '../../../src/ports/records.ts';

/** Keeps memories in a map, with ETags that must match as in a table. */
export function memoryInMemory(): ComputeMemoryStore & { readonly rows: Map<string, StoredMemory> } {
  const rows = new Map<string, StoredMemory>();
  return {
    rows,
    ofAll: async () => new Map(rows),
    async read(project) {
      return rows.get(project);
    },
    async write(project, value, etag) {
      if (rows.get(project)?.etag !== etag)
        throw new ConflictError(`the memory of ${project} was changed by another run`);
      const next = String(Number(etag ?? 0) + 1);
      rows.set(project, { value, etag: next });
      return next;
    },
  };
}
