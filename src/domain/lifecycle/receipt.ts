import {
  CompactSign,
  calculateJwkThumbprint,
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
} from 'jose';
import { z } from 'zod';
import { doors } from '../base/door.ts';
import { messageOf, Refused } from '../base/errors.ts';
import { withoutEvidenceSchema } from '../inspection/without-evidence.ts';
import { madeFromSchema } from '../operation/operation-schema.ts';
import { destroyedPart, destructionSchema } from '../project/destruction.ts';
import { governanceSchema } from '../project/governance.ts';
import { closedSchema } from '../project/project.ts';
import { recipientsSchema } from '../project/recipients.ts';
import { choices } from '../review/decision.ts';
import { keptPlaces } from './retention.ts';

const typ = 'sallyport-receipt+jws';

const anchor = z.strictObject({ count: z.int().nonnegative(), hash: z.string() });

/** What a recipient says of their copies, and whose word it is: nobody here can look. */
const saidSchema = z.strictObject({
  says: z.literal('every copy of theirs is deleted'),
  by: z.string(),
  who: z.string(),
  releasedAt: z.string(),
  text: z.string().exactOptional(),
});
export type SaidOfCopies = z.infer<typeof saidSchema>;

const payloadSchema = z.strictObject({
  kind: z.enum(['deletion', 'release', 'interrupted', 'revocation', 'retraction', 'clearing', 'confirmation']),
  operation: z.string(),
  project: z.string(),
  name: z.string(),
  digest: z.string(),
  evidence: z.string().optional(),
  withoutEvidence: withoutEvidenceSchema.omit({ digest: true, reason: true }).optional(),
  count: z.int().nonnegative(),
  bytes: z.int().nonnegative(),
  step: z.string().optional(),
  place: z.enum(keptPlaces).optional(),
  left: z.int().nonnegative().optional(),
  policyVersion: z.string(),
  bundle: z.string().optional(),
  runIds: z.array(z.string()),
  governance: z.array(governanceSchema).optional(),
  release: recipientsSchema.optional(),
  decisions: z.array(z.strictObject({ approver: z.string(), choice: z.enum(choices), at: z.string() })).optional(),
  madeFrom: madeFromSchema.optional(),
  outsideSince: z.string().optional(),
  outsideUntil: z.string().optional(),
  restorableUntil: z.string().optional(),
  closedAt: z.string().optional(),
  goneAt: z.string().optional(),
  duties: z.array(z.string()).optional(),
  said: saidSchema.optional(),
  chain: anchor,
  issuedAt: z.string(),
});

/**
 * What a receipt states. `policyVersion` is the hash of the project's definition; of an approved release, of the one whose rules counted.
 * `bundle` is the SHA-256 of the code that wrote it; older receipts lack it. `chain` is the end of the audit at that time.
 * `interrupted`: the step was stopped half-way, and `count` files were outside or gone by then. `left`: so many files of a deletion stayed,
 * because files that were never copied are older than their last change.
 * `revocation`: `count` files were outside, the oldest since `outsideSince`, and none at `outsideUntil`; `digest` is that of their list.
 * `restorableUntil`: how long a storage administrator could still restore what was deleted. `clearing`: what was kept of an ended package
 * in a `place` was deleted.
 * Of a retraction: when the version was closed to people, when nothing of it was left, and what people still have to do.
 * Of a release: `madeFrom`, the versions of datasets that its researcher named; `governance` and `release`, what the project rested on and
 * for whom its results were, under which terms; `evidence`, the SHA-256 of the evidence that the last round named; `withoutEvidence`, who
 * let its review go on without, and when.
 * `confirmation`: the word of a recipient, and no more. It is read outside, so it names no runs and remembers nothing of the audit.
 */
export type ReceiptPayload = z.infer<typeof payloadSchema>;

const closedOperation = z.strictObject({
  operation: z.string(),
  door: z.enum(doors),
  name: z.string(),
  state: z.string(),
  version: z.int().positive().optional(),
  closedAt: z.string().optional(),
  restorableUntil: z.string().optional(),
  digest: z.string().optional(),
  files: z.int().nonnegative().optional(),
  bytes: z.int().nonnegative().optional(),
  destroyed: z.array(destroyedPart).optional(),
  receipts: z.array(z.string()),
});

const recipientsAtEnd = z.strictObject({
  asked: z.int().nonnegative(),
  confirmed: z.int().nonnegative(),
  open: z.array(z.strictObject({ who: z.string(), organisation: z.string() })),
  signed: z.array(z.string()).optional(),
});

export const closureSchema = z.strictObject({
  kind: z.literal('closure'),
  project: z.string(),
  releases: closedSchema.shape.releases,
  policyVersion: z.string(),
  bundle: z.string().optional(),
  closedAt: z.string(),
  closedBy: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  operations: z.array(closedOperation),
  duties: z.array(z.string()),
  recipients: recipientsAtEnd.optional(),
  destruction: destructionSchema.optional(),
  chain: anchor,
  issuedAt: z.string(),
});

/**
 * What the receipt of a closed project states: since when it is closed and by which definition, who asked for that and who confirmed it
 * (null: nobody, or the audit does not say), how each operation ended, and what people still have to do. A release that was kept is
 * `released`.
 * `recipients`: how many were asked to delete their copies, how many said by then that they did, and who did not, by object id or by a digest
 * of their address; `signed`, the receipts of what they said. Missing where the project names none.
 * It is the certificate of destruction too: what was deleted, where and when, and in `destruction` what a last look found. Older receipts
 * lack both.
 */
