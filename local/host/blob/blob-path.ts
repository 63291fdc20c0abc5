/** The container of a blob trigger path, and the pattern of the names below it. */
export interface BlobPath {
  container: string;
  pattern: string;
}

/** Splits `container/name-or-pattern`; a path without a name takes every blob. */
export function parseBlobPath(path: string): BlobPath {
  const slash = path.indexOf('/');
  if (slash < 0) return { container: path, pattern: '{name}' };
  return { container: path.slice(0, slash), pattern: path.slice(slash + 1) };
}

/** The values of `{tokens}` in a pattern for a blob name; empty when the name does not match, which an Event Grid trigger does not check. */
export function pathTokens(pattern: string, blobName: string): Record<string, string> {
  const expression = pattern
    .split(/(\{[^}]+\})/)
    .map((part) => {
      const token = /^\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(part)?.[1];
      return token ? `(?<${token}>.*)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return { ...new RegExp(`^${expression}$`, 's').exec(blobName)?.groups };
}

/** Container and blob name of a blob URL (`https://account.host/container/name`, or `/account/container/name` below `serviceUri`). */
export function splitBlobUrl(url: string, serviceUri: string): { container: string; name: string } {
  const base = new URL(serviceUri).pathname.replace(/\/+$/, '');
  const path = new URL(url).pathname;
  const below = base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path.slice(1);
  const [container = '', ...rest] = below.split('/').map(decodeURIComponent);
  return { container, name: rest.join('/') };
}
