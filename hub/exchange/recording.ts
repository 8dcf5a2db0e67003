import type { HttpClient, HttpRequest, HttpResponse } from '../../connectors/connector.ts';

/** What went over the wire for one question, and when: enough to read its answer once more. */
export interface Recorded {
  /** The moment it was signed with, which opens a sealed answer. */
  readonly askedAt: Date;
  readonly exchanged: readonly { readonly request: HttpRequest; readonly response: HttpResponse }[];
}

export interface Recording {
  readonly http: HttpClient;
  readonly now: () => Date;
  recorded(): Recorded;
}

/** Passes everything on and remembers it. Costs an object and a list. */
export function recording(http: HttpClient, now: () => Date): Recording {
  const exchanged: { request: HttpRequest; response: HttpResponse }[] = [];
  let askedAt: Date | undefined;
  return {
    now() {
      const at = now();
      askedAt ??= at;
      return at;
    },
    http: {
      async request(request) {
        const response = await http.request(request);
        exchanged.push({ request, response });
        return response;
      },
    },
    recorded: () => ({ askedAt: askedAt ?? now(), exchanged }),
  };
}

/** The release would have put the question in another way: the answer that is there is none to it. */
export class AsksOtherwise extends Error {
  override readonly name = 'AsksOtherwise';
}

/** Gives the recorded answers to the same requests, and sends nothing. Rejects with `AsksOtherwise` for any other request. */
export function replaying({ exchanged }: Recorded): HttpClient {
  return {
    async request(request) {
      const there = exchanged.findLast((one) => isSame(one.request, request));
      if (!there) throw new AsksOtherwise('this was not asked');
      return there.response;
    },
  };
}

/** Account, signature and everything else included: with the clock of then, what is signed alike is the same text. */
function isSame(one: HttpRequest, other: HttpRequest): boolean {
  return (
    one.method === other.method &&
    one.url === other.url &&
    one.body === other.body &&
    hasHeaders(one.headers, other.headers) &&
    hasHeaders(other.headers, one.headers)
  );
}

function hasHeaders(all: HttpRequest['headers'], wanted: HttpRequest['headers']): boolean {
  return Object.entries(wanted).every(([name, value]) => all[name] === value);
}
