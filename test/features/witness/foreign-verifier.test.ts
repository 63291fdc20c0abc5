import { createPublicKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { leafOf, sizeOf } from '../../../src/domain/witness/signed-step.ts';
import { inclusionProof, KnownTiles } from '../../../src/domain/witness/tiles.ts';
import { rootsLog } from '../../../src/ports/signed-log.ts';
import { checkpointKeys } from '../../../src/use-cases/audit/checkpoint-keys.ts';
import { SignedHours } from './signed-hours.ts';

const require = createRequire(import.meta.url);
const { verifyCheckpoint } = require('@sigstore/verify/dist/tlog/checkpoint.js');
const { verifyMerkleInclusion } = require('@sigstore/verify/dist/tlog/merkle.js');

test("Sigstore's verifier takes our checkpoints and each leaf of the log, and no other", async () => {
  const hours = new SignedHours();
  for (let hour = 0; hour < 9; hour += 1)
    await hours.pass({
      'heart-study': [`a ${hour}`],
      _system: [`b ${hour}`],
      ...(hour > 3 ? { lung: [`c ${hour}`] } : {}),
    });
  const [key] = await checkpointKeys(hours.world.ports, hours);
  const step = await hours.another().newest();
  if (key === undefined || step === undefined) throw new Error('nothing was signed');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: key.key.toString('base64url') };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  const logs = [{ logID: Buffer.from(key.id, 'hex'), baseURL: key.name, publicKey }];
  const tiles = new KnownTiles((place) => hours.another().readTile(rootsLog, place));
  for (const [at, chain] of step.chains.entries()) {
    const index = step.before + at;
    const hashes = await inclusionProof(index, sizeOf(step), tiles);
    const proof = { logIndex: `${index}`, hashes, checkpoint: { envelope: step.note } };
    const leaf = Buffer.from(leafOf(key.name, chain));
    const checkpoint = verifyCheckpoint({ inclusionProof: proof }, logs);
    expect(() => verifyMerkleInclusion({ canonicalizedBody: leaf, inclusionProof: proof }, checkpoint)).not.toThrow();
    const other = { canonicalizedBody: Buffer.concat([leaf, leaf]), inclusionProof: proof };
    expect(() => verifyMerkleInclusion(other, checkpoint)).toThrow('does not match');
  }
  const forged = step.note.replace(/\n\d+\n/, '\n99\n');
  expect(() => verifyCheckpoint({ inclusionProof: { checkpoint: { envelope: forged } } }, logs)).toThrow('signature');
});
