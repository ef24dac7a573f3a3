// npm run package: the packed SDK is used as people use it: imported on a server, run as a script, checked by a strict compiler.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile, rm } from 'node:fs/promises';
import { createContext, runInContext } from 'node:vm';

const client = new URL('../target/npm/client/', import.meta.url);
const consumer = new URL('../target/npm/consumer/', import.meta.url);

async function onAServer() {
  const before = Object.keys(globalThis);
  const { Phone, Call, RingdownError } = await import(new URL('dist/index.js', client).href);
  assert.equal(typeof window, 'undefined');
  assert.deepEqual(Object.keys(globalThis), before, 'importing leaves nothing behind');
  assert.equal(Phone.isSupported(), false);
  assert.match(Phone.version, /^\d+\.\d+\.\d+/);
  assert.equal(typeof Call, 'function');
  const phone = new Phone({ token: 'T', url: 'https://gateway.example.com' });
  await assert.rejects(phone.connect(), (error) => error instanceof RingdownError && error.code === 'unsupported-browser');
  assert.throws(() => new Phone({ token: 'T' }), /the option "url" must name the gateway/);
  await phone.destroy();
}

async function asAScript() {
  const page = createContext({ document: { currentScript: { src: 'https://gateway.example.com/ringdown.js' } }, URL, setTimeout, clearTimeout });
  runInContext(await readFile(new URL('dist/ringdown.global.js', client), 'utf8'), page);
  assert.deepEqual(runInContext('Object.keys(Ringdown).sort()', page).join(), 'Call,Phone,RingdownError');
  assert.equal(runInContext('new Ringdown.Phone({ token: "T" }).state', page), 'offline');
}

/** As written by who uses TypeScript, by Node's rules and by a bundler's; and as the guide shows it. */
async function byACompiler() {
  await rm(consumer, { recursive: true, force: true });
  await mkdir(new URL('node_modules/@ringdown/', consumer), { recursive: true });
  await symlink(client, new URL('node_modules/@ringdown/client', consumer));
  await writeFile(new URL('package.json', consumer), '{"type": "module"}');
  await writeFile(new URL('page.ts', consumer), `
    import { Phone, RingdownError, type Call, type PreflightReport } from '@ringdown/client';
    const phone = new Phone({ token: async () => 'T', url: 'https://gateway.example.com' });
    phone.on('incoming', (call: Call) => void call.answer());
    phone.on('error', ({ code, hint }) => console.log(code === 'mic-denied', hint));
    export const report: Promise<PreflightReport> = Phone.preflight({ token: 'T', onProgress: ({ name, status }) => console.log(name, status) });
    try { await (await phone.call('600')).sendDTMF('1w2#'); } catch (thrown) { if (thrown instanceof RingdownError && thrown.retryable) await phone.audio.unlock(); }
    // @ts-expect-error no such event
    phone.on('incomming', () => undefined);
    import '@ringdown/client/global';
    export const same: boolean = Ringdown.Phone.isSupported();
  `);
  const guide = await readFile(new URL('../../docs/sdk.md', import.meta.url), 'utf8');
  const examples = [...guide.matchAll(/```ts\n(.*?)```/gs)];
  assert.ok(examples.length > 5, 'docs/sdk.md has its examples');
  await Promise.all(examples.map(([, example], i) => writeFile(new URL(`example-${i}.ts`, consumer), example)));
  const tsc = new URL('../node_modules/.bin/tsc', import.meta.url).pathname;
  for (const [module, moduleResolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
    const compilerOptions = { noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [], module, moduleResolution };
    await writeFile(new URL('tsconfig.json', consumer), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
    execFileSync(tsc, ['-p', '.'], { cwd: consumer, stdio: 'inherit' });
  }
}

await onAServer();
await asAScript();
await byACompiler();
console.log('The package works on a server, as a script, and for a strict compiler.');
