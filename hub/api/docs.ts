import express, { type Express } from 'express';
import helmet from 'helmet';
import absolutePath from 'swagger-ui-dist/absolute-path.js'; // the package's index loads the whole page to say where it lies
import { documentToTry } from './docs-document.ts';
import type { ApiDocument } from './document.ts';
import type { EdgeRequest } from './read-handler.ts';

/** The page works without a network: everything comes from this hub, and the browser is told to load nothing else. */
const CONTENT_SECURITY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'", // swagger-ui sets styles on its elements
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const PAGE = Buffer.from(`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simpul: dokumen API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="stylesheet" href="/docs/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<div id="api"><noscript>Halaman ini memerlukan JavaScript; dokumennya ada di <a href="/openapi.json">/openapi.json</a>.</noscript></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`);

const START = `window.ui = SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  persistAuthorization: false,
});
`;

/** Swagger UI leaves no room between the cells of a table, and long codes run out of a phone's screen. */
const STYLE = `.swagger-ui .info table tbody tr td, .swagger-ui .info table thead tr th {
  padding: 6px 14px 6px 0;
  vertical-align: top;
}
.swagger-ui .info table code {
  overflow-wrap: break-word;
}
`;

export function docsPage({ response, requestId }: EdgeRequest): void {
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': PAGE.length,
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': CONTENT_SECURITY,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Request-Id': requestId,
  });
  response.end(PAGE);
}

export function mountDocsFiles(app: Express, { json }: Pick<ApiDocument, 'json'>): void {
  const document = JSON.stringify(documentToTry(json));
  const safe = helmet({ contentSecurityPolicy: false, strictTransportSecurity: false });
  app.use('/docs/assets', safe, express.static(absolutePath(), { index: false, maxAge: '1h', fallthrough: true }));
  app.get('/docs/start.js', safe, (_request, response) => {
    response.type('text/javascript').send(START);
  });
  app.get('/docs/openapi.json', safe, (_request, response) => {
    response.type('application/json').send(document);
  });
  app.get('/docs/style.css', safe, (_request, response) => {
    response.type('text/css').send(STYLE);
  });
}
