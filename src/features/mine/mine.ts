import type { z } from 'zod';
import type { Frozen } from '../../domain/base/frozen.ts';
import type { mineAnswer } from './mine-schema.ts';

export type Mine = Frozen<z.infer<typeof mineAnswer>>;

/** A project in which somebody takes part. */
export type MyProject = Mine['projects'][number];

/** A review in which somebody is asked and has not decided. */
export type MyReview = Mine['reviews'][number];

/** A dataset of an owner, who chose its names outside. */
export type MyDataset = Mine['datasets'][number];

/** A package of a researcher's project. Nothing that was chosen inside stands here: the page is read outside. */
export type MyPackage = Mine['packages'][number];

export type OlderLink = Mine['older'][number];
