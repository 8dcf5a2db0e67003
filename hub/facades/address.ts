/** An address below `/fasad/`. Its path holds people's numbers: it goes into no log. */
export interface FacadeAddress {
  readonly upstream: string;
  readonly release: string;
  /** What the application appends to its base address, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
}

const ADDRESS = /^\/fasad\/([a-z0-9-]{1,40})\/([a-z0-9.-]{1,40})(\/[^?]*)?(?:\?(.*))?$/s;

export function isFacadeUrl(url: string): boolean {
  return url.startsWith('/fasad/');
}

/** `undefined` where no upstream and release are named. Applications join base and path with one slash or two. */
export function readAddress(url: string): FacadeAddress | undefined {
  const [, upstream, release, path = '/', query = ''] = ADDRESS.exec(url) ?? [];
  if (upstream === undefined || release === undefined) return undefined;
  return { upstream, release, path: path.replace(/^\/+/, '/'), query: new URLSearchParams(query) };
}
