// npm run package: the packed SDK is used as people use it: imported on a server, run as a script, checked by a strict compiler.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, symlink, writeFile, rm } from 'node:fs/promises';
import { createContext, runInContext } from 'node:vm';

const client = new URL('../target/npm/client/', import.meta.url);
const consumer = new URL('../target/npm/consumer/', import.meta.url);
const guides = new URL('../target/npm/guides/', import.meta.url);

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

const strict = { noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [] };

/** An empty project that has the package. */
async function install(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(new URL('node_modules/@ringdown/', folder), { recursive: true });
  await symlink(client, new URL('node_modules/@ringdown/client', folder));
  await writeFile(new URL('package.json', folder), '{"type": "module"}');
}

async function compile(folder, compilerOptions) {
  await writeFile(new URL('tsconfig.json', folder), JSON.stringify({ compilerOptions: { ...strict, ...compilerOptions }, include: ['*.ts', '*.tsx'] }));
  execFileSync(new URL('../node_modules/.bin/tsc', import.meta.url).pathname, ['-p', '.'], { cwd: folder, stdio: 'inherit' });
}

/** As written by who uses TypeScript, by Node's rules and by a bundler's; and as docs/sdk.md shows it. */
async function byACompiler() {
  await install(consumer);
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
  for (const [module, moduleResolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) await compile(consumer, { module, moduleResolution });
}

/** The TypeScript of docs/guides: for React with the types of 19 and of 18, and what somebody writes for Twilio today. */
async function asTheGuidesShow() {
  await install(guides);
  const folder = new URL('../../docs/guides/', import.meta.url);
  let files = 0;
  for (const name of await readdir(folder)) {
    const guide = await readFile(new URL(name, folder), 'utf8');
    for (const [, file, text] of guide.matchAll(/^```tsx? (\S+)\n(.*?)^```$/gms)) {
      await writeFile(new URL(file, guides), text);
      files++;
    }
  }
  assert.ok(files > 2, 'docs/guides has its examples');
  const bundled = { module: 'esnext', moduleResolution: 'bundler', jsx: 'react-jsx', skipLibCheck: true };   // what others publish is theirs to check
  const react18 = new URL('../node_modules/@types/react-18/', import.meta.url).pathname;
  await compile(guides, bundled);
  await compile(guides, { ...bundled, paths: { react: [`${react18}index.d.ts`], 'react/jsx-runtime': [`${react18}jsx-runtime.d.ts`] } });
}

await onAServer();
await asAScript();
await byACompiler();
await asTheGuidesShow();
console.log('The package works on a server, as a script, and for a strict compiler.');
