import { RecentCache } from '../../domain/base/reading/recent-cache.ts';

const keptAtMost = 100;
const mostCharacters = 32 * 1024;

/** The lines of small manifests that this process wrote lately, by their digests: the steps of a flow read the same ones again and again. */
export class KnownManifests {
  readonly #lines = new RecentCache<readonly string[]>(keptAtMost);

  text(digest: string | undefined): readonly string[] | undefined {
    return digest === undefined ? undefined : this.#lines.known(digest);
  }

  /** One that is being written: `add` takes a line with its line break and gives it back, and `end` keeps them all unless they are too many. */
  begin(): { add(line: string): string; end(digest: string): void } {
    const lines: string[] = [];
    let characters = 0;
    return {
      add(line) {
        characters += line.length;
        if (characters <= mostCharacters) lines.push(line.slice(0, -1));
        else lines.length = 0;
        return line;
      },
      end: (digest) => {
        if (characters <= mostCharacters) this.#lines.keep(digest, lines);
      },
    };
  }
}
