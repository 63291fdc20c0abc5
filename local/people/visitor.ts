/** The last page of a walk through redirects. */
export interface VisitedPage {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  readonly headers?: Headers;
}

const mostRedirects = 10;

/** A person's browser without the screen: keeps cookies per host and follows redirects, as a browser would, and sends an Origin with each form. */
export class Visitor {
  readonly #cookies = new Map<string, Map<string, string>>();

  async get(url: string): Promise<VisitedPage> {
    return await this.#walk(url, { method: 'GET' });
  }

  /** Submits a form to the address as the page at `from` would. */
  async post(
    url: string,
    fields: Readonly<Record<string, string>> | URLSearchParams,
    from: string,
  ): Promise<VisitedPage> {
    return await this.#walk(url, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(from).origin },
    });
  }

  async #walk(start: string, first: RequestInit): Promise<VisitedPage> {
    let url = start;
    let request = first;
    for (let step = 0; step <= mostRedirects; step += 1) {
      const response = await fetch(url, {
        ...request,
        redirect: 'manual',
        headers: { ...request.headers, cookie: this.#cookiesFor(url) },
      });
      this.#remember(url, response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || location === null) {
        return { url, status: response.status, html: await response.text(), headers: response.headers };
      }
      await response.body?.cancel();
      url = new URL(location, url).href;
      request = { method: 'GET' };
    }
    throw new Error(`${start} redirected more than ${mostRedirects} times`);
  }

  #cookiesFor(url: string): string {
    const jar = this.#cookies.get(new URL(url).host) ?? new Map<string, string>();
    return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #remember(url: string, lines: readonly string[]): void {
    const host = new URL(url).host;
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(';');
      const at = pair.indexOf('=');
      const gone = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
      if (gone) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    this.#cookies.set(host, jar);
  }
}
