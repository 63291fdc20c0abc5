import { z } from 'zod';
import type { Identity, TokenRefusal } from '../ports/sign-in.ts';

const claimsSchema = z.object({
  oid: z.string().min(1),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
  upn: z.string().optional(),
  appid: z.string().optional(),
  azp: z.string().optional(),
  roles: z.array(z.string()).default([]),
});

/** The identity in the claims of a verified Entra token; refuses a token without the object id, which every decision is recorded under. */
export function identityOf(claims: unknown): { readonly ok: true; readonly identity: Identity } | TokenRefusal {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return { ok: false, reason: 'The token names no object id (claim oid).' };
  const { oid, name, preferred_username, email, upn, appid, azp, roles } = parsed.data;
  const emails = new Set([email, preferred_username, upn].flatMap((address) => address?.toLowerCase() ?? []));
  const identity = { oid, name: name ?? preferred_username ?? appid ?? azp ?? oid, emails: [...emails], roles };
  return { ok: true, identity };
}
