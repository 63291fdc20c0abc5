import { createHash } from 'node:crypto';
import { sourceManifest } from '../../src/activities/transfer/places.ts';
import { type ChainHead, HeadCheck } from '../../src/domain/audit/chain-head.ts';
import { lineHash, parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { NotFound } from '../../src/domain/base/errors.ts';
import { closureName } from '../../src/domain/definition/closure.ts';
import { pendingSchema } from '../../src/domain/notification/pending-work.ts';
import { holdSchema } from '../../src/domain/operation/hold.ts';
import { manifestLine, parseManifestLine } from '../../src/domain/operation/manifest.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { operationSchema } from '../../src/domain/operation/operation-schema.ts';
import { type SummaryRow, summaryRowOf } from '../../src/domain/overview/summary-row.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { decisionSchema } from '../../src/domain/review/decision.ts';
import { roundSchema } from '../../src/domain/review/round-schema.ts';
import type { ProofPorts } from '../../src/features/verification/proof-report.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { BrokenRow, Stored } from '../../src/ports/records.ts';
import type { FollowingRow } from '../../src/ports/register-repair.ts';
import type { ListedBlob } from '../../src/ports/storage.ts';
import { collect, stream } from '../contract/samples.ts';

/** One thing as text under its key, so that a test can cut or change any part of it. */
export interface Kept {
  readonly project: string;
  readonly key: string;
  text: string;
}

/** Every record of a world as plain text. */
export interface Records {
  blobs: { readonly chain: string; readonly name: string; text: string }[];
  heads: Record<string, ChainHead>;
  events: Record<string, string[]>;
  rows: Kept[];
  names: Record<string, string>;
  versions: Record<string, number>;
  owed: Kept[];
  holds: Kept[];
  rounds: Kept[];
  decisions: Kept[];
  receipts: Record<string, string>;
  manifests: Record<string, string>;
  /** What lies outside. */
  released: ListedBlob[];
  definitions: Record<string, string>;
  secret: string[];
}

/** Lines of a blob in the copy: few, so that a chain has several blobs. */
const linesPerBlob = 12;

/** Reads everything that verification can reach. */
export async function copyRecords(ports: Ports): Promise<Records> {
  const { register, audit, decisions, manifests } = ports;
  const copy: Records = {
    blobs: [],
    heads: {},
    events: {},
    rows: [],
    names: {},
    versions: {},
    owed: [],
    holds: [],
    rounds: [],
    decisions: [],
    receipts: {},
    manifests: {},
    released: [],
    definitions: {},
    secret: [...(await ports.secrets.versions('receipt-key'))],
  };
  for await (const chain of audit.chains()) {
    const lines = await collect(audit.lines(chain));
    for (let at = 0; at < lines.length; at += linesPerBlob) {
      const name = `${chain}/2026-11/${String(at / linesPerBlob + 1).padStart(3, '0')}.jsonl`;
      const text = lines.slice(at, at + linesPerBlob).map((line) => `${line}\n`);
      copy.blobs.push({ chain, name, text: text.join('') });
    }
    copy.heads[chain] = headOf(copy, chain);
    copy.events[chain] = lines.map((line) => parseChainLine(line).event.id);
  }
  for await (const { blobs } of ports.listing.pages('released', '')) copy.released.push(...blobs);
  for await (const { value } of ports.holds.list())
    copy.holds.push({ project: value.project, key: value.project, text: JSON.stringify(value) });
  for await (const found of ports.projects.list()) {
    if ('problems' in found) throw new Error(`${found.id} is broken`);
    const { id } = found.value;
    for (const { hash } of await ports.projects.versions(id))
      copy.definitions[`${id}/${hash}`] = (await ports.projects.version(id, hash)) ?? '';
    for (const releases of ['keep', 'revoke'] as const) {
      const closure = await manifests.readReceipt(closureName(id, releases));
      if (closure !== undefined) copy.receipts[closureName(id, releases)] = closure;
    }
    copy.definitions[id] = copy.definitions[`${id}/${found.hash}`] ?? '';
  }
  for (const door of ['ingress', 'export'] as const)
    for (const operation of (await register.list(door, undefined)).items) {
      const { id, project, name } = operation;
      copy.rows.push({ project, key: id, text: JSON.stringify(operation) });
      const open = await register.openId(door, project, name);
      if (open !== undefined) copy.names[`${door}/${project}/${name}`] = open;
      if (open !== id && (await register.isUnfinished(operation))) copy.names[`again/${id}`] = id;
      copy.versions[`${project}/${name}`] = await register.latestVersion(project, name);
      for await (const { value } of register.owed(project, id))
        copy.owed.push({ project, key: id, text: JSON.stringify(value) });
      const review = await decisions.read(id);
      for (const { value } of review.rounds) copy.rounds.push({ project, key: id, text: JSON.stringify(value) });
      for (const value of review.decisions) copy.decisions.push({ project, key: id, text: JSON.stringify(value) });
      for (const receipt of await manifests.receiptNames(id))
        copy.receipts[receipt] = (await manifests.readReceipt(receipt)) ?? '';
      for (const manifest of [sourceManifest(operation), `${id}-package`, `${id}-outside-1`]) {
        const lines = await collect(manifests.read(manifest)).catch(() => undefined);
        if (lines) copy.manifests[manifest] = lines.map((line) => `${manifestLine(line)}\n`).join('');
      }
    }
  return copy;
}

const nothingSigned: ProofPorts['signedLog'] = {
  newest: async () => undefined,
  step: async () => undefined,
  readTile: async () => Buffer.alloc(0),
};

/** The ports of verification over a copy. Rows are parsed as the adapters parse them; `pageSize` rows and receipts make a page. */
export function portsOver(
  copy: Records,
  clock: Ports['clock'],
  pageSize = 2,
  signedLog: ProofPorts['signedLog'] = nothingSigned,
): ProofPorts {
  const operations = (project: string | undefined, prefix: string) =>
    copy.rows.filter((row) => (project ?? row.project) === row.project && row.key.startsWith(prefix));
  return {
    clock,
    absences: { list: async () => [] },
    changes: { get: async () => undefined },
    takes: { of: async () => ({ takes: [], etag: null, isWhole: true }) },
    duties: { of: async () => [] },
    signedLog,
    secondCopy: undefined,
    holds: {
      projects: async () => new Set(copy.holds.map(({ key }) => key)),
      at: async (held) =>
        copy.holds
          .filter(({ key }) => key === held)
          .map(({ text }) => ({ value: holdSchema.parse(JSON.parse(text)), etag: '' })),
    },
    listing: {
      pages: (_place, prefix) =>
        stream([{ date: clock.now(), blobs: copy.released.filter(({ path }) => path.startsWith(prefix)) }]),
      children: () =>
        stream(new Set(copy.released.map(({ path }) => `${path.split('/', 1)[0]}${path.includes('/') ? '/' : ''}`))),
    },
    remarks: { kept: async () => [] },
    inspectionResults: { evidence: async () => undefined },
    // Rows of a copy have no seals: whoever changes one has the key.
    seals: { page: async () => ({ sealed: 0, left: [], disagreeing: [] }) },
    secrets: { get: async () => copy.secret[0] ?? '', versions: async () => copy.secret },
    projects: {
      list: () =>
        mapped(
          Object.keys(copy.definitions).filter((id) => !id.includes('/')),
          (id) => definitionOf(copy, id),
        ),
      find: async (id) => (copy.definitions[id] === undefined ? undefined : definitionOf(copy, id)),
      version: async (id, hash) => copy.definitions[`${id}/${hash}`],
      versions: async (id) =>
        Object.keys(copy.definitions)
          .filter((name) => name.startsWith(`${id}/`))
          .map((name) => ({ hash: name.slice(id.length + 1), at: '' })),
    },
    audit: {
      head: async (chain) => copy.heads[chain],
      headProblem: async () => undefined,
      lines: (chain) => linesOf(blobsOf(copy, chain)),
      blobs: (chain, after = '') =>
        mapped(
          blobsOf(copy, chain).filter(({ name }) => name > after),
          (blob) => ({ name: blob.name, lines: linesOf([blob]) }),
        ),
      async *newest(chain) {
        yield* (await collect(linesOf(blobsOf(copy, chain)))).reverse();
      },
      listed: async (chain) =>
        copy.blobs
          .filter((blob) => blob.chain === (chain ?? blob.chain))
          .map((blob) => ({ chain: blob.chain, blob: blob.name, length: Buffer.byteLength(blob.text) }))
          .sort((one, other) => (one.blob < other.blob ? -1 : 1)),
      async *read({ blob, length }, _way, at = 0) {
        const text = Buffer.from(copy.blobs.find(({ name }) => name === blob)?.text ?? '').subarray(0, length);
        for (let from = at; from < text.length; ) {
          const feed = text.indexOf('\n', from);
          const end = feed < 0 ? text.length : feed;
          yield { line: text.subarray(from, end).toString(), at: end + 1 };
          from = end + 1;
        }
      },
      chains: () =>
        stream(
          new Set([...Object.keys(copy.heads), ...Object.keys(copy.events), ...copy.blobs.map(({ chain }) => chain)]),
        ),
      holds: async (chain, id) => copy.events[chain]?.includes(id) ?? false,
      event: async (chain, id) => {
        for await (const line of linesOf(blobsOf(copy, chain))) {
          const { event } = parseChainLine(line);
          if (event.id === id) return event;
        }
        return undefined;
      },
      knownEvents: async (chain) => {
        const known = copy.events[chain] ?? [];
        return { count: known.length, has: (id) => known.includes(id) };
      },
    },
    register: {
      async get({ project, id }) {
        const row = copy.rows.find((one) => one.project === project && one.key === id);
        return row && { value: operationIn(row), etag: '' };
      },
      async list(door, project, continuation = '0') {
        const at = Number(continuation);
        const all = operations(project, door === 'ingress' ? 'ing_' : 'exp_');
        const items = [];
        const broken = [];
        for (const row of all.slice(at, at + pageSize)) {
          try {
            items.push(operationIn(row));
          } catch (error) {
            broken.push({ project: row.project, key: row.key, problem: String(error) });
          }
        }
        const next = at + pageSize < all.length ? { continuation: String(at + pageSize) } : {};
        return { items, broken, ...next };
      },
      async briefs(door, project) {
        const briefs: Stored<SummaryRow>[] = [];
        const broken: BrokenRow[] = [];
        for (const row of operations(project, door === 'ingress' ? 'ing_' : 'exp_')) {
          try {
            briefs.push({ value: summaryRowOf(operationIn(row)), etag: '' });
          } catch (error) {
            broken.push({ project: row.project, key: row.key, problem: String(error) });
          }
        }
        return { briefs, broken };
      },
      projects: () => stream(new Set([...copy.rows, ...copy.owed].map(({ project }) => project))),
      owed: (project, operation) =>
        mapped(
          copy.owed.filter((one) => one.project === project && one.key === (operation ?? one.key)),
          ({ text, key }) => ({ value: pendingSchema.parse(JSON.parse(text)), etag: '', under: key }),
        ),
      isUnfinished: async ({ id, door, project, name }) =>
        copy.names[`${door}/${project}/${name}`] === id || copy.names[`again/${id}`] === id,
      latestVersion: async (project, name) => copy.versions[`${project}/${name}`] ?? 0,
      following: (project) => stream(followingRows(copy, project)),
    },
    decisions: {
      read: async (id) => ({
        rounds: copy.rounds
          .filter(({ key }) => key === id)
          .map(({ text }) => ({ value: roundSchema.parse(JSON.parse(text)), etag: '' })),
        decisions: copy.decisions
          .filter(({ key }) => key === id)
          .map(({ text }) => decisionSchema.parse(JSON.parse(text))),
      }),
    },
    manifests: {
      async *read(name) {
        const text = copy.manifests[name];
        if (text === undefined) throw new NotFound(`There is no manifest ${name}`);
        for (const line of splitText(text)) yield parseManifestLine(line);
      },
      readReceipt: async (name) => copy.receipts[name],
      receiptNames: async (id) => Object.keys(copy.receipts).filter((name) => name.startsWith(`${id}-`)),
      async receiptPage(continuation = '0') {
        const at = Number(continuation);
        const all = Object.keys(copy.receipts).sort();
        const items = all.slice(at, at + pageSize);
        return at + pageSize < all.length ? { items, continuation: String(at + pageSize) } : { items };
      },
    },
  };
}

function operationIn({ key, text }: Kept): Operation {
  const operation = operationSchema.parse(JSON.parse(text));
  if (operation.id !== key) throw new Error(`${operation.id} has another key`);
  return operation;
}

function followingRows(copy: Records, project: string): FollowingRow[] {
  const names = Object.entries(copy.names).flatMap(([key, id]): FollowingRow[] => {
    const [door, of, name = ''] = key.split('/');
    if (door === 'again') return [{ kind: 'again', key, etag: '', id }];
    return of === project
      ? [{ kind: 'name', key, etag: '', door: door === 'export' ? 'export' : 'ingress', name, id }]
      : [];
  });
  const versions = Object.entries(copy.versions).flatMap(([key, latest]): FollowingRow[] => {
    const [of, name = ''] = key.split('/');
    return of === project ? [{ kind: 'version', key, etag: '', name, latest }] : [];
  });
  return [...names, ...versions];
}

function definitionOf(copy: Records, id: string) {
  const raw = copy.definitions[id] ?? '';
  const hash = createHash('sha256').update(raw).digest('hex');
  try {
    const value = projectSchema.parse(JSON.parse(raw));
    if (value.id === id) return { value, etag: '', hash, since: '', before: [] };
  } catch {
    // Told below: it is one of those that the rules refuse.
  }
  const problem = { rule: 'json', path: null, value: '', message: 'is no definition', publicMessage: '' };
  return { id, etag: '', hash, problems: [problem], raw };
}

/** The head of the blobs that stand in the copy of a chain. */
export function headOf(copy: Records, chain: string): ChainHead {
  const check = new HeadCheck(undefined);
  for (const { name, text } of blobsOf(copy, chain))
    for (const line of splitText(text))
      check.add({ blob: name, text: line, hash: lineHash(line) }, parseChainLine(line).event);
  return { ...check.at, blocks: 0 };
}

export function splitText(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

export function blobsOf(copy: Records, chain: string): Records['blobs'] {
  return copy.blobs.filter((blob) => blob.chain === chain).sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function* linesOf(blobs: readonly { readonly text: string }[]): AsyncGenerator<string> {
  for (const { text } of blobs) yield* splitText(text);
}

async function* mapped<T, R>(items: readonly T[], change: (item: T) => R): AsyncGenerator<R> {
  for (const item of items) yield change(item);
}
