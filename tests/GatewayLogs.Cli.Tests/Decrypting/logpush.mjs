// Encrypts random lines as Cloudflare's Logpush does, with the crypto module of Node.js and, for every hundredth AES key, with openssl.
// Arguments: the public key, the number of lines, and a seed. Writes encrypted.ndjson and expected.ndjson to the current folder.
// All fields of the first three lines are encrypted.
import { execFileSync } from 'node:child_process';
import { constants, createCipheriv, publicEncrypt, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [publicKey, count, seed] = process.argv.slice(2);
const pem = readFileSync(publicKey, 'utf8');
const openssl = ['pkeyutl', '-encrypt', '-pubin', '-pkeyopt', 'rsa_padding_mode:oaep', '-pkeyopt', 'rsa_oaep_md:sha256'];
let state = Number(seed);
let keys = 0;

// The generator mulberry32.
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const below = n => Math.floor(random() * n);
const pick = items => items[below(items.length)];
const some = (make, most) => Array.from({ length: below(most + 1) }, make);
const characters = ['canary', ' ', '"', '\\', '/', '\n', '\r\n', '\t', '\u0001', '\u007f', '\u2028', 'é', '漢', '😀', '{', '\\u0041', '<&>'];
const text = () => some(() => pick(characters), pick([0, 5, 50, 2000])).join('');
const number = () => pick(['0', '-0', '1.0', '1.50', '4.2e-3', '1E+2', '12345678901234567890.123456789']);

// JSON that no serializer would write: insignificant spaces and line breaks, duplicate members, escapes and spellings of numbers.
function json(depth = 0) {
  const space = pick(['', '', ' ', '\n', '\r\n  ', '\t']);
  const scalar = () => pick([number(), 'null', 'true', '"\\u00e9\\/"', JSON.stringify(text())]);
  const item = () => depth > 4 || random() < 0.6 ? scalar() : json(depth + 1);
  return random() < 0.3
    ? `[${some(() => space + item(), 4).join(',')}${space}]`
    : `{${some(() => `${space}"${pick(['a', 'b', 'canary', '\\u0062'])}"${space}:${space}${item()}`, 4).join(',')}${space}}`;
}

// A plaintext, and the JSON that replaces it.
function content() {
  const string = plain => [plain, JSON.stringify(plain)];
  return pick([
    () => { const plain = json(); return [plain, plain.replace(/[\r\n]/g, ' ')]; },
    () => string(text()),
    () => string(`data: ${JSON.stringify(text())}\n\ndata: [DONE]\n\n`),
    () => string(`{"a":1}\n{"canary":2}\n`),
    () => string(pick(['', 'null', '1.0', '"quoted"', '{', '{"a":1}}', '[1,]'])),
    () => {
      const plain = Buffer.concat([randomBytes(below(200)), Buffer.from([0xff])]);
      return [plain, JSON.stringify({ type: 'base64', data: plain.toString('base64') })];
    },
  ])();
}

function wrap(aesKey) {
  return keys++ % 100 === 0
    ? execFileSync('openssl', [...openssl, '-inkey', publicKey], { input: aesKey })
    : publicEncrypt({ key: pem, oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING }, aesKey);
}

function encrypt(plain, [aesKey, wrapped], escapeSlashes) {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', aesKey, iv);
  const data = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const members = { type: 'encrypted', key: wrapped.toString('base64'), iv: iv.toString('base64'), data: data.toString('base64') };
  const field = `{${Object.entries(members).sort(() => random() - 0.5).map(([name, value]) => `"${name}":"${value}"`).join(',')}}`;
  return escapeSlashes ? field.replaceAll('/', '\\/') : field;
}

function newKey() {
  const aesKey = randomBytes(32);
  return [aesKey, wrap(aesKey)];
}

const encrypted = [];
const expected = [];
for (let line = 0; line < Number(count); line++) {
  const shared = newKey();
  const fields = ['Metadata', 'RequestBody', 'ResponseBody'].filter(() => line < 3 || random() < 0.9).map(name => {
    if (line >= 3 && random() < 0.15) {
      const object = json().replace(/[\r\n]/g, ' ');
      const plain = pick(['null', '""', '{"type":"plain","key":"a","iv":"b","data":"c"}', '{}', '[{"type":"encrypted"}]', object]);
      return [name, plain, plain];
    }

    const [plain, replacement] = content();
    return [name, encrypt(plain, random() < 0.9 ? shared : newKey(), random() < 0.2), replacement];
  });
  const others = [
    ['"Cached":false'],
    ['"Model":"canary \\u00e9\\/"'],
    [`"Metrics":{"cost":${number()}, "durationMs":12}`],
    ['"Other":{"type":"encrypted","key":"a"}'],
    ['"Timestamp":"2026-11-27T10:00:00Z"'],
  ];
  const members = [...fields, ...others].sort(() => random() - 0.5);
  const space = pick(['', ' ']);
  const text = (member, index) => member.length === 1 ? member[0] : `"${member[0]}":${space}${member[index]}`;
  const write = index => `{${members.map(member => text(member, index)).join(`,${space}`)}}`;
  encrypted.push(write(1));
  expected.push(write(2));
}

writeFileSync('encrypted.ndjson', encrypted.join('\n') + '\n', { mode: 0o600 });
writeFileSync('expected.ndjson', expected.join('\n') + '\n', { mode: 0o600 });
