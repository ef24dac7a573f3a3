// npm run package: the SDK as it goes to npm, in target/npm/client, and what of the whole page side weighs how much.
import { build } from 'esbuild';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

const web = new URL('..', import.meta.url);
const out = new URL('target/npm/client/', web);
const json = async (file) => JSON.parse(await readFile(new URL(file, web), 'utf8'));

const common = { absWorkingDir: decodeURI(web.pathname), bundle: true, target: 'es2022', charset: 'utf8', logLevel: 'warning' };

async function pack() {
  await rm(out, { recursive: true, force: true });
  await mkdir(new URL('dist/', out), { recursive: true });
  await build({ ...common, entryPoints: ['sdk/index.ts'], format: 'esm', sourcemap: true, outfile: 'target/npm/client/dist/index.js' });
  await build({ ...common, entryPoints: ['sdk/global.ts'], format: 'iife', globalName: 'Ringdown', minify: true, sourcemap: true,
    outfile: 'target/npm/client/dist/ringdown.global.js' });
  await build({ ...common, entryPoints: ['worker/module.ts'], format: 'iife', minify: true, outfile: 'target/npm/client/dist/ringdown-worker.js' });
  await copyFile(new URL('sdk/ringdown.d.ts', web), new URL('dist/index.d.ts', out));
  await copyFile(new URL('packaging/global.d.ts', web), new URL('dist/ringdown.global.d.ts', out));
  await copyFile(new URL('../LICENSE', web), new URL('LICENSE', out));
  await copyFile(new URL('packaging/README.md', web), new URL('README.md', out));
  const manifest = await json('packaging/client.json');
  await writeFile(new URL('package.json', out), `${JSON.stringify({ ...manifest, version: (await json('package.json')).version }, null, 2)}\n`);
}

// What a visitor downloads, in kB as gzip makes it. BundleTest holds the jar to the same.
const BUDGETS = [
  { what: 'SDK alone', entry: 'sdk/module.ts', most: 35 },
  { what: 'button', entry: 'button/module.ts', most: 8 },
  { what: 'what the button calls by', entry: 'button/calling.ts', most: 32 },
  { what: 'what wakes', entry: 'worker/module.ts', most: 2 },
  { what: 'SDK, phone and button', entry: 'elements/module.ts', most: 70 },
];

async function weigh({ what, entry, most }) {
  const { outputFiles: [bundle] } = await build({ ...common, entryPoints: [entry], format: 'esm', minify: true, write: false, loader: { '.css': 'text' } });
  const kilobytes = gzipSync(bundle.contents, { level: 9 }).length / 1024;
  const fits = kilobytes <= most;
  console.log(`${what.padEnd(24)}${kilobytes.toFixed(1).padStart(6)} kB of ${most} ${fits ? '' : '- too much'}`);
  return fits;
}

await pack();
const fits = [];
for (const budget of BUDGETS) fits.push(await weigh(budget));
if (!fits.every(Boolean)) process.exit(1);
