// Runs Cloudflare's official SDK, which the contract tests install. Takes the same arguments and prints the same line as the other clients.
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../GatewayLogs.Contract.Tests/OtherClients/package.json', import.meta.url));
const { default: Cloudflare } = require('cloudflare');

const [address, , perPage, , temperature, startedText] = process.argv.slice(2);
const account_id = '0123456789abcdef0123456789abcdef';
const client = new Cloudflare({ apiToken: 'benchmark-token', baseURL: address.replace(/\/$/, '') });

async function listAll() {
  const tally = { rows: 0, cost: 0, tokens: 0, first: null };
  for await (const log of client.aiGateway.logs.list('benchmark', { account_id, per_page: Number(perPage) })) {
    tally.first ??= process.hrtime.bigint();
    tally.rows++;
    tally.cost += log.cost ?? 0;
    tally.tokens += (log.tokens_in ?? 0) + (log.tokens_out ?? 0);
  }
  return tally;
}

// The time stamps of .NET use the same clock.
let started = BigInt(startedText);
let cpuBefore = undefined;
if (temperature === 'warm') {
  for (let i = 0; i < 8; i++) {
    await listAll();
  }

  await new Promise(resolve => setTimeout(resolve, 1000));
  started = process.hrtime.bigint();
  cpuBefore = process.cpuUsage();
}

const { first, ...sums } = await listAll();
const milliseconds = time => Number(time - started) / 1e6;
const cpu = process.cpuUsage(cpuBefore);
console.log(JSON.stringify({
  ...sums, first_ms: first === null ? null : milliseconds(first), wall_ms: milliseconds(process.hrtime.bigint()), cpu_ms: (cpu.user + cpu.system) / 1000, allocated: null,
}));