export type ClosurePayload = z.infer<typeof closureSchema>;

const anyPayload = z.discriminatedUnion('kind', [payloadSchema, closureSchema]);

export type SignedPayload = z.infer<typeof anyPayload>;

export async function signReceipt(payload: SignedPayload, privateJwk: JWK): Promise<string> {
  return await signStatement(anyPayload, payload, privateJwk);
}

/** Signs with the private Ed25519 key; what is signed (compact JWS) names the key by its thumbprint. */
export async function signStatement<T>(schema: z.ZodType<T>, statement: T, privateJwk: JWK): Promise<string> {
  const { kid } = await publicKey(privateJwk);
  const text = new TextEncoder().encode(JSON.stringify(schema.parse(statement)));
  return new CompactSign(text)
    .setProtectedHeader({ alg: 'EdDSA', kid, typ })
    .sign(await importJWK(privateJwk, 'EdDSA'));
}

const proof = new TextEncoder().encode('no receipt');

/** Whether what the private key signs is verified by the public half that is published of it. The text that is signed for it is no receipt. */
export async function isKeyPair(privateJwk: JWK): Promise<boolean> {
  try {
    const signed = await new CompactSign(proof)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'sallyport-proof+jws' })
      .sign(await importJWK(privateJwk, 'EdDSA'));
    const published = await importJWK(await publicKey(privateJwk), 'EdDSA');
    await compactVerify(signed, published, { algorithms: ['EdDSA'] });
    return true;
  } catch {
    return false;
  }
}

/** Reads the receipt of an operation that one of the keys signed; throws Refused when none did, when it was changed, or is about something else. */
export async function verifyReceipt(jws: string, publicJwks: readonly JWK[]): Promise<ReceiptPayload> {
  return receiptOfOperation(await verifySigned(jws, publicJwks));
}

/** Throws Refused for that of a closed project. */
export function receiptOfOperation(payload: SignedPayload): ReceiptPayload {
  if (payload.kind === 'closure') throw new Refused(`It is the receipt of the closing of ${payload.project}`);
  return payload;
}

/** Reads any receipt that one of the keys signed; throws Refused when none did, or when it was changed. */
export async function verifySigned(jws: string, publicJwks: readonly JWK[]): Promise<SignedPayload> {
  return await verifyStatement(anyPayload, jws, publicJwks);
}

/** The same of any statement of that form that a key of receipts signed. */
export async function verifyStatement<T>(schema: z.ZodType<T>, jws: string, publicJwks: readonly JWK[]): Promise<T> {
  const key = await keyOf(jws, publicJwks);
  try {
    const { payload } = await compactVerify(jws, key, { algorithms: ['EdDSA'] });
    return schema.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch (cause) {
    throw new Refused(`The receipt is not valid: ${messageOf(cause)}`);
  }
}

/** The thumbprint of the key by which a receipt says that it is signed; whoever verified it knows that this is so. */
export function keyNamedIn(jws: string): string {
  return String(headerOf(jws).kid);
}

/** What a receipt of a closed project states, for showing: nobody has verified it. Null for what is none. */
export function closureStated(jws: string): ClosurePayload | null {
  try {
    return closureSchema.parse(decodeJwt(jws));
  } catch {
    return null;
  }
}

/** The public half of a signing key, as it is published: anyone can verify receipts with it. Throws Refused for another kind of key. */
export async function publicKey(privateJwk: JWK): Promise<JWK & { kid: string }> {
  const { kty, crv, x } = privateJwk;
  if (kty !== 'OKP' || crv !== 'Ed25519' || x === undefined) {
    throw new Refused('Receipts are signed with an Ed25519 key (a JWK with kty OKP and crv Ed25519)');
  }
  return { kty, crv, x, kid: await calculateJwkThumbprint({ kty, crv, x }), alg: 'EdDSA', use: 'sig' };
}

async function keyOf(jws: string, publicJwks: readonly JWK[]): Promise<VerifyingKey['key']> {
  const kid = headerOf(jws).kid;
  for (const jwk of publicJwks) {
    const known = await verifyingKey(jwk);
    if (known.kid === kid) return known.key;
  }
  throw new Refused('The receipt is signed with a key that is not among the published ones');
}

interface VerifyingKey {
  readonly kid: string;
  readonly key: Awaited<ReturnType<typeof importJWK>>;
}

/** A key is made ready once for the thousands of receipts that it has signed. */
const verifyingKeys = new WeakMap<JWK, Promise<VerifyingKey>>();

function verifyingKey(jwk: JWK): Promise<VerifyingKey> {
  const known = verifyingKeys.get(jwk) ?? makeReady(jwk);
  verifyingKeys.set(jwk, known);
  return known;
}

async function makeReady(jwk: JWK): Promise<VerifyingKey> {
  const known = await publicKey(jwk);
  return { kid: known.kid, key: await importJWK(known, 'EdDSA') };
}

function headerOf(jws: string) {
  try {
    return decodeProtectedHeader(jws);
  } catch {
    throw new Refused('This is not a receipt: it is not a signed text of three parts');
  }
}
