import { type CopiedPlace, copiedTables } from './second-copy.ts';
import { type PlacedStore, restoreSteps, type Store } from './store.ts';
import { storedRows } from './stored-rows.ts';

const nothing = 'nothing';
const noTouch = 'it is moved and deleted by nobody';

/** What people brought, and only they have. */
function data(
  back: string,
  meanwhile: string,
  { toldBy = 'verification', from = 'people' }: Partial<Pick<Store, 'toldBy' | 'from'>> = {},
): Store {
  return { from, back, lost: 'what lay there', meanwhile, unreadable: noTouch, toldBy };
}

/** Containers by their account. Azure keeps what is deleted there for some days (docs/retention.md); that is no copy. */
const containers: Readonly<Record<string, Store>> = {
  'control/projects': {
    from: 'copy',
    back: 'restore puts the one back that the audit names; without a second copy operators put each definition again',
    lost: 'without a second copy the text of each definition',
    meanwhile: 'each project stands still: there is no such project',
    unreadable: 'its project stands still, and its problems are shown',
    toldBy: 'sweep',
  },
  'control/manifests': {
    from: 'copy',
    back: 'restore puts it back; without a second copy what still lies is listed again and compared with the digest in the row',
    lost: 'without a second copy receipts, whose SHA-256 stand in the audit, and lists of what is gone',
    meanwhile: 'nothing is copied, released or deleted without its list',
    unreadable: 'the step that needs it fails',
    toldBy: 'sweep',
  },
  'control/audit': {
    from: 'copy',
    back: 'restore puts it back, and then heads, which count its appends; it is write-once, so that nobody can delete it before its time',
    lost: 'without a second copy all that comes back from lines',
    meanwhile:
      'nothing is appended to a chain whose head counts more lines than there are, and no door opens for an account of which the second copy has no mark',
    unreadable: 'the chain proves nothing, and nothing is put back from it',
    toldBy: 'sweep',
  },
  'control/tree': {
    from: 'copy',
    back: 'restore puts it back; without a second copy the log begins anew once somebody put the mark back, and witnesses keep the notes of the old one',
    lost: 'without a second copy what was signed, but for what witnesses hold and what stands beside receipts',
    meanwhile: 'nobody outside is shown that nothing was taken back',
    unreadable: 'nothing is signed',
    toldBy: 'sweep',
  },
  'public/ingress': data('data owners upload again', 'datasets that were not copied wait or fail', {
    toldBy: 'people',
  }),
  'public/released': data(
    'a package whose frozen copy stands is released again after a new review',
    'verification and the sweep tell of each file that is gone',
  ),
  'public/transfers': {
    from: 'itself',
    back: 'the list is written again for the next run',
    lost: nothing,
    meanwhile: 'the run fails and is tried again',
    unreadable: 'the run fails',
    toldBy: 'nobody',
  },
  'secure/transfers': {
    from: 'itself',
    back: 'the list is written again for the next run',
    lost: nothing,
    meanwhile: 'the run fails and is tried again',
    unreadable: 'the run fails',
    toldBy: 'nobody',
  },
  'secure/datasets': data('Azure keeps each version for its days; data owners upload again', 'researchers miss it'),
  'secure/exports': data('researchers drop their results again', 'packages that were not frozen wait or fail', {
    toldBy: 'people',
  }),
  'secure/review': data(
    'Azure keeps it for its days, and a retry goes on once an administrator brought it back; or an operator discards the package, and researchers drop it again',
    'a package leaves or goes back only as it was frozen, so it fails, and its name is held',
  ),
  'secure/returned': data('nobody needs it but its researchers', 'nothing'),
  'secure/notices': data('the pages tell the same to signed-in people', 'researchers miss a notice', {
    toldBy: 'nobody',
    from: 'nothing',
  }),
  'secure/inspections': {
    from: 'people',
    back: 'an operator gives the package back, or lets it go on without evidence with another one',
    lost: nothing,
    meanwhile: 'the package goes on without evidence, which each approval then has to give a reason for',
    unreadable: 'the room writes no evidence',
    toldBy: 'people',
  },
  'secure/evidence': {
    from: 'copy',
    back: 'an administrator puts it back, since the control plane may not; its SHA-256 stands in the line of the round',
    lost: 'without a second copy what the room found',
    meanwhile: 'where the project asks for viewing nobody can approve',
    unreadable: 'there is no evidence',
    toldBy: 'verification',
  },
  'secure/places': {
    from: 'nothing',
    back: 'approvers look for what the evidence counts by themselves',
    lost: 'where it was found',
    meanwhile: nothing,
    unreadable: 'no place is shown',
    toldBy: 'nobody',
  },
  'secure/views': {
    from: 'people',
    back: 'approvers open the files again',
    lost: 'who opened what, beside the log of the storage',
    meanwhile: 'where the project asks for viewing nobody can approve',
    unreadable: 'the file was not opened',
    toldBy: 'people',
  },
  'safe/copy': {
    from: 'itself',
    back: 'an empty one is filled in the next hour',
    lost: 'what the control account has lost itself by then',
    meanwhile: 'nothing; health and an alert say when the copy is older than two hours',
    unreadable: 'nothing is put back from it',
    toldBy: 'nobody',
  },
  'host/dead-letters': {
    from: 'itself',
    back: 'the sweep finds what no event announced',
    lost: nothing,
    meanwhile: nothing,
    unreadable: 'the sweep finds what it was about',
    toldBy: 'nobody',
  },
};

