import { z } from 'zod';
import type { HeldGroups } from '../../domain/people/group-rule.ts';
import type { Identity, TokenRefusal } from '../../ports/sign-in.ts';

const claimsSchema = z.object({
  oid: z.string().min(1),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
  upn: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  roles: z.array(z.string()).default([]),
  groups: z.array(z.string().toLowerCase()).optional(),
  /** Names the claims that were too large for the token, and where to ask for them instead. */
  _claim_names: z.record(z.string(), z.string()).default({}),
});

/** The authentication contexts that an ID token says were met; Entra writes a single one without a list. */
const contextsSchema = z.object({ acrs: z.union([z.array(z.string()), z.string().transform((one) => [one])]) });

/** The authentication contexts in the claims of a verified ID token; none when it says nothing of them. */
export function contextsOf(claims: unknown): readonly string[] {
  const parsed = contextsSchema.safeParse(claims);
  return parsed.success ? parsed.data.acrs : [];
}

/** What the directory knows the account of a verified ID token by; undefined when it does not say that. */
export function hintOf(claims: unknown): string | undefined {
  return z.looseObject({ preferred_username: z.string() }).safeParse(claims).data?.preferred_username;
}

/** The identity in the claims of a verified Entra token; refuses a token without the object id, which every decision is recorded under. */
export function identityOf(claims: unknown): { readonly ok: true; readonly identity: Identity } | TokenRefusal {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return { ok: false, reason: reasonOf(parsed.error) };
  const { oid, name, preferred_username, email, upn, appid, azp, roles } = parsed.data;
  const emails = new Set([email, preferred_username, upn].flatMap((address) => address?.toLowerCase() ?? []));
  const groups = heldGroups(parsed.data);
  const called = name ?? preferred_username ?? appid ?? azp ?? oid;
  return { ok: true, identity: { oid: oid.toLowerCase(), name: called, emails: [...emails], roles, groups } };
}

function heldGroups({ groups, _claim_names }: z.infer<typeof claimsSchema>): HeldGroups {
  if ('groups' in _claim_names) return 'too-many';
  return groups ?? 'no-claim';
}

function reasonOf(error: z.ZodError): string {
  const claims = new Set(error.issues.map(({ path }) => String(path[0])));
  if (claims.has('oid')) return 'The token names no object id (claim oid)';
  return `The token has claims of another form than Entra's: ${[...claims].join(', ')}`;
}
