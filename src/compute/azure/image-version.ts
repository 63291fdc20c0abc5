import { z } from 'zod';
import { readAnswer } from '../../azure/base/answer.ts';
import { type ArmConnection, armAnswer, armClient, armRequest } from '../../azure/base/arm-request.ts';
import { attempt } from '../../azure/base/service-error.ts';
import { lazily } from '../../domain/base/reading/lazily.ts';
import type { MachinePort } from '../ports/compute.ts';

/** The dates of image versions as their gallery gives them. It is asked by the id of the version, since it may be in any subscription. */
export function imagePublished(options: ArmConnection): MachinePort['imagePublished'] {
  const client = lazily(async () => armClient(options));
  return (id) =>
    attempt(`look up when the image ${id} was published`, async () => {
      const path = id.split('/').map(encodeURIComponent).join('/');
      const request = armRequest(options.endpoint, { method: 'GET', path, apiVersion: '2024-03-03' });
      const answered = armAnswer(await (await client()).sendRequest(request));
      return readAnswer(`the image ${id}`, version, answered).properties.publishingProfile.publishedDate;
    });
}

const publishedDate = z
  .string()
  .pipe(z.coerce.date())
  .transform((date) => date.toISOString())
  .optional()
  .catch(undefined);
const version = z.object({ properties: z.object({ publishingProfile: z.object({ publishedDate }).catch({}) }) });
