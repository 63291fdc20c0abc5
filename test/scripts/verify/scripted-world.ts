import type { Answer, Asked, World } from '../../../scripts/verify/step.ts';

/** What a scripted Azure answers, by a part of the address or of method and address; everything else is answered 200 and `{}`. */
export interface Scripted {
  readonly answers?: Readonly<Record<string, Answer>>;
  /** A part of the address that is never answered. */
  readonly hangs?: string;
  readonly secrets?: readonly string[];
}

export function worldOf({ answers = {}, hangs, secrets = [] }: Scripted): World & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    places: {
      ...{ arm: 'https://management.azure.com', subscription: 's', region: 'westeurope', factory: '/factories/adf' },
      ...{ publicBlobs: 'https://stpub.blob.core.windows.net', tables: 'https://stpub.table.core.windows.net' },
      ...{ storageVersion: '2026-06-06', project: 'alpha', otherProject: 'beta' },
      kept: { url: 'https://stver.blob.core.windows.net/datasets', copy: 'verify-copy', remove: 'verify-retract' },
    },
    ask: async (request) => {
      asked.push(request);
      if (hangs !== undefined && request.url.includes(hangs)) return await new Promise<Answer>(() => {});
      const line = `${request.method} ${request.url}`;
      return Object.entries(answers).find(([part]) => line.includes(part))?.[1] ?? { status: 200, text: '{}' };
    },
    pause: async () => {},
    now: () => new Date('2026-12-01T10:00:00Z'),
    secrets: () => secrets,
  };
}
