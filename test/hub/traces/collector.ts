import { createServer, type IncomingHttpHeaders } from 'node:http';

/** A span as it came over the wire, its attributes by name. */
export interface Exported {
  readonly name: string;
  /** Of OTLP: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  /** `''`: none. */
  readonly parent: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 2: an error. */
  readonly status: number;
}

export interface Collector {
  readonly url: string;
  /** Everything it was sent, byte for byte. */
  readonly bodies: readonly string[];
  readonly paths: readonly string[];
  readonly headers: readonly IncomingHttpHeaders[];
  spans(): readonly Exported[];
  /** The only one of this name. Throws where there is none, or another one. */
  span(name: string): Exported;
  /** A status, or `hang`: it takes what comes and says nothing. */
  answer(answering: number | 'hang'): void;
}

/** Takes OTLP over HTTP as JSON. Closes even when an assertion fails. */
export async function withCollector(use: (collector: Collector) => Promise<void>): Promise<void> {
  const bodies: string[] = [];
  const paths: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  let answering: number | 'hang' = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString());
      paths.push(request.url ?? '');
      headers.push(request.headers);
      if (answering !== 'hang') response.writeHead(answering, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const spans = () => bodies.flatMap(spansOf);
  try {
    await use({
      ...{ url: `http://127.0.0.1:${port}`, bodies, paths, headers, spans },
      span(name) {
        const [found, ...more] = spans().filter((one) => one.name === name);
        if (found && more.length === 0) return found;
        throw new Error(`not one "${name}" among ${JSON.stringify(spans().map((one) => one.name))}`);
      },
      answer: (one) => {
        answering = one;
      },
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

interface Otlp {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[] }[];
}
interface WireSpan extends Omit<Exported, 'parent' | 'attributes' | 'links' | 'status'> {
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly links?: Exported['links'];
  readonly status: { readonly code?: number };
}

function spansOf(body: string): readonly Exported[] {
  const { resourceSpans } = JSON.parse(body) as Otlp;
  return resourceSpans
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans))
    .map(({ parentSpanId, attributes, links, status, name, kind, traceId, spanId }) => ({
      ...{ name, kind, traceId, spanId, parent: parentSpanId ?? '', status: status.code ?? 0 },
      attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
      links: (links ?? []).map((link) => ({ traceId: link.traceId, spanId: link.spanId })),
    }));
}
