import { countText } from '../../../domain/base/count-text.ts';
import type { RevealedDataset } from '../../../domain/notification/outside-view.ts';
import { sizeText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';

/** Tells data owners and researchers that a dataset can be used and that its originals are gone. */
export async function datasetAvailable(operation: RevealedDataset): Promise<MailBody> {
  const { project, name, version = 0, source, id } = operation;
  const what = source ? `${countText(source.count, 'file')} (${sizeText(source.bytes)})` : 'It';
  return mailBody({
    subject: `[${project}] Dataset ${name} is available as version ${version}`,
    paragraphs: [
      `The dataset ${name} of the project ${project} has arrived: ${what}, now at datasets/${project}/${name}/v${version}/ in the secure environment.`,
      'The copy was compared with the upload file by file, and the uploaded originals were deleted. Files that were uploaded later under the same name become the next version.',
      `Reference: ${id}${source ? `, digest of the manifest ${source.digest}` : ''}.`,
    ],
  });
}
