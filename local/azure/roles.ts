import { readFileSync } from 'node:fs';
import { z } from 'zod';

const identityName = z.enum([
  'id-control',
  'id-trigger',
  'id-host',
  'id-inspect',
  'id-inspect-host',
  'data-factory',
  'owners',
  'researchers',
  'approvers',
  'external-readers',
  'image-builder',
  'machines',
  'machine-learning',
  'id-computes',
  'id-remediation',
  'id-encryption',
  'virtual-desktop',
  'events-public',
  'events-secure',
  'events-scans',
]);
const account = z.enum(['public', 'secure', 'control', 'host', 'inspector-host', 'safe']);
const blobOperation = z.enum(['list', 'read', 'create', 'write', 'delete']);
const rowOperation = z.enum(['read', 'write', 'delete']);
const secretOperation = z.enum(['read', 'list-versions']);

/** Kinds of resources and groups that roles are given on. */
const scope = z.enum([
  'application-insights',
  'bastion',
  'compute-group',
  'compute-subnet',
  'computes-identity',
  'customer-key',
  'data-factory',
  'desktop-applications',
  'disk-encryption-set',
  'durable-scheduler',
  'gallery',
  'image-identity',
  'image-subnets',
  'machine-identity',
  'machine-learning',
  'machine-learning-endpoints',
  'machine-learning-registry',
  'machine-learning-store',
  'machine-logs',
  'machines-of-bastion',
  'network-of-bastion',
  'secure-account',
  'secure-network',
  'session-hosts',
  'subscription',
  'subscription-of-session-hosts',
]);

const matrixSchema = z.strictObject({
  $comment: z.string(),
  identities: z.record(identityName, z.string()),
  blobs: z.array(
    z.strictObject({
      identity: identityName,
      account,
      container: z.string(),
      path: z.string().endsWith('/').optional(),
      versions: z.literal('current').optional(),
      allow: z.array(blobOperation).min(1),
    }),
  ),
  tables: z.array(
    z.strictObject({ identity: identityName, account, table: z.string(), allow: z.array(rowOperation).min(1) }),
  ),
  queues: z.array(
    z.strictObject({ identity: identityName, account, queue: z.string(), allow: z.array(rowOperation).min(1) }),
  ),
  secrets: z.array(
    z.strictObject({
      identity: identityName,
      /** Azure's role is on a whole vault, so what one identity must not read lies in another; the laptop has one for both. */
      vault: z.enum(['control', 'reading-room']),
      secrets: z.array(z.string()),
      allow: z.array(secretOperation).min(1),
    }),
  ),
  resources: z.array(
    z.strictObject({
      identity: identityName,
      scope,
      role: z.string(),
      actions: z.array(z.string().regex(/^Microsoft\.[A-Za-z]+\/[A-Za-z/]+$/)).min(1),
    }),
  ),
  builtInRoles: z.record(z.string(), z.guid()),
  builtIn: z.array(z.strictObject({ identity: identityName, scope, role: z.string() })),
});

export type RoleMatrix = z.infer<typeof matrixSchema>;
type IdentityName = z.infer<typeof identityName>;
export type BlobOperation = z.infer<typeof blobOperation>;
export type RowOperation = z.infer<typeof rowOperation>;
type SecretOperation = z.infer<typeof secretOperation>;

/** What a caller acts as: a managed identity, or a person's group in one project. */
export interface Principal {
  readonly identity: IdentityName;
  readonly project?: string;
}

/** One question to the role matrix. `path` is the blob's path, or the prefix of a listing; a whole container or account has none and asks with '*'. */
export type Permission =
  | {
      readonly service: 'blob';
      readonly account: string;
      readonly container: string;
      readonly path: string | undefined;
      readonly operation: BlobOperation;
      /** The request names a version of the blob by its id. */
      readonly byVersion?: true;
    }
  | {
      readonly service: 'table' | 'queue';
      readonly account: string;
      readonly name: string;
      readonly operation: RowOperation;
    }
  | { readonly service: 'secret'; readonly name: string; readonly operation: SecretOperation }
  | { readonly service: 'resource'; readonly action: string };

/** Reads and checks a role matrix. Throws a zod error that names the place of an unknown identity, account or operation. */
export function readRoleMatrix(file: string | URL): RoleMatrix {
  return matrixSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Whether any of the caller's principals has the permission. Anything not granted is refused, as in Azure. */
export function allows(matrix: RoleMatrix, principals: readonly Principal[], permission: Permission): boolean {
  return principals.some((principal) => principalAllows(matrix, principal, permission));
}

function principalAllows(matrix: RoleMatrix, principal: Principal, asked: Permission): boolean {
  const mine = <Row extends { identity: IdentityName }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => row.identity === principal.identity);
  switch (asked.service) {
    case 'blob':
      return mine(matrix.blobs).some(
        (row) =>
          isGivenIn(row, asked) &&
          (row.container === '*' || row.container === asked.container) &&
          row.allow.includes(asked.operation) &&
          (row.versions === undefined || !asked.byVersion) &&
          pathAllows(row.path, principal, asked.path),
      );
    case 'table':
      return mine(matrix.tables).some((row) => rowAllows(row, row.table, asked));
    case 'queue':
      return mine(matrix.queues).some((row) => rowAllows(row, row.queue, asked));
    case 'secret':
      return mine(matrix.secrets).some(
        (row) => row.secrets.some((secret) => matchesName(secret, asked.name)) && row.allow.includes(asked.operation),
      );
    case 'resource':
      return mine(matrix.resources).some((row) =>
        row.actions.some((action) => action.toLowerCase() === asked.action.toLowerCase()),
      );
  }
}

/** What is given on the container of results holds wherever a deployment keeps it: in the public account or in one of its own. */
function isGivenIn(
  row: { readonly account: string; readonly container: string },
  asked: { readonly account: string; readonly container: string },
): boolean {
  if (asked.account !== 'release') return row.account === asked.account;
  return row.account === 'public' && row.container === 'released' && asked.container === 'released';
}

function rowAllows(
  row: { readonly account: string; readonly allow: readonly RowOperation[] },
  granted: string,
  asked: { readonly account: string; readonly name: string; readonly operation: RowOperation },
): boolean {
  return (
    row.account === asked.account &&
    (granted === '*' || granted.toLowerCase() === asked.name.toLowerCase()) &&
    row.allow.includes(asked.operation)
  );
}

function pathAllows(condition: string | undefined, principal: Principal, path: string | undefined): boolean {
  if (condition === undefined) return true;
  if (path === undefined) return false;
  if (!condition.includes('{project}')) return path.startsWith(condition);
  return principal.project !== undefined && path.startsWith(condition.replace('{project}', principal.project));
}

/** `channel-*` stands for every secret whose name begins so. */
function matchesName(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}
