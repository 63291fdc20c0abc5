import { isIPv4 } from 'node:net';
import { z } from 'zod';
import { given, type Settings } from './setting-rules.ts';

/** Addresses as whole numbers, the last one included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/** So many addresses at the beginning of `secure` have their subnets (infra/modules/network.bicep). */
const taken = 1024;

const networks = ['hub', 'secure', 'access', 'vpnClients'] as const;
const rangesSchema = z.strictObject({
  hub: range(24),
  secure: range(22),
  access: range(24),
  vpnClients: range(24),
  compute: range(29).optional(),
});

/** What is wrong with the address ranges, which Azure would say in the middle of the deployment. What is no object is told by the rules of settings. */
export function rangeProblems(settings: Settings): string[] {
  const set = objectIn(given(settings, 'RANGES'));
  if (set === undefined) return [];
  const { data, error } = rangesSchema.safeParse(set);
  if (data === undefined)
    return error.issues.map(({ path, message }) => `RANGES: ${[...path, message].join(' ')} (docs/parameters.md)`);
  const pairs = networks.flatMap((one, index) => networks.slice(index + 1).map((other) => [one, other] as const));
  const { secure, compute } = data;
  const isApart = compute === undefined || (compute.first >= secure.first + taken && isWithin(compute, secure));
  return [
    ...pairs
      .filter(([one, other]) => doMeet(data[one], data[other]))
      .map(([one, other]) => `RANGES: ${one} and ${other} share addresses, so the networks cannot be connected`),
    ...(isApart
      ? []
      : [`RANGES: compute must lie in secure, behind its first ${taken} addresses, which other subnets have`]),
  ];
}

/** Azure keeps five addresses of each subnet. */
const kept = 5;

/** So many machines the range that RANGES gives them has room for; undefined where it gives none, or has a mistake that others tell. */
export function addressesOfMachines(settings: Settings): number | undefined {
  const { compute } = rangesSchema.safeParse(objectIn(given(settings, 'RANGES'))).data ?? {};
  return compute && compute.last - compute.first + 1 - kept;
}

/** Whether all addresses of one lie in the other. */
export const isWithin = (one: Range, other: Range): boolean => one.first >= other.first && one.last <= other.last;

/** Whether two share an address. */
export const doMeet = (one: Range, other: Range): boolean => one.first <= other.last && other.first <= one.last;

/** The object that a text of JSON is; undefined where it is something else. */
export function objectIn(text: string | undefined): object | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

/** A range of at least the size that a prefix of so many bits gives. */
export function range(mostBits: number) {
  return z.string().transform((text, { addIssue }): Range => {
    const [address = '', bits = ''] = text.split('/');
    const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    const size = 2 ** (32 - Number(bits));
    if (!isIPv4(address) || !/^\d{1,2}$/.test(bits) || Number(bits) < 8 || first % size !== 0)
      addIssue(`is '${text}', and must be a range such as 10.40.0.0/22, which begins at its first address`);
    else if (Number(bits) > mostBits) addIssue(`is '${text}', and its subnets need at least a /${mostBits}`);
    return { first, last: first + size - 1 };
  });
}
