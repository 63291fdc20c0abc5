/** The name of a storage account as its address says it: the last part of a path, or the first label of the host where there is none. */
export function accountName(address: string): string {
  const { hostname, pathname } = new URL(address);
  const last = pathname.split('/').findLast((part) => part !== '');
  return last ?? hostname.split('.')[0] ?? hostname;
}
