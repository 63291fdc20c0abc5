import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkpointText, openCheckpoint, parseCheckpoint } from '../../../src/domain/witness/checkpoint.ts';
import { leafHash } from '../../../src/domain/witness/merkle.ts';
import { noteKeyOf, openNote, signNote } from '../../../src/domain/witness/signed-note.ts';

const signer = (name: string) => ({ name, jwk: generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) });
const origin = 'tre.example.org/api/audit';
const checkpoint = { origin, size: 7, root: leafHash('seven') };

describe('a checkpoint', () => {
  const [old, now] = [signer(origin), signer(origin)];
  const note = signNote(checkpointText(checkpoint), [now, old]);

  test('is believed by who knows one of its keys, which is how a key is changed', () => {
    for (const known of [old, now])
      expect(openCheckpoint(note, [noteKeyOf(known)])).toEqual({ ...checkpoint, by: noteKeyOf(known) });
    expect(() => openCheckpoint(note, [noteKeyOf(signer(origin))])).toThrow('signed by no known key');
  });

  test('is refused once any of its signs is another', () => {
    const keys = [noteKeyOf(now)];
    const end = note.indexOf('\n— ', note.indexOf('\n— ') + 1);
    for (let at = 0; at < end; at += 1) {
      const other = note.slice(0, at) + (note[at] === 'A' ? 'B' : 'A') + note.slice(at + 1);
      expect(() => openCheckpoint(other, keys), `sign ${at}`).toThrow();
    }
  });

  test('of one log is no word about another', () => {
    const foreign = signNote(checkpointText({ ...checkpoint, origin: 'other.example.org' }), [now]);
    expect(() => openCheckpoint(foreign, [noteKeyOf(now)])).toThrow('about the log other.example.org');
  });

  test.each([
    'log\n5\n',
    `\n5\n${'A'.repeat(43)}=\n`,
    `log\n05\n${'A'.repeat(43)}=\n`,
    `log\n-5\n${'A'.repeat(43)}=\n`,
    `log\n9007199254740993\n${'A'.repeat(43)}=\n`,
    `log\n5\n${'A'.repeat(42)}B=\n`,
    `log\n5\n${'A'.repeat(43)}=`,
    'log\n5\nYmFuYW5hcw==\n',
  ])('is not %j', (text) => {
    expect(() => parseCheckpoint(text)).toThrow('This is no checkpoint');
  });

  test('is read from no note with a sign that writes over others, and from none that another text begins', () => {
    const keys = [noteKeyOf(now)];
    expect(() => openNote(note.replace('\n7\n', '\n7\r\n'), keys)).toThrow('no signed note');
    expect(() => openNote(note.slice(0, -1), keys)).toThrow('no signed note');
    expect(() => openNote(`${note}and more`, keys)).toThrow('no signed note');
    expect(() => openCheckpoint(`Before.\n\n${note}`, keys)).toThrow('is false');
  });
});
