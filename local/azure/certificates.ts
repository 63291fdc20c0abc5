import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { generate } from 'selfsigned';

/** The laptop's certificate authority and its one server certificate, for 127.0.0.1 and localhost. All fields but the file names are PEM text. */
export interface Certificates {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}

const yearsValid = 5;

/** Loads the certificates of a state folder, or makes them on first use. The authority's own key is thrown away once the leaf is signed, so nobody can sign another. */
export async function loadCertificates(folder: string): Promise<Certificates> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = {
    caFile: join(folder, 'ca.pem'),
    certFile: join(folder, 'server.pem'),
    keyFile: join(folder, 'server-key.pem'),
  };
  if (!Object.values(files).every((file) => existsSync(file))) {
    const made = await makeCertificates();
    writeFileSync(files.caFile, made.ca);
    writeFileSync(files.certFile, made.cert);
    writeFileSync(files.keyFile, made.key, { mode: 0o600 });
  }
  return {
    ca: readFileSync(files.caFile, 'utf8'),
    cert: readFileSync(files.certFile, 'utf8'),
    key: readFileSync(files.keyFile, 'utf8'),
    ...files,
  };
}

/** Makes this whole process trust the laptop's authority beside the usual ones, for `fetch` and for the Azure SDKs alike. */
export function trustAuthority(ca: string): void {
  const trusted = getCACertificates('default');
  if (!trusted.includes(ca)) setDefaultCACertificates([...trusted, ca]);
}

async function makeCertificates(): Promise<{ ca: string; cert: string; key: string }> {
  const notBeforeDate = new Date(Date.now() - 3_600_000);
  const notAfterDate = new Date(notBeforeDate);
  notAfterDate.setFullYear(notAfterDate.getFullYear() + yearsValid);
  const validity = { notBeforeDate, notAfterDate, keyType: 'ec', algorithm: 'sha256' } as const;
  // A name of its own: a process that trusts two authorities of one name would check a leaf against the wrong one.
  const name = `Sallyport laptop authority ${randomBytes(8).toString('hex')}`;
  const authority = await generate([{ name: 'commonName', value: name }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
    ca: { key: authority.private, cert: authority.cert },
  });
  return { ca: authority.cert, cert: leaf.cert, key: leaf.private };
}
