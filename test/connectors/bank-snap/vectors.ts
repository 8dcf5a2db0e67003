/** Worked examples of the SNAP notes, sections 3 and 5.4, as they are printed. */
export const SECRET = 'rahasia-contoh-42';
export const TOKEN = 'contoh.token.b2b';
export const AT = '2026-02-03T10:15:40+07:00';
export const EMPTY_HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

export const TOKEN_VECTOR = {
  text: 'HUB-CONTOH-001|2026-02-03T10:15:30+07:00',
  clientId: 'HUB-CONTOH-001',
  timestamp: '2026-02-03T10:15:30+07:00',
  signature:
    'UvNd9TOx2Kkq2sZYIaNHaPIUmZBHiGa7GL9mYG7+J0riCQsUs0vZmkQD0qmGTgkveOCH+41r8ll2Th7FhGKv7fe12hQ3R9TUIx8PTNA6ifu8FmidsTNXb3cuPJV+JSKm6KGDY0tfBN4Z42Achq9r5sfLZOmLYJqAxoOBJSqoN3PWxXPPY79e6cuWoqxtT4IJRF2ESdeEXSsjKBYWyrCxKbkdpxnVZMb+Bn1bmWE67NGCCOmHiCg3oUUfiSiHWyd+cqr2nS10EZTBbPl0V3dScE6g99cs6dAWHZ0W88WT8qFKJ8k9AJ1w8OMIZvKKc9okRKMyxNDE7s9Qsvi83omNMg==',
};

export const CREATE = {
  method: 'POST',
  path: '/v1.0/transfer-va/create-va',
  body: '{"partnerServiceId":"  990001","customerNo":"000000000042","virtualAccountNo":"  990001000000000042","virtualAccountName":"RINA CONTOH","trxId":"PBB-2026-0042","totalAmount":{"value":"125000.00","currency":"IDR"}}',
  hash: '65ca066e574c84901267d0bbca232713d5dd0b7f7b655a8e5f192ea8e13b51c7',
  text: 'POST:/v1.0/transfer-va/create-va:contoh.token.b2b:65ca066e574c84901267d0bbca232713d5dd0b7f7b655a8e5f192ea8e13b51c7:2026-02-03T10:15:40+07:00',
  base64: 'sccywtBSnMQ3oKSZJ9xgQaytDYXgk2GVhmWryjJ4Fv6BcvMy+7sB1LxeexeOX1gf/8H2PMeeHz8FDJx08+CBbQ==',
  hex: 'b1c732c2d0529cc437a0a49927dc6041acad0d85e09361958665abca327816fe8172f332fbbb01d4bc5e7b178e5f581fffc1f63cc79e1f3f050c9c74f3e0816d',
};

export const REPORT = {
  method: 'GET',
  path: '/v1.0/transfer-va/report?startDate=2026-02-01&endDate=2026-02-02',
  text: `GET:/v1.0/transfer-va/report?startDate=2026-02-01&endDate=2026-02-02:contoh.token.b2b:${EMPTY_HASH}:2026-02-03T10:15:40+07:00`,
  base64: '2Y8vrgB8Ww7pvDNRNdkE5Igm0zy+xHfi1P9Eyi6mnSbjCHcCNG9dV1pibrqAIJ8x50cLPZ3wiB3Wygkz5hbY7g==',
};

export const NOTIFY = {
  method: 'POST',
  path: '/v1.0/qr/qr-mpm-notify',
  body: '{"originalReferenceNo":"QR-REF-0042","originalPartnerReferenceNo":"RET-2026-0042","latestTransactionStatus":"00","amount":{"value":"25000.00","currency":"IDR"}}',
  hash: '8d59ca276a8a6589832d467a6e5f5f24daba68988dd57177a9cfb026977479f9',
  signature:
    'TawL5WeKFuNkZQU8y1oZ/WzSedJkddqanUTQoEstk92ssvWFF32Txn3DvnmeVHpI5qv4zqEKb3G/vWt09akZlseZYSdwcnSbKcuwQo8n1VMg7ufxTmv4CamXjPPrw5aeHtXw97/YqMsmajL+YZHkPDxX0HtLv2UsuvtZyzumvmb2F/mXuJs1XllkUsHvdbNtDn5eJk7i5agDAaY0b5APGRd6sRaYTL+0RJut7FcAN0rOEmKDAgUZ8zwDcSSzKSJd9cpkTWCLwAfdHSMrECSyemozvpiMa20RRK+rpPm2pxAq93k2rwbgsHo+ejTp3yCL0r/pmYw1DBPW+FI/UUxyYQ==',
};
