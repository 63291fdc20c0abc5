import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVitest, type TestModule, type Vitest } from 'vitest/node';
import { z } from 'zod';
import type { Watched } from './awake.ts';
import { type Woven, wovenSchema } from './load.ts';

declare module 'vitest' {
  interface ProvidedContext {
    sites: Woven['sites'];
    mutant: string | null;
    most: number | null;
    mostSeconds: number;
  }
}

/** What is run: the files of tests under a folder that a pattern names, with the mutants of guards woven into what they import. */
export interface UnitSubject {
  readonly root: string;
  readonly tests: readonly string[];
  readonly woven: Woven;
  /** How long the tests of one file may keep the processor. */
  readonly mostSeconds: number;
}

/** What a search needs of tests. */
export interface TestFiles {
  files(): Promise<readonly string[]>;
  run(file: string, mutant?: string, most?: number): Promise<Ended>;
}

/** How one file of tests ended: the test that failed, none when all passed. `saw` is undefined when its process was ended. */
export interface Ended {
  readonly file: string;
  readonly failed: string | undefined;
  readonly saw: Watched | undefined;
  readonly milliseconds: number;
}

const seen = z.object({ guards: z.object({ differed: z.array(z.string()), asked: z.number() }) });

/** Runs files of tests again and again in one vitest, so that what they import is compiled once. */
export class UnitTests implements TestFiles, AsyncDisposable {
  readonly #vitest: Vitest;
  readonly #root: string;

  private constructor(vitest: Vitest, root: string) {
    this.#vitest = vitest;
    this.#root = root;
  }

  static async begin({ root, tests, woven, mostSeconds }: UnitSubject): Promise<UnitTests> {
    const { files, sites } = wovenSchema.parse(woven);
    const texts = new Map(files.map(({ url, text }) => [fileURLToPath(url), text]));
    const vitest = await createVitest(
      'test',
      {
        root,
        config: false,
        include: [...tests],
        setupFiles: [fileURLToPath(new URL('unit-setup.ts', import.meta.url))],
        provide: { sites: sites.map((mutants) => [...mutants]), mutant: null, most: null, mostSeconds },
        // It knows a file by its text on disk, and not by the conditions that are woven into it and their numbers.
        fsModuleCache: false,
        pool: 'forks',
        maxWorkers: 1,
        bail: 1,
        watch: false,
        testTimeout: 30_000,
        reporters: [{}],
      },
      {
        logLevel: 'silent',
        plugins: [{ name: 'woven guards', enforce: 'pre', load: (id) => texts.get(id.split('?')[0] ?? id) ?? null }],
      },
    );
    return new UnitTests(vitest, root);
  }

  /** Every file of tests, relative to the folder. */
  async files(): Promise<string[]> {
    const found = await this.#vitest.globTestSpecifications();
    return found.map(({ moduleId }) => relative(this.#root, moduleId)).toSorted();
  }

  /** Runs one file with a mutant awake, or none. Once conditions were asked more than `most` times, they answer no more. */
  async run(file: string, mutant?: string, most?: number): Promise<Ended> {
    this.#vitest.provide('mutant', mutant ?? null);
    this.#vitest.provide('most', most ?? null);
    const specifications = await this.#vitest.globTestSpecifications([file]);
    const chosen = specifications.filter(({ moduleId }) => relative(this.#root, moduleId) === file);
    if (chosen.length === 0) throw new Error(`${file} is none of the files of tests that were asked for`);
    const began = performance.now();
    const { testModules, unhandledErrors } = await this.#vitest.runTestSpecifications(chosen);
    const milliseconds = performance.now() - began;
    // vitest answers with every file that it has run so far.
    const module = testModules.find(({ moduleId }) => relative(this.#root, moduleId) === file);
    const fault = unhandledErrors.length > 0 ? 'an error that no test awaits' : undefined;
    const failed = module === undefined ? 'its process was ended' : (failedIn(module) ?? fault);
    return { file, failed, saw: seen.safeParse(module?.meta()).data?.guards, milliseconds };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#vitest.close();
  }
}

function failedIn(module: TestModule): string | undefined {
  for (const test of module.children.allTests('failed')) return test.fullName;
  return module.ok() ? undefined : 'the file as a whole';
}
