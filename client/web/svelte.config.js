// Svelte as the build and svelte-check take it: TypeScript in components is
// only stripped of its types, and every component uses runes.
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
};
