import { randomBytes } from 'node:crypto';
import { packageManifest } from '../../src/activities/transfer/places.ts';
import { linkTokenHash } from '../../src/domain/base/link-token.ts';
import { firstView } from '../../src/domain/review/file-view.ts';
import { renderPage } from '../../src/pages/base/layout.ts';
import { reviewPage } from '../../src/pages/review/review-page.ts';
import { findReview } from '../../src/use-cases/review/find-review.ts';
import { collectMaterial } from '../../src/use-cases/review/review-material.ts';
import { anEntry, anOperation, aRound, stream } from '../contract/samples.ts';
import { MemoryWorld } from '../memory/world.ts';
import { Requests } from './requests.ts';

const files = 10_000;
const md5 = 'XUFAKrxLKna5cZ2REBfFkg==';

/** A package of 10,000 files with names of some length, in review. */
export class LargeReview {
  readonly requests = new Requests();
  readonly #world = new MemoryWorld(3, this.requests);
  #handle = '';

  async start(): Promise<this> {
    const { manifests, register, decisions } = this.#world.ports;
    await this.#world.project({ id: 'heart-study' });
    const operation = anOperation({ project: 'heart-study', door: 'export', state: 'in-review', round: 1 });
    const entries = Array.from({ length: files }, (_, index) =>
      anEntry(`tables/by-site-and-year/site-${String(index).padStart(5, '0')}/summary.csv`, { size: 20_000, md5 }),
    );
    const summary = await manifests.write(packageManifest(operation.id), stream(entries));
    await register.open({ ...operation, package: summary }, []);
    const round = aRound({ exportId: operation.id, project: 'heart-study', digest: summary.digest });
    await decisions.openRound(round);
    this.#handle = randomBytes(32).toString('base64url');
    const approver = round.approvers[0]?.oid ?? '';
    const key = { project: 'heart-study', exportId: operation.id, round: 1, approver, revision: 1 };
    await decisions.putHandle(linkTokenHash(this.#handle) ?? '', key);
    return this;
  }

  /** The page as a signed-in approver gets it. */
  async show(): Promise<string> {
    const { ports, time } = this.#world;
    const found = await findReview(ports, this.#handle);
    if (found === undefined) throw new Error('The link leads nowhere');
    const review = { ...ports, secureBlobUrl: 'https://secure.example.org' };
    const material = await collectMaterial(review, found, firstView);
    const form = {
      action: `/api/review/${this.#handle}`,
      choice: undefined,
      reason: '',
      ticked: { digest: '', names: [] },
      refusal: undefined,
      remarksKey: '',
    };
    const page = await renderPage(reviewPage(material, form, { name: 'Ada', antiForgery: '' }, time.now()));
    if (!page.includes('page 1 of 50')) throw new Error('The page does not show the files');
    return page;
  }
}
