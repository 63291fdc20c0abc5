import { type ContainerListBlobsOptions, RestError } from '@azure/storage-blob';
import type { BlobContainer, ContainerBlob } from '../base/blob-container.ts';
import { NoArrow, withBlobs } from './arrow-answers.ts';

/** `date` is the clock of the service. */
export interface BlobPage {
  readonly date: Date | undefined;
  readonly blobs: readonly ContainerBlob[];
}

/**
 * The pages of an account's containers: in Arrow where the service answers so, which costs a tenth of XML's processor time; in XML
 * elsewhere. A listing keeps the form of its first page, since a continuation belongs to its form.
 */
export class BlobPages {
  readonly #pageSize: number;
  #isXmlOnly = false;

  constructor(pageSize: number) {
    this.#pageSize = pageSize;
  }

  /** Throws what the SDK throws, and NoArrow when a later page in Arrow cannot be trusted. */
  async *of(container: BlobContainer, options: ContainerListBlobsOptions): AsyncGenerator<BlobPage> {
    let begun = false;
    try {
      if (!this.#isXmlOnly) {
        for await (const page of this.#in('Arrow', container, options)) {
          begun = true;
          yield page;
        }
        return;
      }
    } catch (error) {
      if (begun || !isAboutForm(error)) throw error;
      this.#isXmlOnly ||= error instanceof NoArrow && error.answeredXml;
    }
    yield* this.#in('Xml', container, options);
  }

  async *#in(
    responseFormat: 'Arrow' | 'Xml',
    container: BlobContainer,
    options: ContainerListBlobsOptions,
  ): AsyncGenerator<BlobPage> {
    const pages = container.listBlobsFlat({ ...options, responseFormat }).byPage({ maxPageSize: this.#pageSize });
    for (;;) {
      const [{ done, value: page }, blobs] = await withBlobs(() => pages.next());
      if (done === true) return;
      yield { date: page.date, blobs: blobs ?? page.segment.blobItems };
    }
  }
}

/** Whether asking for XML may help. What a service says otherwise it would say in XML too. */
function isAboutForm(error: unknown): boolean {
  return error instanceof NoArrow || (error instanceof RestError && [400, 406].includes(error.statusCode ?? 0));
}
