// Drives the emulator with Cloudflare's own SDK and prints one JSON object a line: what was done, and what the SDK made of the answer.
// It judges nothing; CloudflareSdkTests.cs does. The SDK reads its address and token from the environment itself.
import Cloudflare, { APIError } from 'cloudflare';

const [account_id, gateway_id, id] = process.argv.slice(2);
const { logs } = new Cloudflare().aiGateway;

// More than there can be: the SDK itself would follow pages that do not end for ever.
const mostPages = 50;

async function find(name, act) {
  const { error, ...found } = await act().catch(error => ({ error }));
  console.log(JSON.stringify(error === undefined ? { name, ...found } : { name, failed: String(error) }));
}

async function all(query = {}) {
  const ids = [];
  const pages = [];
  for await (const page of (await logs.list(gateway_id, { account_id, per_page: 50, ...query })).iterPages()) {
    pages.push(page.result_info);
    ids.push(...page.result.map(log => log.id));
    if (pages.length === mostPages) {
      throw new Error('The pages do not end.');
    }
  }
  return { ids, pages };
}

async function asked(promise) {
  const { data, response } = await promise.withResponse();
  return { data, ignored: response.headers.get('x-emulator-ignored') };
}

const filters = (key, value) => [{ key, operator: 'eq', value: [value] }];

await find('pages', () => all());

await find('list', async () => {
  const ids = [];
  for await (const log of logs.list(gateway_id, { account_id, per_page: 50 })) {
    ids.push(log.id);
    if (ids.length === mostPages * 50) {
      throw new Error('The logs do not end.');
    }
  }
  return { ids };
});

await find('get', async () => ({ log: await logs.get(id, { account_id, gateway_id }) }));
await find('request', async () => ({ body: await logs.request(id, { account_id, gateway_id }) }));
await find('response', async () => ({ body: await logs.response(id, { account_id, gateway_id }) }));

await find('edit', async () => {
  const edited = await logs.edit(id, { account_id, gateway_id, feedback: -1, score: 55, metadata: { team: 'søk', tries: 2, beta: true } });
  return { edited, log: await logs.get(id, { account_id, gateway_id }) };
});

await find('unknown log', async () => {
  const error = await logs.get('01J00000000000000000000000', { account_id, gateway_id }).catch(error => error);
  return { kind: error.constructor.name, status: error instanceof APIError ? error.status : null, codes: error.errors?.map(({ code }) => code) };
});

const faulty = fault => ({ headers: { 'x-emulator-fault': JSON.stringify(fault) } });

await find('get, refused with 200', async () => {
  const body = JSON.stringify({ success: false, result: null, errors: [{ code: 7000, message: 'no' }], messages: [] });
  return { log: await logs.get(id, { account_id, gateway_id }, faulty({ kind: 'status', status: 200, body })) ?? null };
});

await find('list, filters as JSON', () => asked(logs.list(gateway_id, { account_id, per_page: 50, filters: JSON.stringify(filters('model', 'gpt-4o')) }))
  .then(({ data, ignored }) => ({ models: data.result.map(log => log.model), total: data.result_info.total_count, ignored })));

await find('list, filters of the SDK', () => asked(logs.list(gateway_id, { account_id, per_page: 50, filters: filters('id', id) }))
  .then(({ data, ignored }) => ({ ids: data.result.map(log => log.id), total: data.result_info.total_count, ignored })));

await find('delete, filters as JSON', async () => {
  const answer = await logs.delete(gateway_id, { account_id, filters: JSON.stringify(filters('model', 'gpt-4o')) });
  return { answer, ...await all() };
});

await find('delete, filters of the SDK', async () => {
  const { data, ignored } = await asked(logs.delete(gateway_id, { account_id, filters: filters('id', id), limit: 3 }));
  return { answer: data, ignored, ...await all() };
});

await find('delete, the answers lost', async () => {
  const error = await logs.delete(gateway_id, { account_id, limit: 1 }, faulty({ kind: 'reset', execute: true })).catch(error => error);
  return { kind: error.constructor.name, ...await all() };
});
