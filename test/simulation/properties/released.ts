import { packageManifest } from '../../../src/activities/transfer/places.ts';
import { gather } from '../../domain/sample.ts';
import { md5Of } from '../../memory/blob-state.ts';
import type { Effect } from '../effects.ts';
import type { World } from '../world.ts';
import type { End, Property } from './property.ts';

/** Where a path in `released` belongs: `{project}/{package}/{export id}/{path}`. */
function releasedPath(path: string): { readonly id: string; readonly rest: string } {
  const [, , id = '', ...rest] = path.split('/');
  return { id, rest: rest.join('/') };
}

const released = (effect: Effect) => effect.place === 'public/released' && effect.kind === 'write';

/** Whether people had approved exactly that package by then, or its project wanted no review. A round is superseded when its package is taken back later. */
function isCovered({ events }: End, id: string, digest: string | undefined, at: number): boolean {
  const by = (event: string) =>
    events.some(
      ({ operation, data, at: when }) =>
        operation === id &&
        data['event'] === event &&
        data['packageDigest'] === digest &&
        Date.parse(when) <= at + skew,
    );
  const isApproved = events.some(
    ({ kind, operation, data, at: when }) =>
      kind === 'decision.recorded' &&
      operation === id &&
      data['choice'] === 'approve' &&
      data['digest'] === digest &&
      Date.parse(when) <= at + skew,
  );
  return by('skip-approval') || (by('approve') && isApproved);
}

/** Clocks of two machines differ by so much at most. */
const skew = 20_000;

/** Whether somebody sent these bytes to be seen and never released. */
function isSentAsContext({ puts }: World, text: string): boolean {
  return puts.some((put) => put.path.includes('/_context/') && put.text === text);
}

/** Nothing is outside that nobody approved, and no byte of context: not for a moment, and nothing after it was taken back. */
export const onlyApprovedBytesLeave: Property = {
  what: 'only approved bytes leave',
  holdsAnyway: true,
  watch({ world, god, broken }) {
    const effects: Effect[] = [];
    return {
      effect(effect) {
        if (released(effect)) effects.push(effect);
        if (released(effect) && isSentAsContext(world, effect.text)) broken(`${effect.path} left, and it is context`);
        if (released(effect) && Object.keys(effect.metadata).length > 0) broken(`${effect.path} left with metadata`);
      },
      async end(end) {
        for (const { path, text, at } of effects) {
          const { id, rest } = releasedPath(path);
          const operation = end.operations.find((one) => one.id === id);
          const digest = operation?.package?.digest;
          if (!isCovered(end, id, digest, at))
            broken(`${path} left at ${new Date(at).toISOString()}, and nobody had approved it`);
          const entries = await gather(god.manifests.read(packageManifest(id)));
          const entry = entries.find((one) => one.path === rest);
          const md5 = Buffer.from(md5Of(Buffer.from(text))).toString('base64');
          if (entry === undefined) broken(`${path} left, and the approved list does not name it`);
          else if (entry.md5 !== md5) broken(`${path} left with other bytes than were approved`);
        }
        for await (const { name } of world.deployment.storage.container('public', 'released').listBlobsFlat()) {
          const { id } = releasedPath(name);
          const state = end.operations.find((one) => one.id === id)?.state;
          if (state !== 'released') broken(`${name} is outside, and its package is ${state}`);
        }
      },
    };
  },
};

/** What was outside for a moment and is not any more stands in a receipt. */
export const whatWasOutsideIsTold: Property = {
  what: 'whatever was outside is in a receipt',
  watch({ broken }) {
    const outside = new Map<string, Set<string>>();
    return {
      effect(effect) {
        if (!released(effect)) return;
        const { id, rest } = releasedPath(effect.path);
        outside.set(id, (outside.get(id) ?? new Set()).add(rest));
      },
      end({ operations, receipts }) {
        for (const [id] of outside) {
          const state = operations.find((one) => one.id === id)?.state;
          const kinds = Object.values(receipts.get(id) ?? {}).map(({ kind }) => kind);
          if (state === 'released' && !kinds.includes('release')) broken(`${id} is released without a receipt`);
          if (state !== 'released' && !kinds.some((kind) => kind === 'revocation' || kind === 'interrupted'))
            broken(`files of ${id} were outside, it is ${state} now, and its receipts are: ${kinds.join(', ')}`);
        }
      },
    };
  },
};
