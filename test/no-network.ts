import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import nock from 'nock';

// Tests talk to this machine only; an address outside it is a test that would fail at somebody else's desk.
beforeAll(() => {
  nock.disableNetConnect();
  nock.enableNetConnect('127.0.0.1');
});

afterEach(() => {
  const unused = nock.pendingMocks(); // an unused mock is a wrong belief about the upstream
  nock.cleanAll();
  expect(unused).toEqual([]);
});

afterAll(() => nock.restore()); // nock patches node:http, which outlives a test file
