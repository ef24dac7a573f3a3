import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['target/', 'node_modules/', '*.config.js', 'packaging/*.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'eqeqeq': 'error',
      'no-restricted-globals': ['error', { name: 'event', message: 'Take the event as an argument.' }],
      'no-restricted-properties': ['error',
        { property: 'innerHTML', message: 'Strict pages forbid markup from strings; build elements.' },
        { property: 'outerHTML', message: 'Strict pages forbid markup from strings; build elements.' },
        { property: 'style', message: 'Strict pages forbid inline styles; use a class.' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',          // "return this.end(why)" reads well
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',   // the published classes are ours, seen from outside
      '@typescript-eslint/no-invalid-void-type': 'off',                  // an event without a payload
      '@typescript-eslint/prefer-promise-reject-errors': 'off',          // an abort signal's reason may be anything
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    files: ['packaging/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { globals: { console: false, process: false, URL: false, setTimeout: false, clearTimeout: false, globalThis: false }, parserOptions: { projectService: false } },
  },
);