const newVersion = 'add a new version to the vault; it keeps deleted secrets for its days';

function secret(
  lost: string,
  meanwhile: string,
  unreadable: string,
  { toldBy = 'doctor', back = newVersion }: Partial<Pick<Store, 'toldBy' | 'back'>> = {},
): Store {
  return { from: 'people', back, lost, meanwhile, unreadable, toldBy };
}

const publicKey = 'the public key, by which the receipts of that version are checked: keep it outside';
const unsigned = 'nothing is released to its end, since its receipt cannot be signed';
const noRow = 'no row is believed';
const noMessage = 'no message reaches that channel';

/** Keys and passwords by their vault; `channel-*` stands for one of each channel. */
const secrets: Readonly<Record<string, Store>> = {
  'control/session-key': secret(
    'sessions, drafts and continuations: people sign in again',
    'nobody can sign in',
    'nobody is signed in',
  ),
  'control/row-key': secret(
    'each row that does not come back from lines',
    `${noRow}, so everything stands still`,
    noRow,
    { toldBy: 'people', back: `${newVersion}; then all rows are put back from lines` },
  ),
  'control/receipt-key': secret(publicKey, unsigned, 'no receipt is signed'),
  'control/checkpoint-key': secret(
    'nothing: a witness is told the new key',
    'nothing new is signed of the audit',
    'nothing is signed',
  ),
  'control/smtp-password': secret(nothing, 'no mail leaves; they are owed', 'no mail leaves'),
  'control/channel-*': secret(nothing, noMessage, noMessage),
  'reading-room/reading-room-key': secret(
    'which tables were drawn to be opened: they are drawn anew',
    'nobody can read in the room',
    'nobody can read in the room',
    { toldBy: 'people' },
  ),
};

const hub: PlacedStore = {
  place: 'hub',
  from: 'itself',
  back: 'the sweep starts each operation again, which goes on from its row',
  lost: nothing,
  meanwhile: 'nothing goes on',
  unreadable: 'the instance is started again',
  toldBy: 'nobody',
};

const placed = (kind: string, stores: Readonly<Record<string, Store>>): PlacedStore[] =>
  Object.entries(stores).map(([name, store]) => ({ place: `${kind}:${name}`, ...store }));

/** Everything that is stored, with what its loss means. A test fails for a kind of row, container or secret that is not here. */
export const stores: readonly PlacedStore[] = [
  ...storedRows,
  ...placed('container', containers),
  ...placed('secret', secrets),
  hub,
];

const copiedHourly: Readonly<Record<CopiedPlace | 'audit', string>> = {
  audit: 'container:control/audit',
  projects: 'container:control/projects',
  manifests: 'container:control/manifests',
  tree: 'container:control/tree',
  evidence: 'container:secure/evidence',
};

/** How much is lost at most where a second copy stands: with the store alone, and with its account. Undefined where the copy has nothing of it. */
export function lostAtMost({
  place,
  from,
}: PlacedStore): { readonly alone: string; readonly withAccount: string } | undefined {
  if (from === 'lines') return { alone: 'nothing', withAccount: 'an hour' };
  if (Object.values(copiedHourly).includes(place)) return { alone: 'an hour', withAccount: 'an hour' };
  const isCopied = copiedTables.some((table) => place.startsWith(`row:${table} `));
  return isCopied ? { alone: 'a day', withAccount: 'a day' } : undefined;
}

/** What is told of a store that is lost, or of a part of it: `why` says which, as half a sentence. Of a table its first kind of row speaks. */
export function lostText(place: string, why: string): string {
  const rows = place.replace(/^table:(.*)$/, 'row:$1 ');
  const store = stores.find((one) => one.place === place) ?? stores.find((one) => one.place.startsWith(rows));
  if (store === undefined) throw new Error(`${place} is nothing that is stored`);
  return `It is lost: ${why}. Until it is back: ${store.meanwhile}. How it comes back: ${store.back}.`;
}

/** What a store is that is lost, with what its loss means; a table is all kinds of its rows. */
export interface Loss extends Pick<Store, 'from' | 'back' | 'lost'> {
  readonly place: string;
  readonly step: Store['step'] | null;
}

/** The losses where these tables and containers are gone, in the order in which they are put back. */
export function lossesAt(places: readonly string[]): readonly Loss[] {
  const lost = stores.filter(({ place }) =>
    places.some((one) => place === one || place.startsWith(one.replace(/^table:(.*)$/, 'row:$1 '))),
  );
  const at = ({ step }: Store) => (step === undefined ? restoreSteps.length : restoreSteps.indexOf(step));
  return lost
    .toSorted((one, other) => at(one) - at(other))
    .map(({ place, from, back, lost: forGood, step = null }) => ({ place, from, back, lost: forGood, step }));
}
