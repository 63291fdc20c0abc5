import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import type { Property } from './property.ts';

const places: Readonly<Record<string, { readonly door: 'ingress' | 'export'; readonly copies: string }>> = {
  'public/ingress': { door: 'ingress', copies: 'secure/datasets' },
  'secure/exports': { door: 'export', copies: 'secure/review' },
};

/** A single file is an upload of its own name, and lies in it. */
function partsOf(path: string): { readonly project: string; readonly name: string; readonly rest: readonly string[] } {
  const [project = '', name = '', ...rest] = path.split('/');
  return { project, name, rest: rest.length === 0 ? [name] : rest };
}

/** An original that is deleted was copied before, byte for byte, unless people discard it. */
export const originalsAreCopiedFirst: Property = {
  what: 'originals are deleted only after a verified copy',
  holdsAnyway: true,
  watch({ world, god, broken }) {
    /** Copies of a file under whatever id. */
    const copiesOf = async (place: string, rest: readonly string[]): Promise<string[]> => {
      const [, container = ''] = place.split('/');
      const found: string[] = [];
      for await (const { name } of world.deployment.storage.container('secure', container).listBlobsFlat())
        found.push(name);
      return found.filter((name) => name.endsWith(`/${rest.join('/')}`));
    };
    return {
      async effect({ kind, place, path, text, at }) {
        const facts = places[place];
        if (facts === undefined || kind !== 'remove' || path.endsWith('/_COMPLETE')) return;
        const { project, name, rest } = partsOf(path);
        const operations = (await god.register.list(facts.door, project)).items.filter((one) => one.name === name);
        if (operations.some(({ state }) => state === 'discarding')) return;
        const copies = operations.map(({ id, version }) =>
          facts.door === 'ingress'
            ? `${project}/${name}/v${version}/${rest.join('/')}`
            : `${project}/${id}/${rest.join('/')}`,
        );
        // Tables that were put back to before it began, or are lost, know nothing of it; its copy stands all the same.
        const isForgotten = (['tables-put-back', 'store-lost'] as const).some((one) => world.tampered.has(one));
        const named = operations.length > 0 || !isForgotten ? copies : await copiesOf(facts.copies, rest);
        const isCopied = named.some(
          (copy) => world.deployment.storage.peek(facts.copies, copy)?.content.toString() === text,
        );
        const states = operations.map(({ id, state }) => `${id} ${state}`).join(', ');
        if (!isCopied) broken(`${path} was deleted at ${new Date(at).toISOString()} without a copy; ${states}`);
      },
    };
  },
};

function asksToDelete({ operation, kind }: AuditEvent, ids: readonly string[]): boolean {
  return ids.includes(operation ?? '') && /\.(retracting|discarding)$/.test(kind);
}

/** What somebody sent and nobody deleted is somewhere: at its door, or as a copy. */
export const nothingIsLost: Property = {
  what: 'nothing that was sent is lost',
  holdsAnyway: true,
  watch({ world, broken }) {
    return {
      end({ operations, events }) {
        for (const { door, path, text } of lastPuts(world.puts)) {
          if (path.endsWith('/_COMPLETE') || world.removals.has(`${door}/${path}`)) continue;
          const { project, name, rest } = partsOf(path);
          const ofName = operations.filter((one) => one.door === door && one.name === name);
          // People had it deleted, or it was kept for as long as the project says.
          const isGone = ofName.some(
            ({ state, cleared, version }) =>
              ['discarded', 'retracted'].includes(state) ||
              cleared !== undefined ||
              (door === 'ingress' && version === undefined && state === 'withdrawn'),
          );
          const ids = ofName.map(({ id }) => id);
          // Where tables were put back, a row may stay behind what was asked for.
          const isAsked = world.tampered.size > 0 && events.some((event) => asksToDelete(event, ids));
          if (isGone || isAsked) continue;
          const there = [
            door === 'ingress' ? `public/ingress ${path}` : `secure/exports ${path}`,
            ...ofName.flatMap(({ id, version }) =>
              door === 'ingress'
                ? [`secure/datasets ${project}/${name}/v${version}/${rest.join('/')}`]
                : [
                    `secure/review ${project}/${id}/${rest.join('/')}`,
                    `secure/returned ${project}/${name}/${id}/${rest.join('/')}`,
                  ],
            ),
          ];
          const isThere = there.some((one) => {
            const [place = '', ...where] = one.split(' ');
            return world.deployment.storage.peek(place, where.join(' '))?.content.toString() === text;
          });
          if (!isThere)
            broken(
              `${path} as it was last sent is nowhere; ${ofName.map(({ id, state }) => `${id} ${state}`).join(', ')}`,
            );
        }
      },
    };
  },
};

function lastPuts<T extends { readonly door: string; readonly path: string }>(puts: readonly T[]): Iterable<T> {
  return new Map(puts.map((put) => [`${put.door}/${put.path}`, put])).values();
}

/** A version that is available never changes, but by a retraction. */
export const versionsStand: Property = {
  what: 'a published version never changes',
  holdsAnyway: true,
  watch({ world, god, broken }) {
    const published = new Map<string, string>();
    return {
      async effect({ kind, place, path }) {
        if (place !== 'secure/datasets') return;
        const [project = '', name, version] = path.split('/');
        const operation = (await god.register.list('ingress', project)).items.find(
          (one) => one.name === name && `v${one.version}` === version,
        );
        // A row that was forged to be available says so of a copy that goes on.
        if (operation?.state === 'available' && !world.tampered.has('row-forged'))
          broken(`${path} was changed (${kind}) although ${operation.id} is available`);
      },
      end({ operations }) {
        for (const { id, name, version, state } of operations) {
          if (state !== 'available' || version === undefined) continue;
          const other = published.get(`${name} v${version}`);
          if (other !== undefined) broken(`${id} and ${other} are both the version ${version} of ${name}`);
          published.set(`${name} v${version}`, id);
        }
      },
    };
  },
};
