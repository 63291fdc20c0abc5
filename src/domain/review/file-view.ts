import type { ManifestEntry } from '../operation/manifest.ts';

export const filesOnPage = 200;

/** Which files of a package somebody looks at: those whose path holds `name`, in whatever case, of the type `type`; empty texts take all. */
export interface FileView {
  readonly name: string;
  readonly type: string;
  /** Counted from 1, among the files that fit. */
  readonly page: number;
}

export const firstView: FileView = { name: '', type: '', page: 1 };

/** A file of a package. Its number is its place in the manifest, counted from 1: by that it is named outside. */
export interface NumberedFile extends Pick<ManifestEntry, 'path' | 'size' | 'md5' | 'role'> {
  readonly number: number;
}

/** The files of one view: those of its page, how many fit, and how many pages those are. `page` is the last one where a later was asked for. */
export interface FilesInView {
  readonly view: FileView;
  readonly files: readonly NumberedFile[];
  readonly fitting: number;
  readonly pages: number;
}

/** The type of a file by its name: the extension in lower case without the dot, or 'none'. */
export function typeOf(path: string): string {
  return /\.([^./]{1,16})$/.exec(path)?.[1]?.toLowerCase() ?? 'none';
}

/** Gathers the files of a view while a manifest streams by; it keeps no more than two pages of them. */
export class ViewedFiles {
  readonly #view: FileView;
  readonly #name: string;
  readonly #type: string;
  #page: NumberedFile[] = [];
  #last: NumberedFile[] = [];
  #number = 0;
  #fitting = 0;

  constructor(view: FileView) {
    this.#view = view;
    this.#name = view.name.toLowerCase();
    this.#type = view.type.toLowerCase().replace(/^\./, '');
  }

  add({ path, size, md5, role }: ManifestEntry): NumberedFile {
    this.#number += 1;
    const file = { number: this.#number, path, size, md5, ...(role === undefined ? {} : { role }) };
    if (!this.#fits(path)) return file;
    if (this.#fitting % filesOnPage === 0) this.#last = [];
    this.#last.push(file);
    if (Math.floor(this.#fitting / filesOnPage) === this.#view.page - 1) this.#page = this.#last;
    this.#fitting += 1;
    return file;
  }

  #fits(path: string): boolean {
    if (this.#type !== '' && typeOf(path) !== this.#type) return false;
    return this.#name === '' || path.toLowerCase().includes(this.#name);
  }

  files(): FilesInView {
    const pages = Math.max(1, Math.ceil(this.#fitting / filesOnPage));
    const isBeyond = this.#view.page > pages;
    const view = isBeyond ? { ...this.#view, page: pages } : this.#view;
    return { view, files: isBeyond ? this.#last : this.#page, fitting: this.#fitting, pages };
  }
}
