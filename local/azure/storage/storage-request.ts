import type { Limit } from '../limits/limit.ts';
import type { Permission } from '../roles.ts';

/** Which storage service a gateway port speaks for. */
export type StorageService = 'blob' | 'queue' | 'table';

/** A request that Azure itself would refuse, whoever sends it. `code` is Azure's word for it. */
export class StorageRefusal extends Error {
  override readonly name = 'StorageRefusal';
  readonly status: number;
  readonly code: string;
  /** The header that is refused, where it is about one. */
  readonly about: { readonly header: string; readonly value: string } | undefined;
  constructor(status: number, code: string, message: string, about?: StorageRefusal['about']) {
    super(message);
    this.status = status;
    this.code = code;
    this.about = about;
  }
}

/** What a service answers to what is beyond a limit of its own. */
export function beyond({ refused: { status, code } }: Limit, message: string): StorageRefusal {
  return new StorageRefusal(status, code, message);
}

/** A storage request taken apart: what it does in the words of Azure's REST reference, where, and what it needs. */
export interface StorageRequest {
  readonly account: string;
  /** Container, queue or table; empty for the account itself. */
  readonly place: string;
  /** 'GetBlob', 'PutBlockList', 'ListBlobs', 'QueryEntities', … */
  readonly action: string;
  /** All of these are needed. */
  readonly needs: readonly Permission[];
  /** An upload may do with this instead, but only while the blob does not exist. */
  readonly needsWhenNew?: readonly Permission[];
}

/** What the classifiers look at. `path` is percent-decoded, without its first slash. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
}

/** The answer to a request that no role of this system ever includes, such as reading access policies or blob tags. */
export function neverGranted(action: string): StorageRefusal {
  return new StorageRefusal(
    403,
    'AuthorizationPermissionMismatch',
    `This request is not authorized to perform this operation using this permission: ${action} is in no role.`,
  );
}

const decisive = ['comp', 'restype', 'prefix', 'include', 'peekonly', 'sig', 'snapshot', 'versionid'];

/** Refuses a query that the gateway and the service behind it could read differently: a parameter given twice, or a decisive one in other letters. */
export function requireClearQuery(query: URLSearchParams): void {
  const names = [...query.keys()];
  const lower = names.map((name) => name.toLowerCase());
  const twice = lower.find((name, index) => lower.indexOf(name) !== index);
  const misspelt = names.find((name) => decisive.includes(name.toLowerCase()) && !decisive.includes(name));
  const unclear = twice ?? misspelt;
  if (unclear === undefined) return;
  throw new StorageRefusal(
    400,
    'InvalidQueryParameterValue',
    `The query parameter '${unclear}' must stand once and in lower case.`,
  );
}
