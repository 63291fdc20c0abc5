import { type FoundGrant, grantsOf } from './grants.ts';
import type { World } from './rule.ts';

const accountNames = {
  stpub: 'public',
  strel: 'public',
  stsec: 'secure',
  stctl: 'control',
  sthst: 'host',
  stins: 'inspector-host',
  stsaf: 'safe',
} as const;
/** The account of roles.json that a name or an address means. */
export function accountOf(text: string): string | undefined {
  return Object.entries(accountNames).find(([start]) => text.includes(start))?.[1];
}

/** Built-in roles that reach no blob. */
const withoutBlobs = /^Storage (?:Queue|Table)|Network Connection Approver$/;

/** A role on a data account: which, on what in it, and for which blob operations (all of them, unless known otherwise). */
export interface DataGrant {
  readonly grant: FoundGrant;
  readonly where: string;
  readonly may: (operation: 'list' | 'read' | 'add' | 'write' | 'delete') => boolean;
}

/** Every role on a data account. */
export function dataGrants(world: World): DataGrant[] {
  return grantsOf(world).flatMap((grant) => {
    const [, name = '', part = '*'] =
      /\/storageAccounts\/([a-z0-9]+)(?:\/(?:blob|queue)Services\/default\/(?:containers|queues)\/([a-z-]+))?$/.exec(
        grant.where,
      ) ?? [];
    const account = accountOf(name);
    if (account === undefined) return [];
    const custom = grant.what.startsWith('Microsoft.');
    const lists = !/AND SubOperationMatches\{'Blob\.List'\}\)\)$/.test(grant.condition);
    const reads = !/^\(!\(ActionMatches\{'[^']+\/read'\} AND NOT SubOperationMatches/.test(grant.condition);
    const may: DataGrant['may'] = (operation) => {
      if (!custom) return !withoutBlobs.test(grant.what);
      if (operation === 'list') return lists && grant.what.includes('/blobs/read');
      if (operation === 'read') return reads && grant.what.includes('/blobs/read');
      return grant.what.includes(`/blobs/${operation}`);
    };
    return [{ grant, where: `${account}/${part}`, may }];
  });
}
